"""Rows as a Qt table: what is loaded of a list, each row once, and the same in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtCore import Signal as QtSignal

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.tables.columns import Column

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE: Final = Qt.ItemDataRole.UserRole
"""What a row is sorted by: numbers and moments as numbers, words without case."""
COLOUR_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The theme's Role of a cell that is painted on a colour."""


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
        place = self._places.get(self._id(row))
        if place is None:
            return False
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        return True

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
        place, number = index.row(), index.column()
        # A view may ask by an index that it kept while rows went; an invalid one is row -1.
        if not (0 <= place < len(self._rows) and 0 <= number < len(self.columns)):
            return None
        row, column = self._rows[place], self.columns[number]
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(column.text(row))
        if role == SORT_ROLE:
            return column.order(row)
        if role == COLOUR_ROLE:
            return column.role(row) if column.role else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt reads a tooltip that looks like markup as markup.
            return escape(isolated((column.tooltip or column.text)(row)))
        return None


class SortedRows(QSortFilterProxyModel, Generic[Row]):
    """The loaded rows in the order that the header asks for; column -1 leaves them as they came."""

    def __init__(self, source: TableModel[Row]) -> None:
        super().__init__(source)
        self.setSourceModel(source)
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)
        self._source = source

    @property
    def source(self) -> TableModel[Row]:
        """The model whose rows these are."""
        return self._source

    def row_at(self, index: Index) -> Row:
        """Return the row that the view shows at `index`, which must be one of this model's."""
        return self._source.rows[self.mapToSource(index).row()]

    def index_of(self, row_id: str) -> QModelIndex:
        """Return where the view has the row with that id; an invalid index if it is not loaded."""
        place = self._source.place(row_id)
        return QModelIndex() if place is None else self.mapFromSource(self._source.index(place, 0))
