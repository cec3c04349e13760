"""Reads what a call brought: its body by the documented form, its references, the numbers of its page."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from desktop_app.demo.rules.call_bodies import ReferenceList
from desktop_app.demo.rules.refusal import Detail, Refusal

_MOST_AT_ONCE = 5_000
_Body = TypeVar("_Body", bound=BaseModel)
_REFERENCES: TypeAdapter[list[str]] = TypeAdapter(ReferenceList, config=ConfigDict(defer_build=True))


def read(model: type[_Body], body: Any) -> _Body:
    """Return `body` checked. Raises the 400 that names every fault of its form."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise Refusal.unreadable(error) from None


def read_references(body: Any) -> list[str]:
    """Return a body that is a list of references. Raises the 400."""
    try:
        return _REFERENCES.validate_python(body)
    except ValidationError as error:
        raise Refusal.unreadable(error) from None


def page(name: str, text: str, most: int = _MOST_AT_ONCE) -> int:
    """Return `take` or `skip` as a number from 0 to `most`. Raises the 400."""
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > most:
        raise Refusal.invalid(Detail(name, f"must be a whole number from 0 to {most}"))
    return int(text)
