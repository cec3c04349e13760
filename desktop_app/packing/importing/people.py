"""The columns of whom an order goes to, or who pays for it. What nobody asks for is not read."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from desktop_app.packing.importing.cells import Cells
from desktop_app.packing.importing.columns import CORE

WHERE: Final = ("line1", "street", "town", "postcode", "postcodetown")


class People:
    """The columns of a role («ship», «plain», «bill»), each a text for every row."""

    def __init__(self, cells: Cells, role: str) -> None:
        self._cells = cells
        self.role = role
        self._texts: dict[str, list[str]] = {}
        self.placed = any(cells.has(f"{role}.{thing}") for thing in WHERE)

    def texts(self, thing: str) -> list[str]:
        """Return what each row says of a thing, such as «town»."""
        found = self._texts.get(thing)
        if found is None:
            found = self._texts[thing] = self._cells.texts(f"{self.role}.{thing}")
        return found

    def first(self, thing: str, rows: list[int]) -> str:
        """Return what the first of these rows that says something of a thing says."""
        texts = self.texts(thing)
        return "" if texts is self._cells.nothing else given(texts, rows)

    @cached_property
    def core(self) -> list[list[str]]:
        """The columns of what says where a place is, in the order of `CORE`."""
        return [self.texts(thing) for thing in CORE]

    @cached_property
    def where(self) -> list[list[str]]:
        """The columns without which there is no place."""
        return [texts for texts in map(self.texts, WHERE) if texts is not self._cells.nothing]

    @cached_property
    def anywhere(self) -> list[bool]:
        """Whether each row says where."""
        return [any(each) for each in zip(*self.where, strict=True)] if self.placed else [False] * self._cells.count

    @cached_property
    def names(self) -> list[str]:
        """The name in each row, in one or out of its parts."""
        whole, first, last = self.texts("name"), self.texts("first"), self.texts("last")
        if first is last:
            return whole
        return [name or f"{one} {two}".strip() for name, one, two in zip(whole, first, last, strict=True)]


def given(texts: list[str], rows: list[int]) -> str:
    """Return what the first of these rows that says something says."""
    return texts[rows[0]] or (next((texts[row] for row in rows if texts[row]), "") if len(rows) > 1 else "")
