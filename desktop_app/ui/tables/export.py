"""Rows as text for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from desktop_app.ui.tables.columns import Column

Row = TypeVar("Row")

_FORMULA: Final = ("=", "+", "-", "@")


def rows_as_tsv(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> str:
    """Return a header and a line for each row, cells parted by tabs, as spreadsheets take it from the clipboard.

    Tabs and line breaks inside a cell become blanks. A cell that a spreadsheet could take for a formula gets an
    apostrophe in front (OWASP, «CSV Injection»).
    """
    lines = [[column.title for column in columns]]
    lines += [[column.text(row) for column in columns] for row in rows]
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def _cell(text: str) -> str:
    flat = " ".join(text.splitlines()).replace("\t", " ")
    risky = text.startswith(("\t", "\r", "\n")) or flat.lstrip().startswith(_FORMULA)
    return f"'{flat}" if risky else flat
