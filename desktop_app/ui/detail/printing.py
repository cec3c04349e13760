"""Labels on paper, at their true size: drawn at the printer's own dots, never scaled to the paper."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop_app.services.documents import Document, Page, draw_pages
from desktop_app.services.threads import in_thread
from desktop_app.ui.detail.print_errors import PaperTooSmall, PrinterFailed

FINEST: Final = 600
"""Dots an inch at most: a label printer has 203 to 600, and what is finer only costs memory."""
SPARE_MM: Final = 4.0
"""What a label may be larger than the paper: 4×6-inch paper under an A6 label. Its own white edge gives that."""


def printer_for(page: Page) -> QPrinter:
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


async def print_labels(printer: QPrinter, labels: Sequence[Document]) -> int:
    """Print every page of the PDF `labels`; returns how many. Qt lets a printer be painted on in any thread.

    Cancelled, it ends the job after the page that is being drawn, and waits for that. Raises PaperTooSmall before
    anything is printed, PrinterFailed, or BadAnswer for what is no PDF.
    """
    stop = threading.Event()
    job = asyncio.ensure_future(in_thread(lambda: _print(printer, labels, stop)))
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([job])
        raise


def place(page: Page, paper: QRectF, dots_per_mm: float) -> QRectF:
    """Return where the page goes on `paper` (dots): in its middle, at its true size, whatever the paper's."""
    spot = QRectF(0, 0, page.width_mm * dots_per_mm, page.height_mm * dots_per_mm)
    spot.moveCenter(paper.center())
    return spot


def _print(printer: QPrinter, labels: Sequence[Document], stop: threading.Event) -> int:
    # All of a job in one thread: what ends it cannot run beside what draws.
    dpi = min(printer.resolution(), FINEST)
    # One label after the other: at 600 dots an inch a page is 35 megabytes.
    first = draw_pages(labels[0].content, dpi)
    _check(printer, first)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFailed
    printed = 0
    try:
        for page in chain(first, _pages(printer, labels[1:], dpi)):
            for _copy in range(1 if printer.supportsMultipleCopies() else printer.copyCount()):
                if stop.is_set():
                    return printed
                if printed and not printer.newPage():
                    raise PrinterFailed
                _draw(painter, printer, page)
                printed += 1
    finally:
        painter.end()
    return printed


def _pages(printer: QPrinter, labels: Sequence[Document], dpi: int) -> Iterator[Page]:
    for label in labels:
        pages = draw_pages(label.content, dpi)
        _check(printer, pages)
        yield from pages


def _draw(painter: QPainter, printer: QPrinter, page: Page) -> None:
    image = QImage(page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(place(page, paper, printer.resolution() / 25.4), image)


def _check(printer: QPrinter, pages: Sequence[Page]) -> None:
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    for page in pages:
        if page.width_mm > paper.width() + SPARE_MM or page.height_mm > paper.height() + SPARE_MM:
            raise PaperTooSmall((page.width_mm, page.height_mm), (paper.width(), paper.height()))
