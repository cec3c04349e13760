"""A consignment that the service has, as a new one on the bench."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.packing.draft import new_id
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro import models
from desktop_app.pro.models import Address

_MADE_UP: Final = re.compile(r"CD-[0-9A-F]{12}")
"""A customer reference that the program gave where the user had none: of no use to another consignment."""


def from_wire(found: models.Consignment) -> Consignment:
    """Return a new consignment with the same packages, items, addresses and tags.

    What belongs to the one that was sent stays with it: its references, its dates, its allocation.
    """
    origin, destination = found.address("Origin"), found.address("Destination")
    reference = found.consignment_reference_provided_by_customer or ""
    return Consignment(
        new_id(),
        packages=[_package(package) for package in found.packages],
        reference="" if _MADE_UP.fullmatch(reference) else reference,
        origin=(origin.shipping_location_reference or "") if origin else "",
        destination=destination or Address(address_type="Destination"),
        tags=found.tags,
    )


def _package(found: models.Package) -> Package:
    return Package(
        new_id(),
        items=[_item(item) for item in found.items],
        description=found.description or "",
        size_reference=found.package_size_reference or "",
        weight=found.weight,
        dimensions=found.dimensions,
        value=found.value,
        reference=found.package_reference_provided_by_customer or "",
    )


def _item(found: models.Item) -> Item:
    country = found.country_of_origin
    return Item(
        new_id(),
        description=found.description or "",
        sku=found.sku or "",
        quantity=found.quantity or 1,
        weight=found.weight,
        dimensions=found.dimensions,
        value=found.value,
        country_of_origin=country.iso_code.two_letter_code if country else "",
        harmonisation_code=found.harmonisation_code or "",
        reference=found.item_reference_provided_by_customer or "",
    )
