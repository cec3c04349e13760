"""What an import makes of a table: orders, what is left out and why, what a person must be told or asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop_app.packing.importing.columns import Match
from desktop_app.packing.importing.numbers import plain
from desktop_app.packing.importing.table import Table


@dataclass(frozen=True, slots=True)
class ToMend:
    """Something that a person must be told, or asked: about a cell of the row with that number in the file.

    `column` is the header of the column, `value` what stands there; both may be empty.
    """

    words: str
    row: int
    column: str = ""
    value: str = ""


class ImportedAddress(NamedTuple):
    """Where an order goes; `country` is a two-letter code. What the file does not say is an empty string."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    line3: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    telephone: str = ""
    email: str = ""


class ImportedItem(NamedTuple):
    """One line of an order; weight (kilograms) and price are those of one piece, None where they are not known."""

    sku: str
    description: str
    quantity: int | None
    weight_kg: Decimal | None
    price_each: str | None
    currency: str
    hs: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that are not taken: of an order, with its reference, or such as belong to none; `row` is the first one's."""

    why: str
    row: int
    reference: str = ""
    column: str = ""
    value: str = ""


class ImportedOrder(NamedTuple):
    """One order; `rows` are the numbers of its rows in the file."""

    reference: str
    date: date | None
    address: ImportedAddress
    items: tuple[ImportedItem, ...]
    rows: tuple[int, ...]
    note: str = ""
    package_weight_kg: Decimal | None = None
    left_out: tuple[SetAside, ...] = ()
    to_mend: tuple[ToMend, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """All that an import makes of a table, matched in that way; `dates` says how days are written, if that counts."""

    table: Table
    match: Match
    orders: tuple[ImportedOrder, ...]
    set_aside: tuple[SetAside, ...]
    dates: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON has it; decimals are strings."""
        table = self.table
        encoding = "utf-8" if table.encoding == "ascii" and self.match.kind in _IN_UTF8 else table.encoding
        data: dict[str, Any] = {"kind": self.match.kind, "encoding": encoding, "delimiter": table.delimiter}
        if self.dates:
            data["dates"] = self.dates
        data["orders"] = [_order(order) for order in self.orders]
        set_aside: list[dict[str, Any]] = [_set_aside(each) for each in self.set_aside]
        set_aside += [{"sheet": sheet, "why": "another sheet: not read"} for sheet in table.other_sheets]
        return data | ({"set_aside": set_aside} if set_aside else {})


_IN_UTF8 = frozenset({"etsy", "shopify"})
"""Shops that write UTF-8, also where an export happens to hold nothing but ASCII."""


def _order(order: ImportedOrder) -> dict[str, Any]:
    data: dict[str, Any] = {
        "reference": order.reference,
        "date": order.date and order.date.isoformat(),
        "address": order.address._asdict(),
        "items": [_item(item) for item in order.items],
    }
    if order.package_weight_kg is not None:
        data["package_weight_kg"] = plain(order.package_weight_kg)
    more = {
        "note": order.note,
        "left_out": [f"{each.reference}: {each.why}" for each in order.left_out],
        "to_mend": [each.words for each in order.to_mend],
        "remarks": list(order.remarks),
    }
    return data | {name: value for name, value in more.items() if value}


def _item(item: ImportedItem) -> dict[str, Any]:
    data = {
        "sku": item.sku,
        "description": item.description,
        "quantity": item.quantity,
        "weight_kg": None if item.weight_kg is None else plain(item.weight_kg),
        "price_each": item.price_each,
        "currency": item.currency,
    }
    return data | {name: value for name, value in (("hs", item.hs), ("origin", item.origin)) if value}


def _set_aside(each: SetAside) -> dict[str, Any]:
    data: dict[str, Any] = {"reference": each.reference} if each.reference else {"row": each.row}
    data |= {name: value for name, value in (("column", each.column), ("value", each.value)) if value}
    return data | {"why": each.why}
