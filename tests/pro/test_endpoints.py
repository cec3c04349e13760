"""Every endpoint: what goes out, what its answer becomes, and that nothing of an answer is lost on the way back."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from desktop_app.pro import models
from desktop_app.pro.errors import BadAnswer, Interrupted, NotFound, Offline, ProError, Sent
from desktop_app.pro.models import ConsignmentStatus, ConsignmentSummary, SearchPage, Settled
from desktop_app.pro.polling import Polling
from desktop_app.pro.states import Action
from desktop_app.pro.values import Wire
from desktop_app.pro.wire import Call
from tests.pro.calls import ENDPOINTS, SAMPLES, Endpoint, Reader

JSON = {"content-type": "application/json"}
EVERY = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.request)


def plain(value: Any) -> Any:
    """Return `value` with what null stands for taken for null."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value] or None
    return None if value is False or value == "" else value


def body(answer: Any) -> Any:
    """Return the JSON of what a call returned."""
    if isinstance(answer, tuple):
        return [body(row) for row in answer]
    return answer.body() if isinstance(answer, Wire) else answer


async def ask(endpoint: Endpoint, status: int, content: bytes) -> tuple[Any, Call[Any]]:
    client = Reader()
    client.answer = status, JSON, content
    try:
        return await endpoint.do(client), client.sent[0]
    finally:
        await client.close()


@EVERY
def test_a_call_goes_out_as_documented_and_its_answer_comes_back_whole(endpoint: Endpoint) -> None:
    answer, call = asyncio.run(ask(endpoint, 200, json.dumps(endpoint.sample).encode()))
    assert f"{call.method} {call.path}" == endpoint.request
    assert call.params == endpoint.params
    assert plain(call.body) == plain(endpoint.body)
    assert call.body is None or json.loads(call.content() or b"") == endpoint.body
    if endpoint.answer is None:
        assert answer is None
    elif isinstance(answer, bytes):
        assert answer == b"%PDF-1.4\n"
    else:
        came = endpoint.sample
        if endpoint.request == "GET /carrierservices":
            came = came["MpdCarrierServices"]
        one_of_many = isinstance(answer, tuple) and not isinstance(came, list)
        assert plain(body(answer)) == plain([came] if one_of_many else came)
        assert unknown(answer) == set()


def unknown(answer: Any) -> set[str]:
    """Return the names of properties that no model has, but for one whose names are not documented."""
    if isinstance(answer, tuple | list):
        return set().union(*map(unknown, answer))
    if not isinstance(answer, Wire) or isinstance(answer, models.CollectionCalendar):
        return set()
    inner = (unknown(getattr(answer, name)) for name in type(answer).model_fields)
    return set(answer.model_extra or {}).union(*inner) - {"CustomerName", "CacheDate", "CacheSource", "Kg"}


@EVERY
def test_no_error_in_disguise_is_taken_for_an_answer(endpoint: Endpoint) -> None:
    if endpoint.answer is None or "collectioncalendar" in endpoint.request:
        return
    for content in (b"{}", b"null", b'[{"Hint": 1}]', b'{"Hint": "x", "CorrelationId": "c-7"}', b'"", ', b"<html>"):
        with pytest.raises(BadAnswer) as raised:
            asyncio.run(ask(endpoint, 200, content))
        asks = endpoint.request.startswith(("GET", "POST /quotes")) or (
            "deliveryoptions" in endpoint.request and "select" not in endpoint.request
        )
        assert raised.value.sent is (Sent.YES if asks else Sent.UNKNOWN)
        assert raised.value.correlation_id == ("c-7" if b"c-7" in content else "")


def test_every_documented_shape_has_its_model() -> None:
    alone: dict[str, type[Wire]] = {
        "tags-property": models.Consignment,
        "metadata-property": models.Consignment,
        "manifest-from-query-ready-to-ship.request": models.ManifestQuery,
    }
    lists_of_references = {
        name
        for name, sample in SAMPLES.items()
        if name.endswith(".request") and (isinstance(sample, list) or "ConsignmentReferences" in sample)
    }
    sent = {name for name, sample in SAMPLES.items() if any(sample == endpoint.body for endpoint in ENDPOINTS)}
    answered = {endpoint.answer for endpoint in ENDPOINTS}
    assert {*SAMPLES} - answered - sent - lists_of_references == {*alone}
    for name, kind in alone.items():
        model = kind.model_validate(SAMPLES[name])
        assert model.body() == SAMPLES[name]
        assert not model.model_extra


def test_a_start_builds_no_schema_and_reads_no_chapter_that_it_does_not_need() -> None:
    code = """
import sys, desktop_app.pro.client
from desktop_app.pro.values import Wire
def kinds(kind):
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)
print([one.__name__ for one in kinds(Wire) if one.__pydantic_complete__], len(list(kinds(Wire))) > 10)
print(sorted(name.rsplit(".", 1)[1] for name in sys.modules if name.startswith("desktop_app.pro.models.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "[] True",
        "['account', 'consignments', 'documents', 'found', 'goods', 'results']",
    ]


def test_the_models_are_found_by_name_and_nothing_else_is() -> None:
    for name in models.__all__:
        assert getattr(models, name) is not None
    with pytest.raises(AttributeError, match="Nonsense"):
        models.Nonsense  # noqa: B018 - what is tested


def test_late_ones_come_as_a_page_or_as_rows() -> None:
    late = next(e for e in ENDPOINTS if e.request == "GET /consignments/late")
    page, _ = asyncio.run(ask(late, 200, b'[{"Reference": "EC-1"}, {"Reference": "EC-2"}]'))
    assert (page.count, [row.reference for row in page.consignment_summaries]) == (2, ["EC-1", "EC-2"])


# Documents


@pytest.mark.parametrize("content", [b'"JVBERi0xLjQK"', b"JVBERi0xLjQK\r\n", rb'"Pz8\/Pz8\u002B"'])
def test_a_document_comes_in_quotes_or_bare(content: bytes) -> None:
    call = Call[bytes]("GET", "/x", bytes)
    assert call.read(200, {"content-type": "text/plain"}, content)


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("text/html", b"JVBE", "not-a-document"),
        ("application/json", b'{"File": ""}', "not-base64"),
        ("application/json", b'"JVBERi0xLj', "not-base64"),
        ("application/json", b'""', "empty-document"),
    ],
)
def test_half_a_document_is_none(kind: str, content: bytes, code: str) -> None:
    with pytest.raises(BadAnswer) as raised:
        Call[bytes]("GET", "/x", bytes).read(200, {"content-type": kind}, content)
    assert raised.value.code == code


# 202


class Service(Reader):
    """Answers every write with 202, and each look at a status with the next of `states`."""

    def __init__(self, **states: list[str | ProError]) -> None:
        super().__init__()
        self.slept: list[float] = []
        self.states = states
        self._polling = Polling(looks=(1, 2, 4), sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def send(self, call: Call[Any]) -> Any:
        found = re.fullmatch(r"/consignments/(\w+)/status", call.path)
        if not found:
            return call.read(202, {}, b"soon")
        said = self.states[found[1]].pop(0)
        if isinstance(said, ProError):
            raise said
        return ConsignmentStatus(status=said)


def lines(rows: Any) -> list[tuple[str, str, bool, bool]]:
    assert all(isinstance(row, Settled) for row in rows)
    return [(row.data, row.state, row.is_success, row.moving) for row in rows]


def test_a_202_is_followed_until_every_consignment_has_come_to_rest() -> None:
    service = Service(
        a=["Allocating", "Allocated"],
        b=["Unallocated", "Allocating", "AllocationFailed"],
        c=[NotFound("gone")],
        d=[Offline(sent=Sent.NO), "Teleported"],
    )
    rows = asyncio.run(service.allocation.by_default_rules("abcd"))
    assert lines(rows) == [
        ("a", "Allocated", True, False),
        ("b", "AllocationFailed", False, False),
        ("c", "", False, False),
        ("d", "Teleported", False, False),
    ]
    assert rows[2].message == "gone"  # type: ignore[union-attr]
    assert service.slept == [1, 2, 4]


def test_one_that_takes_too_long_is_said_to_be_moving() -> None:
    service = Service(a=["Manifesting"] * 3, b=["Manifested"], c=[Offline()] * 3, d=["Allocated"] * 3)
    assert lines(asyncio.run(service.manifests.manifest("abcd"))) == [
        ("a", "Manifesting", True, True),
        ("b", "Manifested", True, False),
        ("c", "", False, True),
        ("d", "Allocated", False, True),
    ]


def test_cancel_and_deallocate_wait_for_their_state_too() -> None:
    assert asyncio.run(Service(a=["Allocated", "Cancelling", "Cancelled"]).consignments.cancel("a")) is None
    assert asyncio.run(Service(a=["Unallocated"]).consignments.deallocate("a")) is None
    rows = asyncio.run(Service(a=["Cancelled"], b=["Delivered"]).consignments.cancel_many("ab"))
    assert lines(rows) == [("a", "Cancelled", True, False), ("b", "Delivered", False, False)]
    assert lines(asyncio.run(Service(a=["Unallocated"]).consignments.deallocate_many("a")))[0][2]
    with pytest.raises(Interrupted) as raised:
        asyncio.run(Service(a=["Allocated"] * 3).consignments.deallocate("a"))
    assert (raised.value.sent, raised.value.code) == (Sent.UNKNOWN, "state is Allocated")


def test_nothing_waits_when_there_is_nothing_to_wait_for() -> None:
    async def no_look(_: str) -> ConsignmentStatus:
        raise AssertionError

    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    assert asyncio.run(Polling(sleep=sleep).settle(Action.ALLOCATE, [], no_look)) == ()
    assert waited == []


# Paging


class Pages(Reader):
    """Answers searches from `rows`, `most` at a time; its `Count` is of all, of the page's (`True`), or missing."""

    def __init__(self, rows: list[str], most: int = 1000, count: Any = len) -> None:
        super().__init__()
        self.rows, self.most, self.count = rows, most, count
        self.asked: list[str] = []

    async def send(self, call: Call[Any]) -> Any:
        self.asked.append(call.path.removeprefix("/consignments/"))
        take, skip = map(int, call.path.split("/")[2:])
        rows = self.rows[skip : skip + min(take, self.most)]
        count = self.count(self.rows) if self.count is len else self.count and len(rows)
        return SearchPage(count=count, consignment_summaries=tuple(ConsignmentSummary(reference=r) for r in rows))


def pages(service: Pages, take: int = 2) -> tuple[str, list[str]]:
    async def go() -> str:
        return "".join([row.reference async for row in service.consignments.each((("state", "X"),), take)])

    return asyncio.run(go()), service.asked


def test_paging_stops_at_the_count_at_a_short_page_and_at_nothing_new() -> None:
    assert pages(Pages(list("abcd"))) == ("abcd", ["2/0", "2/2"])
    assert pages(Pages(list("abc"), count=None)) == ("abc", ["2/0", "2/2"])
    assert pages(Pages(list("abcd"), count=None)) == ("abcd", ["2/0", "2/2", "2/4"])
    assert pages(Pages([])) == ("", ["2/0"])
    assert pages(Pages(["a"] * 50)) == ("a", ["2/0", "2/2"])


def test_each_consignment_comes_once_though_the_list_moves() -> None:
    assert pages(Pages(list("abbcda"), count=None))[0] == "abcd"


def test_a_count_of_the_page_and_a_limit_of_the_service_lose_nothing() -> None:
    assert pages(Pages(list("abcde"), count=True))[0] == "abcde"
    assert pages(Pages(list("abcdefg"), most=3), take=5) == ("abcdefg", ["5/0", "5/3", "5/6"])
