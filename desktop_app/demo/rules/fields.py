"""The kinds of fields that bodies are made of, and what each may hold.

Names and the words of a choice are matched whatever their case. Properties that are not documented are passed over,
as the service does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    model_validator,
)
from pydantic.alias_generators import to_pascal
from pydantic_core import PydanticCustomError, core_schema

from desktop_app.demo.times import parse

PLACES = Decimal("0.00001")
_MOST_TEXT = 2000
_MOST_PARTS = 200


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "must be a number")
    if isinstance(value, int) and value.bit_length() > 63:
        raise PydanticCustomError("number", "is out of all bounds")
    return value


def _five_places(value: Decimal) -> Decimal:
    return value.quantize(PLACES)


def _more_than_nothing(value: Decimal) -> Decimal:
    if not value:
        raise ValueError("must be at least 0.00001")
    return value


def _time(value: str) -> str:
    parse(value)
    return value.strip()


def _nothing_is_empty(value: Any) -> Any:
    return [] if value is None else value


def _empty_is_nothing(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _nothing_is_blank(value: Any) -> Any:
    return "" if value is None else value


def _sayable(value: Any, depth: int = 8) -> Any:
    """Return a part of a body that is kept as it came, if it can be written again. Raises ValueError otherwise."""
    if isinstance(value, list | dict):
        if not depth or len(value) > _MOST_PARTS:
            raise ValueError("is nested too deeply, or has too many parts")
        for part in value.values() if isinstance(value, dict) else value:
            _sayable(part, depth - 1)
    elif isinstance(value, str):
        if len(value) > _MOST_TEXT or any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError("has a text that is too long, or is no text")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        _number(value)
        if not math.isfinite(float(value)):
            raise ValueError("has a number that is out of all bounds")
    return value


class AnyCase:
    """For a choice (a Literal): its words are taken in any case and with spaces, and come back as documented.

    `more` are further words, each for the documented one that it stands for.
    """

    def __init__(self, **more: str) -> None:
        self._more = more

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        words = {_word(name): name for name in get_args(source)}
        words |= {_word(given): name for given, name in self._more.items()}

        def read(value: Any) -> Any:
            return words.get(_word(value), value) if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(read, handler(source))


def _word(text: str) -> str:
    return "".join(c for c in text if not c.isspace()).casefold()


Number = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=-10_000_000, le=10_000_000), AfterValidator(_five_places)
]
Positive = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(gt=0, le=100_000),
    AfterValidator(_five_places),
    AfterValidator(_more_than_nothing),
]
Amount = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=10_000_000), AfterValidator(_five_places)]
Whole = Annotated[int, BeforeValidator(_number), Field(ge=-(2**31), le=2**31 - 1)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=1, le=1_000_000)]
Text = Annotated[str, Field(max_length=_MOST_TEXT)]
Blank = Annotated[str, BeforeValidator(_nothing_is_blank), Field(max_length=_MOST_TEXT)]
"""Text that comes back as an empty string where it was not given."""
Key = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_empty_is_nothing)]
WireTime = Annotated[str, Field(max_length=40), AfterValidator(_time)]
Empty = BeforeValidator(_nothing_is_empty)
Kept = Annotated[list[Any], Empty, Field(max_length=_MOST_PARTS), AfterValidator(_sayable)]
"""A list whose entries the documentation does not describe: it comes back as it was sent."""
Texts = Annotated[list[Annotated[str, Field(max_length=200)]], Empty, Field(max_length=200)]


class Body(BaseModel):
    """A JSON object with PascalCase names, which are matched whatever their case."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="ignore", frozen=True, defer_build=True)

    other_names: ClassVar[Mapping[str, str]] = {}
    """What else properties are called, by older clients or on other pages of the documentation, and their wire names.

    A value under the wire name goes before one under another, unless it is null.
    """

    @model_validator(mode="before")
    @classmethod
    def _by_wire_name(cls, given: Any) -> Any:
        exact, wanted = _names(cls)
        if not isinstance(given, dict) or given.keys() <= exact:
            return given
        named = {name: value for name, value in given.items() if name in exact}
        for name, value in given.items():
            wire_name = wanted.get(name.casefold()) if isinstance(name, str) else None
            if wire_name and named.get(wire_name) is None:
                named[wire_name] = value
        return named

    def wire(self) -> dict[str, Any]:
        """Return the object by its wire names, every property present, numbers exact."""
        return self.model_dump(by_alias=True)


@cache
def _names(body: type[Body]) -> tuple[frozenset[str], dict[str, str]]:
    """Return the wire names of a body's properties, and for each name in lower case the wire name that is meant."""
    exact = frozenset(field.alias or name for name, field in body.model_fields.items())
    others = {other.casefold(): name for other, name in body.other_names.items()}
    return exact, others | {name.casefold(): name for name in exact}
