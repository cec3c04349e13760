"""The columns of a table by field: what their cells mean, and what the file shows of how it writes numbers and days."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Final, cast

from desktop_app.packing.importing.columns import Match, shop_of, squeezed, words
from desktop_app.packing.importing.dates import day, day_first
from desktop_app.packing.importing.numbers import decimal_mark, number
from desktop_app.packing.importing.table import Cell, Table, all_clean, clean, clean_code, text_of

NUMBERS: Final = (
    "item.quantity",
    "item.weight",
    "item.price",
    "item.linetotal",
    "order.packageweight",
    "order.refunded",
)
_CODES: Final = frozenset({"item.sku", "order.reference"})


class Cells:
    """What the rows of a table say, by field. `mark` and `first` are what numbers and days are read by."""

    def __init__(self, table: Table, match: Match) -> None:
        self.table = table
        self.match = match
        self.count = len(table.rows)
        self._at: dict[str, list[int]] = {}
        for at, field in enumerate(match.columns):
            if field:
                self._at.setdefault(field, []).append(at)
        self.nothing = [""] * self.count
        self._texts: dict[str, list[str]] = {}
        self._written: dict[str, frozenset[str]] = {}
        shop = shop_of(match.kind)
        marks = {self.own_mark(field) for field in NUMBERS} - {""}
        shown = marks.pop() if len(marks) == 1 else "?" if marks else str(shop.get("decimal", ""))
        self.mark = match.decimal or shown
        self._days(str(shop.get("dates", ""))[:1])
        self.unit = match.unit or str(shop.get("units", ""))
        self.country = match.country or str(shop.get("country", ""))

    def has(self, *fields: str) -> bool:
        """Say whether there is a column of one of these fields."""
        return any(field in self._at for field in fields)

    def texts(self, field: str) -> list[str]:
        """Return what each row says in a field; of several columns the first that says something."""
        known = self._texts.get(field)
        if known is not None:
            return known
        if field not in self._at:
            self._texts[field] = self.nothing
        else:
            found = [self._column(at, field) for at in self._at.get(field, ())]
            many = len(found) > 1
            self._texts[field] = (
                [next(filter(None, each), "") for each in zip(*found, strict=True)] if many else found[0]
            )
        return self._texts[field]

    def each(self, field: str) -> list[list[str]]:
        """Return what each row says in every column of a field."""
        return [self._column(at, field) for at in self._at.get(field, ())]

    def own_mark(self, field: str) -> str:
        """Return the decimal mark that a column shows, or a person chose: «.», «,», «?» for both, or nothing."""
        if self.match.decimal:
            return self.match.decimal
        self.texts(field)
        return decimal_mark(self._written.get(field, ()))

    def header_of(self, field: str) -> str:
        """Return the header of the column of a field."""
        at = self._at.get(field)
        return self.table.header[at[0]] if at else ""

    def unit_of(self, field: str) -> str:
        """Return the unit or currency in the header of the column of a field."""
        at = self._at.get(field)
        return self.match.units[at[0]] if at else ""

    def is_sum(self, row: int) -> bool:
        """Say whether a row is a word for a sum and numbers."""
        filled = [text for text in map(clean, self.table.rows[row]) if text]
        named = [text for text in filled if not number(text)]
        return len(named) == 1 and squeezed(named[0]) in words("sums")

    def given(self, field: str) -> dict[int, str]:
        """Return what the rows that say something say in a field, by row."""
        return {row: text for row, text in enumerate(self.texts(field)) if text} if field in self._at else {}

    def _days(self, usual: str) -> None:
        texts = dict.fromkeys((*self.texts("order.date"), *self.texts("order.shipped")))
        shown, by = day_first(texts)
        self.first = self.match.first or shown or usual
        forms = [found.form for found in map(day, texts) if found and found.form]
        form = min(forms, key=len, default="") if self.first in ("D", "M") else ""
        if self.first == "M":
            form = form.translate({ord("D"): "M", ord("M"): "D"})
        self.dates = f"{form} ({by} decides)" if form and by and not self.match.first else form

    def _column(self, at: int, field: str) -> list[str]:
        cleaner: Callable[[Cell], str] = clean_code if field in _CODES else clean
        column: list[Cell] = [*map(itemgetter(at), self.table.rows)]
        kinds = {*map(type, column)}
        if bool in kinds and kinds & {int, float}:
            column = [text_of(cell) if isinstance(cell, bool) else cell for cell in column]  # 1 and True are one key
        cells = {*column}
        if kinds <= {str} and all_clean(cast("set[str]", cells)):
            if field in NUMBERS:
                self._written[field] = frozenset(cast("set[str]", cells))
            return cast("list[str]", column)
        if field in NUMBERS:
            self._written[field] = frozenset(clean(cell) for cell in cells if isinstance(cell, str))
            memo = {cell: _exact(cell) for cell in cells}
        else:
            memo = {cell: cleaner(cell) for cell in cells}
        return [*map(memo.__getitem__, column)]


def _exact(cell: Cell) -> str:
    """Return a number of a workbook so that it can be read in one way alone."""
    text = clean(cell)
    return text if isinstance(cell, str) or "." not in text else text + "000"
