"""The list that shows the items of one container, and moves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
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
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
)

from desktop_app.packing.nodes import Item
from desktop_app.ui.builder.board.item_row import ID_ROLE, TITLE_ROLE, ItemDelegate, row_height
from desktop_app.ui.builder.board.items_model import ItemsModel
from desktop_app.ui.builder.board.node_menu import NodeMenu
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.builder.drag.mouse_drag import start_drag

MOST_ROWS: Final = 10
"""So many rows a list that fits them shows; it scrolls through more."""


class ItemList(QListView):
    """One container's items: selected together with those of the other lists, dragged and dropped by id.

    `fit`: as high as its rows, up to ten, and without a frame.
    """

    def __init__(self, context: BuilderContext, container: str, *, fit: bool) -> None:
        super().__init__()
        self._context = context
        self._selection = context.selection
        self._moves = context.moves
        self._rows = ItemsModel(context.editor, container, context.units, self)
        self._fit = fit
        self._following = False
        self.setModel(self._rows)
        self._delegate = ItemDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("container", container)
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
        self.show_selection()

    def show_selection(self) -> None:
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
        self._delegate.search = text.strip()
        self.viewport().update()
        index = self.first_match()
        if self._delegate.search and index.isValid():
            self.scrollTo(index)

    def first_match(self) -> QModelIndex:
        """Return the first row that the search does not pass over."""
        wanted = self._delegate.search.casefold()
        for row in range(self._rows.rowCount()):
            index = self._rows.index(row)
            if wanted in str(index.data(TITLE_ROLE)).casefold():
                return index
        return QModelIndex()

    def sizeHint(self) -> QSize:
        """Ask for room for the rows, up to ten, where the list is to fit them."""
        if not self._fit:
            return super().sizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 20, row_height() * min(self._rows.rowCount(), MOST_ROWS))

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed where the list is to fit its rows."""
        return QSize(0, self.sizeHint().height()) if self._fit else super().minimumSizeHint()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag all that is selected, from whichever list."""
        start_drag(self, self._moves, self._selection.ids)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave packages to the card around the list; where there is none, say why they cannot come in."""
        ids = payload.unpacked(event.mimeData())
        if ids and self.takes(ids):
            super().dragEnterEvent(event)
            self._moves.aim(self.target_at(event.position().toPoint(), ids), ids)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the row that the drop would come before, or why there can be none."""
        super().dragMoveEvent(event)
        ids = payload.unpacked(event.mimeData())
        self._moves.hovered.emit(self.mapToGlobal(event.position().toPoint()))
        if self._moves.aim(self.target_at(event.position().toPoint(), ids), ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No longer be aimed at."""
        super().dragLeaveEvent(event)
        self._moves.aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put down what was dragged here. Not Qt's own way: that would move the model's rows within one list."""
        ids = payload.unpacked(event.mimeData())
        target = self._moves.target if self._moves.scrolled else self.target_at(event.position().toPoint(), ids)
        done = bool(ids) and self._moves.put_down(target, ids)
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if done:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select."""
        if self._moves.active and event.button() == Qt.MouseButton.LeftButton:
            self._moves.put_down(self.target_at(event.position().toPoint(), self._moves.ids))
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.indexAt(event.position().toPoint()).isValid():
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the bench's keys mean, else move in the list."""
        if not self._context.commands.key(event):
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
            NodeMenu(self._context, self).popup(event.globalPos())
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
        self.show_selection()

    def takes(self, ids: Sequence[str]) -> bool:
        """Say whether a drag of these is this list's business: packages are that of the card around it."""
        return not self._fit or any(isinstance(self._context.draft.find(i), Item) for i in ids)

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:  # noqa: ARG002 - as every place has it
        """Return what a drop at this place of the list would mean."""
        index = self.indexAt(position)
        if not index.isValid():
            return Target(self._rows.container)
        below = position.y() > self.visualRect(index).center().y()
        return Target(self._rows.container, index.row() + below)
