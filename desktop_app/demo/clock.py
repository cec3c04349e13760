"""A clock of the demo that can be set and sped up, so that days of a consignment's life pass in seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


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
