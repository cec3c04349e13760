"""A consignment on the bench → what is wrong with it, and where; the window finds the words.

What must be mended is what the service cannot take, or what the house never sends; the rest is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from desktop_app.packing import limits
from desktop_app.packing.borders import Place, crosses_customs_border, territory_of
from desktop_app.packing.characters import seen
from desktop_app.packing.countries import address_rules, sent_as
from desktop_app.packing.draft import Draft
from desktop_app.packing.goods_checks import of_item, of_package
from desktop_app.packing.length_checks import too_long, too_many
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.postcodes import meant_form, national_form
from desktop_app.packing.problems import Code, Mend, Param, Problem, Severity
from desktop_app.pro.models import Address, ShippingLocation

__all__ = ["Code", "Mend", "Param", "Problem", "Severity", "check", "reference_key"]


def check(
    what: Draft | Consignment,
    locations: Iterable[ShippingLocation] | None,
    today: date | None = None,
    *,
    bench: Draft | None = None,
    created: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return the problems of a consignment, or of all on the bench, in the order in which they are seen there.

    `locations` are the account's, None while they are not known. `bench` is where the consignment lies, so that one
    with the same reference is found there. `created` are those that were created lately: customer reference (as
    `reference_key` has it) → EC-…. What was sent already has no problems.
    Takes well under a millisecond for a consignment of usual size, so that it can follow each keystroke.
    """
    known = None if locations is None else {location.reference: location for location in locations}
    consignments = what.consignments if isinstance(what, Draft) else [what]
    beside = what.consignments if isinstance(what, Draft) else [] if bench is None else bench.consignments
    day = today or date.today()  # noqa: DTZ011 - the shipper's own calendar is meant
    found: list[Problem] = []
    for consignment in consignments:
        if not consignment.locked:
            found += _consignment(consignment, known, day)
            found += _same_reference(consignment, beside, created)
    return tuple(found)


def reference_key(reference: str) -> str:
    """Return a customer reference as it is compared with others."""
    return seen(reference).casefold()


def _consignment(
    consignment: Consignment, known: Mapping[str, ShippingLocation] | None, today: date
) -> Iterator[Problem]:
    if not consignment.packages:
        yield Problem(consignment.id, "packages", Code.NO_PACKAGE)
    yield from too_many(consignment.id, "packages", Code.TOO_MANY_PACKAGES, consignment.packages, limits.MOST_PACKAGES)
    only = Mend("origin", next(iter(known))) if known is not None and len(known) == 1 else None
    if not consignment.origin:
        yield Problem(consignment.id, "origin", Code.NO_ORIGIN, mend=only)
    elif known is not None and consignment.origin not in known:
        yield Problem(consignment.id, "origin", Code.UNKNOWN_ORIGIN, params={"origin": consignment.origin}, mend=only)
    yield from _unread(consignment)
    yield from _destination(consignment)
    yield from _dates(consignment, today)
    yield from too_many(consignment.id, "tags", Code.TOO_MANY_TAGS, consignment.tags, limits.MOST_TAGS)
    yield from _long_tags(consignment)
    yield from too_long(consignment.id, "reference", consignment.reference)
    abroad = _goes_abroad(consignment, known or {})
    for package in consignment.packages:
        yield from _unread(package)
        yield from of_package(package, abroad=abroad)
        for item in package.items:
            yield from _unread(item)
            yield from of_item(item, abroad=abroad)


def _long_tags(consignment: Consignment) -> Iterator[Problem]:
    longest = max(map(seen, consignment.tags), key=len, default="")
    for problem in too_long(consignment.id, "tags", longest, limits.LONGEST_TAG):
        cut = tuple(seen(tag)[: limits.LONGEST_TAG] for tag in consignment.tags)
        yield replace(problem, mend=Mend("tags", cut))


def _same_reference(
    consignment: Consignment, beside: Iterable[Consignment], created: Mapping[str, str]
) -> Iterator[Problem]:
    key = reference_key(consignment.reference)
    if not key:
        return
    if first := created.get(key):
        params: dict[str, Param] = {"reference": seen(consignment.reference), "first": first}
        yield Problem(consignment.id, "reference", Code.REFERENCE_CREATED, Severity.ADVICE, params)
        return
    before = True
    for number, other in enumerate(beside, start=1):
        if other.id == consignment.id:
            before = False
        elif (before or other.locked) and reference_key(other.reference) == key:
            params = {"reference": seen(consignment.reference), "number": number, "node": other.id}
            yield Problem(consignment.id, "reference", Code.SAME_REFERENCE, Severity.ADVICE, params)
            return


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
    country = Place.of(there).country
    rules = address_rules(sent_as(country))
    if not country and "destination.country" not in consignment.unread:
        yield Problem(node, "destination.country", Code.NO_COUNTRY)
    elif country and rules is None:
        yield Problem(node, "destination.country", Code.UNKNOWN_COUNTRY, params={"country": country})
    if not _text(there.address_line1):
        yield Problem(node, "destination.address_line1", Code.NO_ADDRESS_LINE)
    if rules is not None:
        postcode = _text(there.postcode)
        params: dict[str, Param] = {"country": country, "example": rules.example}
        if rules.needs_town and not _text(there.town):
            yield Problem(node, "destination.town", Code.NO_TOWN, params={"country": country})
        if rules.needs_region and not (_text(there.region) or _text(there.region_code)):
            yield Problem(node, "destination.region", Code.NO_REGION, Severity.ADVICE, {"country": country})
        if rules.needs_postcode and not postcode:
            yield Problem(node, "destination.postcode", Code.NO_POSTCODE, params=params)
        elif postcode:
            yield from _postcode(there, node, params | {"postcode": postcode})
    yield from _receiver(there, node)
    for name, text in _texts(there):
        yield from too_long(node, f"destination.{name}", text)


def _postcode(there: Address, node: str, params: Mapping[str, Param]) -> Iterator[Problem]:
    country = Place.of(there).country
    readable = national_form(there.postcode or "", country) is not None
    territory = territory_of(there.postcode or "", country)
    if territory:
        severity = Severity.ADVICE if readable else Severity.MUST
        mend = Mend("destination.country", territory)
        params = {name: params[name] for name in ("postcode", "country")} | {"territory": territory}
        yield Problem(node, "destination.postcode", Code.TERRITORY_POSTCODE, severity, params, mend)
    elif not readable:
        meant = meant_form(there.postcode or "", country)
        correct = Mend("destination.postcode", meant) if meant else None
        yield Problem(node, "destination.postcode", Code.WRONG_POSTCODE, params=params, mend=correct)


def _texts(there: Address) -> Iterator[tuple[str, str]]:
    for name in type(there).model_fields:
        value = getattr(there, name)
        if isinstance(value, str):
            yield name, value
    person = there.contact
    for name in () if person is None else type(person).model_fields:
        value = getattr(person, name)
        if isinstance(value, str):
            yield f"contact.{name}", value


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
        yield Problem(consignment.id, "shipping_date", Code.SHIPPING_IN_THE_PAST, mend=Mend("shipping_date", today))
    if delivery is None:
        return
    if delivery < today:
        yield Problem(consignment.id, "required_date", Code.DELIVERY_IN_THE_PAST)
    elif shipping is not None and delivery < shipping:
        yield Problem(consignment.id, "required_date", Code.DELIVERY_BEFORE_SHIPPING)
    if consignment.required_exactly:
        yield Problem(consignment.id, "required_exactly", Code.EXACT_DATE, Severity.ADVICE)


def _goes_abroad(consignment: Consignment, known: Mapping[str, ShippingLocation]) -> bool:
    location = known.get(consignment.origin)
    if location is None:
        return False
    here, there = Place.of(location), Place.of(consignment.destination)
    known_both = all(address_rules(sent_as(place.country)) for place in (here, there))
    return known_both and crosses_customs_border(here, there)


def _text(value: str | None) -> str:
    return seen(value or "")


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
