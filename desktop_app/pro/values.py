"""Value types of the wire: exact decimals, times with all their decimals, weights, sizes, money, addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Self

from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.alias_generators import to_pascal

PLACES: Final = Decimal("0.00001")
"""The service keeps five places of a weight and of a dimension."""

_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


class Timestamp(datetime):
    """An aware time that remembers its own text, so that all seven decimals go back as they came.

    A time without an offset is taken as UTC: the documentation does not say what it means.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Return the time written in `text` (ISO 8601, any number of decimals); raises ValueError otherwise."""
        found = _TIME.fullmatch(text.strip())
        if not found:
            raise ValueError("not an ISO 8601 time")
        seconds, decimals, offset = found.groups()
        zone = "+00:00" if offset is None or offset in "Zz" else offset
        at = datetime.fromisoformat(f"{seconds}.{(decimals or '0')[:6]:0<6}{zone}")
        made = cls._of(at)
        made.text = text.strip()
        return made

    @classmethod
    def of(cls, at: datetime) -> Timestamp:
        """Return `at` (aware; a naive one is taken as UTC) as a wire time."""
        made = cls._of(at if at.tzinfo else at.replace(tzinfo=UTC))
        made.text = made.isoformat()
        return made

    @classmethod
    def _of(cls, at: datetime) -> Timestamp:
        return cls(
            at.year,
            at.month,
            at.day,
            at.hour,
            at.minute,
            at.second,
            at.microsecond,
            at.tzinfo,
            fold=at.fold,
        )


def _timestamp(value: Any) -> Any:
    if isinstance(value, Timestamp) or value is None:
        return value
    if isinstance(value, datetime):
        return Timestamp.of(value)
    if isinstance(value, str):
        return Timestamp.parse(value)
    raise ValueError("not a time")


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


def _number(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


WireTime = Annotated[
    Timestamp,
    BeforeValidator(_timestamp),
    PlainSerializer(lambda value: value.text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string"}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(_number, return_type=float | int, when_used="json"),
]
"""A decimal that travels as a JSON number; at up to 15 significant digits the float on the wire is exact."""


def _text(value: Any) -> Any:
    return "" if value is None else value


def _flag(value: Any) -> Any:
    return False if value is None else value


def _rows(value: Any) -> Any:
    return () if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
"""A string; the service's null reads as empty."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Rows = BeforeValidator(_rows)
"""For lists: the service's null reads as empty."""


class Wire(BaseModel):
    """A JSON object of the service: PascalCase outside; what is not known here is kept and sent back as it came."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(alias=to_pascal),
        populate_by_name=True,
        extra="allow",
        frozen=True,
        defer_build=True,
        arbitrary_types_allowed=True,
    )

    def body(self) -> dict[str, Any]:
        """Return the JSON object to send: what was set, by its wire name; numbers as numbers."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Weight(Wire):
    """A weight as the service takes it: kilograms, five places."""

    value: Number = Decimal(0)
    unit: Text = "Kg"

    @classmethod
    def kg(cls, value: Decimal | str | int) -> Self:
        """Return `value` kilograms, rounded to the five places that the service keeps."""
        return cls(value=Decimal(value).quantize(PLACES).normalize() + 0, unit="Kg")


class Dimensions(Wire):
    """An outer size in centimetres, five places."""

    unit: Text = "Cm"
    width: Number = Decimal(0)
    length: Number = Decimal(0)
    height: Number = Decimal(0)

    @classmethod
    def cm(
        cls,
        length: Decimal | str | int,
        width: Decimal | str | int,
        height: Decimal | str | int,
    ) -> Self:
        """Return a size in centimetres, in the order in which people say it: length, width, height."""
        sides = [Decimal(side).quantize(PLACES).normalize() + 0 for side in (length, width, height)]
        return cls(unit="Cm", length=sides[0], width=sides[1], height=sides[2])


class Currency(Wire):
    """A currency by its ISO 4217 code."""

    iso_code: Text = ""
    name: str | None = None


class Money(Wire):
    """An amount in a currency; the service sends it with two or four places."""

    amount: Number = Decimal(0)
    currency: Currency = Currency(iso_code="GBP")

    @classmethod
    def of(cls, amount: Decimal | str | int, iso_code: str = "GBP") -> Self:
        """Return `amount` (major units, such as pounds) of the currency `iso_code`."""
        return cls(amount=Decimal(amount), currency=Currency(iso_code=iso_code))


class CountryCode(Wire):
    """ISO 3166 code of a country."""

    two_letter_code: Text = ""


class Country(Wire):
    """A country by its two-letter code; the name is the service's own spelling."""

    iso_code: CountryCode = CountryCode()
    name: str | None = None

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the country with that two-letter code."""
        return cls(iso_code=CountryCode(two_letter_code=code))


class Contact(Wire):
    """The person at an address."""

    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    position: str | None = None
    telephone: str | None = None
    mobile: str | None = None
    land_line: str | None = None
    email: str | None = None


class LatLong(Wire):
    """A place on the globe, in degrees."""

    latitude: Number = Decimal(0)
    longitude: Number = Decimal(0)


class Address(Wire):
    """One of a consignment's addresses; with a `shipping_location_reference` nothing else is needed («Address»)."""

    address_type: Text = ""
    shipping_location_reference: str | None = None
    shop_location_reference: str | None = None
    contact: Contact | None = None
    company_name: str | None = None
    address_line1: str | None = None
    address_line2: str | None = None
    address_line3: str | None = None
    town: str | None = None
    region: str | None = None
    region_code: str | None = None
    postcode: str | None = None
    country: Country | None = None
    special_instructions: str | None = None
    lat_long: LatLong | None = None
    is_cached: Flag = False
