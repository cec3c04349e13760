"""A field for an amount of money and its currency."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.pro.models import Money
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.units import Units, currencies
from desktop_app.ui.widgets.line_edit import UnitEdit


class MoneyEdit(QWidget):
    """Reads Money; a currency that is typed with the amount («9,99 €») is chosen. Alone a currency is no value."""

    edited = Signal(object)

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currency = QComboBox()
        for code in currencies():
            self.currency.addItem(code, code)
        self.currency.setAccessibleName(self.tr("Currency"))
        self.amount = UnitEdit(
            lambda text: units.parse_money(text, self.currency.currentData()),
            lambda money: units.amount_number(money.amount, money.currency.iso_code),
            "",
        )
        self.set_currency("GBP")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().horizontalAdvance(" "))
        row.addWidget(self.amount, 1)
        row.addWidget(self.currency)
        self.setFocusProxy(self.amount)
        self.amount.edited.connect(self._typed)
        self.currency.activated.connect(self._chosen)

    @property
    def unread(self) -> str:
        """What stands there and could not be read; empty if it could."""
        return self.amount.unread

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the amount; the currency is named already."""
        super().setAccessibleName(name)
        self.amount.setAccessibleName(name)

    def set_value(self, value: Money | None, unread: str = "") -> None:
        """Show an amount, or what could not be read as one; the currency stays as it is when there is none."""
        if value:
            self.set_currency(value.currency.iso_code)
        self.amount.set_value(value, unread)

    def set_currency(self, code: str) -> None:
        """Choose a currency, also one that is not on the list."""
        if self.currency.findData(code) < 0:
            self.currency.addItem(isolated(code), code)
        self.currency.setCurrentIndex(self.currency.findData(code))

    def value(self) -> Money | None:
        """Return what was typed, or None."""
        money: Money | None = self.amount.value()
        return money

    def _typed(self, money: Money | None) -> None:
        if money is not None:
            self.set_currency(money.currency.iso_code)
        self.edited.emit(money)

    def _chosen(self) -> None:
        money = self.value()
        if money is not None:
            self.amount.set_value(Money.of(money.amount, self.currency.currentData()))
        self.edited.emit(self.value())
