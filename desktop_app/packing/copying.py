"""A consignment that the service has, as a new one on the bench."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from desktop_app.packing.body import SUBMISSION_KEY
from desktop_app.packing.draft import new_id
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro import models
from desktop_app.pro.models import Address

_MADE_UP: Final = re.compile(r"CD-[0-9A-F]{12}")
"""A customer reference that the program gave where the user had none: of no use to another consignment."""


class LeftOut(Enum):
    """What a consignment of the service has that the bench has no place for yet."""

    CUSTOMS = "customs details"
    METADATA = "metadata"
    DIRECTION = "direction"
    CLASSIFICATION = "content classification"
    ORIGIN = "origin address"


def left_out(found: models.Consignment) -> tuple[LeftOut, ...]:
    """Return what `from_wire` does not copy of `found`, so that it can be said."""
    origin = found.address("Origin")
    items = [item for package in found.packages for item in package.items]
    missing = {
        LeftOut.CUSTOMS: found.customs_documentation is not None,
        LeftOut.METADATA: any(entry.key_value != SUBMISSION_KEY for entry in found.meta_data),
        LeftOut.DIRECTION: (found.direction or "Outbound").casefold() != "outbound",
        LeftOut.CLASSIFICATION: any(_is_classified(item) for item in items),
        LeftOut.ORIGIN: origin is not None and not origin.shipping_location_reference,
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def _is_classified(item: models.Item) -> bool:
    plain = {"", "notspecified", "unrestricted"}
    said = (item.content_classification, item.content_classification_details)
    return any((each or "").casefold() not in plain for each in said)


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
