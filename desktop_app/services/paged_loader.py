"""A list that the service gives by pages: the first, the next, all again, and single rows again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

Row = TypeVar("Row")

PAGE: Final = 50
"""Rows in a page."""
REFRESHED_AT_MOST: Final = 500
"""Rows that a refresh asks for in one go; beyond them the list is loaded again as it is scrolled."""
AT_ONCE: Final = 4
"""Rows that are read again side by side: enough to be quick, few enough to leave the service to others."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """An answer of the service: rows, and how many there are in all (None: it did not say)."""

    rows: tuple[Row, ...]
    total: int | None = None


class Source(Protocol[Row]):
    """One list of the service."""

    async def page(self, take: int, skip: int) -> Page[Row]:
        """Return `take` rows at most, after the first `skip`; raises an AppError."""
        ...

    async def one(self, row_id: str) -> Row | None:
        """Return the row with that id as it is now, None if the service lists none; raises an AppError."""
        ...

    def row_id(self, row: Row) -> str:
        """Return what tells one row from all others."""
        ...


@dataclass(frozen=True, slots=True)
class Position:
    """How far a list has been read.

    `taken`: rows that the service has sent, those that came twice included, since it counts them when it skips.
    `total` as the service said last. `more`: there are more, as far as it said.
    """

    taken: int = 0
    total: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Batch(Generic[Row]):
    """What one request brought, each row once, and how far the list has been read with it."""

    rows: tuple[Row, ...]
    position: Position


class PagedLoader(Generic[Row]):
    """Reads a Source. It keeps nothing between two calls: who calls keeps the rows and the Position."""

    def __init__(self, source: Source[Row]) -> None:
        self._source = source

    async def first(self) -> Batch[Row]:
        """Return the first page; raises an AppError, as the others do."""
        return await self._load(PAGE, 0)

    async def next(self, position: Position) -> Batch[Row]:
        """Return the page after `position`. Rows of earlier pages come again if the list has moved meanwhile."""
        return await self._load(PAGE, position.taken)

    async def again(self, position: Position) -> Batch[Row]:
        """Return anew what has been read so far: a page at least, REFRESHED_AT_MOST rows at most."""
        return await self._load(min(max(position.taken, PAGE), REFRESHED_AT_MOST), 0)

    async def reread(self, row_ids: Iterable[str], heard: Callable[[Row], object]) -> None:
        """Read single rows again, AT_ONCE side by side; `heard` gets each that the service still lists.

        The first failure ends it, and is raised: a service in trouble is not asked a hundred times.
        """
        # Not a task for each: thousands made at once keep the interpreter from the window.
        wanted = iter(dict.fromkeys(row_ids))

        async def work() -> None:
            for row_id in wanted:
                row = await self._source.one(row_id)
                if row is not None:
                    heard(row)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(work())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from failures

    async def _load(self, take: int, skip: int) -> Batch[Row]:
        page = await self._source.page(take, skip)
        taken, total = skip + len(page.rows), page.total
        more = len(page.rows) >= take if total is None else bool(page.rows) and taken < total
        unique = {self._source.row_id(row): row for row in page.rows}
        return Batch(tuple(unique.values()), Position(taken, total, more))
