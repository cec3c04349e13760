"""The journal as a Qt table, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.ui.outbox import words
from desktop_app.ui.search.columns import local_time, time_with_zone
from desktop_app.ui.search.model import SEVERITY

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `chars` is its first width, in characters."""

    title: object
    text: Callable[[Listed], str]
    tip: Callable[[Listed], str]
    chars: int

    @property
    def name(self) -> str:
        """The words above the column."""
        return QCoreApplication.translate("Outbox", str(self.title))


COLUMNS: Final = (
    Column(QT_TRANSLATE_NOOP("Outbox", "State"), words.state_name, words.meaning, 23),
    Column(
        QT_TRANSLATE_NOOP("Outbox", "What"),
        lambda each: words.kind_name(each.entry.kind),
        lambda each: words.kind_name(each.entry.kind),
        21,
    ),
    Column(QT_TRANSLATE_NOOP("Outbox", "About"), words.about, words.about, 20),
    Column(
        QT_TRANSLATE_NOOP("Outbox", "Consignment"),
        lambda each: each.entry.reference,
        lambda each: each.entry.reference,
        17,
    ),
    Column(
        QT_TRANSLATE_NOOP("Outbox", "Entered"),
        lambda each: local_time(each.entry.created),
        lambda each: time_with_zone(each.entry.created),
        17,
    ),
)


class OutboxModel(QAbstractTableModel):
    """Rows of Listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Listed, ...] = ()

    def fill(self, rows: Sequence[Listed]) -> None:
        """Show these rows; where they are the same entries as before, only what changed is painted anew."""
        fresh = tuple(rows)
        if [each.entry.id for each in fresh] == [each.entry.id for each in self.rows]:
            changed = [place for place, (new, old) in enumerate(zip(fresh, self.rows, strict=True)) if new != old]
            self.rows = fresh
            for place in changed:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def place(self, entry_id: str) -> int | None:
        """Return the row of the entry with that id, or None."""
        return next((place for place, each in enumerate(self.rows) if each.entry.id == entry_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].name
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == SEVERITY:
            return words.role(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt reads a tooltip that looks like markup as markup.
            return escape(column.tip(row))
        return None
