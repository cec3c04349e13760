"""What can be done with what is selected, as actions with their keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QInputDialog, QWidget

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import PackageSize
from desktop_app.ui.builder import words
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.move import MoveController
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.style.theme import Theme

_PICK_UP = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Commands(QObject):
    """One QAction for each verb; `edit` asks for the field to type into, `hint` says what a key would want.

    `made` carries the id of something new, to be shown.
    """

    edit = Signal(str)
    hint = Signal(str)
    made = Signal(str)

    def __init__(self, selection: Selection, moves: MoveController, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = moves.editor
        self._selection = selection
        self._moves = moves
        self._cut: tuple[str, ...] = ()
        self.pick_up = self._action(self.tr("Pick up"), theme, "move", "pick_up", lambda: moves.pick_up(selection.ids))
        self.pick_up.setToolTip(self.tr("Pick up what is selected, then click where it goes (Enter)"))
        self.cut = self._action(self.tr("Cut"), theme, "", "cut", self._take_cut, QKeySequence.StandardKey.Cut)
        self.paste = self._action(self.tr("Paste"), theme, "", "paste", self._put_cut, QKeySequence.StandardKey.Paste)
        self.change = self._action(self.tr("Edit"), theme, "edit", "edit", self._edit)
        self.change.setShortcut(Qt.Key.Key_F2)
        self.duplicate = self._action(self.tr("Duplicate"), theme, "duplicate", "duplicate", self._duplicate)
        self.duplicate.setShortcut("Ctrl+D")
        self.split = self._action(self.tr("Split…"), theme, "split", "split", self._split)
        self.merge = self._action(self.tr("Merge packages"), theme, "merge", "merge", self._merge)
        self.delete = self._action(self.tr("Delete"), theme, "delete", "delete", self._delete)
        self.delete.setToolTip(self.tr("Take what is selected off the bench (Delete)"))
        self.put_away = self._action(
            self.tr("Put away what was created"), theme, "ok", "put_away", self._editor.put_away_created
        )
        self.undo, self.redo = self._history_actions(theme)
        selection.changed.connect(self.look_again)
        self.look_again()

    def for_lists(self) -> list[QAction]:
        """Return the verbs whose keys work where the things are, and not in the fields beside them."""
        return [self.cut, self.paste, self.change, self.duplicate]

    def look_again(self) -> None:
        """Offer what can be done with what is selected."""
        nodes = [self._editor.draft.find(i) for i in self._selection.ids]
        locked = any(c.locked for node in nodes if node and (c := self._editor.draft.consignment_of(node.id)))
        some = bool(nodes) and not locked
        movable = some and not isinstance(nodes[0], Consignment)
        created = sum(bool(each.created) for each in self._editor.draft.consignments)
        self.put_away.setEnabled(bool(created))
        self.put_away.setToolTip(
            self.tr("Put away %n created consignment(s); still under Consignments", "", created)
            if created
            else self.tr("Put away what was created: nothing here was yet")
        )
        self.pick_up.setEnabled(movable)
        self.cut.setEnabled(movable)
        self.paste.setEnabled(bool(self._cut))
        self.change.setEnabled(some)
        self.duplicate.setEnabled(bool(nodes))
        self.delete.setEnabled(some)
        one = nodes[0] if some and len(nodes) == 1 else None
        pieces = isinstance(one, Item) and one.quantity > 1
        self.split.setEnabled(pieces or (isinstance(one, Package) and len(one.items) > 1))
        self.merge.setEnabled(some and len(nodes) > 1 and isinstance(nodes[0], Package))

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key pressed on a list, a card or a frame means; False if it means nothing here."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if plain and key in _PICK_UP and self.pick_up.isEnabled():
            self.pick_up.trigger()
        elif key == Qt.Key.Key_Delete and plain:
            self._delete()
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._move_to_number(key - Qt.Key.Key_0)
        else:
            return False
        return True

    def add_package(self, container: str, size: PackageSize | None = None) -> None:
        """Add an empty package to a container and select it."""
        made = self._editor.add_package(container, size)
        if made:
            self._selection.set([made])
            self.made.emit(made)

    def edit_node(self, node_id: str) -> None:
        """Ask for the fields of a node."""
        self.edit.emit(node_id)

    def _history_actions(self, theme: Theme) -> tuple[QAction, QAction]:
        undo, redo = self._editor.history.actions(self)
        for action, name in ((undo, "undo"), (redo, "redo")):
            action.setIcon(theme.icon(name))
            action.setObjectName(name)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return undo, redo

    def _take_cut(self) -> None:
        self._cut = self._selection.ids
        self.paste.setEnabled(True)
        said = self.tr("Cut {things}: select where they go and paste")
        self.hint.emit(said.replace("{things}", words.named(self._editor.draft, self._cut)))

    def _put_cut(self) -> None:
        draft = self._editor.draft
        ids = [i for i in self._cut if draft.find(i)]
        if not ids:
            return
        items = isinstance(draft.find(ids[0]), Item)
        container = LOOSE_ITEMS if items else LOOSE_PACKAGES
        for node_id in self._selection.ids[-1:]:
            node = draft.find(node_id)
            holds = isinstance(node, Consignment) or (items and isinstance(node, Package))
            container = node_id if holds else draft.parent_of(node_id)
        if self._moves.put_down(Target(container), ids):
            self._cut = ()
            self.look_again()

    def _edit(self) -> None:
        for node_id in self._selection.ids[-1:]:
            self.edit_node(node_id)

    def _duplicate(self) -> None:
        made = self._editor.duplicate(self._selection.ids)
        if made:
            self._selection.set(made)
            self.made.emit(made[-1])

    def _delete(self) -> None:
        if self.delete.isEnabled():
            draft = self._editor.draft
            first = self._selection.ids[0]
            rows = [row.id for row in draft.children(draft.parent_of(first))]
            stay = [i for i in rows if i not in self._selection]
            near = stay[min(rows.index(first), len(stay) - 1)] if stay else ""
            gone = self._selection.ids
            # Before it is gone, so that the keyboard can go on there.
            self._selection.set([near])
            if not self._editor.remove(gone):
                self._selection.set(gone)

    def _split(self) -> None:
        node = self._selection.one()
        if isinstance(node, Package):
            self._editor.split_package(node.id)
        elif isinstance(node, Item):
            parent = self.parent()
            assert isinstance(parent, QWidget)
            label = self.tr("Pieces of {item} to take out:").replace("{item}", words.item_title(node))
            pieces, chosen = QInputDialog.getInt(parent, self.tr("Split"), label, 1, 1, node.quantity - 1)
            if chosen:
                self._editor.split_item(node.id, pieces)

    def _merge(self) -> None:
        ids = self._selection.ids
        if self._editor.merge(ids):
            self._selection.set(ids[:1])

    def _move_to_number(self, number: int) -> None:
        consignment = self._selection.consignment()
        packages = consignment.packages if consignment else []
        if not self._selection.items():
            self.hint.emit(self.tr("Select items to move them to a package by its number"))
        elif number > len(packages):
            self.hint.emit(self.tr("There is no package {number}").replace("{number}", str(number)))
        else:
            self._moves.put_down(Target(packages[number - 1].id), self._selection.ids)

    def _action(
        self, text: str, theme: Theme, icon: str, name: str, do: object, key: QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        if icon:
            action.setIcon(theme.icon(icon))
        if key is not None:
            action.setShortcuts(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: do())  # type: ignore[operator]  # a bound method
        return action
