"""What may be sent again, and when: reads after most failures, writes only where nothing can have happened."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.pro.errors import Interrupted, Offline, ProError, RateLimited, ServiceFailed


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a call is tried; times in seconds.

    A read is sent again after any failure that may pass. A write is sent again only if it provably
    never left (Offline) or was turned away unread (429): whatever else happened to it, it may have been done.
    """

    attempts: int = 3
    first_wait: float = 0.3
    longest_wait: float = 30.0

    def wait_before_next(self, error: ProError, attempt: int, *, write: bool, spread: float) -> float | None:
        """Return the seconds to wait before sending again after the `attempt`th failure (from 1), None to give up.

        `spread`, 0 to 1, is the caller's random number: waits of many callers must not fall together.
        A wait that the service asks for is kept whole, or given up on when it is longer than `longest_wait`.
        """
        passing: tuple[type[ProError], ...] = (Offline, RateLimited)
        if not write:
            passing += (Interrupted, ServiceFailed)
        if attempt >= self.attempts or not isinstance(error, passing):
            return None
        backoff = self.first_wait * 2.0 ** (attempt - 1) * (0.5 + spread)
        if isinstance(error, RateLimited) and error.retry_after is not None:
            asked = error.retry_after + self.first_wait * spread
            return asked if asked <= self.longest_wait else None
        return min(backoff, self.longest_wait)
