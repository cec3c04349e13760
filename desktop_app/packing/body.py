"""A consignment from the bench as the body of a create call («Consignment (create)»)."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import Any, Final

from desktop_app.packing import totals
from desktop_app.packing.characters import seen
from desktop_app.packing.countries import sent_as
from desktop_app.packing.currencies import in_places
from desktop_app.packing.harmonisation import digits_of
from desktop_app.packing.limits import LONGEST_TEXT
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.postcodes import national_form
from desktop_app.pro import models
from desktop_app.pro.models import Address, Country, Money, Timestamp

SUBMISSION_KEY: Final = "ConsignmentDeskSubmission"
"""The metadata entry that carries the journal's id of a consignment that this program sent."""


def to_wire(consignment: Consignment, zone: tzinfo | None = None) -> models.Consignment:
    """Return what create takes; what is empty or not known is left out.

    Days are sent as midnight in `zone`, by default this computer's. What stays on the screen as it was typed is sent
    as it is meant: without characters that nobody sees, postcodes in the national form, codes of goods as digits.
    """
    return models.Consignment(
        **_given(
            consignment_reference_provided_by_customer=seen(consignment.reference),
            shipping_date=_midnight(consignment.shipping_date, zone),
            required_delivery_date=_required(consignment, zone),
            addresses=tuple(_addresses(consignment)),
            packages=tuple(map(_package, consignment.packages)),
            tags=tuple(dict.fromkeys(filter(None, map(seen, consignment.tags)))),
        )
    )


def package_description(package: Package) -> str:
    """Return what is in the package: as typed, else its items' descriptions, each once («Necklace, Bracelet»).

    What is put together here ends with «…» where the service takes no more; what was typed is left as it is.
    """
    typed = seen(package.description)
    return typed or _shortened(items_description(package))


def items_description(package: Package) -> str:
    """Return the descriptions of all items in the package, each once, however long."""
    names = [seen(item.description) or seen(item.sku) for item in package.items]
    return ", ".join(dict.fromkeys(filter(None, names)))


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
            value=_money(totals.value(package)),
            package_reference_provided_by_customer=seen(package.reference),
            items=tuple(map(_item, package.items)),
        )
    )


def _item(item: Item) -> models.Item:
    origin = sent_as(seen(item.country_of_origin))
    return models.Item(
        **_given(
            sku=seen(item.sku),
            description=seen(item.description),
            country_of_origin=Country.of(origin) if origin else None,
            harmonisation_code=digits_of(item.harmonisation_code),
            weight=item.weight if item.weight is not None and item.weight.value > 0 else None,
            dimensions=item.dimensions,
            value=_money(item.value),
            item_reference_provided_by_customer=seen(item.reference),
            quantity=item.quantity,
        )
    )


def _addresses(consignment: Consignment) -> list[Address]:
    found = []
    if consignment.origin:
        found.append(Address(address_type="Origin", shipping_location_reference=consignment.origin, is_cached=False))
    there = _filled(_located(consignment.destination).model_dump(by_alias=True))
    found.append(Address.model_validate(there | {"AddressType": "Destination", "IsCached": False}))
    return found


def _located(there: Address) -> Address:
    """Return an address with its postcode in the national form, and a country that can be sent to."""
    if there.country is None:
        return there
    iso = there.country.iso_code
    code = sent_as(seen(iso.two_letter_code))
    country = Country.of(code)
    if code == seen(iso.two_letter_code).upper():
        country = there.country.model_copy(update={"iso_code": iso.model_copy(update={"two_letter_code": code})})
    postcode = national_form(there.postcode or "", code) or there.postcode
    return there.model_copy(update={"country": country, "postcode": postcode})


def _money(money: Money | None) -> Money | None:
    return None if money is None else in_places(money)


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    head = text[: LONGEST_TEXT - 1]
    whole = head.rpartition(", ")[0] or head
    return f"{whole}…"


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
    return Timestamp.of(datetime.combine(day, time.min, zone)) if zone else Timestamp.here(day)


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _cleaned(inner) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if inner not in (None, "", {})}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return _filled(value)
    return seen(value) if isinstance(value, str) else value


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", ())}
