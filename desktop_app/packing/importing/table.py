"""A table as it was read: a header, and rows of cells with their numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from desktop_app.packing.characters import seen
from desktop_app.pro.errors import AppError

Cell = str | int | float | bool | date | time | datetime | timedelta
"""What a cell holds: text in a text file; in a workbook what it is there."""

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10}\d{0,2});", re.IGNORECASE)
_FIRST: Final = frozenset("0123456789+=@-")
"""What a spreadsheet's mark of text stands before."""
_MARKED: Final = re.compile(r"'(?=[\d+=@-])")
_QUOTED: Final = re.compile(r'="(.*)"', re.DOTALL)
_BREAK: Final = re.compile(r"\r\n?|\n|<br ?/?>", re.IGNORECASE)
_SUSPECT: Final = re.compile(r"[^ -%'-;=-~\xa1-\xac\xae-\u02ff]|  |^[ =']| $")
"""What may have to be mended in a text; Latin letters have not."""


_ANY_SUSPECT: Final = re.compile(r"[^\0 -%'-;=-~\xa1-\xac\xae-\u02ff]|  |(?:^|\0)[ =']| (?:\0|$)")


class NotOrders(AppError):
    """The file is nothing that orders can be read from; `reason` says why, by a word of `WORDS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(WORDS[reason])
        self.reason = reason


WORDS: Final[Mapping[str, str]] = {
    "empty": "It is empty.",
    "binary": "It is neither a text file nor a workbook. Export the orders as CSV or as an Excel workbook (XLSX).",
    "pdf": "It is a PDF, whatever its name says. Export the orders as CSV or as an Excel workbook (XLSX).",
    "picture": "It is a picture, whatever its name says. Export the orders as CSV or as an Excel workbook (XLSX).",
    "web": "It is a web page, whatever its name says. Open it in a spreadsheet and save it as CSV or XLSX.",
    "archive": "It is an archive, not a workbook. Unpack it, and import the file that is in it.",
    "damaged": "It is a workbook, but it is damaged or only half written. Save or download it again.",
    "password": "It is a workbook that is locked with a password. Save it without one.",
    "too-large": "It is larger than any list of orders: at most 64 MB, and 5 million cells, can be read. "
    "Export fewer orders at once.",
    "no-header": "No row of it names columns of orders, such as an order number, an address, an item. "
    "Is it an export of orders?",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a header; `numbers` are theirs in the file, counted as a spreadsheet counts, from 1.

    `encoding` is «xlsx» or «xls» for a workbook, which has no `delimiter`. `broken` says, by number, what is wrong with
    rows that are not like the header. `unfolded`: the file has a row for each order, with its items side by side.
    """

    name: str
    encoding: str
    delimiter: str | None
    header: tuple[str, ...]
    rows: list[list[Cell]] = field(repr=False)
    numbers: list[int] = field(repr=False)
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    broken: Mapping[int, str] = field(default_factory=dict)
    unfolded: bool = False

    def mended(self, row: int, column: int, text: str) -> Table:
        """Return the table with another text in a cell; `row` and `column` count from 0 under the header."""
        cells = [*self.rows[row]]
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
        rows = [*self.rows]
        rows[row] = cells
        number = self.numbers[row]
        return replace(self, rows=rows, broken={at: why for at, why in self.broken.items() if at != number})


def text_of(cell: Cell) -> str:
    """Return what a cell says, as it stands in the file."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def all_clean(texts: Collection[str]) -> bool:
    """Say whether `clean` would leave all of these as they are; quicker than to clean each."""
    return not _ANY_SUSPECT.search("\0".join(texts))


def clean(cell: Cell) -> str:
    """Return what a cell means: without what nobody sees, entities and a spreadsheet's marks. Its lines stay lines."""
    text = cell if isinstance(cell, str) else text_of(cell)
    if text[:1] == "'" and text[1:2] in _FIRST:
        text = text[1:]
    if not _SUSPECT.search(text):
        return text
    return "\n".join(" ".join(line.split()) for line in _mended(text).split("\n")).strip()


def clean_code(cell: Cell) -> str:
    """Return a code, such as an SKU, in the same way; blanks within it stay as they are."""
    text = text_of(cell)
    return _mended(text) if _SUSPECT.search(text) else text.replace("\n", " ").strip()


def _mended(text: str) -> str:
    if quoted := _QUOTED.fullmatch(text.strip()):
        text = quoted[1]
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    text = _MARKED.sub("", text, count=1) if _MARKED.match(text.lstrip()) else text
    return "\n".join(map(seen, _BREAK.split(text)))
