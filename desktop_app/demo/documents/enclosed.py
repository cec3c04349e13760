"""Which customs documents go along with a consignment, as destination, value and carrier decide.

Carriers of the post stick a CN22 on a package worth up to 270 pounds and a CN23 on one worth more; to a destination
outside Europe, or with a CN23, an invoice goes along. The other carriers take an invoice alone.
"""

from __future__ import annotations

from decimal import Decimal

from desktop_app.demo.carriers.allocation import booked_service
from desktop_app.demo.carriers.services import zone
from desktop_app.demo.rules.consignment import Document, address_of, country_of, postcode_of

_CN22_UP_TO = Decimal(270)


def is_international(consignment: Document) -> bool:
    """Say whether an allocated consignment passes customs, for the carrier that takes it."""
    destination = address_of(consignment, "Destination")
    booked = booked_service(consignment)
    return bool(booked and booked.carrier.customs.applies(country_of(destination), postcode_of(destination)))


def goes_by_post(consignment: Document) -> bool:
    """Say whether the carrier that takes a consignment sticks a declaration on each package."""
    booked = booked_service(consignment)
    return bool(booked and booked.carrier.customs.post)


def declaration_kind(consignment: Document) -> str:
    """Return which declaration a consignment that goes by post has, CN22 or CN23."""
    worth = max(package["Value"]["Amount"] for package in consignment["Packages"])
    return "CN22" if worth <= _CN22_UP_TO else "CN23"


def has_invoice(consignment: Document) -> bool:
    """Say whether a commercial invoice goes along with a consignment."""
    far = zone(country_of(address_of(consignment, "Destination"))) == "World"
    return not goes_by_post(consignment) or far or declaration_kind(consignment) == "CN23"
