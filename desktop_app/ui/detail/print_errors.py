"""What can go wrong between a label and paper, in the kinds that a person can mend."""

from __future__ import annotations

from desktop_app.pro.errors import AppError


class PaperTooSmall(AppError):
    """The label would lose part of itself on this paper; sizes in millimetres, width and height."""

    def __init__(self, label: tuple[float, float], paper: tuple[float, float]) -> None:
        super().__init__("paper too small")
        self.label = label
        self.paper = paper


class PrinterFailed(AppError):
    """The printer did not take the job, or the `file` that was to be printed into could not be written."""

    def __init__(self, file: str = "") -> None:
        super().__init__("file not written" if file else "printer failed")
        self.file = file


class PartlyPrinted(AppError):
    """`printed` pages went to the printer; `missing` (file names and page numbers from 1) could not be drawn.

    `file`: where they went, if not to a printer.
    """

    def __init__(self, printed: int, missing: tuple[tuple[str, int], ...], file: str = "") -> None:
        super().__init__(f"{printed} printed, {len(missing)} not")
        self.file = file
        self.printed = printed
        self.missing = missing
