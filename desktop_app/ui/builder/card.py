"""A package on the bench: its title and totals, and its items in rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.packing import totals
from desktop_app.packing.nodes import Package
from desktop_app.ui.builder import words
from desktop_app.ui.builder.carry import Carry, Light
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.desk import Desk, Target
from desktop_app.ui.builder.item_rows import ItemsModel
from desktop_app.ui.builder.items import ItemList
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.builder.zone import Zone, paint_panel, start_drag
from desktop_app.ui.counts import Counts
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.elided_label import ElidedLabel


class PackageCard(Zone):
    """Takes items; takes packages to its left or right. Its header is its handle."""

    def __init__(
        self, desk: Desk, package_id: str, units: Units, selection: Selection, carry: Carry, commands: Commands
    ) -> None:
        super().__init__()
        self.init_zone(carry, package_id)
        self.node_id = package_id
        self._desk = desk
        self._units = units
        self._selection = selection
        self._commands = commands
        self._pressed: QPoint | None = None
        self.setObjectName("package_card")
        self.setProperty("node_id", package_id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.title = ElidedLabel()
        bold = QFont(self.title.font())
        bold.setBold(True)
        self.title.setFont(bold)
        self.totals = ElidedLabel()
        self.empty = ElidedLabel(self.tr("Drop items here"))
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = ItemList(ItemsModel(desk, package_id, units), desk, selection, carry, commands, fit=True)
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
        node = self._desk.draft.find(self.node_id)
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
        """Show title and totals, or what the package would weigh with what is carried over it."""
        package = self.package
        if package is None:
            return
        title = words.package_title(self._desk.draft, package)
        summary = words.package_totals(package, self._units)
        if self.light is Light.AIMED:
            now, then = totals.weight(package), self.carry.weight_at(self.node_id)
            if now != then:
                summary = f"{self._units.format_weight(now)} → {self._units.format_weight(then)}"
        self.totals.setText(summary or self.tr("weight not known"))
        self._said = f"{Counts().items(len(package.items))}, {summary}"
        self._show_title(title)

    def show_number(self, number: int) -> None:
        """Show that it is the `number`th package now; what is in it is as it was."""
        package = self.package
        if (
            package is not None
            and (title := words.package_title(self._desk.draft, package, number)) != self.title.text()
        ):
            self._show_title(title)

    def _show_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(f"{title}, {self._said}")
        self.list.setAccessibleName(self.tr("Items in {package}").replace("{package}", title))

    def set_light(self, light: Light) -> None:
        """Be lit, and say what the package would weigh."""
        if light is not self.light:
            aimed = Light.AIMED in {light, self.light}
            super().set_light(light)
            if aimed:
                self.show_header()

    def follow(self) -> None:
        """Show whether the package, or items of it, are selected."""
        self.list.follow()
        self.update()

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:
        """Items go in; packages go before or behind this one."""
        draft = self._desk.draft
        package = self.package
        if package is None or not ids or not isinstance(draft.find(ids[0]), Package):
            return Target(self.node_id)
        parent = draft.parent_of(self.node_id)
        row = next(n for n, node in enumerate(draft.children(parent)) if node is package)
        return Target(parent, row + (position.x() > self.width() // 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select the package."""
        position = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.clicked_down(position):
            return
        self._pressed = position if event.button() == Qt.MouseButton.LeftButton else None
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._selection.toggle(self.node_id)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to_here()
        elif self.node_id not in self._selection:
            self._selection.set([self.node_id])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag all packages selected."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance() and self.node_id in self._selection:
            self._pressed = None
            start_drag(self, self.carry, self._desk.draft, self._selection.ids)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select this one alone where several were and none was dragged."""
        more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if self._pressed is not None and not event.modifiers() & more:
            self._selection.set([self.node_id])
        self._pressed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Go to the package's fields."""
        self._commands.edit.emit(self.node_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the bench's keys mean; the arrows go from card to card."""
        if self._commands.key(event):
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._go(step):
            return
        if event.key() == Qt.Key.Key_Down and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the package when the keyboard comes here."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._selection.set([self.node_id])
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the package."""
        if self.node_id not in self._selection:
            self._selection.set([self.node_id])
        self._commands.menu(self).popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Show the header as disabled or not."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        chosen = self.node_id in self._selection
        paint_panel(painter, self, self.light, selected=chosen, fill=QPalette.ColorRole.Base)

    def _go(self, step: int) -> bool:
        parent = self.parentWidget()
        cards: list[PackageCard] = parent.findChildren(PackageCard) if isinstance(parent, QWidget) else []
        rows = [node.id for node in self._desk.draft.children(self._desk.draft.parent_of(self.node_id))]
        at = rows.index(self.node_id) + step
        near = next((card for card in cards if 0 <= at < len(rows) and card.node_id == rows[at]), None)
        if near is not None:
            near.setFocus(Qt.FocusReason.TabFocusReason)
        return near is not None

    def _select_to_here(self) -> None:
        rows = [node.id for node in self._desk.draft.children(self._desk.draft.parent_of(self.node_id))]
        ends = [rows.index(i) for i in (*self._selection.ids[:1], self.node_id) if i in rows]
        self._selection.set(rows[min(ends) : max(ends) + 1])
