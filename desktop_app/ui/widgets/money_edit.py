"""A field for an amount of money and its currency."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.pro.models import Money
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.line_edit import UnitEdit


class MoneyEdit(QWidget):
    """Reads Money; without an amount the currency alone is no value."""

    edited = Signal(object)

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = UnitEdit(units.parse_amount, units.amount_number, "")
        self.currency = QComboBox()
        for code in _currencies():
            self.currency.addItem(code, code)
        self.currency.setAccessibleName(self.tr("Currency"))
        self.set_currency("GBP")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().horizontalAdvance(" "))
        row.addWidget(self.amount, 1)
        row.addWidget(self.currency)
        self.setFocusProxy(self.amount)
        self.amount.edited.connect(self._typed)
        self.currency.activated.connect(self._typed)

    def set_value(self, value: Money | None) -> None:
        """Show an amount; the currency stays as it is when there is none."""
        self.amount.set_value(value.amount if value else None)
        if value:
            self.set_currency(value.currency.iso_code)

    def set_currency(self, code: str) -> None:
        """Choose a currency, also one that is not on the list."""
        if self.currency.findData(code) < 0:
            self.currency.addItem(isolated(code), code)
        self.currency.setCurrentIndex(self.currency.findData(code))

    def value(self) -> Money | None:
        """Return what was typed, or None."""
        amount: Decimal | None = self.amount.value()
        return None if amount is None else Money.of(amount, self.currency.currentData())

    def _typed(self) -> None:
        self.edited.emit(self.value())


@cache
def _currencies() -> tuple[str, ...]:
    """Every currency that is in use somewhere, the commonest of this trade first."""
    first = ("GBP", "EUR", "USD")
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    codes = {place.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) for place in everywhere}
    return (*first, *sorted(code for code in codes if len(code) == 3 and code not in first))
