"""Foreign text as it is shown: cut to what the screen can lay out at once; whoever shows it keeps the whole.

Qt lays out a paragraph as one piece, in a time that grows faster than its length: a word of 100 KB stops the window
for a minute, ten thousand combining marks in each row of a grid for seconds. So nothing is handed to Qt at full length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QTextBoundaryFinder

from desktop_app.ui.foreign_text import isolated

TEXT: Final = 1000
"""Code points that are shown of a text in a label or a tooltip."""
LINES: Final = 20
"""Lines that are shown of it."""
CELL: Final = 100
"""Code points that are shown of a text in a cell: a grid lays out some three hundred cells each time it is painted."""
MARKS: Final = 4
"""Marks that are shown on one letter; no script that is written stacks more (Vietnamese 2, Hebrew 3, Tibetan 4)."""
WRITINGS: Final = 3
"""Kinds of writing that are shown in one text, beside those that Qt finds a font for at once: where no font here has
one, Qt opens each that there is, which takes it up to 8 ms (measured with 22 fonts)."""
ELLIPSIS: Final = "…"

_WINDOW: Final = 4
"""How many times what is shown is looked at: marks that are left out make room for what follows them."""
_LONGEST_CLUSTER: Final = 40
"""Code points: a longer cluster is cut within, since one can be made as long as a text."""


def shorten(text: str, most: int = TEXT, lines: int = LINES) -> str:
    """Return `text` as it is, or its beginning and “…” where it is too much to be laid out at once.

    At most `most` code points (the “…” included) in `lines` lines and WRITINGS kinds of writing, cut between
    graphemes; no more than MARKS combining marks on one letter. What it costs does not depend on the length of `text`.
    """
    if len(text) <= most and text.isascii() and _breaks(text) < lines:
        return text
    looked_at = text[: most * _WINDOW]
    shown = looked_at if looked_at.isascii() else _without_piled_marks(looked_at)
    cut = len(text) > len(looked_at)
    if (end := end_of_writings(shown, WRITINGS)) < len(shown):
        shown, cut = shown[:end], True
    first = shown.splitlines(keepends=True)
    if len(first) > lines:
        # Only the breaks after the last line that is shown go.
        shown, cut = "".join(first[: lines - 1]) + first[lines - 1].rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), True
    if len(shown) > most or (cut and len(shown) > most - 1):
        shown, cut = _to_grapheme(shown, most - 1), True
    return shown + ELLIPSIS if cut else shown


def shorten_line(text: str, most: int = CELL) -> str:
    """Return `text` on one line, shortened and kept within itself; line breaks and tabs become blanks."""
    if len(text) <= most and text.isascii() and text.isprintable():
        return text
    # Kept for the next paint by what is looked at, never by the whole: that may be megabytes.
    return _line(text[: most * _WINDOW], len(text) > most * _WINDOW, most)


def as_tooltip(text: str) -> str:
    """Return `text` shortened, kept within itself, and never read as markup: Qt looks whether a tooltip is some."""
    shown = isolated(shorten(text))
    if "<" not in shown and "&lt;" not in shown:
        return shown
    # Here, and not above: it brings a table of every named character, which the start can do without.
    from html import escape

    return escape(shown, quote=False)


def writings(text: str) -> set[str]:
    """Return the kinds of writing in `text` that Qt may have to look for a font for, by name."""
    return set() if text.isascii() else set(map(_writing, text)) - {""}


def end_of_writings(text: str, most: int, known: Collection[str] = ()) -> int:
    """Return how many code points of `text` come before the first of one kind of writing too many.

    `known` kinds do not count: Qt has their fonts.
    """
    if len(found := writings(text).difference(known)) <= most:
        return len(text)
    met: set[str] = set()
    for place, letter in enumerate(text):
        if (writing := _writing(letter)) in found:
            met.add(writing)
            if len(met) > most:
                return place
    return len(text)


@lru_cache(maxsize=4096)
def _writing(letter: str) -> str:
    """Return the kind of writing of a letter, a mark or a digit, empty for one whose font is at hand."""
    if letter < "\u0530" or unicodedata.category(letter) not in _WRITTEN:
        return ""
    # The Unicode names begin with it: «DEVANAGARI LETTER KA», «ARABIC-INDIC DIGIT ONE».
    name = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    return "" if name in _AT_HAND else name


_WRITTEN: Final = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd"})
_AT_HAND: Final = frozenset({
    "LATIN", "GREEK", "CYRILLIC", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "HALFWIDTH",
    "FULLWIDTH", "COMBINING", "MODIFIER", "VARIATION", "MATHEMATICAL", "DOUBLE", "BLACK", "SCRIPT",
})  # fmt: skip
"""Of scripts that nearly every computer has, and of signs that have no script."""


@lru_cache(maxsize=1024)
def _line(looked_at: str, more: bool, most: int) -> str:
    flat = looked_at if looked_at.isprintable() else " ".join(looked_at.splitlines()).replace("\t", " ")
    shown = shorten(flat, most, 1)
    return isolated(shown + ELLIPSIS if more and not shown.endswith(ELLIPSIS) else shown)


def _breaks(text: str) -> int:
    # Cheaper than splitlines, and never fewer: "\r\n" counts twice.
    return text.count("\n") + text.count("\r") + text.count("\v") + text.count("\f")


def _without_piled_marks(text: str) -> str:
    """Return `text` without the marks beyond MARKS in a row."""
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter)[0] == "M" or letter in _JOINERS else 0
        if marks <= MARKS:
            kept.append(letter)
    return text if len(kept) == len(text) else "".join(kept)


_JOINERS: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff")
"""They take no room, and are piled up like marks."""


def _to_grapheme(text: str, most: int) -> str:
    """Return the first `most` code points of `text`, less what belongs to a grapheme that goes on after them."""
    begun = text[:most]
    # Positions are in UTF-16 units; a lone surrogate counts as one, as in Qt.
    at = len(begun.encode("utf-16-le", "surrogatepass")) // 2
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text[: most + _LONGEST_CLUSTER])
    finder.setPosition(at)
    if finder.isAtBoundary():
        return begun
    back = finder.toPreviousBoundary()
    kept = begun.encode("utf-16-le", "surrogatepass")[: 2 * max(back, 0)].decode("utf-16-le", "surrogatepass")
    return kept if len(begun) - len(kept) <= _LONGEST_CLUSTER else begun
