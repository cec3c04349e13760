"""How many decimals an amount of money has."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from desktop_app.paths import resource
from desktop_app.pro.models import Money


def minor_units(currency: str) -> int:
    """Return how many decimals an amount of that currency (ISO 4217) is written with: «JPY» 0, «GBP» 2, «KWD» 3."""
    return _minor_units().get(currency.strip().upper(), 2)


def most_places(currency: str) -> int:
    """Return how many decimals an amount of that currency may have.

    Four where it is written with two, as the service has them: a screw may cost £0.0125.
    """
    places = minor_units(currency)
    return 4 if places == 2 else places


def in_places(money: Money) -> Money:
    """Return an amount with no more decimals than its currency may have, rounded half up."""
    places = most_places(money.currency.iso_code)
    if money.amount == round(money.amount, places):
        return money
    rounded = money.amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return money.model_copy(update={"amount": rounded})


@cache
def _minor_units() -> dict[str, int]:
    found = json.loads(resource("currencies.json").read_text(encoding="utf-8"))["minor_units"]
    return {code: int(places) for places, codes in found.items() for code in codes}
