"""The items of orders: what a row says of the goods, each piece by piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from desktop_app.packing.currencies import minor_units, most_places
from desktop_app.packing.harmonisation import digits_of, is_code
from desktop_app.packing.importing import places
from desktop_app.packing.importing.cells import Cells
from desktop_app.packing.importing.columns import UNITS, currency, meaning_of, squeezed, words
from desktop_app.packing.importing.dates import made_by_a_spreadsheet
from desktop_app.packing.importing.numbers import EXACT_DIGITS, Number, lost_digits, number, plain
from desktop_app.packing.importing.result import ImportedItem, ToMend
from desktop_app.packing.importing.weights import weigh

_OVER: Final = {"shipped": "shipped already", "cancelled": "cancelled", "refunded": "refunded"}
_PIECES: Final = re.compile(r"(?:pcs?|pieces?|x|stk|stück|st|pièces?|units?|ea)?\.?", re.IGNORECASE)
_KEY: Final = re.compile(r",\s*(?=[^,:]+:)")


@dataclass(slots=True)
class Line:
    """An item and the row that it stands in; `left_out` says why it is not to be sent, if so."""

    item: ImportedItem
    row: int
    left_out: str = ""
    to_mend: tuple[ToMend, ...] = ()

    @property
    def label(self) -> str:
        """What the item is called where there is room for one word."""
        return self.item.sku or self.item.description


class Items:
    """The items in the rows of a table; rows in `take` are taken although something speaks against it."""

    def __init__(self, cells: Cells, take: frozenset[int]) -> None:
        self._cells = cells
        self._take = take
        self._sku, self._description = cells.texts("item.sku"), cells.texts("item.description")
        self._quantities, self._weights = cells.texts("item.quantity"), cells.texts("item.weight")
        self._prices, self._totals = cells.texts("item.price"), cells.texts("item.linetotal")
        self._currencies, self._variations = cells.given("item.currency"), cells.given("item.variation")
        self._hs, self._origins = cells.given("item.hs"), cells.given("item.origin")
        self._units, self._shipped = cells.given("order.weightunit"), cells.given("item.shippedquantity")
        named = [field for field in ("item.sku", "item.description") if cells.has(field)]
        told_by = named or ["item.quantity", "item.weight", "item.price", "item.linetotal"]
        self._told = [any(each) for each in zip(*map(cells.texts, told_by), strict=True)]
        self._marks = {name: cells.own_mark(f"item.{name}") for name in ("quantity", "weight", "price", "linetotal")}
        self._over = self._left_out()
        weights = ("item.weight", "order.packageweight")
        self._usual_units = {field: cells.unit_of(field) or cells.unit for field in weights}
        self._read_quantity, self._read_money = lru_cache(65536)(self._quantity), lru_cache(65536)(self._money)
        self._weigh = lru_cache(65536)(weigh)

    def in_row(self, row: int) -> bool:
        """Say whether there is an item in a row: something with a name, where the table names items."""
        return self._told[row]

    def of(self, rows: list[int]) -> list[Line]:
        """Return the items of an order."""
        usual = next((self._currencies[row] for row in rows if row in self._currencies), "")
        lines = [self._line(row, usual) for row in rows if self._told[row]]
        return self._with_repeats(lines) if len(lines) > 1 else lines

    def unit(self, field: str, row: int) -> str:
        """Return the unit of weights without one in a column: the row's, the header's, a person's, the shop's."""
        own = UNITS.get(self._units[row].casefold().strip(". "), "") if row in self._units else ""
        return own or self._usual_units[field]

    def _line(self, row: int, usual_currency: str) -> Line:
        said: list[ToMend] = []
        sku, words_ = _sku(self._sku[row])
        if words_:
            self._say(said, words_, row, "sku", self._sku[row])
        text = self._quantities[row]
        quantity, words_ = self._read_quantity(text)
        if words_:
            self._say(said, words_, row, "quantity", text)
        weight = None
        if text := self._weights[row]:
            weight, words_ = self._weigh(text, self.unit("item.weight", row), self._marks["weight"], self._cells.mark)
            if words_:
                self._say(said, words_, row, "weight", text)
        text, column = self._prices[row], "price"
        if not text:
            text, column = self._totals[row], "linetotal"
        value, sign, words_ = self._read_money(text, column)
        if words_:
            self._say(said, words_, row, column, text)
        code = currency(self._currencies.get(row, usual_currency)) or sign
        if column == "linetotal" and value is not None:
            value = value / quantity if quantity else None
        hs = self._hs_code(row, said) if row in self._hs else ""
        origin = ""
        if text := self._origins.get(row, ""):
            origin, words_ = places.country(text)
            if words_:
                self._say(said, f"{words_} as an origin", row, "origin", text)
        description = self._description[row]
        if row in self._variations or "\n" in description:
            description = _described(description, self._variations.get(row, ""))
        price = None if value is None else amount(value, code)
        item = ImportedItem(sku, description, quantity, weight, price, code, hs, origin)
        return Line(item, row, self._reason(row, quantity), tuple(said))

    def _say(self, said: list[ToMend], words_: str, row: int, name: str, text: str) -> None:
        said.append(ToMend(words_, self._cells.table.numbers[row], self._cells.header_of(f"item.{name}"), text))

    def _hs_code(self, row: int, said: list[ToMend]) -> str:
        code = digits_of(self._hs[row])
        if is_code(code):
            return code
        self._say(said, f"HS code «{self._hs[row]}» has not 6, 8 or 10 digits", row, "hs", self._hs[row])
        return ""

    def _reason(self, row: int, quantity: int | None) -> str:
        """Return why the item in a row is left out, or an empty string."""
        if self._take and self._cells.table.numbers[row] in self._take:
            return ""
        left_out = self._over.get(row, "")
        if left_out or quantity is None or quantity > 0:
            return left_out
        sent = quantity == 0 and self._read_quantity(self._shipped.get(row, ""))[0]
        return "shipped already" if sent else f"quantity {quantity}"

    def _left_out(self) -> dict[int, str]:
        """Return why the item in a row is not to be sent, by row."""
        found = {row: _OVER.get(meaning_of(text), "") for row, text in self._cells.given("item.itemstatus").items()}
        for field, among in (("item.ships", words("no")), ("item.digital", words("yes"))):
            given = self._cells.given(field)
            if {*map(squeezed, {*given.values()})} & among:
                found |= {row: "needs no shipping" for row, text in given.items() if squeezed(text) in among}
        return found

    def _quantity(self, text: str) -> tuple[int | None, str]:
        if not text:
            return (None, "quantity missing") if self._cells.has("item.quantity") else (1, "")
        found = number(text)
        if not found or not _PIECES.fullmatch(found.before) or not _PIECES.fullmatch(found.after) or lost_digits(text):
            return None, f"quantity «{text}» cannot be read"
        value = self._value(found, "quantity")
        if value is None:
            return None, f"quantity {text}: {plain(found.readings[0])} or {plain(found.readings[-1])}?"
        if value != value.to_integral_value():
            return None, f"quantity «{text}» is no whole number"
        return int(value), ""

    def _money(self, text: str, column: str) -> tuple[Decimal | None, str, str]:
        """Return an amount, the currency that stands with it, and what is to be said of it."""
        if not text:
            return None, "", ""
        found = number(text)
        if not found or lost_digits(text):
            return None, "", f"price «{text}» cannot be read"
        around = found.before or found.after
        sign = currency(around)
        if around and not sign:
            return None, "", f"price «{text}» cannot be read"
        value = self._value(found, column)
        if value is None:
            return None, sign, f"price {text}: {plain(found.readings[0])} or {plain(found.readings[-1])}?"
        words_ = "value 0" if value == 0 else f"price «{text}» is less than nothing" if value < 0 else ""
        return (value if value >= 0 else None), sign or self._cells.unit_of(f"item.{column}"), words_

    def _value(self, found: Number, name: str) -> Decimal | None:
        own, mark = self._marks.get(name, ""), self._cells.mark
        value = found.read(own if own in (".", ",") else "")
        return found.read(mark if mark in (".", ",") and own != "?" else "") if value is None else value

    def _with_repeats(self, lines: list[Line]) -> list[Line]:
        """Say of rows that are the same, cell by cell, that they are."""
        seen: dict[ImportedItem, int] = {}
        table = self._cells.table
        for line in lines:
            first = seen.setdefault(line.item, line.row)
            if first != line.row and table.rows[first] == table.rows[line.row]:
                number_ = table.numbers[line.row]
                said = ToMend(f"row {number_} is the same as row {table.numbers[first]}: both are taken", number_)
                line.to_mend = (*line.to_mend, said)
        return lines


@lru_cache(maxsize=4096)
def amount(value: Decimal, code: str) -> str:
    """Return an amount with as many decimals as its currency has, more only where it has them and may."""
    least, most = (minor_units(code), most_places(code)) if code else (2, 4)
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    shown = plain(rounded)
    whole, _, rest = shown.partition(".")
    rest = rest.ljust(least, "0")
    return f"{whole}.{rest}" if rest else whole


@lru_cache(maxsize=65536)
def _sku(text: str) -> tuple[str, str]:
    if lost_digits(text):
        return "", f"SKU {text} lost its digits: not to be imported as it stands"
    if text.isdigit() and len(text) > EXACT_DIGITS and text.endswith("0" * (len(text) - EXACT_DIGITS)):
        return text, f"SKU {text} may have lost its last digits"
    if text and made_by_a_spreadsheet(text):
        return text, f"SKU «{text}» may be a date that Excel made"
    return text, ""


@lru_cache(maxsize=16384)
def _described(description: str, variation: str) -> str:
    text = description.replace("\n", " ")
    bare = variation.strip("[] ").replace("\n", ", ")
    if not bare:
        return text
    parts = [": ".join(each.strip() for each in part.split(":", 1)) for part in _KEY.split(bare)]
    return f"{text} ({', '.join(parts)})".strip()
