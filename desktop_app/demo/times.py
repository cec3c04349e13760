"""Times as the wire writes them (ISO 8601 with an offset, up to seven decimals), and working days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_YEARS = range(1900, 2200)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def stamp(at: datetime, tick: int = 0) -> str:
    """Write `at` (aware) as the service does: seven decimals, none in a whole second; `tick` is the seventh."""
    if not (at.microsecond or tick):
        return at.isoformat(timespec="seconds")
    text = at.isoformat(timespec="microseconds")
    return f"{text[:26]}{tick}{text[26:]}"


@lru_cache(4096)
def parse(text: str) -> datetime:
    """Read a time of the wire, aware; one without an offset is taken as UTC. Raises ValueError otherwise.

    The blank that an unescaped `+` of a query string becomes is read as that `+`.
    """
    text = text.strip()
    if re.fullmatch(r".*\d \d\d:?\d\d", text) and "T" in text:
        text = "+".join(text.rsplit(" ", 1))
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError("must be an ISO 8601 time")
    day, minutes, seconds, decimals, offset = found.groups()
    zone = "+00:00" if offset is None or offset in "Zz" else offset
    try:
        at = datetime.fromisoformat(f"{day}T{minutes or '00:00'}:{seconds or '00'}.{(decimals or '0')[:6]:0<6}{zone}")
    except ValueError:
        raise ValueError("must be a time that exists") from None
    if at.year not in _YEARS:
        raise ValueError(f"must lie between {_YEARS[0]} and {_YEARS[-1]}")
    return at


def is_day(text: str) -> bool:
    """Say whether `text` names a whole day rather than a moment."""
    return len(text.strip()) == len("2020-01-31")


def micros(text: str | None) -> int | None:
    """Return a wire time as microseconds since 1970 in UTC (what the database compares), None for None."""
    return None if text is None else to_micros(parse(text))


def to_micros(at: datetime) -> int:
    """Return how many microseconds after the start of 1970 in UTC `at` (aware) is."""
    return (at - _START) // timedelta(microseconds=1)


def micros_after(text: str) -> int:
    """Return the first microsecond after the day or the moment that `text` names. Raises ValueError as `parse` does."""
    named = timedelta(days=1) if is_day(text) else timedelta(microseconds=1)
    return to_micros(parse(text) + named)


def from_micros(at: int) -> datetime:
    """Return the moment that is `at` microseconds after the start of 1970, in UTC."""
    return _START + timedelta(microseconds=at)


def midnight(day: date) -> str:
    """Write the first moment of `day` in UTC, as the service writes dates."""
    return stamp(datetime.combine(day, time(), UTC))


def end_of(day: date) -> str:
    """Write the last minute of `day` in UTC, as the service writes the latest delivery."""
    return stamp(datetime.combine(day, time(23, 59), UTC))


@lru_cache(4096)
def working_day(day: date, steps: int) -> date:
    """Return the day that is `steps` working days (Monday to Friday) after `day`, or before it if negative.

    With no step: `day` itself, or the Monday after it.
    """
    direction = timedelta(days=-1 if steps < 0 else 1)
    while day.weekday() > 4:
        day += direction
    for _ in range(abs(steps)):
        day += direction
        while day.weekday() > 4:
            day += direction
    return day
