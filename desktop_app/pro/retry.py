"""What may be sent again, and when: reads after most failures, writes only where nothing can have happened."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from desktop_app.pro.errors import Interrupted, Offline, ProError, ProxyFailed, RateLimited, Sent, ServiceFailed

T = TypeVar("T")

READ_SECONDS: Final = 60.0
"""For a read in all, every time that it is sent and every wait included."""
LONGEST_HOLD: Final = 3600.0
"""Seconds; a service that asks for more is asked again after this."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a call is tried; times in seconds.

    A read is sent again after any failure that may pass. A write is sent again only if it provably
    never left (Offline) or was turned away unread (429): whatever else happened to it, it may have been done.
    A call that is turned away waits its turn, so it is tried `turns` times.
    """

    attempts: int = 3
    turns: int = 8
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
        most = self.turns if isinstance(error, RateLimited) else self.attempts
        # A password that a proxy refuses is not tried again: some lock the account after a few times.
        if attempt >= most or not isinstance(error, passing) or isinstance(error, ProxyFailed):
            return None
        backoff = self.first_wait * 2.0 ** (attempt - 1) * (0.5 + spread)
        if isinstance(error, RateLimited) and error.retry_after is not None:
            asked = error.retry_after + self.first_wait * spread
            return asked if asked <= self.longest_wait else None
        return min(backoff, self.longest_wait)


async def in_all(seconds: float, read: Awaitable[T]) -> T:
    """Return what `read` returns, or raise Interrupted if that takes longer than `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            return await read
    except TimeoutError:
        # Not the failure of an earlier try: what is to be told is that the service took too long.
        raise Interrupted(code="gave-up", sent=Sent.YES) from None


class Gate:
    """The one gate that all calls to an environment pass: while the service asks for a pause, nobody sends.

    Requests that are under way are not touched. Share one among the clients of an environment, in one event loop.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._opens = 0.0

    @property
    def closed_for(self) -> float:
        """The seconds until calls may go out again, 0 when they may now."""
        return max(0.0, self._opens - self._clock())

    def hold(self, seconds: float) -> None:
        """Let nobody through for `seconds` from now; a longer pause that was asked for earlier stays."""
        self._opens = max(self._opens, self._clock() + min(seconds, LONGEST_HOLD))

    async def passed(self, longest: float, spread: float) -> None:
        """Wait until calls may go out, and up to `spread` seconds more, so that those who wait do not all go at once.

        Raises RateLimited at once if that is more than `longest` seconds away: a person should know, not wait.
        """
        while closed := self.closed_for:
            if closed > longest:
                raise RateLimited(retry_after=closed, status=429, sent=Sent.NO)
            await self._sleep(closed + spread)
