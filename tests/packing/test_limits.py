"""What the service takes passes the checks, and what it refuses does not; what is implausible is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from desktop_app.demo.rules.bodies import NewConsignment
from desktop_app.demo.times import parse
from desktop_app.packing.body import package_description, to_wire
from desktop_app.packing.checks import Code, Severity, check
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Money, ShippingLocation, Weight

_BOX = Dimensions.cm(30, 20, 10)
_SHOP = ShippingLocation(reference="Shop", country=Country.of("GB"))
_DAY = date(2026, 3, 1)
_MUST, _ADVICE = Severity.MUST, Severity.ADVICE


def _item(**values: Any) -> Item:
    return replace(Item("i", "Coat", weight=Weight.kg(1), value=Money.of(80)), **values)


def _package(**values: Any) -> Package:
    return replace(Package("p", [_item()], weight=Weight.kg(2), dimensions=_BOX, value=Money.of(80)), **values)


def _consignment(**values: Any) -> Consignment:
    there = Address(
        contact=Contact(last_name="B"), address_line1="1", town="T", postcode="M1 1AA", country=Country.of("GB")
    )
    return replace(Consignment("c", [_package()], origin="Shop", destination=there), **values)


def _there(**values: Any) -> Consignment:
    made = _consignment()
    return replace(made, destination=made.destination.model_copy(update=values))


def _found(made: Consignment) -> list[tuple[str, str, Code, Severity]]:
    return [(p.node, p.field, p.code, p.severity) for p in check(made, [_SHOP], _DAY)]


def _is_taken(made: Consignment) -> bool:
    assert parse  # the demo's own readers are what is asked
    try:
        NewConsignment.model_validate_json(to_wire(made).model_dump_json(by_alias=True, exclude_unset=True))
    except ValidationError:
        return False
    return True
