"""What several chosen consignments add up to: how many, in which states, how heavy, of what value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from PySide6.QtCore import QCoreApplication

from desktop_app.pro.models import Currency, Money, Weight
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.units import Units


@dataclass(frozen=True, slots=True)
class Chosen:
    """`states` by wire name. `value` is None where none is known, or several currencies are among them."""

    count: int
    states: Counter[str]
    kilograms: Decimal
    value: Money | None

    @classmethod
    def of(cls, rows: Sequence[ConsignmentRow]) -> Chosen:
        """Add up the rows; a hundred thousand take some 40 ms."""
        weight = sum(filter(None, map(attrgetter("kilograms"), rows)), Decimal(0))
        currencies = {currency for currency in set(map(attrgetter("currency"), rows)) if currency}
        value = None
        if len(currencies) == 1:
            amount = sum(filter(None, map(attrgetter("amount"), rows)), Decimal(0))
            value = Money(amount=amount, currency=Currency(iso_code=currencies.pop()))
        return cls(len(rows), Counter(map(attrgetter("state"), rows)), weight, value)

    def parts(self, units: Units) -> list[str]:
        """Say it, what matters first: «3 selected», «4.82 kg», «£312.40»."""
        parts = [QCoreApplication.translate("Chosen", "{n} selected").replace("{n}", str(self.count))]
        if self.kilograms:
            parts.append(units.format_weight(Weight.kg(self.kilograms)))
        if self.value is not None:
            parts.append(units.format_money(self.value))
        return parts
