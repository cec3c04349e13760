"""Labels on paper, at their true size: drawn at the printer's own dots, never scaled to the paper."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop_app.services.documents import Document
from desktop_app.services.pdf import MOST_PIXELS, CannotDraw, Flaw, PdfDrawer, Picture, Size
from desktop_app.services.threads import in_thread
from desktop_app.ui.detail.print_errors import PaperTooSmall, PartlyPrinted, PrinterFailed

FINEST: Final = 600
"""Dots an inch at most: a label printer has 203 to 600, and what is finer only costs time."""
MOST_ON_PAPER: Final = 40_000_000
"""Pixels of a page: A4 at 600 dots an inch has 35 million. They are drawn and handed over in bands of MOST_PIXELS."""
TRIAL: Final = 250_000
"""Pixels of the small picture that tells, before a page is begun, whether it can be drawn."""
SPARE_MM: Final = 4.0
"""What a label may be larger than the paper: 4×6-inch paper under an A6 label. Its own white edge gives that."""


def printer_for(page: Size) -> QPrinter:
    """Return the default printer, set to paper of the label's size; the person's choice may override it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    size = QPageSize(
        QSizeF(page.width_mm, page.height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    printer.setPageSize(size)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName("Labels")
    return printer


def has_dialog(printer: QPrinter, platform: str = sys.platform) -> bool:
    """Say whether the system can ask which printer to use.

    Windows and macOS have only their own dialog, which without any printer does not come; Qt's prints to a file.
    """
    return platform not in {"win32", "darwin"} or printer.outputFormat() == QPrinter.OutputFormat.NativeFormat


@dataclass(frozen=True, slots=True)
class Printed:
    """How far a print is: so many labels are printed whole."""

    labels: int = 0


def file_of(printer: QPrinter) -> str:
    """Return the file that is printed into, or an empty string where it is a printer."""
    return printer.outputFileName()


async def print_labels(
    printer: QPrinter, labels: Sequence[Document], progress: Callable[[object], None] = lambda _: None
) -> int:
    """Print every page of the PDF `labels`; returns how many. Qt lets a printer be painted on in any thread.

    `progress` hears a Printed after each label.
    Cancelled, it ends the job after the page that is being drawn, and waits for that. Raises PaperTooSmall or
    CannotDraw before anything is printed, PrinterFailed, and PartlyPrinted at the end if pages could not be drawn.
    """
    stop = threading.Event()
    loop = asyncio.get_running_loop()

    def tell(done: int) -> None:
        loop.call_soon_threadsafe(progress, Printed(done))

    def work() -> int:
        drawer = PdfDrawer()
        try:
            return _print(printer, labels, drawer, stop, tell)
        finally:
            drawer.rest()

    job = asyncio.ensure_future(in_thread(work))
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([job])
        raise


def place(page: Size, paper: QRectF, dots_per_mm: float) -> QRectF:
    """Return where the page goes on `paper` (dots): in its middle, at its true size, whatever the paper's."""
    spot = QRectF(0, 0, page.width_mm * dots_per_mm, page.height_mm * dots_per_mm)
    spot.moveCenter(paper.center())
    return spot


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page that is to be printed."""

    document: Document
    number: int
    size: Size | None
    label: int
    """Labels before this one."""

    def bands(self, drawer: PdfDrawer, dpi: float) -> Iterator[tuple[int, Picture]]:
        """Yield the page from its top, each part with the row that it begins at; each covers the next one's first row.

        Where rows and the printer's dots do not fall together, no gap is left between two parts.
        """
        pdf = self.document.content
        whole = drawer.draw(pdf, self.number, dpi, pixels=MOST_ON_PAPER, rows=1)
        rows = max(1, MOST_PIXELS // whole.width)
        for top in range(0, whole.height, rows):
            yield top, drawer.draw(pdf, self.number, dpi, pixels=MOST_ON_PAPER, top=top, rows=rows + 1)


def _print(
    printer: QPrinter,
    labels: Sequence[Document],
    drawer: PdfDrawer,
    stop: threading.Event,
    tell: Callable[[int], None],
) -> int:
    # All of a job in one thread: what ends it cannot run beside what draws.
    dpi = min(printer.resolution(), FINEST)
    missing: list[tuple[str, int]] = []
    sheets = _drawable(_sheets(printer, labels, drawer, missing), drawer, dpi, missing)
    first = next(sheets, None)
    if first is None:
        raise CannotDraw(Flaw.BAD_PAGE)
    printer.setFullPage(True)
    painter, file = QPainter(), file_of(printer)
    if not painter.begin(printer):
        raise PrinterFailed(file)
    printed = whole = 0
    try:
        for sheet in chain([first], sheets):
            if sheet.label > whole:
                whole = sheet.label
                tell(whole)
            for _copy in range(1 if printer.supportsMultipleCopies() else printer.copyCount()):
                if stop.is_set():
                    return printed
                if printed and not printer.newPage():
                    raise PrinterFailed(file)
                _draw(painter, printer, sheet, drawer, dpi)
                printed += 1
        tell(len(labels))
    finally:
        painter.end()
    if missing:
        raise PartlyPrinted(printed, tuple(missing), file)
    return printed


def _sheets(
    printer: QPrinter, labels: Sequence[Document], drawer: PdfDrawer, missing: list[tuple[str, int]]
) -> Iterator[_Sheet]:
    for place_of, label in enumerate(labels):
        try:
            measured = drawer.measure(label.content)
        except CannotDraw:
            missing.append((label.file_name, 1))
            continue
        _check(printer, measured.sizes)
        for number, size in enumerate(measured.sizes):
            yield _Sheet(label, number, size, place_of)
        missing += ((label.file_name, number + 1) for number in range(len(measured.sizes), measured.count))


def _drawable(
    sheets: Iterator[_Sheet], drawer: PdfDrawer, dpi: float, missing: list[tuple[str, int]]
) -> Iterator[_Sheet]:
    """Pass on those that can be drawn: half a page is worse than none."""
    for sheet in sheets:
        try:
            if sheet.size is None:
                raise CannotDraw(Flaw.BAD_PAGE)
            drawer.draw(sheet.document.content, sheet.number, dpi, pixels=TRIAL)
        except CannotDraw:
            missing.append((sheet.document.file_name, sheet.number + 1))
        else:
            yield sheet


def _draw(painter: QPainter, printer: QPrinter, sheet: _Sheet, drawer: PdfDrawer, dpi: float) -> None:
    assert sheet.size is not None
    spot = place(sheet.size, printer.paperRect(QPrinter.Unit.DevicePixel), printer.resolution() / 25.4)
    for top, band in sheet.bands(drawer, dpi):
        image = QImage(band.pixels, band.width, band.rows, band.stride, QImage.Format.Format_RGB32)
        a_row = spot.height() / band.height
        painter.drawImage(QRectF(spot.x(), spot.y() + top * a_row, spot.width(), band.rows * a_row), image)


def _check(printer: QPrinter, sizes: Sequence[Size | None]) -> None:
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    for page in sizes:
        if page and (page.width_mm > paper.width() + SPARE_MM or page.height_mm > paper.height() + SPARE_MM):
            raise PaperTooSmall((page.width_mm, page.height_mm), (paper.width(), paper.height()))
