"""The rows of the bulk panel: what will be sent, and what came of each; worked out for what is seen, not for all."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.pro.errors import ProError
from desktop_app.pro.states import Action
from desktop_app.services.actions import Outcome
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.consignments import bulk_words as words
from desktop_app.ui.formats import destination
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.style.roles import severity
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.words import state_name

Index = QModelIndex | QPersistentModelIndex

_NOWHERE: Final = QModelIndex()

HAPPENED, REFERENCE, MESSAGE, CORRELATION_ID = range(4)
"""Columns of the results."""
ROLE: Final = Qt.ItemDataRole.UserRole
"""The Role that a row's word is painted on."""


class _Rows(QAbstractTableModel):
    """A table whose texts are asked for when they are painted."""

    def __init__(self, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)

    @abstractmethod
    def text(self, row: int, column: int) -> str:
        """Return the whole text of a cell."""

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown and 0 <= section < len(self._titles) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < self.rowCount():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            # The rows are painted as a whole, in one cell.
            texts = (shorten_line(self.text(index.row(), column)) for column in range(self.columnCount()))
            return ". ".join(filter(None, texts))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return shorten_line(self.text(index.row(), index.column()))


class ListedRows(_Rows):
    """What an action will be done to."""

    def __init__(self, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(titles, parent)
        self._listed: Sequence[ConsignmentRow] = ()

    def show_rows(self, rows: Sequence[ConsignmentRow]) -> None:
        """List these."""
        self.beginResetModel()
        self._listed = rows
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == ROLE and 0 <= index.row() < self.rowCount():
            return severity(self._listed[index.row()].state)
        return super().data(index, role)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._listed)

    def text(self, row: int, column: int) -> str:
        listed = self._listed[row]
        match column:
            case 0:
                return listed.reference
            case 1:
                return listed.consignment_reference_provided_by_customer
            case 2:
                return state_name(listed.state)
            case _:
                return destination(listed)


class Results(_Rows):
    """What came of each, those first that want attention."""

    def __init__(self, titles: Sequence[str], theme: Theme, parent: QObject) -> None:
        super().__init__(titles, parent)
        self._theme = theme
        self._action = Action.ALLOCATE
        self._outcomes: Sequence[Outcome] = ()

    def show_outcomes(self, action: Action, outcomes: Sequence[Outcome]) -> None:
        """List these."""
        self.beginResetModel()
        self._action = action
        self._outcomes = sorted(outcomes, key=lambda each: (each.ok, each.skipped, each.unknown))
        self.endResetModel()

    @property
    def traceable(self) -> bool:
        """Whether there is a correlation id among them."""
        return any(isinstance(each.error, ProError) and each.error.correlation_id for each in self._outcomes)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._outcomes)

    def text(self, row: int, column: int) -> str:
        outcome = self._outcomes[row]
        if column == REFERENCE:
            return outcome.reference
        line = words.line(self._action, outcome)
        return {HAPPENED: line.happened, MESSAGE: line.message, CORRELATION_ID: line.correlation_id}[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole and index.column() == HAPPENED and index.row() < self.rowCount():
            line = words.line(self._action, self._outcomes[index.row()])
            return self._theme.icon(line.icon, line.role)
        if role == ROLE and index.row() < self.rowCount():
            return words.line(self._action, self._outcomes[index.row()]).role
        return super().data(index, role)
