"""Exports with a row for each order, its items side by side («SKU #1», «SKU #2», «line_item_1») → a row for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop_app.packing.importing.columns import match_header
from desktop_app.packing.importing.table import Cell, Table, text_of

_NUMBERED: Final = re.compile(r"(.*?)[ _-]*#?\(?(\d{1,2})\)?(?:[ _-]+(\D+))?")
_PACKED: Final = re.compile(r"\s*\w+\s*:[^|]*(?:\|\s*\w+\s*:[^|]*)+")
_WITHIN: Final[Mapping[str, str]] = {
    "name": "Item name", "sku": "Item SKU", "quantity": "Item quantity", "qty": "Item quantity", "total": "Item total",
    "weight": "Item weight",
}  # fmt: skip
"""What the parts of a packed cell are called («name:Vase|sku:VA-01|quantity:2|total:20.00»)."""


def unfold(table: Table) -> Table:
    """Return the table with a row for each item, where its columns are numbered; each has the number of its row."""
    places = _places(table.header)
    if not places:
        return table
    names = list(dict.fromkeys(name for columns in places.values() for name in columns))
    if any(
        _PACKED.fullmatch(text_of(row[at]))
        for row in table.rows
        for columns in places.values()
        for at in columns.values()
    ):
        names += [name for name in dict.fromkeys(_WITHIN.values()) if name not in names]
    numbered = {at for columns in places.values() for at in columns.values()}
    common = [at for at in range(len(table.header)) if at not in numbered]
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for row, number in zip(table.rows, table.numbers, strict=True):
        found = [each for each in (_item(row, columns) for columns in places.values()) if any(each.values())]
        for item in found or [{}]:
            rows.append([*(row[at] for at in common), *(item.get(name, "") for name in names)])
            numbers.append(number)
    header = (*(table.header[at] for at in common), *names)
    return replace(table, header=header, rows=rows, numbers=numbers, unfolded=True)


def _places(header: Sequence[str]) -> dict[int, dict[str, int]]:
    """Return the columns of each numbered item by what they are called without the number."""
    found: dict[int, dict[str, int]] = {}
    for at, text in enumerate(header):
        numbered = _NUMBERED.fullmatch(text)
        name = numbered and " ".join(filter(None, (numbered[1], numbered[3]))).replace("_", " ").strip()
        field = match_header((name,)).columns[0] if name else ""
        if numbered and field.startswith("item."):
            called = "Item name" if field == "item.description" else str(name)
            found.setdefault(int(numbered[2]), {})[called] = at
    return found


def _item(row: Sequence[Cell], columns: Mapping[str, int]) -> dict[str, Cell]:
    item: dict[str, Cell] = {}
    for name, at in columns.items():
        text = text_of(row[at])
        if _PACKED.fullmatch(text):
            parts = (part.split(":", 1) for part in text.split("|"))
            item |= {_WITHIN[key.strip()]: value.strip() for key, value in parts if key.strip() in _WITHIN}
        else:
            item[name] = row[at]
    return item
