"""Labels as files, and their pages as pictures."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final

from desktop_app.pro.endpoints import Labels
from desktop_app.pro.errors import BadAnswer
from desktop_app.services.memory import give_back, keep_little
from desktop_app.services.pdf import Measured, PdfDrawer, Picture
from desktop_app.services.threads import in_thread

_ENDINGS: Final = {"PDF": "pdf", "PNG": "png", "ZPL": "zpl", "ZPLII": "zpl"}

PART: Final = 4 * 256 * 1024
"""Characters of base64 that are decoded at once."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the service made; `file_name` is ours, safe on every system."""

    content: bytes
    content_type: str
    file_name: str


def _decoded(text: str) -> bytes:
    """Return what `text` is in base64; raises ValueError. A part at a time: each holds up the window's thread."""
    if "=" in text[:-2]:
        raise ValueError("padded in the middle")
    parts = (text[start : start + PART] for start in range(0, len(text), PART))
    return b"".join(base64.b64decode(part, validate=True) for part in parts)


class Documents:
    """The labels of consignments. `rest` when no more are shown, at the latest when the environment is closed."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._drawer = PdfDrawer()

    async def label(self, reference: str, label_format: str = "PDF", package: str = "") -> Document:
        """Return the label of a consignment, or of one of its packages; raises a ProError."""
        keep_little()
        label = await self._labels.get(reference, label_format, package)
        try:
            content = await in_thread(lambda: _decoded(label.file))
        except ValueError as error:
            raise BadAnswer(code="label is not base64") from error
        if not content:
            raise BadAnswer(code="label is empty")
        name = re.sub(r"[^A-Za-z0-9-]", "_", package or reference)[:100]
        ending = _ENDINGS.get(label_format.upper(), "bin")
        return Document(content, label.content_type, f"label-{name}.{ending}")

    async def measure(self, pdf: bytes) -> Measured:
        """Return the pages that a PDF has; raises CannotDraw."""
        return await in_thread(lambda: self._drawer.measure(pdf))

    async def picture(self, pdf: bytes, number: int, dpi: float) -> Picture:
        """Return a page of a PDF (the first is 0) drawn at `dpi` dots an inch or coarser; raises CannotDraw."""
        return await in_thread(lambda: self._drawer.draw(pdf, number, dpi))

    async def rest(self) -> None:
        """Draw no more, and give back what drawing took."""

        def rest() -> None:
            self._drawer.rest()
            give_back()

        await in_thread(rest)
