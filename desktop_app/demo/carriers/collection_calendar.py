"""When the demo's carriers collect: every working day in the afternoon, each at its own hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from desktop_app.demo.times import stamp, working_day

_DAYS = 10


def collections(location: str, carrier: str, now: datetime) -> list[dict[str, Any]]:
    """Return the next ten collections of a carrier at a shipping location, the first one whose cut-off is to come."""
    hour = 15 + sum(map(ord, carrier)) % 3
    first = working_day(now.date(), 0)
    if now >= _at(first, hour - 1, now):
        first = working_day(first, 1)
    days = [working_day(first, step) for step in range(_DAYS)]
    return [
        {
            "ShippingLocationReference": location,
            "CarrierReference": carrier,
            "CollectionDate": stamp(_at(day, 0, now)),
            "CutOff": stamp(_at(day, hour - 1, now)),
            "WindowStart": stamp(_at(day, hour, now)),
            "WindowEnd": stamp(_at(day, hour, now) + timedelta(minutes=90)),
        }
        for day in days
    ]


def _at(day: date, hour: int, now: datetime) -> datetime:
    return datetime.combine(day, time(hour), now.tzinfo)
