"""An amount has as many decimals as its currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.packing.body import to_wire
from desktop_app.packing.checks import Code, Severity, check
from desktop_app.packing.currencies import in_places, minor_units
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Money


@pytest.mark.parametrize(
    ("code", "places"),
    [("JPY", 0), ("krw", 0), ("ISK", 0), ("GBP", 2), ("HUF", 2), ("KWD", 3), ("TND", 3), ("CLF", 4), ("???", 2)],
)
def test_the_minor_unit(code: str, places: int) -> None:
    assert minor_units(code) == places


@pytest.mark.parametrize(
    ("amount", "code", "sent", "right"),
    [
        ("1500", "JPY", 1500, True),
        ("1500.00", "JPY", 1500, True),
        ("1500.5", "JPY", 1501, False),
        ("1.234", "KWD", 1.234, True),
        ("1.2345", "KWD", 1.235, False),
        ("9.99", "GBP", 9.99, True),
        ("0.0125", "GBP", 0.0125, True),
        ("0.01251", "GBP", 0.0125, False),
        ("1.2345", "UYW", 1.2345, True),
    ],
)
def test_no_more_decimals_are_sent_and_what_has_more_is_said(
    amount: str, code: str, sent: object, *, right: bool
) -> None:
    money = Money.of(amount, code)
    made = Consignment("c", [Package("p", [Item("i", value=money)], value=money)])
    body = to_wire(made).body()["Packages"][0]
    assert body["Value"]["Amount"] == body["Items"][0]["Value"]["Amount"] == sent
    found = [(p.node, p.severity) for p in check(made, None) if p.code is Code.TOO_MANY_DECIMALS]
    assert found == ([] if right else [("p", Severity.MUST), ("i", Severity.MUST)])


def test_what_fits_is_left_as_it_is() -> None:
    money = Money.of("1.50")
    assert in_places(money) is money
    assert in_places(Money.of("1.5", "JPY")).amount == Decimal(2)
