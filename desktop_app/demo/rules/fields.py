"""The kinds of fields that bodies are made of, and what each may hold.

Properties that are not documented are passed over, as the service does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_pascal
from pydantic_core import PydanticCustomError

from desktop_app.demo.times import parse

PLACES = Decimal("0.00001")
_MOST_TEXT = 2000


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


def _capitalised(value: Any) -> Any:
    return value.capitalize() if isinstance(value, str) else value


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
Capitalised = BeforeValidator(_capitalised)
Texts = Annotated[list[Annotated[str, Field(max_length=200)]], Empty, Field(max_length=200)]


class Body(BaseModel):
    """A JSON object with PascalCase names."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="ignore", frozen=True, defer_build=True)

    def wire(self) -> dict[str, Any]:
        """Return the object by its wire names, every property present, numbers exact."""
        return self.model_dump(by_alias=True)
