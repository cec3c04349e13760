"""A search index that runs behind."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from desktop_app.demo.storage.search import Condition


class SearchLag:
    """Keeps what was created a moment ago from being found, as a service does whose index runs behind."""

    def __init__(self, seconds: float, ticks: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._ticks = ticks
        self._fresh: deque[tuple[float, int]] = deque()

    def added(self, row: int) -> None:
        """Keep a new consignment's row unfound for a while."""
        if self._seconds > 0:
            self._fresh.append((self._ticks() + self._seconds, row))

    def conditions(self) -> list[Condition]:
        """Return what narrows every search at this moment; rows are given in the order of age."""
        now = self._ticks()
        while self._fresh and self._fresh[0][0] <= now:
            self._fresh.popleft()
        return [Condition("id < ?", (self._fresh[0][1],))] if self._fresh else []
