"""Weights, lengths and money as this person reads and types them; the service is told kilograms and centimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
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
# Places shown where the whole number has too many to be read at a glance.
_SHOWN: Final = {"kg": 5, "g": 2, "lb": 3, "oz": 2, "cm": 2, "in": 2}
_MOST_PLACES: Final = 9
_SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "US$", "JPY": "JP¥"}
_SIGNS: Final = {
    "£": ("GBP",),
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "$": ("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "TWD"),
    "us$": ("USD",),
    "a$": ("AUD",),
    "ca$": ("CAD",),
    "c$": ("CAD",),
    "nz$": ("NZD",),
    "hk$": ("HKD",),
    "s$": ("SGD",),
    "r$": ("BRL",),
    "¥": ("JPY", "CNY"),
    "￥": ("JPY", "CNY"),
    "jp¥": ("JPY",),
    "cn¥": ("CNY",),
    "円": ("JPY",),
    "₹": ("INR",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "₺": ("TRY",),
    "₪": ("ILS",),
    "₩": ("KRW",),
    "fr": ("CHF",),
    "fr.": ("CHF",),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),
    "kr.": ("", "DKK", "SEK", "NOK", "ISK"),
}
"""The currencies that a sign may stand for, the one that is meant most often first (empty: none is)."""
_GROUPING: Final = r"\s'’٬"
_NUMBER: Final = rf"(?:\d[\d.,٫{_GROUPING}]*|[.,٫]\d+)"
_AMOUNT: Final = re.compile(rf"\s*({_NUMBER})\s*([^\W\d]*)\s*")
_MONEY: Final = re.compile(rf"\s*((?:[^\d.,٫\s{_GROUPING}+-]+\.?)?)\s*({_NUMBER})\s*([^\d\s+-]*)\s*")


class TooLarge(ValueError):
    """More than the service has numbers for."""


class Ambiguous(ValueError):
    """A number that one reader takes for another than the next; `readings` are what they may take it for."""

    def __init__(self, whole: Decimal, fraction: Decimal) -> None:
        super().__init__(f"{whole} or {fraction}")
        self.readings = whole, fraction


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


@cache
def currencies() -> tuple[str, ...]:
    """Return the code of every currency that is in use somewhere, the commonest of this trade first."""
    first = ("GBP", "EUR", "USD")
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    codes = {place.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) for place in everywhere}
    return (*first, *sorted(code for code in codes if len(code) == 3 and code not in first))


@dataclass
class Units:
    """The user's units; text is read and written as `locale` has it.

    One object for all that shows and reads numbers in a window: after `change` all of it is to be shown anew.
    """

    weight: WeightUnit = "kg"
    length: LengthUnit = "cm"
    locale: QLocale = field(default_factory=_system)

    def change(self, weight: WeightUnit, length: LengthUnit) -> None:
        """Have other units from now on."""
        self.weight, self.length = weight, length

    def format_weight(self, weight: Weight | None) -> str:
        """Return «0.05 kg»; a dash for a weight that is not known."""
        if not weight:
            return "–"
        return f"{self._short(weight.value, _KILOGRAMS[self.weight], _SHOWN[self.weight])} {self.weight}"

    def weight_number(self, weight: Weight) -> str:
        """Return the number alone, in the user's unit, with as many places as it takes to be read back the same."""
        return self._exact(weight.value, _KILOGRAMS[self.weight])

    def parse_weight(self, text: str) -> Weight:
        """Return the weight typed as «50 g», or as a number in the user's unit; raises ValueError for anything else."""
        value, unit = self._parse(text, self.weight)
        if unit not in _KILOGRAMS:
            raise ValueError(f"{unit} is no unit of weight")
        return Weight.kg(value * _KILOGRAMS[unit])

    def read_weight(self, text: str) -> Weight:
        """Return the weight typed as `parse_weight` does; raises Ambiguous where a separator may mean two things."""
        self._doubt(text)
        return self.parse_weight(text)

    def length_number(self, centimetres: Decimal) -> str:
        """Return the number alone, in the user's unit, with as many places as it takes to be read back the same."""
        return self._exact(centimetres, _CENTIMETRES[self.length])

    def read_length(self, text: str) -> Decimal:
        """Return the centimetres typed as `parse_length` does; raises Ambiguous where a separator means two things."""
        self._doubt(text)
        return self.parse_length(text)

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
        scale = _CENTIMETRES[self.length]
        return f"{'×'.join(self._short(side, scale, _SHOWN[self.length]) for side in sides)} {self.length}"

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
        """Return the amount of money typed, whatever its currency; raises ValueError as `parse_money` does."""
        return self.parse_money(text, "GBP").amount

    def parse_money(self, text: str, currency: str) -> Money:
        """Return the money typed: «9.99», «9,99 €», «£9.99» or «9.99 GBP»; without a sign or code in `currency`.

        A sign that stands for several currencies («$») is that of `currency` where it can be. Raises ValueError for
        what is no amount of money, and for more than four places.
        """
        found = _MONEY.fullmatch(text)
        if not found:
            raise ValueError("not an amount of money")
        named = {_currency_of(sign, currency) for sign in (found[1], found[3]) if sign} or {currency}
        value = self._value(found[2])
        if len(named) > 1 or value != round(value, 4):
            raise ValueError("not an amount of money")
        return Money.of(value, named.pop())

    def parse_quantity(self, text: str) -> int:
        """Return the pieces typed; raises ValueError for what is no whole number, Ambiguous as `read_weight` does."""
        found = re.fullmatch(rf"\s*({_NUMBER})\s*", text)
        if not found:
            raise ValueError("not a whole number")
        digits = found[1]
        one_group = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}", digits)
        if one_group and one_group[1] != self.locale.groupSeparator():
            whole, _, fraction = digits.partition(one_group[1])
            raise Ambiguous(Decimal(whole + fraction), Decimal(f"{whole}.{fraction}"))
        value = self._value(digits)
        if value != value.to_integral_value():
            raise ValueError("not a whole number")
        return int(value)

    def _exact(self, value: Decimal, scale: Decimal) -> str:
        """Return the shortest number that, times `scale`, is `value` again at the service's five places."""
        wanted = value.quantize(PLACES)
        for places in range(_MOST_PLACES):
            short = round(value / scale, places)
            if (short * scale).quantize(PLACES) == wanted:
                return self._written(short, places)
        return self._written(value / scale, _MOST_PLACES)

    def _short(self, value: Decimal, scale: Decimal, places: int) -> str:
        exact = self._exact(value, scale)
        _, _, behind = exact.partition(self.locale.decimalPoint())
        # One or two places more are still read at a glance, and then nothing is lost.
        return exact if len(behind) <= places + 1 else self._written(value / scale, places)

    def _written(self, value: Decimal, places: int) -> str:
        text = f"{value:.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if value and not text.strip("-0."):
            text = f"{value:.5f}".rstrip("0").rstrip(".")
        return text.replace(".", self.locale.decimalPoint())

    def _parse(self, text: str, unit: str) -> tuple[Decimal, str]:
        found = _AMOUNT.fullmatch(text)
        if not found:
            raise ValueError("not a number")
        return self._value(found[1]), found[2].casefold() or unit

    def _value(self, digits: str) -> Decimal:
        try:
            value = Decimal(self._plain(digits.strip()))
        except InvalidOperation:
            raise ValueError("not a number") from None
        if value > _MOST:
            raise TooLarge("more than any amount")
        return value

    def _plain(self, digits: str) -> str:
        """Return digits with a point at most. Where a comma groups, “1,500” is above a thousand; “0,500” never is."""
        if re.search(f"[{_GROUPING}]", digits):
            # What is neither point nor comma can only group, and groups by three.
            if not re.fullmatch(rf"\d{{1,3}}(?:[{_GROUPING}]\d{{3}})+(?:[.,٫]\d*)?", digits):
                raise ValueError("not a number")
            return re.sub(f"[{_GROUPING}]", "", digits).replace(",", ".").replace("٫", ".")
        digits = digits.replace("٫", ".") if "٫" in digits else digits
        marks = [mark for mark in digits if mark in ".,"]
        grouped = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d+))?", digits)
        if grouped and (len(marks) > 1 or marks[0] == self.locale.groupSeparator()):
            whole = digits[: len(digits) - len(grouped[2]) - 1] if grouped[2] else digits
            return whole.replace(grouped[1], "") + (f".{grouped[2]}" if grouped[2] else "")
        return digits.replace(",", ".")

    def _doubt(self, text: str) -> None:
        """Raise Ambiguous for «1,800» where a comma is not what divides whole from fraction here."""
        found = re.match(r"\s*([1-9]\d{0,2})([.,])(\d{3})(?![\d.,])", text)
        if found and found[2] != self.locale.decimalPoint():
            raise Ambiguous(Decimal(found[1] + found[3]), Decimal(f"{found[1]}.{found[3]}"))


def _currency_of(sign: str, currency: str) -> str:
    """Return the code of the currency that a sign or code stands for; raises ValueError if it is none."""
    meant = _SIGNS.get(sign.casefold())
    if meant is None:
        code = sign.upper()
        if code == currency or code in currencies():
            return code
        raise ValueError("not an amount of money")
    if currency in meant:
        return currency
    if not meant[0]:
        raise ValueError("not an amount of money")
    return meant[0]
