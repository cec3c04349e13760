"""The line that searches the loose items and adds to them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QToolButton, QWidget

from desktop_app.pro.models import Money
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.units import currency_sign
from desktop_app.ui.widgets.line_edit import LineEdit, UnitEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit


class AddItemRow(QWidget):
    """Type a name (the list shows where it is already) and press Enter: an item with these pieces, weight and value.

    `searched` carries what is in the box, `down` asks for the list below.
    """

    searched = Signal(str)
    down = Signal()
    added = Signal(str)

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._editor = context.editor
        units = context.units
        self.name = LineEdit()
        self.name.setObjectName("add_item")
        self.name.setPlaceholderText(self.tr("Search, or type to add"))
        self.name.setAccessibleName(self.tr("Search or add an item"))
        self.name.setClearButtonEnabled(True)
        self.name.addAction(context.theme.icon("search"), LineEdit.ActionPosition.LeadingPosition)
        self.quantity = QSpinBox()
        self.quantity.setRange(1, 99_999)
        self.quantity.setObjectName("add_quantity")
        self.quantity.setAccessibleName(self.tr("Quantity"))
        self.weight = WeightEdit(units)
        self.weight.setPlaceholderText(self.tr("Weight"))
        self.weight.setObjectName("add_weight")
        self.weight.setAccessibleName(self.tr("Weight of one piece"))
        self.value = UnitEdit(units.parse_amount, units.amount_number, "")
        self.value.setPlaceholderText(self.tr("Value"))
        self.value.setObjectName("add_value")
        self.value.setAccessibleName(self.tr("Value of one piece"))
        self.button = QToolButton()
        self.button.setIcon(context.theme.icon("add"))
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
        made = self._editor.add_item(name, self.quantity.value(), self.weight.value(), money)
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
        draft = self._editor.draft
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        items = [*draft.loose_items, *(item for package in packages for item in package.items)]
        return next((item.value.currency.iso_code for item in reversed(items) if item.value), "GBP")

    def _show_currency(self) -> None:
        self.value.set_unit(currency_sign(self._currency()))
        self.value.setToolTip(self._currency())
