"""What is longer than the service takes."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from desktop_app.packing.characters import seen
from desktop_app.packing.limits import LONGEST_TEXT
from desktop_app.packing.problems import Code, Mend, Problem


def too_long(node: str, field: str, text: str, most: int = LONGEST_TEXT) -> Iterator[Problem]:
    """Yield the problem of a text of which the service does not take so many characters; cutting it mends it."""
    length = len(seen(text))
    if length > most:
        mend = Mend(field, seen(text)[:most])
        yield Problem(node, field, Code.TOO_LONG, params={"length": length, "most": most}, mend=mend)


def too_many(node: str, field: str, code: Code, rows: Sized, most: int) -> Iterator[Problem]:
    """Yield the problem of a list of which the service does not take so many rows."""
    if len(rows) > most:
        yield Problem(node, field, code, params={"count": len(rows), "most": most})
