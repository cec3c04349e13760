"""What waits in the journal or is not known: looked for by what the service holds, and sent on when it may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.saved import to_data
from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import OutcomeUnknown
from desktop_app.pro.states import Action
from desktop_app.services.actions import Actions, Outcome
from desktop_app.services.bench import Bench
from desktop_app.services.outbox import dispatcher as dispatching
from desktop_app.services.outbox import writer as writing
from desktop_app.services.outbox.dispatcher import Dispatcher, Listed, News, No
from desktop_app.services.outbox.operations import all_operations
from desktop_app.services.outbox.operations.actions import action_entry
from desktop_app.services.outbox.submitter import Submitter
from desktop_app.services.outbox.writer import Writer, Written
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.errors import DiskFull, StoreFailed
from desktop_app.store.outbox import Entry, EntryState, Fate, KeyNumber, New, Outbox, WrongState
from tests.services.outbox.conftest import break_writes, slam


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call that was not answered has come to rest."""
    monkeypatch.setattr(writing, "AT_REST", 0.0)


def references(client: ProClient, state: str, most: int) -> list[str]:
    page = asyncio.run(client.consignments.search([("state", state)], most, 0))
    return [row.reference for row in page.consignment_summaries]


def run(actions: Actions, action: Action, asked: list[str]) -> tuple[Outcome, ...]:
    return asyncio.run(actions.run(action, asked, lambda _: None))


def states(outbox: Outbox) -> list[str]:
    return [entry.state.value for entry in reversed(outbox.latest(1000))]


def listed(dispatcher: Dispatcher) -> tuple[Listed, ...]:
    return asyncio.run(dispatcher.list())


def look(dispatcher: Dispatcher, entry: Entry) -> Entry:
    seen = asyncio.run(dispatcher.look(entry.id))
    assert seen is not None
    return seen


async def run_until(dispatcher: Dispatcher, enough: Callable[[News], bool]) -> None:
    """Keep the journal moving until its news are enough."""
    reached = asyncio.Event()

    def hear(news: object) -> None:
        assert isinstance(news, News)
        if enough(news):
            reached.set()

    running = asyncio.create_task(dispatcher.run(hear))
    await asyncio.wait_for(reached.wait(), 10)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_what_can_never_be_undone_is_known_not_to_have_been_done_once_it_can_no_longer_come(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = references(client, "Allocated", 1)
    door.before = break_writes
    assert run(actions, Action.CANCEL, asked)[0].unknown
    door.before = lambda _: None
    (one,) = listed(dispatcher)
    assert (one.look, one.send, one.discard) == (None, No.NOT_KNOWN, None)
    assert look(dispatcher, one.entry).state is EntryState.UNKNOWN
    monkeypatch.setattr(writing, "AT_REST", 0.0)
    seen = look(dispatcher, one.entry)
    assert (seen.state, seen.answer) == (EntryState.REFUSED, "Allocated")
    sent = asyncio.run(dispatcher.send(one.entry.id))
    assert sent is not None
    assert sent.state is EntryState.DONE
    calls = len(door.sent)
    assert asyncio.run(dispatcher.send(one.entry.id)) == sent
    assert len(door.sent) == calls


def test_what_a_colleague_may_have_moved_on_since_is_not_called_refused(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, at_rest: None
) -> None:
    """Deallocated, the answer lost; a colleague has allocated it anew: that it is Allocated proves nothing."""
    (reference,) = references(client, "Allocated", 1)
    door.after = lambda _: httpx.ReadError("reset")
    assert run(actions, Action.DEALLOCATE, [reference])[0].unknown
    door.after = lambda _: None
    asyncio.run(client.allocation.by_default_rules([reference]))
    writes = door.count("PUT")

    (one,) = listed(dispatcher)
    assert look(dispatcher, one.entry).state is EntryState.UNKNOWN
    asyncio.run(dispatcher.hurry())
    asyncio.run(dispatcher.send(one.entry.id))

    assert listed(dispatcher)[0].send is No.NOT_KNOWN
    assert door.count("PUT") == writes


def test_an_action_found_done_after_a_crash(
    client: ProClient, outbox: Outbox, dispatcher: Dispatcher, door: Any, at_rest: None
) -> None:
    (reference,) = references(client, "Allocated", 1)
    outbox.turn_over((), [action_entry("demo", Action.CANCEL, each) for each in ("EC-ZZZ-ZZZ-ZZZ", reference)])
    asyncio.run(client.consignments.cancel(reference))
    assert len(outbox.recover()) == 2
    asked = door.count("PUT")
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 0))
    assert states(outbox) == ["refused", "done"]
    assert door.count("PUT") == asked


def test_a_queue_waits_for_the_network_and_stops_at_a_bad_key(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    asked = references(client, "Allocated", 3)
    asyncio.run(dispatcher.queue_offline(True))
    door.before = slam
    run(actions, Action.CANCEL, asked)
    door.before = lambda _: None
    withdrawn = False

    def refuse(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        nonlocal withdrawn
        withdrawn = withdrawn or request.method == "PUT"
        return httpx.Response(401, json={}) if withdrawn else given

    door.answer = refuse
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 2))
    assert states(outbox) == ["refused", "queued", "queued"]
    door.answer = lambda _, given: given
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 0))
    assert states(outbox) == ["refused", "done", "done"]


def queue(actions: Actions, door: Any, writer: Writer, asked: list[str]) -> None:
    """Have cancels of these wait in the journal."""
    writer.queue_offline = True
    door.before = slam
    run(actions, Action.CANCEL, asked)
    door.before = lambda _: None


def test_what_is_being_sent_when_the_environment_is_left_comes_to_its_end(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    queue(actions, door, writer, references(client, "Allocated", 2))

    async def go() -> None:
        inside = door.handle_async_request

        async def held(request: httpx.Request) -> httpx.Response:
            if request.method == "PUT":
                running.cancel()
                await asyncio.sleep(0)
            response: httpx.Response = await inside(request)
            return response

        door.handle_async_request = held
        running = asyncio.create_task(dispatcher.run(lambda _: None))
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(go())
    assert states(outbox) == ["done", "queued"]


def during_first_write(door: Any, meanwhile: Callable[[], Any]) -> None:
    """Let `meanwhile` happen while the first write is under way."""
    inside, happened = door.handle_async_request, False

    async def held(request: httpx.Request) -> httpx.Response:
        nonlocal happened
        if request.method == "PUT" and not happened:
            happened = True
            await meanwhile()
        response: httpx.Response = await inside(request)
        return response

    door.handle_async_request = held


def test_what_was_sent_from_the_page_meanwhile_is_not_sent_again(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    """The round has read its list; “Send now” sends the second one, and its answer is lost."""
    asked = references(client, "Allocated", 2)
    queue(actions, door, writer, asked)
    second = outbox.queued()[1]
    tried = door.count("PUT", f"/consignments/{asked[1]}")

    async def send_now() -> None:
        door.before = lambda r: httpx.ReadError("reset") if r.url.path.startswith(f"/consignments/{asked[1]}") else None
        with pytest.raises(Exception, match=second.id):
            await dispatcher.send(second.id)

    during_first_write(door, send_now)
    asyncio.run(dispatcher._send_round())

    assert states(outbox) == ["done", "unknown"]
    assert door.count("PUT", f"/consignments/{asked[1]}") == tried + 1


def test_switching_the_queue_off_stops_it_between_two(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    queue(actions, door, writer, references(client, "Allocated", 2))
    during_first_write(door, lambda: dispatcher.queue_offline(False))
    assert asyncio.run(dispatcher._send_round()) == 1
    assert states(outbox) == ["done", "queued"]


def test_one_unknown_that_cannot_be_looked_for_stops_no_other_but_a_dead_network_does(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox
) -> None:
    asked = references(client, "Allocated", 3)
    door.after = lambda _: httpx.ReadError("reset")
    run(actions, Action.CANCEL, asked)
    door.after = lambda request: httpx.ReadError("reset") if asked[0] in request.url.path else None
    assert asyncio.run(dispatcher._look_round()) == 2
    assert states(outbox) == ["unknown", "done", "done"]
    door.after = lambda _: None
    door.before = slam
    assert asyncio.run(dispatcher._look_round()) == 0


def test_a_journal_that_cannot_be_read_is_tried_again(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, monkeypatch: Any
) -> None:
    asked = references(client, "Allocated", 1)
    door.after = lambda _: httpx.ReadError("reset")
    run(actions, Action.CANCEL, asked)
    door.after = lambda _: None
    read, failures = outbox._database.read, iter(range(3))

    def fail(statement: str, *values: Any) -> Any:
        if next(failures, None) is not None:
            raise StoreFailed(outbox._database.path, "EIO")
        return read(statement, *values)

    monkeypatch.setattr(outbox._database, "read", fail)
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 0))
    assert states(outbox) == ["done"]


def test_the_network_going_again_in_the_middle_leaves_the_rest_waiting(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    asked = references(client, "Allocated", 3)
    queue(actions, door, writer, asked)
    door.before = lambda request: slam(request) if asked[1] in request.url.path else None
    assert asyncio.run(dispatcher._send_round()) == 1
    assert states(outbox) == ["done", "queued", "queued"]


def test_an_environment_that_was_opened_again_keeps_hearing_of_changes(dispatcher: Dispatcher, outbox: Outbox) -> None:
    async def go() -> None:
        leaving = asyncio.create_task(dispatcher.run(lambda _: None))
        await asyncio.sleep(0)
        heard = outbox.changed = lambda: None
        leaving.cancel()
        await asyncio.wait([leaving])
        assert outbox.changed is heard

    asyncio.run(go())


def test_discarding_is_not_done_to_what_is_on_its_way(outbox: Outbox, dispatcher: Dispatcher) -> None:
    outbox.turn_over((), [New("cancel", "demo", {}, "EC-1")])
    (one,) = listed(dispatcher)
    assert (one.look, one.send, one.discard) == (No.SENDING, No.SENDING, No.SENDING)
    asyncio.run(dispatcher.discard(one.entry.id))
    assert states(outbox) == ["sending"]
    outbox.recover()
    asyncio.run(dispatcher.discard(one.entry.id))
    asyncio.run(dispatcher.discard(one.entry.id))
    assert states(outbox) == []
    assert asyncio.run(dispatcher.look(one.entry.id)) is None
    assert asyncio.run(dispatcher.send(one.entry.id)) is None


def refused(outbox: Outbox, kind: str, subject: str) -> Entry:
    (entry,) = outbox.turn_over((), [New(kind, "demo", {"ConsignmentReference": subject}, subject, "ORDER-1")])
    return outbox.move(entry, EntryState.REFUSED)


def standing(outbox: Outbox, kind: str, subject: str, state: EntryState) -> Entry:
    (entry,) = outbox.turn_over((), [New(kind, "demo", {"ConsignmentReference": subject}, subject, "ORDER-1")])
    return entry if state is EntryState.SENDING else outbox.move(entry, state)


ALIVE = (EntryState.QUEUED, EntryState.SENDING, EntryState.UNKNOWN, EntryState.DONE)


@pytest.mark.parametrize("state", ALIVE)
@pytest.mark.parametrize("older", [True, False])
def test_a_refused_create_is_not_sent_beside_another_of_the_same(
    dispatcher: Dispatcher, outbox: Outbox, writer: Writer, door: Any, state: EntryState, older: bool
) -> None:
    """Whichever was first: both sent, the consignment would be there twice."""
    if older:
        standing(outbox, "create", "c1", state)
    entry = refused(outbox, "create", "c1")
    if not older:
        standing(outbox, "create", "c1", state)
    assert {each.entry.id: each.send for each in listed(dispatcher)}[entry.id] is No.REPLACED
    assert asyncio.run(dispatcher.send(entry.id)) == entry
    with pytest.raises(WrongState):
        asyncio.run(writer.send(entry))
    assert door.sent == []


@pytest.mark.parametrize("state", ALIVE)
def test_a_refused_action_is_sent_though_the_same_was_done_long_before(
    client: ProClient, dispatcher: Dispatcher, outbox: Outbox, state: EntryState
) -> None:
    """Allocated, deallocated, and now refused: what was done before does not stand in the way, what is open does."""
    (reference,) = references(client, "Unallocated", 1)
    standing(outbox, "allocate", reference, state)
    entry = refused(outbox, "allocate", reference)
    sent = asyncio.run(dispatcher.send(entry.id))
    assert sent is not None
    assert sent.state is (EntryState.DONE if state is EntryState.DONE else EntryState.REFUSED)


def test_of_two_that_are_queued_about_the_same_the_older_goes_first(
    client: ProClient, door: Any, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    writer.queue_offline = True
    (reference,) = references(client, "Allocated", 1)
    older, newer = (standing(outbox, "cancel", reference, EntryState.QUEUED) for _ in range(2))
    with pytest.raises(WrongState):
        asyncio.run(writer.send(newer))
    assert asyncio.run(dispatcher._send_round()) == 2
    assert outbox.get(older.id) is not None
    assert states(outbox) == ["done", "queued"] or states(outbox) == ["done", "refused"]


def test_an_unknown_of_an_earlier_key_is_not_looked_for_unasked_nor_called_refused(
    client: ProClient, door: Any, dispatcher: Dispatcher, outbox: Outbox, at_rest: None
) -> None:
    """The account of the other key does not have it: that proves nothing."""
    entry = standing(outbox, "cancel", "EC-ZZZ-ZZZ-ZZZ", EntryState.UNKNOWN)
    outbox.key_number += 1
    KeyNumber(outbox._database).count_change()
    assert asyncio.run(dispatcher._look_round()) == 0
    assert door.count("GET", "/consignments/EC-") == 0
    assert look(dispatcher, entry).state is EntryState.UNKNOWN


@pytest.mark.parametrize("kind", ["edit", "add package", "delete package", "create", "pack"])
def test_an_entry_that_cannot_be_read_stops_no_other(
    client: ProClient, dispatcher: Dispatcher, outbox: Outbox, writer: Writer, kind: str
) -> None:
    (strange,) = outbox.turn_over((), [New(kind, "demo", {"Packages": 7, "Weight": "much"}, "c1", "CD-1")])
    writer.queue_offline = True
    outbox.move(strange, EntryState.QUEUED)
    (reference,) = references(client, "Allocated", 1)
    standing(outbox, "cancel", reference, EntryState.QUEUED)
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 0))
    assert states(outbox) == ["refused", "done"]
    (unknown,) = outbox.turn_over((), [New("edit", "demo", {"Packages": 7}, "EC-1")])
    outbox.move(unknown, EntryState.UNKNOWN)
    assert asyncio.run(dispatcher._look_round()) == 0
    assert listed(dispatcher)[0].look is No.NEWER_VERSION


def full(*_arguments: Any, **_named: Any) -> Any:
    raise DiskFull(Path("desk.sqlite"))


def test_what_the_disk_did_not_take_is_written_down_once_there_is_room(
    client: ProClient, door: Any, dispatcher: Dispatcher, outbox: Outbox, writer: Writer, monkeypatch: Any
) -> None:
    (reference,) = references(client, "Allocated", 1)
    (entry,) = outbox.turn_over((), [action_entry("demo", Action.CANCEL, reference)])
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "move", full)
        patch.setattr(outbox, "turn_over", full)
        with pytest.raises(OutcomeUnknown):
            asyncio.run(writer._send(entry))
        with pytest.raises(DiskFull):
            writer.catch_up()
    assert states(outbox) == ["sending"]
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 0))
    assert states(outbox) == ["done"]
    assert door.count("PUT") == 1


def test_what_was_broken_off_on_a_full_disk_is_unknown_once_there_is_room(
    client: ProClient, door: Any, outbox: Outbox, writer: Writer, monkeypatch: Any
) -> None:
    (entry,) = outbox.turn_over((), [action_entry("demo", Action.CANCEL, "EC-1")])
    door.before = lambda _: asyncio.CancelledError()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "turn_over", full)
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(writer._send(entry))
    writer.catch_up()
    assert states(outbox) == ["unknown"]


def test_what_others_settled_meanwhile_is_not_written_over(outbox: Outbox, writer: Writer) -> None:
    (entry,) = outbox.turn_over((), [action_entry("demo", Action.CANCEL, "EC-1")])
    writer.keep([Fate(entry, EntryState.UNKNOWN)])
    outbox.move(entry, EntryState.DONE)
    writer._settle(Fate(entry, EntryState.UNKNOWN))
    writer.catch_up()
    assert states(outbox) == ["done"]


def test_an_answer_that_comes_after_a_look_has_found_it_is_no_mistake(
    client: ProClient, door: Any, outbox: Outbox, writer: Writer
) -> None:
    (reference,) = references(client, "Allocated", 1)
    (entry,) = outbox.turn_over((), [action_entry("demo", Action.CANCEL, reference)])
    inside = door.handle_async_request

    async def go(state: EntryState) -> object:
        left, moved = asyncio.Event(), asyncio.Event()

        async def held(request: httpx.Request) -> httpx.Response:
            left.set()
            await moved.wait()
            response: httpx.Response = await inside(request)
            return response

        door.handle_async_request = held
        sending = asyncio.create_task(writer._send(entry))
        await left.wait()
        outbox.move(entry, state)
        moved.set()
        return await sending

    written = asyncio.run(go(EntryState.DONE))
    assert isinstance(written, Written)
    assert written.found
    (entry,) = outbox.turn_over((), [action_entry("demo", Action.CANCEL, reference)])
    with pytest.raises(WrongState):
        asyncio.run(go(EntryState.UNKNOWN))


def test_a_look_that_saw_it_done_is_right_against_one_that_called_it_refused_before(
    client: ProClient, outbox: Outbox, writer: Writer
) -> None:
    (reference,) = references(client, "Allocated", 1)
    asyncio.run(client.consignments.cancel(reference))
    unknown = standing(outbox, "cancel", reference, EntryState.UNKNOWN)
    outbox.move(unknown, EntryState.REFUSED)
    assert asyncio.run(writer.look(unknown)).state is EntryState.DONE
    assert states(outbox) == ["done"]


def test_a_look_at_what_was_discarded_meanwhile_changes_nothing(
    client: ProClient, outbox: Outbox, writer: Writer, at_rest: None
) -> None:
    (reference,) = references(client, "Allocated", 1)
    unknown = standing(outbox, "cancel", reference, EntryState.UNKNOWN)
    outbox.discard(unknown)
    writer.use(all_operations(client))
    assert asyncio.run(writer.look(unknown)) == unknown
    assert states(outbox) == []


def test_a_service_that_turns_a_write_away_is_not_hurried(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    """Each try makes the entry leave and wait again: that is nothing new, and the waits grow all the same."""
    queue(actions, door, writer, references(client, "Allocated", 1))
    tries = door.count("PUT")
    door.before = lambda request: slam(request) if request.method == "PUT" else None
    dispatcher._waits = (0.0, 0.0, 3600.0)

    async def go() -> None:
        running = asyncio.create_task(dispatcher.run(lambda _: None))
        await asyncio.sleep(5 * dispatching.GATHERED)
        running.cancel()
        await asyncio.wait([running])

    before = door.count("PUT")
    asyncio.run(go())
    # Three rounds, in each of which the client tries a few times itself.
    assert door.count("PUT") - before <= 3 * tries


def test_a_bug_in_what_runs_beside_is_heard_of(dispatcher: Dispatcher) -> None:
    def broken(_news: object) -> None:
        raise RuntimeError("a bug")

    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(dispatcher.run(broken))
    assert raised.group_contains(RuntimeError)


@pytest.mark.parametrize("wrong", [RuntimeError("a bug"), None])
def test_a_bug_while_sending_from_the_queue_is_no_outcome(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, writer: Writer, wrong: Exception | None
) -> None:
    queue(actions, door, writer, references(client, "Allocated", 1))
    door.before = lambda request: wrong if request.method == "PUT" else None
    if wrong is None:
        assert asyncio.run(dispatcher._send_round()) == 1
    else:
        with pytest.raises(RuntimeError):
            asyncio.run(dispatcher._send_round())


def test_what_has_something_newer_in_its_place_is_not_sent_again(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher
) -> None:
    asked = references(client, "Allocated", 1)
    door.before = slam
    run(actions, Action.CANCEL, asked)
    door.before = lambda _: None
    run(actions, Action.CANCEL, asked)
    done, refused = listed(dispatcher)
    assert (done.look, done.send) == (No.DONE, No.DONE)
    assert (refused.look, refused.send) == (No.NOT_SENT, No.REPLACED)


def test_what_an_earlier_key_entered_waits_for_a_go_ahead_whatever_the_clock_says(
    client: ProClient,
    door: Any,
    actions: Actions,
    dispatcher: Dispatcher,
    outbox: Outbox,
    writer: Writer,
    database: Database,
) -> None:
    asked = references(client, "Allocated", 2)
    queue(actions, door, writer, asked[:1])
    # The clock was a day ahead when it was entered, and is right again.
    with database.write() as connection:
        connection.execute("UPDATE outbox SET created = '2999-01-01T00:00:00.000000+00:00', changed = created")
    KeyNumber(database).count_change()
    outbox.key_number = KeyNumber(database).current()
    queue(actions, door, writer, asked[1:])
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 1))
    assert states(outbox) == ["queued", "done"]
    assert [each.held for each in listed(dispatcher)] == [False, True]
    sent = asyncio.run(dispatcher.send(outbox.queued()[0].id))
    assert sent is not None
    assert sent.state is EntryState.DONE


def test_an_entry_of_a_newer_version_stays_and_stops_nothing(
    client: ProClient, door: Any, actions: Actions, dispatcher: Dispatcher, outbox: Outbox, writer: Writer
) -> None:
    (strange, waiting) = outbox.turn_over((), [New("teleport", "demo", {}, "EC-1"), New("beam", "demo", {}, "EC-2")])
    outbox.move(strange, EntryState.UNKNOWN)
    outbox.move(waiting, EntryState.QUEUED)
    queue(actions, door, writer, references(client, "Allocated", 1))
    asyncio.run(run_until(dispatcher, lambda news: news.unsettled == 2))
    assert states(outbox) == ["unknown", "queued", "done"]
    _, second, first = listed(dispatcher)
    assert (first.look, first.send, first.discard) == (No.NEWER_VERSION, No.NOT_KNOWN, None)
    assert (second.look, second.send, second.discard) == (No.NOT_SENT, No.NEWER_VERSION, None)
    assert look(dispatcher, first.entry).state is EntryState.UNKNOWN
    unsent = asyncio.run(dispatcher.send(second.entry.id))
    assert unsent is not None
    assert unsent.state is EntryState.QUEUED


def test_what_was_done_long_ago_loses_its_body_and_the_file_holds_nothing_of_it(
    outbox: Outbox, dispatcher: Dispatcher, database: Database
) -> None:
    address = "13 Łódź Street " * 50
    old, recent, refused = outbox.turn_over((), [New("create", "demo", {"To": address}, f"c{n}") for n in range(3)])
    outbox.move(old, EntryState.DONE, reference="EC-1", answer=address)
    outbox.move(recent, EntryState.DONE, reference="EC-2")
    outbox.move(refused, EntryState.REFUSED)
    with database.write() as connection:
        connection.execute("UPDATE outbox SET changed = '2001-01-01T00:00:00.000000+00:00' WHERE subject != 'c1'")

    asyncio.run(dispatcher.keep_bodies(None))
    assert all(entry.body_kept for entry in outbox.latest(10))
    asyncio.run(dispatcher.keep_bodies(timedelta(days=90)))

    kept = {entry.subject: (entry.body, entry.body_kept, entry.reference) for entry in outbox.latest(10)}
    assert kept["c0"] == ({}, False, "EC-1")
    assert kept["c1"] == ({"To": address}, True, "EC-2")
    assert kept["c2"] == ({"To": address}, True, "")
    files = [file.read_bytes() for file in database.path.parent.glob("desk.sqlite*")]
    assert sum(content.count(address.encode()) for content in files) == 2
    assert outbox.remove_bodies(timedelta(days=90)) == 0


def test_while_it_runs_it_looks_daily_for_what_has_become_old_enough(
    outbox: Outbox, dispatcher: Dispatcher, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "DAY", 0.0)
    asyncio.run(dispatcher.keep_bodies(timedelta(days=90)))
    (entry,) = outbox.turn_over((), [New("create", "demo", {"To": "13 Porter Street"}, "c0")])
    outbox.move(entry, EntryState.DONE)
    with database.write() as connection:
        connection.execute("UPDATE outbox SET changed = '2001-01-01T00:00:00.000000+00:00'")
    told: list[bool] = []

    def removed(_news: News) -> bool:
        told.append(outbox.about("c0")[0].body_kept)
        return not told[-1]

    asyncio.run(run_until(dispatcher, removed))


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
    database: Database,
    outbox: Outbox,
    submitter: Submitter,
    door: Any,
    state: EntryState | None,
    shown: tuple[str, str],
) -> None:
    draft = Draft()
    draft.add(Consignment("c1", submission="handed over"), "consignments")
    Drafts(database).save(to_data(draft))
    if state is not None:
        (entry,) = outbox.turn_over((), [New("create", "demo", {}, "c1", "ORDER-1", "ENTRY")])
        outbox.move(entry, state, reference="EC-1" if state is EntryState.DONE else "")
    (opened,) = asyncio.run(Bench(Drafts(database), submitter).load()).consignments
    submission = "handed over" if state is EntryState.DONE else opened.submission
    assert (submission and shown[0] and "ENTRY", opened.created) == shown
    assert opened.locked is bool(shown[0])
    assert door.sent == []


def test_only_what_is_as_it_was_read_can_be_sent(writer: Writer, outbox: Outbox, door: Any) -> None:
    entries = outbox.turn_over((), [action_entry("demo", Action.CANCEL, f"EC-{n}") for n in range(3)])
    unknown, done = outbox.move(entries[0], EntryState.UNKNOWN), outbox.move(entries[1], EntryState.DONE)
    for entry in (*entries, unknown, done):
        with pytest.raises(WrongState):
            asyncio.run(writer.send(entry))
    assert door.sent == []
