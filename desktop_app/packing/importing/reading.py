"""Bytes of a text file → a table: its delimiter, its quotes and its header are found."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, cast

from desktop_app.packing.importing.columns import known_columns, match_header, shop_of
from desktop_app.packing.importing.encodings import decode
from desktop_app.packing.importing.table import Cell, NotOrders, Table, clean
from desktop_app.packing.importing.unfolding import unfold

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file; no day's orders come near."""
MOST_CELLS: Final = 5_000_000

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 65536
_LOOKED_AT: Final = 30
"""Rows among which the header is."""
_NAMED: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_FOREIGN: Final = (
    (b"%PDF", "pdf"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"),
)  # fmt: skip
_WEB: Final = re.compile(rb"\s*<(?:!doctype html|html|table|\?xml)", re.IGNORECASE)
_Rules = dict[str, Any]
_QUOTES: Final[tuple[_Rules, ...]] = (
    {"strict": True},
    {"strict": True, "doublequote": False, "escapechar": "\\"},
)


def read(content: bytes, name: str, sheet: str = "") -> Table:
    """Return the table in a file's bytes; raises NotOrders.

    `name` is the file's, for whoever shows it. Of a workbook it is the sheet with that name, or the one that looks most
    like orders.
    """
    if len(content) > LARGEST:
        raise NotOrders("too-large")
    if not content.strip():
        raise NotOrders("empty")
    for start, reason in _FOREIGN:
        if content.startswith(start):
            raise NotOrders(reason)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        from desktop_app.packing.importing.workbook import read_workbook

        return read_workbook(content, name, sheet)
    if _WEB.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise NotOrders("web")
    return _read_text(content, name)


def find_header(rows: Sequence[Sequence[Cell]]) -> int:
    """Return which of the first rows is the header; raises NotOrders where none is."""
    known = [known_columns([clean(cell) for cell in row]) for row in rows[:_LOOKED_AT]]
    if not any(known):
        raise NotOrders("no-header")
    return known.index(max(known))


def _read_text(content: bytes, name: str) -> Table:
    decoded = decode(content)
    if decoded is None:
        raise NotOrders("binary")
    text = decoded.text
    delimiter = ""
    if named := _NAMED.match(text):
        text, delimiter = text[named.end() :], named[1]
    delimiter = delimiter or _delimiter(text)
    rows, sound, unclosed = _rows(text, delimiter)
    if sum(map(len, rows)) > MOST_CELLS:
        raise NotOrders("too-large")
    at = find_header(rows)
    header = _header(rows[at])
    numbers = [number for number in range(at + 2, len(rows) + 1) if any(rows[number - 1])]
    found = [rows[number - 1] for number in numbers]
    broken = _broken(found, numbers, len(header), "" if sound else delimiter)
    if found and (unclosed or decoded.cut or (numbers[-1] in broken and not text.endswith(("\n", "\r")))):
        broken[numbers[-1]] = "the file ends in the middle of this row"
    width = len(header)
    kept = cast("list[list[Cell]]", [row if len(row) == width else _fitted(row, width) for row in found])
    return unfold(Table(name, decoded.encoding, delimiter, header, kept, numbers, broken=broken))


def _header(row: Sequence[Cell]) -> tuple[str, ...]:
    names = [clean(cell) for cell in row]
    while not names[-1]:
        names.pop()
    return tuple(names)


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the header the most known columns."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample

    def found(delimiter: str) -> tuple[int, int]:
        rows = _rows(sample, delimiter)[0]
        known = max((known_columns([clean(cell) for cell in row]) for row in rows[:_LOOKED_AT]), default=0)
        return known, -_DELIMITERS.index(delimiter)

    return max(_DELIMITERS, key=found)


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], bool, bool]:
    """Return the rows, whether all quotes in them are sound, and whether the text ends within quotes."""
    if '"' not in text or _plain_quotes(text, delimiter):
        return _parsed(text, delimiter, {"quoting": csv.QUOTE_NONE}), True, False
    for rules in _QUOTES[: 2 if '\\"' in text else 1]:
        try:
            return _parsed(text, delimiter, rules), True, False
        except csv.Error as error:
            if "unexpected end" in str(error):
                return _parsed(text, delimiter, rules | {"strict": False}), False, True
    if delimiter != "," and not re.search(rf'(?:^|{re.escape(delimiter)})"[^"]*{re.escape(delimiter)}[^"]*"', text):
        return _parsed(text, delimiter, {"quoting": csv.QUOTE_NONE}), True, False
    return _parsed(text, delimiter, {}), False, False


def _fitted(row: list[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _parsed(text: str, delimiter: str, rules: _Rules) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, **rules))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _plain_quotes(text: str, delimiter: str) -> bool:
    """Say whether quote marks are plain characters, as in the reports of shops that never quote."""
    first = text.partition("\n")[0].rstrip("\r")
    shop = shop_of(match_header(tuple(clean(cell) for cell in first.split(delimiter))).kind)
    return bool(shop.get("plainquotes")) and delimiter == "\t" and '""' not in text


def _broken(rows: list[list[str]], numbers: list[int], width: int, delimiter: str) -> dict[int, str]:
    """Return what is wrong with which rows; `delimiter` is empty where all quotes are sound.

    A row that is shorter than the header counts as broken where the others are not.
    """
    found: dict[int, str] = {}
    lengths = Counter(map(len, rows))
    least = width if lengths and lengths.most_common(1)[0][0] >= width else 0
    for cells, number in zip(rows, numbers, strict=True):
        if len(cells) < least or (len(cells) > width and any(cells[width:])):
            found[number] = f"it has {len(cells)} cells where the header has {width}"
        elif delimiter and any("\n" in cell and cell.count(delimiter) >= max(width - 1, 2) for cell in cells):
            found[number] = "a quote mark in it is not closed: the rows after it are part of it"
    return found
