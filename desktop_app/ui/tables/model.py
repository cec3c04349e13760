"""Rows as a Qt table: what is loaded of a list, each row once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from desktop_app.ui.shown_text import as_tooltip, shorten_line
from desktop_app.ui.tables.columns import Column

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE: Final = Qt.ItemDataRole.UserRole
"""What a row is sorted by: numbers and moments as numbers, words without case."""
COLOUR_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The theme's Role of a cell that is painted on a colour."""
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
ANSWERED: Final = frozenset({_DISPLAY, _ALIGNMENT, _TOOLTIP, int(SORT_ROLE), int(COLOUR_ROLE)})
"""The roles that there is an answer to; a view asks each cell for twice as many, thousands of times a frame."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SHOWN_KEPT: Final = 5000
"""Texts of cells that are kept: a scroll shows most of them again in the next frame."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Holds each row once, by its id. `more_wanted`: a view has come near the end, and more is expected."""

    more_wanted = QtSignal()

    def __init__(
        self, columns: Sequence[Column[Row]], row_id: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._id = row_id
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        # What is shown of a row, by its place and column, until the row is another.
        self._shown: dict[tuple[int, int], str] = {}
        self.more_expected = False

    @property
    def rows(self) -> Sequence[Row]:
        """What is loaded, in the order in which it came."""
        return self._rows

    def row(self, row_id: str) -> Row | None:
        """Return the row with that id, or None if it is not loaded."""
        place = self._places.get(row_id)
        return None if place is None else self._rows[place]

    def place(self, row_id: str) -> int | None:
        """Return the number of the row with that id, or None if it is not loaded."""
        return self._places.get(row_id)

    def id_of(self, row: Row) -> str:
        """Return the id of a row."""
        return self._id(row)

    def column(self, key: str) -> int:
        """Return the number of the column with that key; raises ValueError."""
        return [column.key for column in self.columns].index(key)

    def fill(self, rows: Iterable[Row]) -> None:
        """Show these rows instead of all others; where they are the same by id, only what differs is painted anew."""
        unique = {self._id(row): row for row in rows}
        if list(unique) == list(self._places):
            for row in unique.values():
                self.update(row)
            return
        self.beginResetModel()
        self._shown.clear()
        self._rows = list(unique.values())
        self._places = {row_id: place for place, row_id in enumerate(unique)}
        self.endResetModel()

    def append(self, rows: Iterable[Row]) -> None:
        """Add the next page. A row that is here already (the list moved under us) only takes its new values."""
        new: dict[str, Row] = {}
        for row in rows:
            if not self.update(row):
                new[self._id(row)] = row
        if not new:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._rows.extend(new.values())
        self._places.update({row_id: first + place for place, row_id in enumerate(new)})
        self.endInsertRows()

    def update(self, row: Row) -> bool:
        """Show the new values of a row in its place; returns whether it was here."""
        here = self._places.get(self._id(row)) is not None
        self.update_all((row,))
        return here

    def update_all(self, rows: Iterable[Row]) -> None:
        """Show the new values of those rows that are here, each in its place; neighbours are told of together."""
        changed: list[int] = []
        for row in rows:
            place = self._places.get(self._id(row))
            if place is not None and self._rows[place] != row:
                self._rows[place] = row
                changed.append(place)
        if changed:
            self._shown.clear()
        last = len(self.columns) - 1
        for first_place, last_place in runs(changed):
            self.dataChanged.emit(self.index(first_place, 0), self.index(last_place, last))

    def show_anew(self) -> None:
        """Have every cell asked for once more: what it says of the same row is another now."""
        self._shown.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return self.more_expected and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.data_at(index.row(), index.column(), role)

    def data_at(self, place: int, number: int, role: int) -> object:
        """Return what `data` does, for the row that came `place`-th and a column's number."""
        if role not in ANSWERED:
            return None
        # A view may ask by an index that it kept while rows went; an invalid one is row -1.
        if not (0 <= place < len(self._rows) and 0 <= number < len(self.columns)):
            return None
        if role == _DISPLAY:
            return self._text(place, number)
        row, column = self._rows[place], self.columns[number]
        if role == SORT_ROLE:
            return column.order(row)
        if role == COLOUR_ROLE:
            return column.role(row) if column.role else None
        if role == _ALIGNMENT:
            return _RIGHT if column.number else None
        return as_tooltip((column.tooltip or column.text)(row))

    def _text(self, place: int, number: int) -> str:
        """Return what is shown in a cell."""
        known = self._shown.get((place, number))
        if known is None:
            if len(self._shown) >= SHOWN_KEPT:
                self._shown.clear()
            known = self._shown[place, number] = shorten_line(self.columns[number].text(self._rows[place]))
        return known


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the numbers as spans without gaps, (first, last) of each, in ascending order."""
    spans: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][1] == number - 1:
            spans[-1] = spans[-1][0], number
        else:
            spans.append((number, number))
    return spans
