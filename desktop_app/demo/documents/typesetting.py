"""Draws text in whatever letters it is written: fonts, widths, and lines of addresses.

Importing this module loads reportlab; so it is with all that draw with it.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
_SMALLEST = 5.5

NOTE = "DEMO · not for carriage"
"""Stands on every page."""


def new_canvas(target: io.BytesIO, size: tuple[float, float], title: str) -> Canvas:
    """Return a canvas for a PDF that is the same for the same content; `size` is in points."""
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("Consignment Desk demo")
    return canvas


def address_lines(address: dict[str, Any]) -> Iterator[str]:
    """Return the lines of an address as they stand on a label or a document."""
    contact = address.get("Contact") or {}
    country = address.get("Country") or {}
    parts = (
        " ".join(contact.get(part) or "" for part in ("Title", "FirstName", "LastName")),
        address.get("CompanyName"),
        address.get("AddressLine1"),
        address.get("AddressLine2"),
        address.get("AddressLine3"),
        address.get("Town"),
        address.get("Region"),
        address.get("Postcode"),
        (country.get("Name") or "").upper(),
    )
    yield from filter(None, (plain(part or "") for part in parts))


def plain(text: str) -> str:
    """Return `text` without anything that a printer could take for more than text, on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def draw_text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    room: float,
    *,
    bold: bool = False,
    right: bool = False,
    country: str = "",
) -> None:
    """Draw one line in at most `room` points: smaller where it must be, and at last cut short with an ellipsis."""
    size = max(_SMALLEST, min(size, 0.999 * size * room / (text_width(text, size, bold=bold, country=country) or 1)))
    if text_width(text, size, bold=bold, country=country) > room:
        while text and text_width(text + "…", size, bold=bold, country=country) > room:
            text = text[:-1]
        text += "…"
    if right:
        x -= text_width(text, size, bold=bold, country=country)
    for font, run in _runs(text, bold=bold, country=country):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, size)


def text_width(text: str, size: float, *, bold: bool = False, country: str = "") -> float:
    """Return how many points wide `text` would be drawn."""
    return float(sum(pdfmetrics.stringWidth(run, font, size) for font, run in _runs(text, bold=bold, country=country)))


def _runs(text: str, *, bold: bool, country: str) -> Iterator[tuple[str, str]]:
    """Split `text` into runs of one font each: DejaVu where it has the glyph, else a font of East Asia."""
    run, font = "", ""
    for c in text:
        wanted = _font_for(c, bold, country)
        if run and wanted != font:
            yield font, run
            run = ""
        run, font = run + c, wanted
    if run:
        yield font, run


def _font_for(c: str, bold: bool, country: str) -> str:
    regular = _embedded("DejaVuSans")
    if ord(c) in regular.face.charToGlyph:
        return str(_embedded("DejaVuSans-Bold").fontName if bold else regular.fontName)
    name = unicodedata.name(c, "")
    if name.startswith("HANGUL"):
        return _of_system("HYGothic-Medium")
    if name.startswith(("HIRAGANA", "KATAKANA")) or (name.startswith("CJK") and country == "JP"):
        return _of_system("HeiseiKakuGo-W5")
    if name.startswith("CJK"):
        return _of_system("MSung-Light" if country in {"TW", "HK", "MO"} else "STSong-Light")
    return str(regular.fontName)


@cache
def _embedded(name: str) -> Any:
    font = TTFont(name, str(_FONTS / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _of_system(name: str) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name
