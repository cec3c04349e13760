"""The left of the page: what waits to be packed, and the line that adds to it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSpinBox, QToolButton, QVBoxLayout, QWidget

from desktop_app.packing.tree import LOOSE_ITEMS, LOOSE_PACKAGES, Notice
from desktop_app.pro.models import Money
from desktop_app.ui.builder.board import Board
from desktop_app.ui.builder.carry import Carry, Light
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.frame import Looks
from desktop_app.ui.builder.item_rows import ItemsModel
from desktop_app.ui.builder.items import ItemList
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.builder.shelf import NewPackagePlace, Shelf
from desktop_app.ui.builder.zone import paint_light
from desktop_app.ui.units import currency_sign
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.line_edit import LineEdit, UnitEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit


class AddRow(QWidget):
    """Type a name (the list shows where it is already) and press Enter: an item with these pieces, weight and value.

    `searched` carries what is in the box, `down` asks for the list below.
    """

    searched = Signal(str)
    down = Signal()
    added = Signal(str)

    def __init__(self, desk: Desk, looks: Looks) -> None:
        super().__init__()
        self._desk = desk
        self.name = LineEdit()
        self.name.setObjectName("add_item")
        self.name.setPlaceholderText(self.tr("Search, or type to add"))
        self.name.setAccessibleName(self.tr("Search or add an item"))
        self.name.setClearButtonEnabled(True)
        self.name.addAction(looks.theme.icon("search"), LineEdit.ActionPosition.LeadingPosition)
        self.quantity = QSpinBox()
        self.quantity.setRange(1, 99_999)
        self.quantity.setObjectName("add_quantity")
        self.quantity.setAccessibleName(self.tr("Quantity"))
        self.weight = WeightEdit(looks.units)
        self.weight.setPlaceholderText(self.tr("Weight"))
        self.weight.setObjectName("add_weight")
        self.weight.setAccessibleName(self.tr("Weight of one piece"))
        self.value = UnitEdit(looks.units.parse_amount, looks.units.amount_number, "")
        self.value.setPlaceholderText(self.tr("Value"))
        self.value.setObjectName("add_value")
        self.value.setAccessibleName(self.tr("Value of one piece"))
        self.button = QToolButton()
        self.button.setIcon(looks.theme.icon("add"))
        self.button.setObjectName("add_item_button")
        self.button.setToolTip(self.tr("Add the item (Enter)"))
        self.button.setAccessibleName(self.tr("Add the item"))
        self.button.clicked.connect(self.add)
        self.name.textChanged.connect(self.searched)
        for field in (self.name, self.weight, self.value):
            field.returnPressed.connect(self.add)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.fontMetrics().height() // 4)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.button)
        grid.addLayout(first, 0, 0, 1, 3)
        for n, part in enumerate((self.quantity, self.weight, self.value)):
            grid.addWidget(part, 1, n)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for part in (self.weight, self.value):
            part.setMinimumWidth(self.fontMetrics().horizontalAdvance("Weight kg") * 4 // 3)
        self._show_currency()

    def add(self) -> None:
        """Add the item, and be ready for the next one."""
        name = self.name.text().strip()
        unreadable = next((field for field in (self.weight, self.value) if field.unreadable), None)
        if not name or unreadable:
            (unreadable or self.name).setFocus()
            return
        amount: Decimal | None = self.value.value()
        money = None if amount is None else Money.of(amount, self._currency())
        made = self._desk.add_item(name, self.quantity.value(), self.weight.value(), money)
        self.name.clear()
        self.quantity.setValue(1)
        self.weight.set_value(None)
        self.value.set_value(None)
        self._show_currency()
        self.name.setFocus()
        self.added.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the list; Enter in the quantity adds."""
        if event.key() == Qt.Key.Key_Down and self.name.hasFocus():
            self.down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.quantity.hasFocus():
            self.add()
        else:
            super().keyPressEvent(event)

    def _currency(self) -> str:
        draft = self._desk.draft
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        items = [*draft.loose_items, *(item for package in packages for item in package.items)]
        return next((item.value.currency.iso_code for item in reversed(items) if item.value), "GBP")

    def _show_currency(self) -> None:
        self.value.set_unit(currency_sign(self._currency()))
        self.value.setToolTip(self._currency())


class LooseList(ItemList):
    """The loose items; says what to do where there are none, and is lit like every place to put things down."""

    light = Light.OFF

    @property
    def container(self) -> str:
        """Where it is."""
        return LOOSE_ITEMS

    def set_light(self, light: Light) -> None:
        """Be lit, or not."""
        if light is not self.light:
            self.light = light
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the hint."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.light is not Light.OFF:
            paint_light(painter, self.viewport(), self.light)
        if self.rows.ids:
            return
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = self.fontMetrics().height()
        box = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
        packed = bool(self._desk.draft.consignments or self._desk.draft.loose_packages)
        text = (
            self.tr("Everything is packed.")
            if packed
            else self.tr("Nothing on the bench yet.\n\nType above what is to be sent, and press Enter for each.")
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)


class LoosePane(QWidget):
    """Loose items over loose packages."""

    def __init__(
        self, desk: Desk, looks: Looks, selection: Selection, carry: Carry, commands: Commands, board: Board
    ) -> None:
        super().__init__()
        self._desk = desk
        self._carry = carry
        self._title = self._heading()
        self._packages_title = self._heading()
        self.add_row = AddRow(desk, looks)
        self.list = LooseList(ItemsModel(desk, LOOSE_ITEMS, looks.units), desk, selection, carry, commands, fit=False)
        self.list.setObjectName("item_list")
        self.list.setAccessibleName(self.tr("Loose items"))
        place = NewPackagePlace(
            carry,
            LOOSE_PACKAGES,
            self.tr("Drop here: package to keep for later"),
            lambda: commands.add_package(LOOSE_PACKAGES),
        )
        place.setObjectName("loose_package_place")
        self.shelf = Shelf(desk.draft, LOOSE_PACKAGES, place, board.make_card)
        board.set_loose(self.shelf, self.list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.shelf)
        self._lay_out()
        self.add_row.searched.connect(self.list.search)
        self.add_row.down.connect(self._into_list)
        self.add_row.added.connect(self._added)
        self._selection = selection
        selection.changed.connect(self.list.follow)
        self._count()

    def go_to_box(self) -> None:
        """Go to the search box."""
        self.add_row.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.add_row.name.selectAll()

    def hear(self, notice: Notice) -> None:
        """Show what an edit touched among the loose items."""
        if LOOSE_ITEMS in notice.containers:
            self.list.sync()
        for node_id in notice.nodes:
            self.list.rows.touched(node_id)
        self._count()

    def _added(self, item_id: str) -> None:
        ids = self.list.rows.ids
        if item_id in ids:
            self.list.scrollTo(self.list.rows.index(ids.index(item_id)))

    def _into_list(self) -> None:
        index = self.list.first_match()
        if index.isValid():
            self._selection.set([self.list.rows.ids[index.row()]])
            self.list.setCurrentIndex(index)
            self.list.setFocus()

    def _count(self) -> None:
        draft = self._desk.draft
        self._title.setText(self.tr("Items (%n loose)", "", len(draft.loose_items)))
        self._packages_title.setText(self.tr("Packages (%n loose)", "", len(draft.loose_packages)))
        self._fit()
        if not draft.loose_items:
            self.list.viewport().update()

    def _heading(self) -> ElidedLabel:
        label = ElidedLabel()
        font = QFont(label.font())
        font.setBold(True)
        label.setFont(font)
        return label

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height() // 2
        head = QHBoxLayout()
        head.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.add_row)
        column.addWidget(self.list, 3)
        column.addWidget(self._packages_title)
        column.addWidget(self._scroll, 2)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the loose packages no more room than they fill."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self._scroll.viewport().width(), 1)
        self._scroll.setMaximumHeight(max(self.shelf.heightForWidth(width), self.shelf.place.sizeHint().height()))
