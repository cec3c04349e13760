"""The demo's clocks: this computer's own, and one that can be set and sped up so that days pass in seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is; the demo asks nothing else, so that a test or a speed-up can stand in."""

    def now(self) -> datetime:
        """Return the present moment, aware."""
        ...


class SystemClock:
    """This computer's own clock, in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class FastClock:
    """Starts at `start` (default: now) and runs `speed` times as fast as time does."""

    def __init__(self, speed: float = 1.0, start: datetime | None = None) -> None:
        """Raise ValueError for a speed that is not positive, or a start without an offset."""
        if not 0 < speed <= 1e7:
            raise ValueError("the speed of the clock must be more than 0, and 10,000,000 at most")
        if start and start.tzinfo is None:
            raise ValueError("the time must have an offset")
        self._speed = speed
        self._start = (start or datetime.now(UTC)).astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the demo's present moment in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    def set(self, moment: datetime) -> None:
        """Go on from `moment` (aware)."""
        self._start, self._began = moment.astimezone(UTC), time.monotonic()

    def set_forward(self, moment: datetime | None) -> None:
        """Go on from `moment` if that is still to come: what has happened must not lie in the future."""
        if moment and moment > self.now():
            self.set(moment)
