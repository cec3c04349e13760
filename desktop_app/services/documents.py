"""Labels as files, and their pages as pictures."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from dataclasses import dataclass
from typing import Final

from desktop_app.pro.endpoints import Labels
from desktop_app.pro.errors import BadAnswer
from desktop_app.services.threads import in_thread

_PDFIUM: Final = threading.Lock()
"""PDFium is one for the whole process, and must not be called from two threads at once (pypdfium2's README says so)."""

_ENDINGS: Final = {"PDF": "pdf", "PNG": "png", "ZPL": "zpl", "ZPLII": "zpl"}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the service made; `file_name` is ours, safe on every system."""

    content: bytes
    content_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a picture: pixels of four bytes (blue, green, red, unused), and its true size in millimetres."""

    width: int
    height: int
    pixels: bytes
    width_mm: float
    height_mm: float


class Documents:
    """The labels of consignments."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    async def label(self, reference: str, label_format: str = "PDF", package: str = "") -> Document:
        """Return the label of a consignment, or of one of its packages; raises a ProError."""
        label = await self._labels.get(reference, label_format, package)
        try:
            content = base64.b64decode(label.file, validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadAnswer(code="label is not base64") from error
        if not content:
            raise BadAnswer(code="label is empty")
        name = re.sub(r"[^A-Za-z0-9-]", "_", package or reference)
        ending = _ENDINGS.get(label_format.upper(), "bin")
        return Document(content, label.content_type, f"label-{name}.{ending}")

    async def pages(self, pdf: bytes, dpi: int) -> tuple[Page, ...]:
        """Return every page of a PDF drawn at `dpi` dots an inch; raises BadAnswer if it is no PDF."""
        return await in_thread(lambda: draw_pages(pdf, dpi))


def draw_pages(pdf: bytes, dpi: int) -> tuple[Page, ...]:
    """Return every page of a PDF drawn at `dpi` dots an inch; takes a while; raises BadAnswer if it is no PDF."""
    import pypdfium2

    pages = []
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadAnswer(code="document is not a PDF") from error
        with document:
            for page in document:
                bitmap = page.render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
                points = page.get_size()
                size_mm = points[0] / 72 * 25.4, points[1] / 72 * 25.4
                pages.append(Page(bitmap.width, bitmap.height, bytes(bitmap.buffer), *size_mm))
    return tuple(pages)
