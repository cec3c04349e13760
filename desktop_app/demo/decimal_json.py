"""JSON with exact numbers: they are Decimal inside, JSON numbers outside."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

Json = dict[str, Any]


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _places(number: object) -> float:
    if not isinstance(number, Decimal):
        raise TypeError(f"{type(number).__name__} has no form in JSON")
    return float(number)


def loads(text: str | bytes) -> Any:
    """Read JSON, numbers with a point as Decimal. Raises ValueError for whatever is not JSON, or nested too deeply."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ArithmeticError:
        raise ValueError("a number is out of all bounds") from None


def dumps(content: Any) -> str:
    """Write JSON in ASCII. A float holds 15 digits exactly, which is more than a checked number has."""
    return json.dumps(content, default=_places, allow_nan=False, separators=(",", ":"))
