"""The clothing example on the bench, and goods to add to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Money, Weight


def _clothes() -> Draft:
    def item(name: str, kg: str, pounds: str, **more: Any) -> Item:
        return Item(name.lower(), name, sku=name[:3], weight=Weight.kg(kg), value=Money.of(pounds), **more)

    box: dict[str, Any] = {"size_reference": "SMALL", "size_name": "Small box", "size_weight": Weight.kg("0.1")}
    box |= {"dimensions": Dimensions.cm(30, 20, 10)}
    necklace, bracelet = item("Necklace", "0.05", "40"), item("Bracelet", "0.04", "29.50", quantity=2)
    packages = [
        Package("jewels", [necklace, bracelet], **box),
        Package("warm", [item("Coat", "1.8", "80")], weight=Weight.kg(2), dimensions=Dimensions.cm(60, 40, 20)),
        Package("head", [item("Hat", "0.2", "12")], **box),
    ]
    destination = Address(
        address_type="Destination",
        contact=Contact(first_name="Ada", last_name="Byron", email="ada@example.com"),
        address_line1="12 St James’s Square",
        town="London",
        postcode="SW1Y 4JH",
        country=Country.of("GB"),
    )
    made = Consignment(
        "c1", packages, "ORDER-7", "Shop", destination, date(2026, 3, 2), date(2026, 3, 4), tags=("gift",)
    )
    draft = Draft()
    draft.add(made, CONSIGNMENTS)
    draft.add(item("Scarf", "0.3", "15"), LOOSE_ITEMS)
    draft.add(item("Gloves", "0.15", "9"), LOOSE_ITEMS)
    draft.add(Package("spare"), LOOSE_PACKAGES)
    draft.add(Consignment("c2"), CONSIGNMENTS)
    return draft


@pytest.fixture(scope="session")
def make_clothes() -> Callable[[], Draft]:
    """What makes a new clothing draft at each call."""
    return _clothes


@pytest.fixture
def clothes() -> Draft:
    """Two loose items, a loose package, consignment c1 of three packages, and the empty c2."""
    return _clothes()


@pytest.fixture
def c1(clothes: Draft) -> Consignment:
    """The consignment of the clothing example: necklace and bracelets together, coat and hat apart."""
    return clothes.consignments[0]
