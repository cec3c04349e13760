"""The verbs of the bench for what is selected: as keys, as a menu, as buttons."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.ui.builder import words
from desktop_app.ui.builder.carry import Carry
from desktop_app.ui.builder.desk import Desk, Target
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.builder.supplies import OWN_SIZE
from desktop_app.ui.theme import Theme

_PICK_UP = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Commands(QObject):
    """One QAction for each verb; `edit` asks for the field to type into, `hint` says what a key would want."""

    edit = Signal(str)
    hint = Signal(str)

    def __init__(self, desk: Desk, selection: Selection, carry: Carry, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._selection = selection
        self._carry = carry
        self._cut: tuple[str, ...] = ()
        self.pick_up = self._action(self.tr("Pick up"), theme, "move", "pick_up", lambda: carry.pick_up(selection.ids))
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
        selection.changed.connect(self.look_again)
        self.look_again()

    def for_lists(self) -> list[QAction]:
        """Return the verbs whose keys work where the things are, and not in the fields beside them."""
        return [self.cut, self.paste, self.change, self.duplicate]

    def look_again(self) -> None:
        """Offer what can be done with what is selected."""
        nodes = [self._desk.draft.find(i) for i in self._selection.ids]
        locked = any(c.locked for node in nodes if node and (c := self._desk.draft.consignment_of(node.id)))
        some = bool(nodes) and not locked
        movable = some and not isinstance(nodes[0], Consignment)
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
        """Do what a key pressed on a list or card means; False if it means nothing here."""
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

    def menu(self, parent: QWidget) -> QMenu:
        """Return the menu for what is selected."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.pick_up)
        self._add_places(menu)
        menu.addSeparator()
        menu.addActions([self.cut, self.paste, self.duplicate])
        menu.addSeparator()
        if isinstance(self._one(), Package):
            self._add_sizes(menu)
        menu.addActions([self.change, self.split, self.merge])
        menu.addSeparator()
        menu.addAction(self.delete)
        return menu

    def sizes_menu(self, parent: QWidget, container: str) -> QMenu:
        """Return a menu that adds a package of one of the account's sizes to a container each time it is opened."""
        menu = QMenu(parent)

        def fill() -> None:
            menu.clear()
            for size in (*self._desk.supplies.sizes, OWN_SIZE):
                name = size.description or size.reference or self.tr("Own dimensions")
                action = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, chosen=size: self.add_package(container, chosen))

        menu.aboutToShow.connect(fill)
        fill()
        return menu

    def add_package(self, container: str, size: object = None) -> None:
        """Add an empty package to a container and select it."""
        made = self._desk.add_package(container, size)  # type: ignore[arg-type]  # a PackageSize through Qt's signals
        if made:
            self._selection.set([made])

    def _take_cut(self) -> None:
        self._cut = self._selection.ids
        self.paste.setEnabled(True)
        said = self.tr("Cut {things}: select where they go and paste")
        self.hint.emit(said.replace("{things}", words.named(self._desk.draft, self._cut)))

    def _put_cut(self) -> None:
        draft = self._desk.draft
        ids = [i for i in self._cut if draft.find(i)]
        if not ids:
            return
        items = isinstance(draft.find(ids[0]), Item)
        container = LOOSE_ITEMS if items else LOOSE_PACKAGES
        for node_id in self._selection.ids[-1:]:
            node = draft.find(node_id)
            holds = isinstance(node, Consignment) or (items and isinstance(node, Package))
            container = node_id if holds else draft.parent_of(node_id)
        if self._carry.put_down(Target(container), ids):
            self._cut = ()
            self.look_again()

    def _edit(self) -> None:
        for node_id in self._selection.ids[-1:]:
            self.edit.emit(node_id)

    def _duplicate(self) -> None:
        made = self._desk.duplicate(self._selection.ids)
        if made:
            self._selection.set(made)

    def _delete(self) -> None:
        if self.delete.isEnabled():
            draft = self._desk.draft
            first = self._selection.ids[0]
            rows = [row.id for row in draft.children(draft.parent_of(first))]
            stay = [i for i in rows if i not in self._selection]
            near = stay[min(rows.index(first), len(stay) - 1)] if stay else ""
            if self._desk.remove(self._selection.ids):
                self._selection.set([near])

    def _split(self) -> None:
        node = self._one()
        if isinstance(node, Package):
            self._desk.split_package(node.id)
        elif isinstance(node, Item):
            parent = self.parent()
            assert isinstance(parent, QWidget)
            label = self.tr("Pieces of {item} to take out:").replace("{item}", words.item_title(node))
            pieces, chosen = QInputDialog.getInt(parent, self.tr("Split"), label, 1, 1, node.quantity - 1)
            if chosen:
                self._desk.split_item(node.id, pieces)

    def _merge(self) -> None:
        ids = self._selection.ids
        if self._desk.merge(ids):
            self._selection.set(ids[:1])

    def _move_to_number(self, number: int) -> None:
        consignment = self._selection.consignment()
        packages = consignment.packages if consignment else []
        if not self._selection.items():
            self.hint.emit(self.tr("Select items to move them to a package by its number"))
        elif number > len(packages):
            self.hint.emit(self.tr("There is no package {number}").replace("{number}", str(number)))
        else:
            self._carry.put_down(Target(packages[number - 1].id), self._selection.ids)

    def _add_places(self, menu: QMenu) -> None:
        draft = self._desk.draft
        ids = self._selection.ids
        places = menu.addMenu(self.tr("Move to"))
        holders = [LOOSE_ITEMS, LOOSE_PACKAGES]
        for consignment in draft.consignments:
            holders += [*(package.id for package in consignment.packages), consignment.id]
        here = {draft.parent_of(i) for i in ids}
        for container in (*holders, CONSIGNMENTS):
            if here != {container} and ids and not self._desk.why_not(ids, Target(container)):
                name = self._place_name(container)
                action = places.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, at=container: self._carry.put_down(Target(at), ids))
        places.setEnabled(not places.isEmpty())

    def _place_name(self, container: str) -> str:
        draft = self._desk.draft
        name = words.container_title(draft, container)
        node = draft.find(container)
        if isinstance(node, Package):
            consignment = draft.consignment_of(container)
            return f"{words.consignment_title(draft, consignment)} – {name}" if consignment else name
        if self._selection.items() and container != LOOSE_ITEMS:
            return self.tr("{place} – new package").replace("{place}", name)
        return name

    def _add_sizes(self, menu: QMenu) -> None:
        package = self._one()
        assert isinstance(package, Package)
        sizes = menu.addMenu(self.tr("Size"))
        sizes.setEnabled(self.change.isEnabled())
        for size in (*self._desk.supplies.sizes, OWN_SIZE):
            action = sizes.addAction(
                (size.description or size.reference or self.tr("Own dimensions")).replace("&", "&&")
            )
            action.setCheckable(True)
            action.setChecked(size.reference == package.size_reference)
            action.triggered.connect(lambda _=False, chosen=size: self._desk.set_size(package.id, chosen))

    def _one(self) -> object:
        ids = self._selection.ids
        return self._desk.draft.find(ids[0]) if len(ids) == 1 else None

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
