"""Weights as sellers write them → kilograms. A unit is in the cell, in the header, or asked for."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from desktop_app.packing.importing.columns import UNITS
from desktop_app.packing.importing.numbers import lost_digits, number, plain
from desktop_app.packing.limits import PLAUSIBLE_WEIGHT
from desktop_app.pro.values import PLACES

KILOGRAMS: Final = {
    "kg": Decimal(1), "g": Decimal("0.001"), "mg": Decimal("0.000001"), "t": Decimal(1000), "lb": Decimal("0.45359237"),
    "oz": Decimal("0.028349523125"),
}  # fmt: skip
"""Of one of each unit (the international pound of 1959)."""
LIGHTEST: Final = Decimal("0.002")
"""Kilograms: less is no plausible reading of a number that could be read as more."""
_BOTH: Final = re.compile(r"(\d+)\s*(?:lbs?|pounds?)\.?,?\s*(\d+(?:\.\d+)?)\s*(?:oz|ounces?)\.?", re.IGNORECASE)


class Weighed(NamedTuple):
    """A weight in kilograms, or None with what is to be said of it; `words` may come with a weight too."""

    kilograms: Decimal | None
    words: str = ""


def weigh(text: str, unit: str, own_mark: str, mark: str) -> Weighed:
    """Return what a cell weighs; `unit` is that of cells without one.

    `own_mark` is the decimal mark that the column's other numbers show, or a person chose; `mark` that of the whole
    file. What only the file shows is not believed where it makes an implausible weight of one that can be plausible.
    """
    if lost_digits(text):
        return Weighed(None, f"weight {text} lost its digits: not known")
    if both := _BOTH.fullmatch(text):
        return Weighed(_rounded(Decimal(both[1]) * KILOGRAMS["lb"] + Decimal(both[2]) * KILOGRAMS["oz"]))
    found = number(text)
    written = found and found.after.strip(". ").casefold()
    if found is None or found.before or (written and not UNITS.get(written)):
        return Weighed(None, f"weight «{text}» cannot be read")
    unit = UNITS[written] if written else unit
    if min(found.readings) < 0:
        return Weighed(None, f"weight «{text}» cannot be read")
    if max(found.readings) == 0:
        return Weighed(None, f"weight {text}: not known")
    one, other = (plain(found.readings[0]), plain(found.readings[-1]))
    value = found.read(own_mark if own_mark in (".", ",") else "")
    if value is None:
        value = found.read(mark if mark in (".", ",") and own_mark != "?" else "")
        rest = [reading for reading in found.readings if reading != value]
        if value is not None and unit and not _plausible(value, unit) and any(_plausible(each, unit) for each in rest):
            value = None
    if value is None:
        return Weighed(None, f"weight {text}: {one} or {other}?")
    if not unit:
        return Weighed(None, f"weight {text}: in kg, g, lb or oz?")
    return Weighed(_rounded(value * KILOGRAMS[unit]))


def _plausible(value: Decimal, unit: str) -> bool:
    return LIGHTEST <= value * KILOGRAMS[unit] <= PLAUSIBLE_WEIGHT


def _rounded(kilograms: Decimal) -> Decimal:
    return max(kilograms.quantize(PLACES, ROUND_HALF_UP), PLACES).normalize()
