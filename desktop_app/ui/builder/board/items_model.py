"""The items of one container as rows: the model over the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop_app.packing.nodes import Item
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.item_row import ID_ROLE, ROW_ROLE, TITLE_ROLE, RowWords
from desktop_app.ui.builder.draft_editor import DraftEditor, Target
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.foreign_text import isolated, tooltip
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.units import Units

_Index = QModelIndex | QPersistentModelIndex


class ItemsModel(QAbstractListModel):
    """Rows of one container. It holds ids alone and asks the draft for the rest.

    It offers MoveAction and has no `removeRows`: after a drop Qt would delete the source's rows, which by
    then are the moved ones.
    """

    def __init__(self, editor: DraftEditor, container: str, units: Units, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.container = container
        self._units = units
        self._ids = [node.id for node in editor.draft.children(container)]

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the rows."""
        return self._ids

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, what the row says, or both and the pieces' weight for a screen reader."""
        # Who kept an index may ask of a row that is gone by now.
        known = index.isValid() and index.row() < len(self._ids)
        item = self._editor.draft.find(self._ids[index.row()]) if known else None
        if not isinstance(item, Item):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return isolated(words.item_title(item))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{isolated(words.item_title(item))}, {self._note(item)}"
            case Qt.ItemDataRole.ToolTipRole:
                parts = [words.item_title(item), self._note(item), item.sku]
                return tooltip(" · ".join(isolated(part) for part in parts if part))
            case _ if role == ID_ROLE:
                return item.id
            case _ if role == TITLE_ROLE:
                return words.item_title(item)
            case _ if role == ROW_ROLE:
                return self._words(item)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be dragged; drops go between them."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        rows = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return rows | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Things are moved, never copied."""
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Things are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take our own payload alone."""
        return [payload.MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of rows."""
        return payload.packed([self._ids[index.row()] for index in sorted(indexes)])

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, _parent: _Index) -> bool:
        """Ask the draft."""
        ids = payload.unpacked(data)
        return bool(ids) and not self._editor.why_not(ids, self._target(row))

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, _parent: _Index) -> bool:
        """Tell the draft."""
        ids = payload.unpacked(data)
        return bool(ids) and self._editor.put(ids, self._target(row))

    def sync(self) -> None:
        """Take over what the draft has now, row by row, so that what stays keeps its place and selection."""
        wanted = [node.id for node in self._editor.draft.children(self.container)]
        kept = set(wanted)
        for row in reversed(range(len(self._ids))):
            if self._ids[row] not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._ids[row]
                self.endRemoveRows()
        for row, node_id in enumerate(wanted):
            if row < len(self._ids) and self._ids[row] == node_id:
                continue
            if node_id in self._ids:
                old = self._ids.index(node_id)
                self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), row)
                self._ids.insert(row, self._ids.pop(old))
                self.endMoveRows()
            else:
                self.beginInsertRows(QModelIndex(), row, row)
                self._ids.insert(row, node_id)
                self.endInsertRows()

    def touched(self, node_id: str) -> None:
        """Show a row anew whose fields were changed."""
        if node_id in self._ids:
            index = self.index(self._ids.index(node_id))
            self.dataChanged.emit(index, index)

    def show_anew(self) -> None:
        """Show all rows anew: units are others now."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _note(self, item: Item) -> str:
        weight = self._units.format_weight(item.weight) if item.weight else self.tr("no weight")
        return f"{item.quantity} × {weight}" if item.quantity != 1 else weight

    def _words(self, item: Item) -> RowWords:
        weight = self._units.format_weight(item.weight) if item.weight else ""
        worth = self._units.format_money(item.value) if item.value is not None else ""
        # What goes by its SKU has it as its name already.
        sku = shorten_line(item.sku.strip()) if item.description.strip() else ""
        known = tuple(part for part in (sku, weight, worth) if part)
        pieces = f"× {item.quantity}" if item.quantity != 1 or self.container == LOOSE_ITEMS else ""
        return RowWords(isolated(words.item_title(item)), "" if weight else self.tr("no weight"), known, pieces)

    def _target(self, row: int) -> Target:
        return Target(self.container, row if row >= 0 else None)
