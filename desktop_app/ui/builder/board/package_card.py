"""A package on the bench: its title and totals, and its items in rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.packing import totals
from desktop_app.packing.nodes import Package
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.board.node_panel import NodePanel
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag.mouse_drag import start_drag
from desktop_app.ui.counts import Counts
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.widgets.elided_label import ElidedLabel


class PackageCard(NodePanel):
    """Takes items; takes packages to its left or right. Its header is its handle."""

    def __init__(self, context: BuilderContext, package_id: str) -> None:
        super().__init__(context, package_id)
        self._pressed: QPoint | None = None
        self.setObjectName("package_card")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.title = ElidedLabel()
        self.title.setFont(font(Type.STRONG))
        self.totals = ElidedLabel()
        self.empty = ElidedLabel(self.tr("Drop items here"))
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = ItemList(context, package_id, fit=True)
        self.list.setObjectName("package_items")
        unit = self.fontMetrics().height() // 4
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit * 2, unit * 2, unit * 2)
        column.setSpacing(unit)
        for part in (self.title, self.totals, self.list, self.empty):
            column.addWidget(part)
        column.addStretch()
        self.sync()

    @property
    def package(self) -> Package | None:
        """The package, while it is on the bench."""
        node = self.context.draft.find(self.node_id)
        return node if isinstance(node, Package) else None

    def sync(self) -> None:
        """Show the items that the package has now."""
        self.list.sync()
        package = self.package
        if package is not None:
            self.list.setVisible(bool(package.items))
            self.empty.setVisible(not package.items)
        self.show_header()

    def show_header(self) -> None:
        """Show title and totals, or what the package would weigh with what is moved over it."""
        package = self.package
        if package is None:
            return
        title = words.package_title(self.context.draft, package)
        summary = self.weight_change(totals.weight(package)) or words.package_totals(package, self.context.units)
        self.totals.setText(summary or self.tr("weight not known"))
        self._said = f"{Counts().items(len(package.items))}, {summary}"
        self._show_title(title)

    def show_number(self, number: int) -> None:
        """Show that it is the `number`th package now; what is in it is as it was."""
        package = self.package
        if (
            package is not None
            and (title := words.package_title(self.context.draft, package, number)) != self.title.original
        ):
            self._show_title(title)

    def _show_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(f"{isolated(title)}, {self._said}")
        self.list.setAccessibleName(self.tr("Items in {package}").replace("{package}", isolated(title)))

    def show_selection(self) -> None:
        """Show whether the package, or items of it, are selected."""
        super().show_selection()
        self.list.show_selection()

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:
        """Items go in; packages go before or behind this one."""
        draft = self.context.draft
        package = self.package
        if package is None or not ids or not isinstance(draft.find(ids[0]), Package):
            return Target(self.node_id)
        parent = draft.parent_of(self.node_id)
        row = next(n for n, node in enumerate(draft.children(parent)) if node is package)
        return Target(parent, row + (position.x() > self.width() // 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select the package."""
        position = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.put_down_at(position):
            return
        self._pressed = position if event.button() == Qt.MouseButton.LeftButton else None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.context.selection.toggle(self.node_id)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to_here()
        elif self.node_id not in self.context.selection:
            self.context.selection.set([self.node_id])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag all packages selected."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance() and self.node_id in self.context.selection:
            self._pressed = None
            start_drag(self, self.moves, self.context.selection.ids)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select this one alone where several were and none was dragged."""
        more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if self._pressed is not None and not event.modifiers() & more:
            self.context.selection.set([self.node_id])
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card, and down into the items; else do what the builder's keys mean."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._go(step):
            return
        if event.key() == Qt.Key.Key_Down and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _go(self, step: int) -> bool:
        parent = self.parentWidget()
        cards: list[PackageCard] = parent.findChildren(PackageCard) if isinstance(parent, QWidget) else []
        rows = [node.id for node in self.context.draft.children(self.context.draft.parent_of(self.node_id))]
        at = rows.index(self.node_id) + step
        near = next((card for card in cards if 0 <= at < len(rows) and card.node_id == rows[at]), None)
        if near is not None:
            near.setFocus(Qt.FocusReason.TabFocusReason)
        return near is not None

    def _select_to_here(self) -> None:
        rows = [node.id for node in self.context.draft.children(self.context.draft.parent_of(self.node_id))]
        ends = [rows.index(i) for i in (*self.context.selection.ids[:1], self.node_id) if i in rows]
        self.context.selection.set(rows[min(ends) : max(ends) + 1])
