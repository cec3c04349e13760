"""Value types of the wire: exact decimals, times with all their decimals, weights, sizes, money, addresses."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.alias_generators import to_pascal
from pydantic_core import core_schema

PLACES: Final = Decimal("0.00001")
"""The service keeps five places of a weight and of a dimension."""
LARGEST: Final = 10**18
"""No number of the service is larger; one that claims to be would only make a computer count zeros."""
MOST_DIGITS: Final = 60
"""No number of the service has more; the longest of .NET has 29."""

_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE | re.ASCII
)


class Timestamp(datetime):
    """An aware time that remembers its own text, so that all seven decimals go back as they came.

    A time without an offset is taken as UTC: the documentation does not say what it means.
    """

    __slots__ = ("_text",)
    _text: str

    @property
    def text(self) -> str:
        """The time as it came, or in ISO 8601 where it was reckoned here."""
        try:
            return self._text
        except AttributeError:
            return self.isoformat()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the time written in `text` (ISO 8601, any number of decimals); raises ValueError otherwise."""
        plain = len(text) >= 25 and text[10] == "T" and text[7] == "-" and text[-6] in "+-"
        made = cls.fromisoformat(text if plain else _plain(text))
        made._text = text.strip()  # noqa: SLF001 - of its own class
        return made

    @classmethod
    def of(cls, at: datetime) -> Self:
        """Return `at` (aware; a naive one is taken as UTC) as a wire time."""
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        return cls.combine(aware.date(), aware.timetz())

    @classmethod
    def here(cls, day: date, at: time = time.min) -> Self:
        """Return a time of a day as this computer's clock shows it; in UTC where the system cannot tell its zone.

        Windows cannot before 1970 and after the year 3000. Long ago zones had seconds, which the wire has no place for.
        """
        naive = datetime.combine(day, at)
        try:
            found = naive.astimezone()
        except (OSError, OverflowError, ValueError):
            return cls.of(naive)
        return cls.of(naive if (found.utcoffset() or timedelta()) % timedelta(minutes=1) else found)

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """Return the time in another zone; one at the very edge of the calendar stays where it is.

        The service's way of saying "never" is the year 1, which has no day before it, and on Windows no local time.
        """
        try:
            return super().astimezone(tz)
        except (OSError, OverflowError, ValueError):
            return self

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        return self


def _plain(text: str) -> str:
    """Return `text` as Python reads times; it takes more forms than the service has, so these alone."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise ValueError("not an ISO 8601 time")
    day, time, decimals, offset = found.groups()
    return f"{day}T{time}.{(decimals or '0')[:6]:0<6}{offset or '+00:00'}".upper()


_parsed = lru_cache(maxsize=2048)(Timestamp.parse)
"""The rows of a page share most of their times: days are midnights."""


def _timestamp(value: Any) -> Timestamp:
    if isinstance(value, str):
        return _parsed(value)
    if isinstance(value, datetime):
        return value if isinstance(value, Timestamp) else Timestamp.of(value)
    raise ValueError("not a time")


def _number(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("not a JSON number")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _finite(inner)
    return value


WireTime = Annotated[
    Timestamp,
    PlainValidator(_timestamp),
    PlainSerializer(lambda value: value.text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string"}),
]
Number = Annotated[
    Decimal,
    Field(ge=-LARGEST, le=LARGEST, max_digits=MOST_DIGITS),
    PlainSerializer(_number, return_type=float | int, when_used="json"),
]
"""A decimal that travels as a JSON number; at up to 15 significant digits the float on the wire is exact."""
Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
"""A whole number that a computer can count to."""
Count = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
"""How many there are of something."""
Json = Annotated[Any, AfterValidator(_finite)]
"""Anything that JSON can say (NaN and infinity it cannot), for what the documentation leaves open."""


class _NullText(str):
    """The service's null in the place of a string: empty to whoever reads it, and null again when it is sent back."""

    __slots__ = ()


class _NullRows(tuple[Any, ...]):
    """The service's null in the place of a list: empty to whoever reads it, and null again when it is sent back."""

    __slots__ = ()


class _NullNumber(Decimal):
    """The service's null in the place of a number: 0 to whoever reads it, and null again when it is sent back."""

    __slots__ = ()


class _Null:
    """Reads the service's null as a value that is empty, and writes that value as the null that it was.

    It looks at what was validated and not at what came: pydantic would make Python objects of all that came first.
    """

    def __init__(self, stands_for: Callable[[], Any]) -> None:
        """`stands_for` is a class of its own, so that what stands for null is known when it is written."""
        self._stands_for = stands_for

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        inner, kind = handler(source), self._stands_for

        def read(value: Any) -> Any:
            return kind() if value is None else value

        def write(value: Any, handler: core_schema.SerializerFunctionWrapHandler) -> Any:
            return None if type(value) is kind else handler(value)

        return core_schema.no_info_after_validator_function(
            read,
            core_schema.nullable_schema(inner),
            serialization=core_schema.wrap_serializer_function_ser_schema(write, schema=inner, when_used="json"),
        )


Text = Annotated[str, _Null(_NullText)]
"""A string; the service's null reads as empty."""
Flag = bool | None
"""Yes or no; the service's null is neither, and reads as no where one has to be chosen."""
Rows = _Null(_NullRows)
"""For lists: the service's null reads as empty."""
Amount = Annotated[Number, _Null(_NullNumber)]
"""A number that is always said; the service's null reads as 0."""


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

    __pydantic_extra__: dict[str, Json]

    known_by: ClassVar[tuple[str, ...]] = ()
    """One of these properties at least is set in every answer of this kind; without any it is something else."""

    @property
    def whole(self) -> bool:
        """Whether this can be an answer of the service: an error with status 200, or `{}`, is none."""
        given = [getattr(self, name) for name in self.known_by if name in self.model_fields_set]
        if self.known_by and all(value in (None, "") for value in given):
            return False
        return all(row.whole for rows in given if isinstance(rows, tuple) for row in rows if isinstance(row, Wire))

    def body(self) -> dict[str, Any]:
        """Return the JSON object to send: what was set, by its wire name; numbers as numbers."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Weight(Wire):
    """A weight as the service takes it: kilograms, five places."""

    value: Amount = Decimal(0)
    unit: Text = "Kg"

    @classmethod
    def kg(cls, value: Decimal | str | int) -> Self:
        """Return `value` kilograms, rounded to the five places that the service keeps."""
        return cls(value=Decimal(value).quantize(PLACES).normalize() + 0, unit="Kg")


class Dimensions(Wire):
    """An outer size in centimetres, five places."""

    unit: Text = "Cm"
    width: Amount = Decimal(0)
    length: Amount = Decimal(0)
    height: Amount = Decimal(0)

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


class _NoCurrency(Currency):
    """The service's null in the place of a currency."""


class Money(Wire):
    """An amount in a currency; the service sends it with two or four places."""

    amount: Amount = Decimal(0)
    currency: Annotated[Currency, _Null(_NoCurrency)] = Field(default_factory=lambda: Currency(iso_code="GBP"))

    @classmethod
    def of(cls, amount: Decimal | str | int, iso_code: str = "GBP") -> Self:
        """Return `amount` (major units, such as pounds) of the currency `iso_code`."""
        return cls(amount=Decimal(amount), currency=Currency(iso_code=iso_code))


class CountryCode(Wire):
    """ISO 3166 code of a country."""

    two_letter_code: Text = ""
    three_letter_code: str | None = None
    numeric_code: str | None = None


class _NoCountryCode(CountryCode):
    """The service's null in the place of a country's code."""


class Country(Wire):
    """A country by its two-letter code; the name is the service's own spelling."""

    iso_code: Annotated[CountryCode, _Null(_NoCountryCode)] = Field(default_factory=CountryCode)
    name: str | None = None

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the country with that two-letter code."""
        return cls(iso_code=CountryCode(two_letter_code=code))


class Contact(Wire):
    """The person at an address."""

    reference: str | None = None
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

    latitude: Amount = Decimal(0)
    longitude: Amount = Decimal(0)


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
