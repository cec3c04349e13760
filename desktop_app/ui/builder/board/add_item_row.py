"""The line that searches the loose items and adds to them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from desktop_app.pro.models import Money
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.units import currency_sign
from desktop_app.ui.widgets.line_edit import LineEdit, UnitEdit
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.quantity_edit import QuantityEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit

MOST_LINES: Final = 1000
"""So many items can be pasted at once."""


class _Lines(OneLine):
    """Takes several lines out of the box as names of several items: `several` carries them."""

    several = Signal(list)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return the text on one line, or nothing where there are several."""
        lines = [line for line in map(str.strip, text.splitlines()) if line]
        if len(lines) > 1:
            self.several.emit(lines)
            return QValidator.State.Acceptable, "", 0
        return super().validate(text, position)


class AddItemRow(QWidget):
    """Type a name (the list shows where it is already) and press Enter: an item with these pieces, weight and value.

    Several lines that are pasted as the name become an item each. `searched` carries what is in the box, `down` asks
    for the list below.
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
        # What is longer is cut by the line, without a word.
        self.name.setMaxLength(10_000_000)
        lines = _Lines(self.name)
        # Later, since the line is still at work on what was pasted.
        lines.several.connect(self._add_several, Qt.ConnectionType.QueuedConnection)
        self.name.setValidator(lines)
        sign = self.name.addAction(context.theme.icon("search"), LineEdit.ActionPosition.LeadingPosition)
        sign.setText(self.tr("Search or add an item"))
        self.quantity = QuantityEdit(units)
        self.quantity.setObjectName("add_quantity")
        self.quantity.setMaximumWidth(self.fontMetrics().horizontalAdvance("00000") * 2)
        self.quantity.setAccessibleName(self.tr("Quantity"))
        self.weight = WeightEdit(units)
        self.weight.setPlaceholderText(self.tr("Weight"))
        self.weight.setObjectName("add_weight")
        self.weight.setAccessibleName(self.tr("Weight of one piece"))
        self.value = UnitEdit(
            lambda text: units.parse_money(text, self._currency()),
            lambda money: units.amount_number(money.amount),
            "",
        )
        self.value.edited.connect(self._show_currency)
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
        grid.addWidget(self.name, 0, 0, 1, 4)
        order = (self.quantity, self.weight, self.value, self.button)
        for n, part in enumerate(order):
            grid.addWidget(part, 1, n)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for before, behind in pairwise((self.name, *order)):
            QWidget.setTabOrder(before, behind)
        for part in (self.weight, self.value):
            part.setMinimumWidth(self.fontMetrics().horizontalAdvance("Weight kg") * 4 // 3)
        self._show_currency()

    def add(self) -> None:
        """Add the item, and be ready for the next one."""
        name = self.name.text().strip()
        unread = next((field for field in (self.quantity, self.weight, self.value) if field.unread), None)
        if not name or unread:
            (unread or self.name).setFocus()
            return
        made = self._editor.add_item(name, self.quantity.value(), self.weight.value(), self.value.value())
        self.name.clear()
        self.quantity.set_value(1)
        self.weight.set_value(None)
        self.value.set_value(None)
        self._show_currency()
        self.name.setFocus()
        self.added.emit(made)

    def show_units(self) -> None:
        """Show the weight in the units that are set now."""
        self.weight.show_units()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the list; Enter in the quantity adds."""
        if event.key() == Qt.Key.Key_Down and self.name.hasFocus():
            self.down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.quantity.hasFocus():
            self.add()
        else:
            super().keyPressEvent(event)

    def _add_several(self, lines: list[str]) -> None:
        if len(lines) > MOST_LINES:
            self._editor.refuse(
                self.tr("{lines} lines were pasted; {most} items can be added at a time")
                .replace("{lines}", str(len(lines)))
                .replace("{most}", str(MOST_LINES))
            )
        elif made := self._editor.add_items(lines):
            self.added.emit(made[-1])

    def _currency(self) -> str:
        draft = self._editor.draft
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        items = [*draft.loose_items, *(item for package in packages for item in package.items)]
        return next((item.value.currency.iso_code for item in reversed(items) if item.value), "GBP")

    def _show_currency(self) -> None:
        money: Money | None = self.value.value()
        code = money.currency.iso_code if money is not None else self._currency()
        self.value.set_unit(currency_sign(code))
        if not self.value.unread:
            self.value.setToolTip(code)
