"""A consignment on the bench → what is wrong with it, and where; the window finds the words.

What must be mended is what the service cannot take, or what the house never sends; the rest is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_app.packing import totals
from desktop_app.packing.body import sent_by_size
from desktop_app.packing.countries import address_rules, crosses_customs
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, ShippingLocation


class Severity(StrEnum):
    """How much it matters."""

    MUST = "must"
    """It is not sent like this."""
    ADVICE = "advice"


class Code(StrEnum):
    """What is wrong; in brackets the params that its words need (weights in kilograms)."""

    NO_PACKAGE = "no package"
    NO_ORIGIN = "no origin"
    UNKNOWN_ORIGIN = "unknown origin"
    """The account has no shipping location of that name (origin)."""
    NO_COUNTRY = "no country"
    UNKNOWN_COUNTRY = "unknown country"
    """(country)"""
    NO_ADDRESS_LINE = "no address line"
    NO_TOWN = "no town"
    NO_REGION = "no region"
    """Addresses of that country usually have one (country)."""
    NO_POSTCODE = "no postcode"
    """(country, example: may be empty)"""
    WRONG_POSTCODE = "wrong postcode"
    """Not of the country's form (postcode, country, example: may be empty)."""
    NO_RECEIVER = "no receiver"
    """Neither a person's name nor a company's."""
    WRONG_EMAIL = "wrong email"
    """(email)"""
    SHIPPING_IN_THE_PAST = "shipping in the past"
    DELIVERY_IN_THE_PAST = "delivery in the past"
    DELIVERY_BEFORE_SHIPPING = "delivery before shipping"
    EXACT_DATE = "exact date"
    """An exact delivery date narrows the choice of carrier services."""
    EMPTY_PACKAGE = "empty package"
    NO_WEIGHT = "no weight"
    """(items: how many of the package's items have no weight)"""
    WEIGHT_OF_SIZE = "weight of size"
    """It is sent by its size's reference, so that the size's weight counts and not that of the goods (size)."""
    WEIGHT_BELOW_ITEMS = "weight below items"
    """What was typed is less than the items weigh (weight, items)."""
    NO_DIMENSIONS = "no dimensions"
    MIXED_CURRENCIES = "mixed currencies"
    """Items are in several currencies, so that the package has no value (currencies)."""
    WRONG_QUANTITY = "wrong quantity"
    """Less than one (quantity)."""
    UNREADABLE = "unreadable"
    """What was typed into the field could not be read (text)."""
    CUSTOMS_DESCRIPTION = "customs description"
    CUSTOMS_ORIGIN = "customs origin"
    CUSTOMS_HARMONISATION = "customs harmonisation"
    CUSTOMS_VALUE = "customs value"


Param = str | int | Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `field` of the node with the id `node`.

    The names of fields are those of `nodes`; in the destination they go on with a dot and the name in
    Address (`destination.postcode`, `destination.contact.email`).
    """

    node: str
    field: str
    code: Code
    severity: Severity = Severity.MUST
    params: Mapping[str, Param] = dataclass_field(default_factory=dict, hash=False)


def check(
    what: Draft | Consignment,
    locations: Iterable[ShippingLocation] | None,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """Return the problems of a consignment, or of all on the bench, in the order in which they are seen there.

    `locations` are the account's, None while they are not known. What was sent already has no problems.
    Takes well under a millisecond for a consignment of usual size, so that it can follow each keystroke.
    """
    known = None if locations is None else {location.reference: location for location in locations}
    consignments = what.consignments if isinstance(what, Draft) else [what]
    day = today or date.today()  # noqa: DTZ011 - the shipper's own calendar is meant
    return tuple(p for c in consignments if not c.locked for p in _consignment(c, known, day))


def _consignment(
    consignment: Consignment, known: Mapping[str, ShippingLocation] | None, today: date
) -> Iterator[Problem]:
    if not consignment.packages:
        yield Problem(consignment.id, "packages", Code.NO_PACKAGE)
    if not consignment.origin:
        yield Problem(consignment.id, "origin", Code.NO_ORIGIN)
    elif known is not None and consignment.origin not in known:
        yield Problem(consignment.id, "origin", Code.UNKNOWN_ORIGIN, params={"origin": consignment.origin})
    yield from _unread(consignment)
    yield from _destination(consignment)
    yield from _dates(consignment, today)
    customs = _meets_customs(consignment, known or {})
    for package in consignment.packages:
        yield from _unread(package)
        yield from _package(package)
        for item in package.items:
            yield from _unread(item)
            yield from _item(item, customs=customs)


def _unread(node: Consignment | Package | Item) -> Iterator[Problem]:
    for name, text in node.unread.items():
        if name.endswith(("country", "country_of_origin")):
            yield Problem(node.id, name, Code.UNKNOWN_COUNTRY, params={"country": text})
        else:
            yield Problem(node.id, name, Code.UNREADABLE, params={"text": text})


def _destination(consignment: Consignment) -> Iterator[Problem]:
    there, node = consignment.destination, consignment.id
    if there.shipping_location_reference:
        return
    country = _country(there)
    rules = address_rules(country)
    if not country and "destination.country" not in consignment.unread:
        yield Problem(node, "destination.country", Code.NO_COUNTRY)
    elif country and rules is None:
        yield Problem(node, "destination.country", Code.UNKNOWN_COUNTRY, params={"country": country})
    if not _text(there.address_line1):
        yield Problem(node, "destination.address_line1", Code.NO_ADDRESS_LINE)
    if rules is not None:
        postcode, params = _text(there.postcode), {"country": country, "example": rules.example}
        if rules.needs_town and not _text(there.town):
            yield Problem(node, "destination.town", Code.NO_TOWN, params={"country": country})
        if rules.needs_region and not (_text(there.region) or _text(there.region_code)):
            yield Problem(node, "destination.region", Code.NO_REGION, Severity.ADVICE, {"country": country})
        if rules.needs_postcode and not postcode:
            yield Problem(node, "destination.postcode", Code.NO_POSTCODE, params=params)
        elif postcode and not rules.accepts_postcode(postcode):
            params |= {"postcode": postcode}
            yield Problem(node, "destination.postcode", Code.WRONG_POSTCODE, params=params)
    yield from _receiver(there, node)


def _receiver(there: Address, node: str) -> Iterator[Problem]:
    person = there.contact
    names = [there.company_name] + ([] if person is None else [person.first_name, person.last_name])
    if not any(map(_text, names)):
        yield Problem(node, "destination.contact.first_name", Code.NO_RECEIVER, Severity.ADVICE)
    email = "" if person is None else _text(person.email)
    if email and not _EMAIL.fullmatch(email):
        yield Problem(node, "destination.contact.email", Code.WRONG_EMAIL, Severity.ADVICE, {"email": email})


def _dates(consignment: Consignment, today: date) -> Iterator[Problem]:
    shipping, delivery = consignment.shipping_date, consignment.required_date
    if shipping is not None and shipping < today:
        yield Problem(consignment.id, "shipping_date", Code.SHIPPING_IN_THE_PAST)
    if delivery is None:
        return
    if delivery < today:
        yield Problem(consignment.id, "required_date", Code.DELIVERY_IN_THE_PAST)
    elif shipping is not None and delivery < shipping:
        yield Problem(consignment.id, "required_date", Code.DELIVERY_BEFORE_SHIPPING)
    if consignment.required_exactly:
        yield Problem(consignment.id, "required_exactly", Code.EXACT_DATE, Severity.ADVICE)


def _package(package: Package) -> Iterator[Problem]:
    weight, goods = totals.weight(package), totals.items_weight(package)
    by_size = sent_by_size(package)
    if not package.items:
        yield Problem(package.id, "items", Code.EMPTY_PACKAGE, Severity.ADVICE)
    if "weight" in package.unread:
        pass  # that is to be mended first
    elif weight is None and (not by_size or package.size_weight is None or package.weight is not None):
        missing = sum(item.weight is None for item in package.items)
        yield Problem(package.id, "weight", Code.NO_WEIGHT, params={"items": missing})
    elif by_size:
        params = {"size": package.size_name or package.size_reference}
        yield Problem(package.id, "weight", Code.WEIGHT_OF_SIZE, Severity.ADVICE, params)
    elif weight is not None and goods is not None and weight.value < goods.value:
        both = {"weight": weight.value, "items": goods.value}
        yield Problem(package.id, "weight", Code.WEIGHT_BELOW_ITEMS, Severity.ADVICE, both)
    size = package.dimensions
    if "dimensions" in package.unread:
        pass
    elif not by_size and (size is None or min(size.length, size.width, size.height) <= 0):
        yield Problem(package.id, "dimensions", Code.NO_DIMENSIONS)
    currencies = sorted({item.value.currency.iso_code for item in package.items if item.value is not None})
    if package.value is None and len(currencies) > 1:
        params = {"currencies": ", ".join(currencies)}
        yield Problem(package.id, "value", Code.MIXED_CURRENCIES, Severity.ADVICE, params)


def _item(item: Item, *, customs: bool) -> Iterator[Problem]:
    if item.quantity < 1:
        yield Problem(item.id, "quantity", Code.WRONG_QUANTITY, params={"quantity": item.quantity})
    if not customs:
        return
    wanted = (
        ("description", Code.CUSTOMS_DESCRIPTION, item.description.strip()),
        ("country_of_origin", Code.CUSTOMS_ORIGIN, item.country_of_origin.strip()),
        ("harmonisation_code", Code.CUSTOMS_HARMONISATION, item.harmonisation_code.strip()),
        ("value", Code.CUSTOMS_VALUE, item.value),
    )
    for name, code, given in wanted:
        if not given:
            yield Problem(item.id, name, code, Severity.ADVICE)


def _meets_customs(consignment: Consignment, known: Mapping[str, ShippingLocation]) -> bool:
    location = known.get(consignment.origin)
    here, there = "" if location is None else _country(location), _country(consignment.destination)
    return all(map(address_rules, (here, there))) and crosses_customs(here, there)


def _country(address: Address) -> str:
    return "" if address.country is None else address.country.iso_code.two_letter_code.strip().upper()


def _text(value: str | None) -> str:
    return (value or "").strip()


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
