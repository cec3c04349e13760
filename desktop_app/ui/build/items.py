"""The items of one container as rows: the model over the draft, and the list that shows and moves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.packing.nodes import Item
from desktop_app.ui.build import payload, words
from desktop_app.ui.build.carry import Carry
from desktop_app.ui.build.commands import Commands
from desktop_app.ui.build.desk import Desk, Target
from desktop_app.ui.build.selection import Selection
from desktop_app.ui.build.zone import start_drag
from desktop_app.ui.units import Units

ID_ROLE: Final = Qt.ItemDataRole.UserRole
NOTE_ROLE: Final = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class ItemsModel(QAbstractListModel):
    """Rows of one container. It holds ids alone and asks the draft for the rest.

    It offers MoveAction and has no `removeRows`: after a drop Qt would delete the source's rows, which by
    then are the moved ones.
    """

    def __init__(self, desk: Desk, container: str, units: Units, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.container = container
        self._units = units
        self._ids = [node.id for node in desk.draft.children(container)]

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the rows."""
        return self._ids

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the note behind it (pieces and weight), or both for a screen reader."""
        item = self._desk.draft.find(self._ids[index.row()]) if index.isValid() else None
        if not isinstance(item, Item):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.item_title(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words.item_title(item)}, {self._note(item)}"
            case Qt.ItemDataRole.ToolTipRole:
                parts = [words.item_title(item), self._note(item), item.sku]
                return " · ".join(filter(None, parts)).replace("<", "&lt;")
            case _ if role == ID_ROLE:
                return item.id
            case _ if role == NOTE_ROLE:
                return self._note(item)
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
        return bool(ids) and not self._desk.why_not(ids, self._target(row))

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, _parent: _Index) -> bool:
        """Tell the draft."""
        ids = payload.unpacked(data)
        return bool(ids) and self._desk.put(ids, self._target(row))

    def sync(self) -> None:
        """Take over what the draft has now, row by row, so that what stays keeps its place and selection."""
        wanted = [node.id for node in self._desk.draft.children(self.container)]
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

    def _note(self, item: Item) -> str:
        weight = self._units.format_weight(item.weight) if item.weight else self.tr("no weight")
        return f"{item.quantity} × {weight}" if item.quantity != 1 else weight

    def _target(self, row: int) -> Target:
        return Target(self.container, row if row >= 0 else None)


class _RowPainter(QStyledItemDelegate):
    """Title at the left, pieces and weight at the right, dimmed where a search passes it over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.search = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        metrics = QFontMetrics(option.font)  # a field of Qt's struct that the stubs lack
        return QSize(metrics.averageCharWidth() * 12, row_height(metrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        box: QRect = option.rect  # as above
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        option.text = ""
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        active = QPalette.ColorGroup.Active if state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ink = palette.color(active, QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        painter.save()
        if self.search and self.search.casefold() not in title.casefold():
            painter.setOpacity(0.35)
        metrics = painter.fontMetrics()
        gap = metrics.averageCharWidth()
        inside = box.adjusted(gap, 0, -gap, 0)
        painter.setPen(ink)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        note = str(index.data(NOTE_ROLE))
        painter.setOpacity(painter.opacity() * (1 if chosen else 0.75))
        painter.drawText(inside, middle | int(Qt.AlignmentFlag.AlignRight), note)
        painter.setOpacity(painter.opacity() / (1 if chosen else 0.75))
        inside.setRight(inside.right() - metrics.horizontalAdvance(note) - gap)
        painter.drawText(inside, middle, metrics.elidedText(title, Qt.TextElideMode.ElideRight, inside.width()))
        painter.restore()


class ItemList(QListView):
    """One container's items: selected together with those of the other lists, dragged and dropped by id."""

    def __init__(
        self, model: ItemsModel, desk: Desk, selection: Selection, carry: Carry, commands: Commands, *, fit: bool
    ) -> None:
        super().__init__()
        self._rows = model
        self._desk = desk
        self._selection = selection
        self._carry = carry
        self._commands = commands
        self._fit = fit
        self._following = False
        model.setParent(self)
        self.setModel(model)
        self._painter = _RowPainter(self)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("container", model.container)
        if fit:
            self.setFrameShape(QFrame.Shape.NoFrame)
            self.viewport().setAutoFillBackground(False)
        self.selectionModel().selectionChanged.connect(self._chosen)

    @property
    def rows(self) -> ItemsModel:
        """The model."""
        return self._rows

    def sync(self) -> None:
        """Show what the draft has in this container now."""
        self._following = True
        self._rows.sync()
        self._following = False
        if self._fit:
            self.updateGeometry()
        self.follow()

    def follow(self) -> None:
        """Show as selected what is selected."""
        mine = {i for i in self._rows.ids if i in self._selection.ids}
        model = self.selectionModel()
        shown = {index.data(ID_ROLE) for index in model.selectedRows()} if model.hasSelection() else set()
        if mine == shown:
            return
        chosen = QItemSelection()
        for row, node_id in enumerate(self._rows.ids):
            if node_id in mine:
                index = self._rows.index(row)
                chosen.select(index, index)
        self._following = True
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        last = self._selection.ids[-1] if self._selection.ids else ""
        if last in mine:
            index = self._rows.index(self._rows.ids.index(last))
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._following = False

    def search(self, text: str) -> None:
        """Dim the rows whose titles do not have `text` in them, and scroll to the first that has."""
        self._painter.search = text.strip()
        self.viewport().update()
        index = self.first_match()
        if self._painter.search and index.isValid():
            self.scrollTo(index)

    def first_match(self) -> QModelIndex:
        """Return the first row that the search does not pass over."""
        wanted = self._painter.search.casefold()
        for row in range(self._rows.rowCount()):
            index = self._rows.index(row)
            if wanted in str(index.data()).casefold():
                return index
        return QModelIndex()

    def sizeHint(self) -> QSize:
        """Ask for room for the rows, up to ten, where the list is to fit them."""
        if not self._fit:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 20, row_height(metrics) * min(self._rows.rowCount(), 10))

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed where the list is to fit its rows."""
        return QSize(0, self.sizeHint().height()) if self._fit else super().minimumSizeHint()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag all that is selected, from whichever list."""
        start_drag(self, self._carry, self._desk.draft, self._selection.ids)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave packages to the card around the list; where there is none, say why they cannot come in."""
        ids = payload.unpacked(event.mimeData())
        if ids and (not self._fit or any(isinstance(self._desk.draft.find(i), Item) for i in ids)):
            super().dragEnterEvent(event)
            self._carry.aim(self._target_at(event.position().toPoint()), ids)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the row that the drop would come before, or why there can be none."""
        super().dragMoveEvent(event)
        ids = payload.unpacked(event.mimeData())
        if self._carry.aim(self._target_at(event.position().toPoint()), ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No longer be aimed at."""
        super().dragLeaveEvent(event)
        self._carry.aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Have the model tell the draft. Not Qt's own way: that would move the model's rows within one list."""
        ids = payload.unpacked(event.mimeData())
        row = self._target_at(event.position().toPoint()).index
        done = self._rows.dropMimeData(
            event.mimeData(), Qt.DropAction.MoveAction, -1 if row is None else row, 0, QModelIndex()
        )
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if done:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._carry.let_go()
            self._carry.put.emit(ids)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select."""
        if self._carry.active and event.button() == Qt.MouseButton.LeftButton:
            self._carry.put_down(self._target_at(event.position().toPoint()))
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.indexAt(event.position().toPoint()).isValid():
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the bench's keys mean, else move in the list."""
        if not self._commands.key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the row that the keys would act on, when they come here."""
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_key and self._rows.ids and not self.selectionModel().hasSelection():
            row = max(self.currentIndex().row(), 0)
            self._selection.set([self._rows.ids[row]])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what is selected."""
        if self._selection.ids and (self.indexAt(event.pos()).isValid() or self.selectionModel().hasSelection()):
            self._commands.menu(self).popup(event.globalPos())
        else:
            event.ignore()

    def _chosen(self) -> None:
        if self._following:
            return
        ids = [index.data(ID_ROLE) for index in sorted(self.selectionModel().selectedRows())]
        more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if QApplication.keyboardModifiers() & more:
            self._selection.choose_within(self._rows.container, ids)
        elif ids:
            self._selection.set(ids)
        self.follow()

    def _target_at(self, position: QPoint) -> Target:
        index = self.indexAt(position)
        if not index.isValid():
            return Target(self._rows.container)
        below = position.y() > self.visualRect(index).center().y()
        return Target(self._rows.container, index.row() + below)


def row_height(metrics: QFontMetrics) -> int:
    """Return the height of a row: the text and half as much again."""
    return round(metrics.height() * 1.5)
