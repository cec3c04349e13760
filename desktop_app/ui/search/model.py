"""The rows of a search as a Qt table: what is loaded of it, in the order in which the service sent it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtCore import Signal as QtSignal

from desktop_app.pro.models import ConsignmentSummary
from desktop_app.ui.search.columns import COLUMNS, STATE, time_with_zone
from desktop_app.ui.theme import severity
from desktop_app.ui.units import Units

Index = QModelIndex | QPersistentModelIndex

SORT = Qt.ItemDataRole.UserRole
"""What a row is sorted by: numbers and moments as numbers, words without case."""
SEVERITY = Qt.ItemDataRole.UserRole + 1
"""The Role of a row's state."""


class ConsignmentsModel(QAbstractTableModel):
    """Holds each consignment once, by its reference. Views that scroll to its end are heard as `more_wanted`."""

    more_wanted = QtSignal()

    def __init__(self, units: Units, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._units = units
        self._rows: list[ConsignmentSummary] = []
        self._places: dict[str, int] = {}
        self.more_expected = False

    @property
    def rows(self) -> Sequence[ConsignmentSummary]:
        """What is loaded, in the service's order."""
        return self._rows

    def row(self, reference: str) -> ConsignmentSummary | None:
        """Return the row with that reference, or None if it is not loaded."""
        place = self._places.get(reference)
        return None if place is None else self._rows[place]

    def place(self, reference: str) -> int | None:
        """Return the number of the row with that reference, or None if it is not loaded."""
        return self._places.get(reference)

    def fill(self, rows: Iterable[ConsignmentSummary]) -> None:
        """Show these rows instead of all others."""
        self.beginResetModel()
        unique = {row.reference: row for row in rows}
        self._rows = list(unique.values())
        self._places = {reference: place for place, reference in enumerate(unique)}
        self.endResetModel()

    def append(self, rows: Iterable[ConsignmentSummary]) -> None:
        """Add the next page. A row that is here already (the list moved under us) only takes its new values."""
        new: dict[str, ConsignmentSummary] = {}
        for row in rows:
            if not self.update(row):
                new[row.reference] = row
        if not new:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._rows.extend(new.values())
        self._places.update({reference: first + place for place, reference in enumerate(new)})
        self.endInsertRows()

    def update(self, row: ConsignmentSummary) -> bool:
        """Show the new values of a row in its place; returns whether it was here."""
        place = self._places.get(row.reference)
        if place is None:
            return False
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, _parent: Index) -> bool:
        return self.more_expected

    def fetchMore(self, _parent: Index) -> None:
        self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row, self._units)
        if role == SORT:
            return column.order(row)
        if role == SEVERITY:
            return severity(row.state)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt reads a tooltip that looks like markup as markup.
            return escape(self._more(row, index.column()))
        return None

    def _more(self, row: ConsignmentSummary, column: int) -> str:
        if column == STATE:
            said = " ".join(filter(None, (row.failed_allocation_message, row.failed_manifest_message)))
            return said or COLUMNS[column].text(row, self._units)
        if COLUMNS[column].key == "created":
            return time_with_zone(row.date_created)
        return COLUMNS[column].text(row, self._units)


class SortedRows(QSortFilterProxyModel):
    """The loaded rows in the order that the header asks for; column -1 leaves them as the service sent them."""

    def __init__(self, source: ConsignmentsModel) -> None:
        super().__init__(source)
        self.setSourceModel(source)
        self.setSortRole(SORT)
        self.setDynamicSortFilter(True)
        self._source = source

    def row_at(self, index: Index) -> ConsignmentSummary:
        """Return the consignment in a row of the view."""
        return self._source.rows[self.mapToSource(index).row()]

    def index_of(self, reference: str) -> QModelIndex:
        """Return where the view has that reference; an invalid index if it is not loaded."""
        place = self._source.place(reference)
        return QModelIndex() if place is None else self.mapFromSource(self._source.index(place, 0))
