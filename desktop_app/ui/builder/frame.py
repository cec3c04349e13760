"""A consignment on the bench: header with totals, how its sending stands, and its packages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from desktop_app.packing import totals
from desktop_app.packing.nodes import Consignment
from desktop_app.ui.builder import words
from desktop_app.ui.builder.card import PackageCard
from desktop_app.ui.builder.carry import Carry, Light
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.builder.shelf import NewPackagePlace, Shelf
from desktop_app.ui.builder.zone import Zone, paint_panel
from desktop_app.ui.theme import Kind, Role, Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.message_bar import MessageBar


@dataclass(frozen=True, slots=True)
class Looks:
    """What every part of the bench shows things with."""

    theme: Theme
    units: Units


class SentStrip(QFrame):
    """Says in place how sending stands: on its way, created, or not known."""

    open_wanted = Signal(str)
    clear_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._role = Role.NEUTRAL
        self._reference = ""
        self.setAutoFillBackground(True)
        self.setObjectName("sent_strip")
        self.icon = QLabel()
        self.text = ElidedLabel()
        self.open = QPushButton(self.tr("Open"))
        self.open.setObjectName("open_created")
        self.clear = QPushButton(self.tr("Clear from the bench"))
        self.clear.setObjectName("clear_created")
        self.look = QPushButton(self.tr("Look again"))
        self.look.setObjectName("look_again")
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._reference))
        self.clear.clicked.connect(self.clear_wanted)
        self.look.clicked.connect(self.look_wanted)
        unit = self.fontMetrics().height() // 2
        said = QHBoxLayout()
        said.addWidget(self.icon)
        said.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        for button in (self.open, self.clear, self.look):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(unit, unit // 2, unit, unit // 2)
        self._parts.addLayout(said, 1)
        self._parts.addLayout(self._buttons)
        theme.changed.connect(self._paint_role)
        self.hide()

    def show_sending(self) -> None:
        """Say that it is on its way."""
        self._show(Role.MOVING, self.tr("Creating…"))

    def show_created(self, reference: str) -> None:
        """Say that it is there, and offer to open it."""
        self._reference = reference
        text = self.tr("Created {reference}").replace("{reference}", reference)
        self._show(Role.GOOD, text, self.open, self.clear)

    def show_unknown(self) -> None:
        """Say that nobody knows yet, and offer to look."""
        self._show(
            Role.ATTENTION, self.tr("No answer came: it may have been created. It is not sent again."), self.look
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._parts.contentsMargins()
        room = (
            self.width() - margins.left() - margins.right() - self.icon.sizeHint().width() - 3 * self._parts.spacing()
        )
        beside = self.text.sizeHint().width() + self._buttons.sizeHint().width() <= room
        down = QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if beside else down)

    def _show(self, role: Role, text: str, *buttons: QPushButton) -> None:
        self._role = role
        self.text.setText(text)
        self.setAccessibleName(text)
        for button in (self.open, self.clear, self.look):
            button.setVisible(button in buttons)
        self._paint_role()
        self.show()
        self._fit()

    def _paint_role(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.colour(self._role, Kind.FILL))
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role, Kind.TEXT))
        self.setPalette(palette)
        side = self.fontMetrics().height()
        name = {Role.GOOD: "ok", Role.ATTENTION: "unknown"}.get(self._role, "refresh")
        self.icon.setPixmap(self._theme.icon(name, self._role).pixmap(side, side))


class ConsignmentFrame(Zone):
    """Takes items (in a new package) and packages."""

    def __init__(
        self,
        desk: Desk,
        consignment: Consignment,
        looks: Looks,
        selection: Selection,
        carry: Carry,
        commands: Commands,
        make_card: Callable[[str], PackageCard],
    ) -> None:
        super().__init__()
        self.init_zone(carry, consignment.id)
        self.node_id = consignment.id
        self._desk = desk
        self._units = looks.units
        self._selection = selection
        self._commands = commands
        self.setObjectName("consignment_frame")
        self.setProperty("node_id", consignment.id)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = ElidedLabel()
        bold = QFont(self.title.font())
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.1)
        self.title.setFont(bold)
        self.totals = ElidedLabel()
        self.destination = ElidedLabel()
        self.add = QToolButton()
        self.add.setText(self.tr("Add package"))
        self.add.setIcon(looks.theme.icon("add"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.add.setObjectName("add_package")
        self.add.setMenu(commands.sizes_menu(self.add, consignment.id))
        self.add.clicked.connect(lambda: commands.add_package(self.node_id))
        self.strip = SentStrip(looks.theme)
        self.message = MessageBar(looks.theme)
        place = NewPackagePlace(
            carry, consignment.id, self.tr("Drop here: new package"), lambda: commands.add_package(self.node_id)
        )
        self.shelf = Shelf(desk.draft, consignment.id, place, make_card)
        self._lay_out()

    @property
    def consignment(self) -> Consignment | None:
        """The consignment, while it is on the bench."""
        node = self._desk.draft.find(self.node_id)
        return node if isinstance(node, Consignment) else None

    def sync(self) -> None:
        """Show the packages that the consignment has now."""
        self.shelf.sync()
        self.shelf.show_headers()
        self.show_header()

    def show_header(self) -> None:
        """Show title, totals and destination, or what it would weigh with what is carried over it."""
        consignment = self.consignment
        if consignment is None:
            return
        title = words.consignment_title(self._desk.draft, consignment)
        summary = words.consignment_totals(consignment, self._units)
        self.setAccessibleName(f"{title}, {summary}")
        if self.light is Light.AIMED:
            now, then = totals.of_consignment(consignment).weight, self.carry.weight_at(self.node_id)
            if now != then:
                summary = f"{self._units.format_weight(now)} → {self._units.format_weight(then)}"
        self.title.setText(title)
        self.totals.setText(summary)
        self.destination.setText(words.destination(consignment))
        self.shelf.place.setVisible(not consignment.locked)
        self.add.setEnabled(not consignment.locked)

    def set_light(self, light: Light) -> None:
        """Be lit with the place for new packages, and say what it would weigh."""
        if light is not self.light:
            aimed = Light.AIMED in {light, self.light}
            super().set_light(light)
            self.shelf.place.set_light(light)
            if aimed:
                self.show_header()

    def follow(self) -> None:
        """Show whether the consignment is selected."""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put down what was picked up; else select the consignment."""
        if event.button() == Qt.MouseButton.LeftButton and self.clicked_down(event.position().toPoint()):
            return
        self._selection.set([self.node_id])
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Go to the consignment's fields."""
        self._commands.edit.emit(self.node_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the bench's keys mean."""
        if not self._commands.key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the consignment when the keyboard comes here."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._selection.set([self.node_id])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the consignment."""
        self._selection.set([self.node_id])
        self._commands.menu(self).popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        chosen = self.node_id in self._selection
        paint_panel(QPainter(self), self, self.light, selected=chosen, fill=QPalette.ColorRole.AlternateBase)

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height() // 2
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.destination, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(unit)
        said = QVBoxLayout()
        said.setSpacing(unit // 2)
        said.addWidget(self.title)
        said.addWidget(self.totals)
        said.addLayout(head)
        column.addLayout(said)
        for part in (self.strip, self.message, self.shelf):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
