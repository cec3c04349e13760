"""What can be wrong with a consignment on the bench, and where it is; the window finds the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from desktop_app.pro.models import Dimensions, Money


class Severity(StrEnum):
    """How much it matters."""

    MUST = "must"
    """It is not sent like this."""
    ADVICE = "advice"


class Code(StrEnum):
    """What is wrong; in brackets the params that its words need (weights in kilograms)."""

    TOO_LONG = "too long"
    """The service takes no more characters (length, most)."""
    SAME_REFERENCE = "same reference"
    """Another one on the bench has it too (reference, number: which one there, node: its id)."""
    REFERENCE_CREATED = "reference created"
    """It was created with that already (reference, first: EC-…)."""
    TOO_MANY_TAGS = "too many tags"
    """(count, most)"""
    TOO_MANY_PACKAGES = "too many packages"
    """(count, most)"""
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
    TERRITORY_POSTCODE = "territory postcode"
    """Of a territory that has a country code of its own; `mend` sets that (postcode, country, territory)."""
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
    TOO_MANY_ITEMS = "too many items"
    """(count, most)"""
    TOO_HEAVY = "too heavy"
    """More than the service takes (weight, most)."""
    HEAVY = "heavy"
    """More than parcel services carry (weight, most)."""
    DENSE = "dense"
    """Heavier than any matter of that size (weight, size)."""
    WEIGHT_OF_SIZE = "weight of size"
    """It is sent by its size's reference, so that the size's weight counts and not that of the goods (size)."""
    WEIGHT_BELOW_ITEMS = "weight below items"
    """What was typed is less than the items weigh (weight, items)."""
    NO_DIMENSIONS = "no dimensions"
    TOO_LARGE = "too large"
    """More than the service takes (size)."""
    LARGE = "large"
    """More than parcel services carry (size)."""
    SHORTENED = "shortened"
    """The items' descriptions together are longer than the service takes, and end with «…» (length, most)."""
    NEGATIVE_VALUE = "negative value"
    """(value)"""
    ZERO_VALUE = "zero value"
    ZERO_VALUE_ABROAD = "zero value abroad"
    """Customs takes no goods that are worth nothing."""
    TOO_VALUABLE = "too valuable"
    """More than the service takes (value, most)."""
    VALUABLE = "valuable"
    """More than parcel services carry (value, most)."""
    TOO_MANY_DECIMALS = "too many decimals"
    """Than an amount of that currency has (value, currency, most)."""
    MIXED_CURRENCIES = "mixed currencies"
    """Items are in several currencies, so that the package has no value (currencies)."""
    WRONG_QUANTITY = "wrong quantity"
    """Less than one, or more than the service takes (quantity)."""
    ZERO_WEIGHT = "zero weight"
    """A weight of 0 or less was typed for one piece."""
    WRONG_HARMONISATION = "wrong harmonisation"
    """No code of 6, 8 or 10 digits (harmonisation)."""
    UNREADABLE = "unreadable"
    """What was typed into the field could not be read (text)."""
    CUSTOMS_DESCRIPTION = "customs description"
    CUSTOMS_ORIGIN = "customs origin"
    CUSTOMS_HARMONISATION = "customs harmonisation"
    CUSTOMS_VALUE = "customs value"
    CUSTOMS_WEIGHT = "customs weight"


Param = str | int | Decimal | Money | Dimensions


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that would mend a problem: what `field` (named as in Problem) should hold.

    Its value is one of that field (a Money, a date, None …); a country's is its code.
    """

    field: str
    value: Any


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
    mend: Mend | None = dataclass_field(default=None, compare=False)
    """What would mend it; two problems are the same with and without."""
