"""What is in the journal: entered before it is sent, looked for by what the service holds, and sent on when it may."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.saved import to_data
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO
from desktop_app.pro.errors import NoKey, Offline, OutcomeUnknown, Rejected
from desktop_app.pro.models import Dimensions, Money, Package, Weight
from desktop_app.pro.states import Action
from desktop_app.services import journalled
from desktop_app.services.bench import Bench
from desktop_app.services.bulk import Bulk, Outcome
from desktop_app.services.deeds import CHEAPEST, Deed
from desktop_app.services.edits import KINDS as EDITS
from desktop_app.services.edits import Edits
from desktop_app.services.ledger import TOGETHER, Ledger
from desktop_app.services.outgoing import News, No, Outgoing
from desktop_app.services.queueing import Queueing
from desktop_app.services.resending import KINDS as DEEDS
from desktop_app.services.resending import Resending
from desktop_app.services.submit import Submitter
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.errors import DiskFull
from desktop_app.store.outbox import EntryState, KeyChanges, New, Outbox


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def queueing() -> Queueing:
    return Queueing()


@pytest.fixture
def bulk(client: ProClient, outbox: Outbox, queueing: Queueing) -> Bulk:
    return Bulk(client, outbox, "demo", queueing)


@pytest.fixture
def edits(client: ProClient, outbox: Outbox, queueing: Queueing) -> Edits:
    return Edits(client, outbox, "demo", queueing)


@pytest.fixture
def outgoing(client: ProClient, outbox: Outbox, queueing: Queueing, database: Database, edits: Edits) -> Outgoing:
    hands = ((DEEDS, Resending(client, outbox, queueing)), (EDITS, edits))
    return Outgoing(outbox, KeyChanges(database), client, queueing, hands, waits=(0.01,))


def references(client: ProClient, state: str, most: int) -> list[str]:
    page = asyncio.run(client.consignments.search([("state", state)], most, 0))
    return [row.reference for row in page.consignment_summaries]


def cancel(bulk: Bulk, asked: list[str]) -> tuple[Outcome, ...]:
    return asyncio.run(bulk.run(Action.CANCEL, asked, lambda _: None))


def states(outbox: Outbox) -> list[str]:
    return [entry.state.value for entry in reversed(outbox.latest(1000))]


def break_writes(_door: Any) -> Callable[[httpx.Request], BaseException | None]:
    return lambda request: httpx.ReadError("reset") if request.method != "GET" else None


def slam(_request: httpx.Request) -> BaseException:
    return httpx.ConnectError("no route")


def test_each_of_many_is_on_disk_as_being_sent_before_it_leaves(
    client: ProClient, door: Any, bulk: Bulk, database: Database, outbox: Outbox
) -> None:
    asked = references(client, "Allocated", 12)
    seen: list[str] = []

    def look(request: httpx.Request) -> None:
        # Another connection sees what is committed, and nothing else.
        with sqlite3.connect(database.path) as other:
            about = request.url.path.split("/")[2]
            (state,) = other.execute("SELECT state FROM outbox WHERE subject = ?", (about,)).fetchone()
        other.close()
        seen.append(state)

    door.before = lambda request: look(request) if request.method == "PUT" else None
    assert all(outcome.ok for outcome in cancel(bulk, asked))
    assert seen == ["sending"] * len(asked)
    assert states(outbox) == ["done"] * len(asked)
    entry = outbox.latest(1)[0]
    assert (entry.kind, entry.environment, entry.reference) == ("cancel", "demo", entry.subject)


def test_a_run_writes_many_in_one_transaction(bulk: Bulk, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[int, int]] = []
    turn_over = outbox.turn_over

    def count(fates: Any, leaving: Any) -> None:
        fates, leaving = list(fates), list(leaving)
        written.append((len(fates), len(leaving)))
        turn_over(fates, leaving)

    monkeypatch.setattr(outbox, "turn_over", count)
    cancel(bulk, [f"EC-{number:09}" for number in range(TOGETHER + 6)])
    assert len(written) == 3
    assert [leaving for _, leaving in written] == [TOGETHER, 6, 0]
    assert sum(fates for fates, _ in written) == TOGETHER + 6


def test_what_was_not_handed_out_is_forgotten(outbox: Outbox) -> None:
    ledger = Ledger(outbox, "demo", [Deed(Action.CANCEL, f"EC-{n}") for n in range(5)])
    next(ledger)
    ledger.close()
    assert states(outbox) == ["sending"]


def test_without_a_key_or_a_journal_nothing_leaves(
    client: ProClient, door: Any, outbox: Outbox, queueing: Queueing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoKey):
        cancel(Bulk(ProClient(DEMO, None), outbox, "demo", queueing), ["EC-1"])
    assert states(outbox) == []
    asked = references(client, "Allocated", 3)

    def full(*_: Any) -> None:
        raise DiskFull(outbox._database.path)

    monkeypatch.setattr(outbox, "turn_over", full)
    with pytest.raises(DiskFull):
        cancel(Bulk(client, outbox, "demo", queueing), asked)
    assert door.count("PUT") == 0


def test_offline_all_wait_in_their_order_without_being_tried_one_by_one(
    door: Any, bulk: Bulk, outbox: Outbox, queueing: Queueing
) -> None:
    queueing.wanted = True
    door.before = slam
    asked = [f"EC-{number}" for number in range(100)]
    outcomes = cancel(bulk, asked)
    assert all(outcome.waiting and not outcome.ok for outcome in outcomes)
    assert [entry.subject for entry in outbox.queued()] == asked
    assert len({request.url.path for request in door.sent}) <= 8


@pytest.mark.parametrize("service", ["", "SVC-1", CHEAPEST])
def test_a_deed_is_read_back_as_it_was_entered(service: str) -> None:
    deed = Deed(Action.ALLOCATE, "EC-1", service)
    assert Deed.of(deed.body()) == deed


def test_a_deed_that_was_not_done_is_known_so_only_when_it_can_no_longer_come(
    client: ProClient, door: Any, bulk: Bulk, outgoing: Outgoing, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = references(client, "Allocated", 1)
    door.before = break_writes(door)
    assert cancel(bulk, asked)[0].unknown
    door.before = lambda _: None
    (listed,) = asyncio.run(outgoing.list())
    assert (listed.look, listed.send, listed.discard) == (None, No.NOT_KNOWN, None)
    looked = asyncio.run(outgoing.look(listed.entry.id))
    assert looked is not None
    assert looked.state is EntryState.UNKNOWN
    monkeypatch.setattr(journalled, "AT_REST", timedelta(0))
    looked = asyncio.run(outgoing.look(listed.entry.id))
    assert looked is not None
    assert (looked.state, looked.answer) == (EntryState.REFUSED, "Allocated")
    sent = asyncio.run(outgoing.send(listed.entry.id))
    assert sent is not None
    assert sent.state is EntryState.DONE
    calls = len(door.sent)
    assert asyncio.run(outgoing.send(listed.entry.id)) == sent
    assert len(door.sent) == calls


def test_a_deed_found_done_after_a_crash(client: ProClient, outbox: Outbox, outgoing: Outgoing, door: Any) -> None:
    (reference,) = references(client, "Allocated", 1)
    gone = New("cancel", "demo", Deed(Action.CANCEL, "EC-ZZZ-ZZZ-ZZZ").body(), "EC-ZZZ-ZZZ-ZZZ")
    done = New("cancel", "demo", Deed(Action.CANCEL, reference).body(), reference)
    outbox.turn_over((), [gone, done])
    asyncio.run(client.consignments.cancel(reference))
    assert len(outbox.recover()) == 2
    asked = door.count("PUT")
    asyncio.run(run_until(outgoing, lambda news: news.unsettled == 0))
    assert states(outbox) == ["refused", "done"]
    assert door.count("PUT") == asked


async def run_until(outgoing: Outgoing, enough: Callable[[News], bool]) -> None:
    """Keep the journal moving until its news are enough."""
    reached = asyncio.Event()

    def hear(news: object) -> None:
        assert isinstance(news, News)
        if enough(news):
            reached.set()

    running = asyncio.create_task(outgoing.run(hear))
    await asyncio.wait_for(reached.wait(), 10)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_a_queue_waits_for_the_network_and_stops_at_a_bad_key(
    client: ProClient, door: Any, bulk: Bulk, outgoing: Outgoing, outbox: Outbox, queueing: Queueing
) -> None:
    asked = references(client, "Allocated", 3)
    queueing.wanted = True
    door.before = slam
    cancel(bulk, asked)
    door.before = lambda _: None
    withdrawn = False

    def refuse(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        nonlocal withdrawn
        withdrawn = withdrawn or request.method == "PUT"
        return httpx.Response(401, json={}) if withdrawn else given

    door.answer = refuse
    asyncio.run(run_until(outgoing, lambda news: news.unsettled == 2))
    assert states(outbox) == ["refused", "queued", "queued"]
    door.answer = lambda _, given: given
    asyncio.run(run_until(outgoing, lambda news: news.unsettled == 0))
    assert states(outbox) == ["refused", "done", "done"]


def test_what_is_being_sent_when_the_environment_is_left_comes_to_its_end(
    client: ProClient, door: Any, bulk: Bulk, outgoing: Outgoing, outbox: Outbox, queueing: Queueing
) -> None:
    asked = references(client, "Allocated", 2)
    queueing.wanted = True
    door.before = slam
    cancel(bulk, asked)
    door.before = lambda _: None

    async def go() -> None:
        inside = door.handle_async_request

        async def held(request: httpx.Request) -> httpx.Response:
            if request.method == "PUT":
                running.cancel()
                await asyncio.sleep(0)
            response: httpx.Response = await inside(request)
            return response

        door.handle_async_request = held
        running = asyncio.create_task(outgoing.run(lambda _: None))
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(go())
    assert states(outbox) == ["done", "queued"]


def test_discarding_is_not_done_to_what_is_on_its_way(outbox: Outbox, outgoing: Outgoing) -> None:
    outbox.turn_over((), [New("cancel", "demo", {}, "EC-1")])
    (listed,) = asyncio.run(outgoing.list())
    assert (listed.look, listed.send, listed.discard) == (No.SENDING, No.SENDING, No.SENDING)
    asyncio.run(outgoing.discard(listed.entry.id))
    assert states(outbox) == ["sending"]
    outbox.recover()
    asyncio.run(outgoing.discard(listed.entry.id))
    asyncio.run(outgoing.discard(listed.entry.id))
    assert states(outbox) == []
    assert asyncio.run(outgoing.look(listed.entry.id)) is None
    assert asyncio.run(outgoing.send(listed.entry.id)) is None


PACKAGE = Package(
    weight=Weight.kg("0.5"), dimensions=Dimensions.cm(10, 10, 10), description="Hat", value=Money.of("9.99", "GBP")
)


@pytest.mark.parametrize("lost", [False, True])
def test_packages_are_added_and_taken_out_once(client: ProClient, door: Any, edits: Edits, lost: bool) -> None:
    (reference,) = references(client, "Unallocated", 1)
    before = len(asyncio.run(client.consignments.get(reference)).packages)
    door.after = break_writes(door) if lost else lambda _: None
    entry = asyncio.run(edits.add_package(reference, PACKAGE))
    assert entry.state is EntryState.DONE
    assert entry.reference.startswith("EP-")
    assert len(asyncio.run(client.consignments.get(reference)).packages) == before + 1
    entry = asyncio.run(edits.delete_package(reference, entry.reference))
    assert entry.state is EntryState.DONE
    assert len(asyncio.run(client.consignments.get(reference)).packages) == before
    assert sum(request.method in {"POST", "DELETE"} for request in door.sent) == 2


@pytest.mark.parametrize("lost", [False, True])
def test_an_update_is_seen_by_what_it_made(client: ProClient, door: Any, edits: Edits, lost: bool) -> None:
    (reference,) = references(client, "Unallocated", 1)
    whole = asyncio.run(client.consignments.get_with_metadata(reference))
    changed = whole.model_copy(update={"consignment_reference_provided_by_customer": "OTHER"})
    door.after = break_writes(door) if lost else lambda _: None
    assert asyncio.run(edits.update(changed)).state is EntryState.DONE
    now = asyncio.run(client.consignments.get(reference))
    assert now.consignment_reference_provided_by_customer == "OTHER"


def test_an_edit_that_did_not_arrive_is_unknown_and_never_guessed_at(
    client: ProClient, door: Any, edits: Edits, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journalled, "AT_REST", timedelta(0))
    (reference,) = references(client, "Unallocated", 1)
    whole = asyncio.run(client.consignments.get(reference))
    door.before = break_writes(door)
    changed = whole.model_copy(update={"consignment_reference_provided_by_customer": "OTHER"})
    theirs = PACKAGE.model_copy(update={"package_reference_provided_by_customer": "HAT"})
    with pytest.raises(OutcomeUnknown):
        asyncio.run(edits.update(changed))
    with pytest.raises(OutcomeUnknown):
        asyncio.run(edits.add_package(reference, theirs))
    assert states(outbox) == ["unknown", "unknown"]
    assert asyncio.run(edits.delete_package(reference, str(whole.packages[0].reference))).state is EntryState.REFUSED


def test_a_refused_edit_is_told_and_one_without_a_network_waits(
    client: ProClient, door: Any, edits: Edits, outbox: Outbox, queueing: Queueing
) -> None:
    (reference,) = references(client, "Unallocated", 1)
    with pytest.raises(Rejected):
        asyncio.run(edits.add_package(reference, Package(description="Nothing")))
    door.before = slam
    with pytest.raises(Offline):
        asyncio.run(edits.delete_package(reference, "EP-1"))
    queueing.wanted = True
    assert asyncio.run(edits.delete_package(reference, "EP-1")).state is EntryState.QUEUED
    with pytest.raises(NoKey):
        asyncio.run(Edits(ProClient(DEMO, None), outbox, "demo", queueing).delete_package(reference, "EP-1"))
    assert states(outbox) == ["refused", "refused", "queued", "refused"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (EntryState.DONE, ("ENTRY", "EC-1")),
        (EntryState.UNKNOWN, ("ENTRY", "")),
        (EntryState.QUEUED, ("ENTRY", "")),
        (EntryState.REFUSED, ("", "")),
        (None, ("", "")),
    ],
)
def test_the_bench_opens_with_what_the_journal_knows(
    database: Database, outbox: Outbox, client: ProClient, door: Any, state: EntryState | None, shown: tuple[str, str]
) -> None:
    draft = Draft()
    draft.add(Consignment("c1", submission="handed over"), "consignments")
    Drafts(database).save(to_data(draft))
    if state is not None:
        outbox.turn_over((), [New("create", "demo", {}, "c1", "ORDER-1", "ENTRY")])
        marks: dict[EntryState, Callable[[], None]] = {
            EntryState.DONE: lambda: outbox.mark_done("ENTRY", reference="EC-1"),
            EntryState.UNKNOWN: lambda: outbox.mark_unknown("ENTRY"),
            EntryState.QUEUED: lambda: outbox.mark_queued("ENTRY"),
            EntryState.REFUSED: lambda: outbox.mark_refused("ENTRY"),
        }
        marks[state]()
    submitter = Submitter(client, outbox, "demo", Queueing())
    (opened,) = asyncio.run(Bench(Drafts(database), submitter).load()).consignments
    submission = "handed over" if state is EntryState.DONE else opened.submission
    assert (submission and shown[0] and "ENTRY", opened.created) == shown
    assert opened.locked is bool(shown[0])
    assert door.sent == []
