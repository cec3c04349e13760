"""A consignment from the bench as the body of a create call («Consignment (create)»)."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import Any, Final

from desktop_app.packing import totals
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro import models
from desktop_app.pro.models import Address, Country, Timestamp

SUBMISSION_KEY: Final = "ConsignmentDeskSubmission"
"""The metadata entry that carries the journal's id of a consignment that this program sent."""


def to_wire(consignment: Consignment, zone: tzinfo | None = None) -> models.Consignment:
    """Return what create takes; what is empty or not known is left out.

    Days are sent as midnight in `zone`, by default this computer's.
    """
    return models.Consignment(
        **_given(
            consignment_reference_provided_by_customer=consignment.reference.strip(),
            shipping_date=_midnight(consignment.shipping_date, zone),
            required_delivery_date=_required(consignment, zone),
            addresses=tuple(_addresses(consignment)),
            packages=tuple(map(_package, consignment.packages)),
            tags=tuple(dict.fromkeys(tag.strip() for tag in consignment.tags if tag.strip())),
        )
    )


def package_description(package: Package) -> str:
    """Return what is in the package: as typed, else its items' descriptions, each once («Necklace, Bracelet»)."""
    names = [item.description.strip() or item.sku.strip() for item in package.items]
    return package.description.strip() or ", ".join(dict.fromkeys(filter(None, names)))


def sent_by_size(package: Package) -> bool:
    """Say whether the reference of its size is sent instead of a weight and dimensions, one of which is not known.

    It stands for both, so that it never goes with either of them («Package»).
    """
    return bool(package.size_reference) and (totals.weight(package) is None or package.dimensions is None)


def _package(package: Package) -> models.Package:
    by_size = sent_by_size(package)
    return models.Package(
        **_given(
            weight=None if by_size else totals.weight(package),
            dimensions=None if by_size else package.dimensions,
            package_size_reference=package.size_reference if by_size else "",
            description=package_description(package),
            value=totals.value(package),
            package_reference_provided_by_customer=package.reference.strip(),
            items=tuple(map(_item, package.items)),
        )
    )


def _item(item: Item) -> models.Item:
    origin = item.country_of_origin.strip().upper()
    return models.Item(
        **_given(
            sku=item.sku.strip(),
            description=item.description.strip(),
            country_of_origin=Country.of(origin) if origin else None,
            harmonisation_code=item.harmonisation_code.strip(),
            weight=item.weight if item.weight is not None and item.weight.value > 0 else None,
            dimensions=item.dimensions,
            value=item.value,
            item_reference_provided_by_customer=item.reference.strip(),
            quantity=item.quantity,
        )
    )


def _addresses(consignment: Consignment) -> list[Address]:
    found = []
    if consignment.origin:
        found.append(Address(address_type="Origin", shipping_location_reference=consignment.origin, is_cached=False))
    there = _filled(consignment.destination.model_dump(by_alias=True))
    found.append(Address.model_validate(there | {"AddressType": "Destination", "IsCached": False}))
    return found


def _required(consignment: Consignment, zone: tzinfo | None) -> models.RequestedDate | None:
    if consignment.required_date is None:
        return None
    return models.RequestedDate(
        date=_midnight(consignment.required_date, zone),
        is_to_be_exactly_on_the_date_specified=consignment.required_exactly,
    )


def _midnight(day: date | None, zone: tzinfo | None) -> Timestamp | None:
    if day is None:
        return None
    start = datetime.combine(day, time.min, zone)
    return Timestamp.of(start if zone else start.astimezone())


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _cleaned(inner) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if inner not in (None, "", {})}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return _filled(value)
    return value.strip() if isinstance(value, str) else value


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", ())}
