"""A list by pages, from the demo: pages follow on, each row comes once, and a failure ends what it is part of."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette

from desktop_app.demo.app import create_app
from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import Offline
from desktop_app.services.consignments import ConsignmentRow, Consignments, ConsignmentSearch, Query
from desktop_app.services.paged_loader import AT_ONCE, PAGE, REFRESHED_AT_MOST, Page, PagedLoader, Position
from tests.services.conftest import Door

SEEDED = 120


@pytest.fixture
def service() -> Iterator[Starlette]:
    app = create_app(None, consignments=SEEDED)
    yield app
    app.state.service.close()


def loader(client: ProClient, query: Query | None = None) -> PagedLoader[ConsignmentRow]:
    return PagedLoader(ConsignmentSearch(Consignments(client.consignments), query or Query()))


def asked(door: Door) -> list[str]:
    """Return take/skip of each search."""
    return [request.url.path.partition("/consignments/")[2] for request in door.sent]


def test_pages_follow_on_until_the_end_and_each_row_comes_once(client: ProClient, door: Door) -> None:
    paged = loader(client)

    async def read_all() -> tuple[list[str], Position]:
        batch = await paged.first()
        found = [row.reference for row in batch.rows]
        while batch.position.more:
            batch = await paged.next(batch.position)
            found += [row.reference for row in batch.rows]
        return found, batch.position

    found, end = asyncio.run(read_all())
    assert len(found) == len(set(found)) == SEEDED
    assert end == Position(SEEDED, SEEDED, more=False)
    assert asked(door) == ["50/0", "50/50", "50/100"]


def test_a_query_without_rows_has_no_more(client: ProClient) -> None:
    batch = asyncio.run(loader(client, Query(text="no such thing")).first())
    assert (batch.rows, batch.position) == ((), Position(0, 0, more=False))


def test_what_has_been_read_is_read_again_in_one_go(client: ProClient, door: Door) -> None:
    paged = loader(client)
    for taken, path in ((0, f"{PAGE}/0"), (100, "100/0"), (5000, f"{REFRESHED_AT_MOST}/0")):
        batch = asyncio.run(paged.again(Position(taken, SEEDED, more=False)))
        assert asked(door)[-1] == path
        assert batch.position.taken == len(batch.rows) == min(SEEDED, int(path.split("/")[0]))
        assert batch.position.more == (batch.position.taken < SEEDED)


def test_a_failed_page_is_raised_and_the_same_can_be_asked_for_again(client: ProClient, door: Door) -> None:
    paged = loader(client)
    first = asyncio.run(paged.first())
    door.before = lambda request: httpx.ConnectError("no route", request=request)
    with pytest.raises(Offline):
        asyncio.run(paged.next(first.position))
    door.before = lambda _: None
    second = asyncio.run(paged.next(first.position))
    assert asked(door)[-1] == "50/50"
    assert not {row.reference for row in first.rows} & {row.reference for row in second.rows}


@dataclass
class Numbers:
    """A list of texts that counts what is asked of it at once; `missing` cannot be read."""

    pages: list[Page[str]]
    missing: set[str] = field(default_factory=set)
    read: list[str] = field(default_factory=list)
    at_once: int = 0
    most: int = 0

    async def page(self, take: int, skip: int) -> Page[str]:
        return self.pages.pop(0)

    async def one(self, row_id: str) -> str | None:
        self.read.append(row_id)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            for _ in range(3):
                await asyncio.sleep(0)
            if row_id in self.missing:
                raise Offline("no route")
            return None if row_id == "gone" else row_id
        finally:
            self.at_once -= 1

    def row_id(self, row: str) -> str:
        return row


def test_a_row_twice_in_a_page_is_one_and_yet_counts_for_the_next() -> None:
    source = Numbers([Page(("a", "b", "a"), 9)])
    batch = asyncio.run(PagedLoader(source).first())
    assert batch.rows == ("a", "b")
    assert batch.position == Position(3, 9, more=True)


@pytest.mark.parametrize(("rows", "more"), [(PAGE, True), (PAGE - 1, False), (0, False)])
def test_without_a_total_a_full_page_promises_more(rows: int, more: bool) -> None:
    source = Numbers([Page(tuple(str(number) for number in range(rows)))])
    assert asyncio.run(PagedLoader(source).first()).position == Position(rows, None, more=more)


def test_an_empty_page_ends_a_list_whose_total_says_otherwise() -> None:
    source = Numbers([Page((), 9)])
    assert not asyncio.run(PagedLoader(source).next(Position(3, 9, more=True))).position.more


def test_rows_are_read_again_a_few_at_a_time_each_once() -> None:
    source, heard = Numbers([]), list[str]()
    wanted = [str(number) for number in range(20)]
    asyncio.run(PagedLoader(source).reread([*wanted, "gone", *wanted], heard.append))
    assert sorted(heard) == sorted(wanted)
    assert len(source.read) == 21
    assert source.most == AT_ONCE


def test_the_first_failure_ends_the_reading_and_is_raised() -> None:
    source, heard = Numbers([], missing={"2"}), list[str]()
    with pytest.raises(Offline):
        asyncio.run(PagedLoader(source).reread([str(number) for number in range(100)], heard.append))
    assert len(source.read) < 20
    assert "2" not in heard


def test_a_consignment_is_read_again_by_its_whole_reference(client: ProClient, door: Door) -> None:
    rows = asyncio.run(loader(client).first()).rows
    heard: list[ConsignmentRow] = []
    asyncio.run(loader(client).reread([rows[3].reference, rows[3].reference[:-1], "EC-ZZZ"], heard.append))
    assert [row.reference for row in heard] == [rows[3].reference]
    assert asked(door)[1:] == ["50/0"] * 3
