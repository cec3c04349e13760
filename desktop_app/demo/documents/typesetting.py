"""Draws text in whatever letters it is written: fonts, widths, and lines of addresses.

Importing this module loads reportlab; so it is with all that draw with it.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_app.demo.documents.writing import JOINER, NON_JOINER, visual

_FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
_SMALLEST = 5.5
_INK = 128

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
    """Return `text` without anything that a printer could take for more than text, on one line.

    What is invisible is dropped, but for what keeps Arabic letters from joining, or makes them.
    """
    return " ".join("".join(map(_plain, text)).split())


def _plain(c: str) -> str:
    if c.isprintable() or c in {NON_JOINER, JOINER}:
        return c
    return "" if unicodedata.category(c) == "Cf" else " "


def undrawable(texts: Iterable[str], country: str = "") -> list[str]:
    """Return the names of the scripts in which letters of `texts` are that no font here has, such as `Thai`."""
    shown = (c for text in texts for c in _with_glyphs(visual(text)))
    names = {unicodedata.name(c, "unknown").split()[0] for c in shown if not _drawable(c, country)}
    return sorted("Chinese" if name == "CJK" else name.capitalize() for name in names)


def warning(texts: Iterable[str], country: str = "") -> str:
    """Return a line that says which letters of `texts` are missing on the paper, or an empty string."""
    scripts = undrawable(texts, country)
    return f"! Some letters cannot be drawn here: {', '.join(scripts)}. Write them by hand." if scripts else ""


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
    """Draw one line in at most `room` points: smaller where it must be, and at last cut short with an ellipsis.

    What runs from right to left is drawn so.
    """
    text = text.strip(NON_JOINER)
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
    """Split `text`, as drawn, into runs of one font each: DejaVu where it has the glyph, else one of East Asia."""
    run, font = "", ""
    for c in _with_glyphs(visual(text)):
        wanted = _font_for(c, bold, country)
        if run and wanted != font:
            yield font, run
            run = ""
        run, font = run + c, wanted
    if run:
        yield font, run


def _font_for(c: str, bold: bool, country: str) -> str:
    regular, heavy = _embedded("DejaVuSans"), _embedded("DejaVuSans-Bold")
    if _has(regular, c):
        return str((heavy if bold and _has(heavy, c) else regular).fontName)
    return _of_system(eastern) if (eastern := _eastern(c, country)) else str(regular.fontName)


def _eastern(c: str, country: str) -> str:
    """Return the font of East Asia that has `c` (whoever shows the PDF supplies it), or an empty string."""
    name = unicodedata.name(c, "")
    if name.startswith("HANGUL"):
        return "HYGothic-Medium"
    if name.startswith(("HIRAGANA", "KATAKANA")) or (name.startswith(("CJK", "FULLWIDTH")) and country == "JP"):
        return "HeiseiKakuGo-W5"
    if name.startswith(("CJK", "FULLWIDTH", "IDEOGRAPHIC")):
        return "MSung-Light" if country in {"TW", "HK", "MO"} else "STSong-Light"
    return ""


def _drawable(c: str, country: str) -> bool:
    needs_more = unicodedata.name(c, "").startswith("NKO")
    if _has(_embedded("DejaVuSans"), c):
        return not needs_more
    eastern = _eastern(c, country)
    return bool(eastern) and _is_on_this_computer(eastern)


@cache
def _is_on_this_computer(font: str) -> bool:
    """Say whether this computer can show a font of East Asia, which is in no PDF: by drawing a letter with it."""
    import pypdfium2

    target = io.BytesIO()
    canvas = new_canvas(target, (40, 40), font)
    canvas.setFont(_of_system(font), 30)
    canvas.drawString(5, 8, "한" if font.startswith("HY") else "中")
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    try:
        darkest, _ = document[0].render(grayscale=True).to_pil().getextrema()
        return bool(darkest < _INK)
    finally:
        document.close()


def _with_glyphs(text: str) -> str:
    """Return `text` with letters whose joined form the font lacks in the form that it has."""
    font = _embedded("DejaVuSans")
    return "".join(
        c if c.isascii() or _has(font, c) or not unicodedata.decomposition(c).startswith("<") else _unjoined(font, c)
        for c in text
    )


def _unjoined(font: Any, c: str) -> str:
    whole = unicodedata.normalize("NFKC", c)
    return whole if all(_has(font, each) for each in whole) else c


def _has(font: Any, c: str) -> bool:
    return ord(c) in font.face.charToGlyph


@cache
def _embedded(name: str) -> Any:
    font = TTFont(name, str(_FONTS / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _of_system(name: str) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name
