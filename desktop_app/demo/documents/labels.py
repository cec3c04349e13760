"""Draws labels: A6 as PDF, the same as PNG at 203 dpi, and as ZPL; with a Code 128 barcode of the tracking reference.

Importing this module loads reportlab: it is imported when the first label is asked for, not before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop_app.demo.documents.typesetting import (
    NOTE,
    address_lines,
    draw_text,
    new_canvas,
    plain,
    text_width,
    warning,
)
from desktop_app.demo.documents.writing import JOINER, NON_JOINER, is_right_to_left
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.times import parse

DPI = 203
"""Dots per inch of the label printers that PNG and ZPL are made for."""

_DOT = 72 / DPI
_MARGIN = 5 * mm


@dataclass(frozen=True, slots=True)
class _Label:
    """What one label says; all text is plain and on one line each."""

    carrier: str
    service: str
    tracking: str
    sender: tuple[str, ...]
    receiver: tuple[str, ...]
    country: str
    facts: tuple[str, ...]


def draw(consignment: Document, packages: list[str], form: str) -> bytes:
    """Return the labels of those packages of an allocated consignment; `form` is PDF, PNG, ZPL or ZPLII.

    A PDF has a page for each package; in a PNG the labels stand one below the other.
    """
    labels = [label for reference, label in _labels(consignment) if reference in packages]
    if form in {"ZPL", "ZPLII"}:
        return "".join(_zpl(label) for label in labels).encode()
    pdf = _pdf(labels, consignment["Reference"])
    return _png(pdf) if form == "PNG" else pdf


def _labels(consignment: Document) -> Iterator[tuple[str, _Label]]:
    allocation = consignment["Allocation"]
    destination = address_of(consignment, "Destination") or {}
    origin = address_of(consignment, "Origin") or {}
    count, leaves = len(consignment["Packages"]), parse(consignment["CollectionDate"])
    for at, package in enumerate(consignment["Packages"], 1):
        facts = [
            f"{consignment['Reference']}   {package['Reference']}",
            f"Package {at} of {count}   {package['Weight']['Value'].normalize():f} kg   leaves {leaves:%d/%m/%Y}",
        ]
        if consignment["ConsignmentReferenceProvidedByCustomer"]:
            facts.append(f"Your reference: {plain(consignment['ConsignmentReferenceProvidedByCustomer'])}")
        country, written = country_of(destination), [*address_lines(origin), *address_lines(destination), *facts]
        if missing := warning(written, country):
            facts.append(missing)
        yield (
            package["Reference"],
            _Label(
                carrier=allocation["CarrierName"],
                service=allocation["MpdCarrierServiceName"],
                tracking=package["ConsignmentLegs"][0]["TrackingReferences"][0],
                sender=tuple(address_lines(origin)),
                receiver=tuple(address_lines(destination)),
                country=country_of(destination),
                facts=tuple(facts),
            ),
        )


def _pdf(labels: list[_Label], title: str) -> bytes:
    target = io.BytesIO()
    canvas = new_canvas(target, A6, title)
    for label in labels:
        _page(canvas, label)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _page(canvas: Canvas, label: _Label) -> None:
    width, height = A6
    inner = width - 2 * _MARGIN
    y = height - _MARGIN - 14
    draw_text(canvas, _MARGIN, y, label.carrier, 15, inner * 0.58, bold=True)
    draw_text(canvas, width - _MARGIN, y, label.service, 11, inner * 0.4, bold=True, right=True)
    canvas.line(_MARGIN, y - 5, width - _MARGIN, y - 5)
    y = _block(canvas, y - 15, "From", label.sender, 6.5, 8, country=label.country)
    canvas.line(_MARGIN, y, width - _MARGIN, y)
    y = _block(canvas, y - 13, "To", label.receiver, 12, 15, country=label.country)
    canvas.line(_MARGIN, y, width - _MARGIN, y)
    for fact in label.facts:
        y -= 10
        draw_text(canvas, _MARGIN, y, fact, 7.5, inner)
    barcode = Code128(label.tracking, barWidth=3 * _DOT, barHeight=24 * mm, quiet=False)
    left = round((width - barcode.width) / 2 / _DOT) * _DOT
    barcode.drawOn(canvas, left, _MARGIN + 24)
    draw_text(
        canvas,
        (width - text_width(label.tracking, 12, bold=True)) / 2,
        _MARGIN + 11,
        label.tracking,
        12,
        inner,
        bold=True,
    )
    draw_text(canvas, (width - text_width(NOTE, 6)) / 2, _MARGIN, NOTE, 6, inner)


def _block(
    canvas: Canvas, y: float, title: str, lines: tuple[str, ...], size: float, step: float, *, country: str
) -> float:
    """Draw an address from `y` downwards and return where it ends; more lines are drawn closer together."""
    step, size = (step * 7 / len(lines), size * 7 / len(lines)) if len(lines) > 7 else (step, size)
    draw_text(canvas, _MARGIN, y, title, 6, 20)
    for line in lines:
        draw_text(canvas, _MARGIN + 22, y, line, size, A6[0] - 2 * _MARGIN - 22, bold=line is lines[0], country=country)
        y -= step
    return y + step - 6


def _png(pdf: bytes) -> bytes:
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    whole = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    target = io.BytesIO()
    whole.save(target, "PNG", dpi=(DPI, DPI))
    return target.getvalue()


def _zpl(label: _Label) -> str:
    width, height = (round(side / _DOT) for side in A6)
    fields = [
        _field(40, 40, 46, label.carrier),
        _field(40, 92, 34, label.service),
        *(_field(40, 140 + 22 * at, 20, line) for at, line in enumerate(label.sender)),
        *(_field(40, 370 + 40 * at, 36, line) for at, line in enumerate(label.receiver)),
        *(_field(40, 750 + 28 * at, 24, line) for at, line in enumerate(label.facts)),
        f"^FO110,860^BY3^BCN,200,N,N,N,A^FH^FD{_escaped(label.tracking)}^FS",
        _field(110, 1075, 40, label.tracking),
        _field(40, 1135, 20, NOTE),
    ]
    texts = (*label.sender, *label.receiver, *label.facts)
    # The printer orders and joins the letters itself where it is told to (^PA: bidirectional, shaping, OpenType).
    scripts = ["^PA0,1,1,1"] if any(map(is_right_to_left, texts)) else []
    return "\n".join(["^XA", "^CI28", *scripts, f"^PW{width}", f"^LL{height}", *fields, "^XZ", ""])


def _field(x: int, y: int, size: int, text: str) -> str:
    return f"^FO{x},{y}^A0N,{size},{size}^FH^FD{_escaped(text)}^FS"


def _escaped(text: str) -> str:
    """Return `text` with what would start a command written as its code, so that no name can be one."""
    seen = text.replace(NON_JOINER, "").replace(JOINER, "")
    return "".join(f"_{ord(c):02X}" if c in "^~_\\" else c for c in seen)
