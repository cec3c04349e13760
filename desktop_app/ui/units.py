"""Weights, lengths and money as this person reads and types them; the service is told kilograms and centimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from PySide6.QtCore import QLocale

from desktop_app.packing.currencies import minor_units
from desktop_app.pro.models import Dimensions, Money, Weight
from desktop_app.pro.values import LARGEST, PLACES

WeightUnit = Literal["kg", "g", "lb", "oz"]
LengthUnit = Literal["cm", "in"]

_KILOGRAMS: Final[dict[str, Decimal]] = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    "lb": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}
_CENTIMETRES: Final[dict[str, Decimal]] = {
    "cm": Decimal(1),
    "in": Decimal("2.54"),
    "mm": Decimal("0.1"),
    "m": Decimal(100),
}
_MOST: Final = LARGEST // 100
"""What is typed may be metres, and the service's numbers end at LARGEST."""
# Places shown: as many as come back unharmed from the five places of the service.
_SHOWN: Final = {"kg": 5, "g": 2, "lb": 3, "oz": 2, "cm": 2, "in": 2}
_SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "US$", "JPY": "JP¥"}
_AMOUNT: Final = re.compile(r"\s*([\d.,\s']*\d[\d.,]*)\s*([^\W\d]*)\s*")


def currency_sign(code: str) -> str:
    """Return the sign of a currency («£»), or its code where the sign would not tell."""
    return _SYMBOLS.get(code, code)


def _places(amount: Decimal, currency: str) -> int:
    usual = minor_units(currency)
    return usual if amount == round(amount, usual) else 4


def _system() -> QLocale:
    # The C locale has no habits: money would be written “1.00£” in it.
    found = QLocale()
    return QLocale("en_GB") if found.language() == QLocale.Language.C else found


@dataclass(frozen=True)
class Units:
    """The user's units; text is read and written as `locale` has it."""

    weight: WeightUnit = "kg"
    length: LengthUnit = "cm"
    locale: QLocale = field(default_factory=_system)

    def format_weight(self, weight: Weight | None) -> str:
        """Return «0.05 kg»; a dash for a weight that is not known."""
        return f"{self.weight_number(weight)} {self.weight}" if weight else "–"

    def weight_number(self, weight: Weight) -> str:
        """Return the number alone, in the user's unit."""
        return self._number(weight.value / _KILOGRAMS[self.weight], _SHOWN[self.weight])

    def parse_weight(self, text: str) -> Weight:
        """Return the weight typed as «50 g», or as a number in the user's unit; raises ValueError for anything else."""
        value, unit = self._parse(text, self.weight)
        if unit not in _KILOGRAMS:
            raise ValueError(f"{unit} is no unit of weight")
        return Weight.kg(value * _KILOGRAMS[unit])

    def length_number(self, centimetres: Decimal) -> str:
        """Return the number alone, in the user's unit."""
        return self._number(centimetres / _CENTIMETRES[self.length], _SHOWN[self.length])

    def parse_length(self, text: str) -> Decimal:
        """Return the centimetres typed as «12 in», or as a number in the user's unit; raises ValueError otherwise."""
        value, unit = self._parse(text, self.length)
        if unit not in _CENTIMETRES:
            raise ValueError(f"{unit} is no unit of length")
        return (value * _CENTIMETRES[unit]).quantize(PLACES)

    def format_dimensions(self, dimensions: Dimensions | None) -> str:
        """Return «30×20×10 cm» (length, width, height); a dash for what is not known."""
        if dimensions is None:
            return "–"
        sides = (dimensions.length, dimensions.width, dimensions.height)
        return f"{'×'.join(self.length_number(side) for side in sides)} {self.length}"

    def format_money(self, money: Money | None) -> str:
        """Return «£186.00», with the code where the currency has no sign of its own; a dash for what is not known."""
        if money is None:
            return "–"
        code = money.currency.iso_code
        places = _places(money.amount, code)
        if code in _SYMBOLS:
            return self.locale.toCurrencyString(float(money.amount), _SYMBOLS[code], places)
        return f"{self.locale.toString(float(money.amount), 'f', places)} {code}"

    def amount_number(self, amount: Decimal, currency: str = "") -> str:
        """Return the amount for a field: with the places of its currency (two if not told), four where it has more."""
        places = _places(amount, currency)
        return f"{amount:.{places}f}".replace(".", self.locale.decimalPoint())

    def parse_amount(self, text: str) -> Decimal:
        """Return the amount of money typed; raises ValueError for anything else, and for more than four places."""
        value, unit = self._parse(text.strip().lstrip("£€$¥"), "")
        if unit or value != round(value, 4):
            raise ValueError("not an amount of money")
        return value

    def _number(self, value: Decimal, places: int) -> str:
        text = f"{value:.{places}f}".rstrip("0").rstrip(".")
        if value and not text.strip("-0."):
            text = f"{value:.5f}".rstrip("0").rstrip(".")
        return text.replace(".", self.locale.decimalPoint())

    def _parse(self, text: str, unit: str) -> tuple[Decimal, str]:
        found = _AMOUNT.fullmatch(text)
        if not found:
            raise ValueError("not a number")
        try:
            value = Decimal(self._plain(re.sub(r"[\s']", "", found[1])))
        except InvalidOperation:
            raise ValueError("not a number") from None
        if value > _MOST:
            raise ValueError("more than any amount")
        return value, found[2].casefold() or unit

    def _plain(self, digits: str) -> str:
        """Return digits with a point at most. Where a comma groups, “1,500” is above a thousand; “0,500” never is."""
        marks = [mark for mark in digits if mark in ".,"]
        grouped = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d+))?", digits)
        if grouped and (len(marks) > 1 or marks[0] == self.locale.groupSeparator()):
            whole = digits[: len(digits) - len(grouped[2]) - 1] if grouped[2] else digits
            return whole.replace(grouped[1], "") + (f".{grouped[2]}" if grouped[2] else "")
        return digits.replace(",", ".")
