"""Everything that matches, page by page, each row once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from desktop_app.pro.models import ConsignmentSummary, SearchPage


async def each_row(fetch: Callable[[int, int], Awaitable[SearchPage]], take: int) -> AsyncIterator[ConsignmentSummary]:
    """Yield the rows of all pages, `take` at a time, a row that comes again (the list moves meanwhile) only once.

    `fetch(take, skip)` gets a page. It ends with the last row that `Count` promises, with a page that brings nothing
    new, and with a short page. A short page of more that is promised is the service's own limit, and is gone on from.
    A count no larger than one page is not taken at its word: nothing says that it is not the page's.
    """
    seen: set[str] = set()
    skip = 0
    while True:
        page = await fetch(take, skip)
        rows = page.consignment_summaries
        new = [row for row in rows if row.reference not in seen]
        for row in new:
            if row.reference not in seen:
                seen.add(row.reference)
                yield row
        skip += len(rows)
        promised = page.count if page.count is not None and page.count > take else None
        if not new or (len(rows) < take if promised is None else skip >= promised):
            return
