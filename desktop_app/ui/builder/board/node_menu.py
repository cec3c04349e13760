"""Menus of the builder: what can be done with what is selected, and the account's package sizes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.packing.nodes import Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import PackageSize
from desktop_app.ui.builder import words
from desktop_app.ui.builder.account_options import OWN_SIZE
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.shown_text import shorten_line


class NodeMenu(QMenu):
    """What can be done with what is selected; made for one showing."""

    def __init__(self, context: BuilderContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        commands = context.commands
        self.addAction(commands.pick_up)
        self._add_places()
        self.addSeparator()
        self.addActions([commands.cut, commands.paste, commands.duplicate])
        self.addSeparator()
        one = context.selection.one()
        if isinstance(one, Package):
            self._add_sizes(one)
        self.addActions([commands.change, commands.split, commands.merge])
        self.addSeparator()
        self.addAction(commands.delete)

    def _add_places(self) -> None:
        draft, moves, ids = self._context.draft, self._context.moves, self._context.selection.ids
        places = self.addMenu(self.tr("Move to"))
        holders = [LOOSE_ITEMS, LOOSE_PACKAGES]
        for consignment in draft.consignments:
            holders += [*(package.id for package in consignment.packages), consignment.id]
        here = {draft.parent_of(i) for i in ids}
        for container in (*holders, CONSIGNMENTS):
            if here != {container} and ids and not self._context.editor.why_not(ids, Target(container)):
                action = places.addAction(_as_text(self._place_name(container)))
                action.triggered.connect(lambda _=False, at=container: moves.put_down(Target(at), ids))
        places.setEnabled(not places.isEmpty())

    def _place_name(self, container: str) -> str:
        draft = self._context.draft
        name = words.container_title(draft, container)
        node = draft.find(container)
        if isinstance(node, Package):
            consignment = draft.consignment_of(container)
            return f"{words.consignment_title(draft, consignment)} – {name}" if consignment else name
        if self._context.selection.items() and container != LOOSE_ITEMS:
            return self.tr("{place} – new package").replace("{place}", name)
        return name

    def _add_sizes(self, package: Package) -> None:
        editor = self._context.editor
        sizes = self.addMenu(self.tr("Size"))
        sizes.setEnabled(self._context.commands.change.isEnabled())
        for size in (*editor.options.sizes, OWN_SIZE):
            action = sizes.addAction(_size_name(size))
            action.setCheckable(True)
            action.setChecked(size.reference == package.size_reference)
            action.triggered.connect(lambda _=False, chosen=size: editor.set_size(package.id, chosen))


class NewPackageMenu(QMenu):
    """Adds a package of one of the account's sizes to a container; lists them anew each time it opens."""

    def __init__(self, context: BuilderContext, container: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._container = container
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        commands, container = self._context.commands, self._container
        for size in (*self._context.editor.options.sizes, OWN_SIZE):
            action = self.addAction(_size_name(size))
            action.triggered.connect(lambda _=False, chosen=size: commands.add_package(container, chosen))


def _size_name(size: PackageSize) -> str:
    own = QCoreApplication.translate("PackageSize", "Own dimensions")
    return _as_text(size.description or size.reference or own)


def _as_text(text: str) -> str:
    """Return text in which a menu sees no mnemonic."""
    return shorten_line(text).replace("&", "&&")
