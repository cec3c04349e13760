"""One action over many: what can be done before, a result for each after, and stopping in the middle."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import httpx
import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO
from desktop_app.pro.errors import Conflict, NoKey, NotFound
from desktop_app.pro.polling import Polling
from desktop_app.pro.states import Action, State
from desktop_app.services.actions import CHEAPEST, Actions, Outcome, moving, preflight
from desktop_app.services.outbox.batch import AT_ONCE, TOGETHER, Batch
from desktop_app.services.outbox.operations import all_operations
from desktop_app.services.outbox.operations.actions import action_entry
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.database import Database
from desktop_app.store.errors import DiskFull
from desktop_app.store.outbox import Outbox
from tests.services.outbox.conftest import slam


def in_state(client: ProClient, state: State, most: int = 50) -> list[str]:
    page = asyncio.run(client.consignments.search([("state", state.value)], most, 0))
    return [row.reference for row in page.consignment_summaries]


def state_of(client: ProClient, reference: str) -> str:
    return asyncio.run(client.consignments.status(reference)).status


def run(
    actions: Actions, action: Action, references: list[str], **options: Any
) -> tuple[tuple[Outcome, ...], list[Any]]:
    heard: list[Any] = []
    return asyncio.run(actions.run(action, references, heard.append, **options)), heard


def test_preflight_parts_what_can_be_done_from_what_cannot() -> None:
    rows = [
        ("A", "Unallocated"),
        ("B", "Allocated"),
        ("C", "allocationfailed"),
        ("D", "Teleported"),
        ("A", "Unallocated"),
    ]
    found = preflight(Action.ALLOCATE, rows)
    assert found.ready == ("A", "C")
    assert found.refused == (("B", "Allocated"), ("D", "Teleported"))


def test_each_gets_its_own_result_and_one_failure_stops_nobody(client: ProClient, actions: Actions) -> None:
    allocated = in_state(client, State.ALLOCATED, 3)
    delivered = in_state(client, State.DELIVERED, 1)
    asked = [allocated[0], *delivered, "EC-ZZZ-ZZZ-ZZZ", *allocated[1:], allocated[0]]
    outcomes, heard = run(actions, Action.CANCEL, asked)
    assert [o.reference for o in outcomes] == [allocated[0], *delivered, "EC-ZZZ-ZZZ-ZZZ", *allocated[1:]]
    assert [o.ok for o in outcomes] == [True, False, False, True, True]
    assert isinstance(outcomes[1].error, Conflict)
    assert outcomes[1].message
    assert isinstance(outcomes[2].error, NotFound)
    assert sorted(o.reference for o in heard) == sorted(o.reference for o in outcomes)
    assert {state_of(client, r) for r in allocated} <= {"Cancelling", "Cancelled"}


@pytest.mark.parametrize("how", ["", CHEAPEST])
def test_allocation_says_with_whom(client: ProClient, actions: Actions, how: str) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    outcomes, _ = run(actions, Action.ALLOCATE, [reference], service=how)
    assert outcomes[0].ok, outcomes
    assert reference in outcomes[0].message
    assert state_of(client, reference) in {"Allocating", "Allocated"}


def test_allocation_with_a_chosen_service_and_deallocation(client: ProClient, actions: Actions) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    services = asyncio.run(client.account.carrier_services())
    tried = [run(actions, Action.ALLOCATE, [reference], service=s.reference)[0][0] for s in services[:1]]
    assert tried[0].ok or tried[0].message
    (allocated,) = in_state(client, State.ALLOCATED, 1)
    outcomes, _ = run(actions, Action.DEALLOCATE, [allocated])
    assert outcomes[0].ok
    assert state_of(client, allocated) == "Unallocated"


def test_an_action_that_is_not_built_is_a_bug(actions: Actions) -> None:
    with pytest.raises(ValueError, match="edit"):
        run(actions, Action.EDIT, ["EC-1"])


def test_an_answer_lost_after_it_was_done_is_told_by_the_state(client: ProClient, door: Any, actions: Actions) -> None:
    door.after = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    cancelled, deallocated = in_state(client, State.ALLOCATED, 2)
    assert run(actions, Action.CANCEL, [cancelled])[0] == (Outcome(cancelled, ok=True),)
    assert run(actions, Action.DEALLOCATE, [deallocated])[0] == (Outcome(deallocated, ok=True),)
    assert door.count("PUT") == 2


def test_an_outcome_that_the_state_does_not_tell_is_unknown_and_not_sent_again(
    client: ProClient, door: Any, actions: Actions
) -> None:
    (reference,) = in_state(client, State.ALLOCATED, 1)
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    (outcome,), _ = run(actions, Action.CANCEL, [reference])
    assert (outcome.ok, outcome.unknown) == (False, True)
    door.before = lambda _: httpx.ReadError("reset")
    (outcome,), _ = run(actions, Action.CANCEL, [reference])
    assert (outcome.ok, outcome.unknown) == (False, True)
    assert door.count("PUT") == 2


def test_a_lost_answer_about_one_that_the_service_says_it_does_not_have(door: Any, actions: Actions) -> None:
    """It may be a gateway that says so, or another account that the key is of."""
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    (outcome,), _ = run(actions, Action.CANCEL, ["EC-ZZZ-ZZZ-ZZZ"])
    assert (outcome.ok, outcome.unknown) == (False, True)


def test_an_answer_without_a_line_for_it_is_looked_into(client: ProClient, door: Any, actions: Actions) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    door.answer = lambda request, response: httpx.Response(200, json=[]) if request.method == "PUT" else response
    (outcome,), _ = run(actions, Action.ALLOCATE, [reference])
    assert outcome.ok is (state_of(client, reference) in {"Allocating", "Allocated"})


def test_older_answers_are_results(client: ProClient, door: Any, actions: Actions) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    lines = [{"IsSuccess": True, "Data": "EC-other"}, {"IsSuccess": False, "Message": "too heavy", "Data": reference}]
    door.answer = lambda request, response: httpx.Response(200, json=lines) if request.method == "PUT" else response
    assert run(actions, Action.ALLOCATE, [reference])[0] == (Outcome(reference, ok=False, message="too heavy"),)


def test_stopping_lets_what_is_under_way_end_and_sends_no_more(client: ProClient, door: Any, actions: Actions) -> None:
    references = in_state(client, State.ALLOCATED)[: AT_ONCE + 4]
    assert len(references) > AT_ONCE

    async def go() -> tuple[Outcome, ...]:
        released = asyncio.Event()
        inside = door.handle_async_request

        async def held(request: httpx.Request) -> httpx.Response:
            response: httpx.Response = await inside(request)
            if door.count("PUT") == AT_ONCE:
                task.cancel()
                asyncio.get_running_loop().call_soon(released.set)
            await released.wait()
            return response

        door.handle_async_request = held
        task = asyncio.create_task(actions.run(Action.CANCEL, references, lambda _: None))
        return await task

    outcomes = asyncio.run(go())
    assert [o.ok for o in outcomes] == [True] * AT_ONCE + [False] * 4
    assert [o.skipped for o in outcomes] == [False] * AT_ONCE + [True] * 4
    assert door.count("PUT") == AT_ONCE


def test_transitional_states_are_worth_asking_again() -> None:
    assert moving("Allocating")
    assert not moving("Allocated")
    assert not moving("Teleported")


def cancel(actions: Actions, asked: list[str]) -> tuple[Outcome, ...]:
    return run(actions, Action.CANCEL, asked)[0]


def states(outbox: Outbox) -> list[str]:
    return [entry.state.value for entry in reversed(outbox.latest(1000))]


def test_each_of_many_is_on_disk_as_being_sent_before_it_leaves(
    client: ProClient, door: Any, actions: Actions, database: Database, outbox: Outbox
) -> None:
    asked = in_state(client, State.ALLOCATED, 12)
    seen: list[str] = []

    def look(request: httpx.Request) -> None:
        # Another connection sees what is committed, and nothing else.
        with sqlite3.connect(database.path) as other:
            about = request.url.path.split("/")[2]
            (state,) = other.execute("SELECT state FROM outbox WHERE subject = ?", (about,)).fetchone()
        other.close()
        seen.append(state)

    door.before = lambda request: look(request) if request.method == "PUT" else None
    assert all(outcome.ok for outcome in cancel(actions, asked))
    assert seen == ["sending"] * len(asked)
    assert states(outbox) == ["done"] * len(asked)
    entry = outbox.latest(1)[0]
    assert (entry.kind, entry.environment, entry.reference) == ("cancel", "demo", entry.subject)


def test_a_run_writes_many_in_one_transaction(
    actions: Actions, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[int, int]] = []
    turn_over = outbox.turn_over

    def count(fates: Any, leaving: Any) -> Any:
        fates, leaving = list(fates), list(leaving)
        written.append((len(fates), len(leaving)))
        return turn_over(fates, leaving)

    monkeypatch.setattr(outbox, "turn_over", count)
    cancel(actions, [f"EC-{number:09}" for number in range(TOGETHER + 6)])
    assert len(written) == 3
    assert [leaving for _, leaving in written] == [TOGETHER, 6, 0]
    assert sum(fates for fates, _ in written) == TOGETHER + 6


def test_what_was_stopped_before_it_left_is_forgotten(
    client: ProClient, door: Any, writer: Writer, outbox: Outbox
) -> None:
    """A bug in the middle: what was handed out may have left, the rest did not."""
    door.before = lambda _: RuntimeError("a bug")
    news = [action_entry("demo", Action.CANCEL, f"EC-{n}") for n in range(AT_ONCE + 5)]
    with pytest.raises(RuntimeError):
        asyncio.run(Batch(writer, outbox).run(news, lambda _: None))
    assert states(outbox) == ["unknown"] * AT_ONCE


def test_without_a_key_or_a_journal_nothing_leaves(
    client: ProClient,
    door: Any,
    outbox: Outbox,
    actions: Actions,
    keyless: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(NoKey):
        cancel(Actions(Batch(keyless(ProClient(DEMO, None)), outbox), "demo"), ["EC-1"])
    assert states(outbox) == []
    asked = in_state(client, State.ALLOCATED, 3)

    def full(*_: Any) -> None:
        raise DiskFull(outbox._database.path)

    monkeypatch.setattr(outbox, "turn_over", full)
    with pytest.raises(DiskFull):
        cancel(actions, asked)
    assert door.count("PUT") == 0


def test_offline_all_wait_in_their_order_without_being_tried_one_by_one(
    door: Any, actions: Actions, outbox: Outbox, writer: Writer
) -> None:
    writer.queue_offline = True
    door.before = slam
    asked = [f"EC-{number}" for number in range(100)]
    outcomes = cancel(actions, asked)
    assert all(outcome.waiting and not outcome.ok for outcome in outcomes)
    assert [entry.subject for entry in outbox.queued()] == asked
    assert len({request.url.path for request in door.sent}) <= 8


def test_allocated_by_somebody_else_to_another_service_is_not_told_as_ours(
    client: ProClient, door: Any, actions: Actions
) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    services = asyncio.run(client.account.carrier_services())
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    assert run(actions, Action.ALLOCATE, [reference], service="no such service")[0][0].unknown
    door.before = lambda _: None
    asyncio.run(client.allocation.by_default_rules([reference]))
    assert services
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    assert run(actions, Action.ALLOCATE, [reference], service="no such service")[0][0].unknown
    assert run(actions, Action.ALLOCATE, [reference])[0][0].ok


@pytest.mark.parametrize("lost", [False, True])
def test_each_action_is_carried_out_and_seen(client: ProClient, door: Any, actions: Actions, lost: bool) -> None:
    """One consignment is led from Allocated to Dispatched, with answers and without."""
    (reference,) = in_state(client, State.ALLOCATED, 1)
    door.after = lambda request: httpx.ReadError("reset") if lost and request.method == "PUT" else None
    for action, states_after in (
        (Action.SET_READY_TO_SHIP, {"ReadyToShip"}),
        (Action.SET_NOT_READY_TO_SHIP, {"Allocated"}),
        (Action.MANIFEST, {"Manifesting", "Manifested"}),
    ):
        (outcome,), _ = run(actions, action, [reference])
        assert outcome.ok, (action, outcome)
        assert state_of(client, reference) in states_after
    (manifested,) = in_state(client, State.MANIFESTED, 1)
    (outcome,), _ = run(actions, Action.DISPATCH, [manifested])
    assert outcome.ok
    assert state_of(client, manifested) == "Dispatched"


def test_a_202_that_does_not_come_to_rest_is_not_told_as_a_refusal(
    client: ProClient, door: Any, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    door.answer = lambda request, given: httpx.Response(202) if request.method == "PUT" else given
    door.before = lambda request: httpx.ReadError("reset") if request.url.path.endswith("/status") else None
    client._polling = Polling(looks=(0,))
    (outcome,), _ = run(
        Actions(Batch(Writer(outbox, all_operations(client)), outbox), "demo"), Action.ALLOCATE, [reference]
    )
    assert (outcome.ok, outcome.unknown) == (False, True)


def test_stopped_twice_it_breaks_off_what_is_under_way_and_forgets_nothing_that_is_known(
    client: ProClient, door: Any, actions: Actions, outbox: Outbox
) -> None:
    asked = in_state(client, State.ALLOCATED)[: AT_ONCE + 10]
    told: list[Any] = []

    async def go() -> None:
        inside, hanging = door.handle_async_request, asyncio.Event()

        async def held(request: httpx.Request) -> httpx.Response:
            if door.count("PUT") >= AT_ONCE:
                hanging.set()
                await asyncio.Event().wait()
            response: httpx.Response = await inside(request)
            return response

        door.handle_async_request = held
        running = asyncio.create_task(actions.run(Action.CANCEL, asked, told.append))
        await hanging.wait()
        await asyncio.sleep(0)
        running.cancel()
        await asyncio.sleep(0)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(go())
    done = {outcome.reference for outcome in told if outcome.ok}
    kept = {entry.subject: entry.state.value for entry in outbox.latest(100)}
    assert len(done) == AT_ONCE
    assert {subject for subject, state in kept.items() if state == "done"} == done
    # What was broken off may have left; what was not handed out is forgotten.
    assert set(kept.values()) == {"done", "unknown"}
    assert len(kept) <= 2 * AT_ONCE


def test_once_the_journal_cannot_be_written_no_more_is_sent(
    client: ProClient, door: Any, actions: Actions, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_over, calls = outbox.turn_over, iter(range(100))

    def fail_once(*arguments: Any) -> Any:
        if next(calls) == 1:
            raise DiskFull(outbox._database.path)
        return turn_over(*arguments)

    monkeypatch.setattr(outbox, "turn_over", fail_once)
    with pytest.raises(DiskFull):
        cancel(actions, [f"EC-{number:09}" for number in range(3 * TOGETHER)])
    assert door.count("PUT") == TOGETHER
    assert len(outbox.latest(1000)) == TOGETHER


def test_fates_that_the_disk_does_not_take_are_kept_for_the_writer(
    client: ProClient, actions: Actions, outbox: Outbox, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = in_state(client, State.ALLOCATED, 3)
    turn_over, calls = outbox.turn_over, iter(range(100))

    def fail_at_the_end(*arguments: Any) -> Any:
        if next(calls) == 1:
            raise DiskFull(outbox._database.path)
        return turn_over(*arguments)

    monkeypatch.setattr(outbox, "turn_over", fail_at_the_end)
    assert all(outcome.ok for outcome in cancel(actions, asked))
    assert states(outbox) == ["sending"] * 3
    writer.catch_up()
    assert states(outbox) == ["done"] * 3


def test_an_action_that_failed_before_may_be_that_failure_still(
    client: ProClient, door: Any, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 202, then AllocationFailed, Allocating, Allocated: it was done, though the first look saw the old failure."""
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    seen = iter(["AllocationFailed", "Allocating", "Allocated"])
    states_seen = {"Status": ""}

    def answer(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(202)
        if request.url.path.endswith("/status"):
            states_seen["Status"] = next(seen, "Allocated")
            return httpx.Response(200, json=states_seen)
        return given

    door.answer = answer
    client._polling = Polling(looks=(0, 0, 0, 0))
    over_202 = Actions(Batch(Writer(outbox, all_operations(client)), outbox), "demo")
    (outcome,), _ = run(over_202, Action.ALLOCATE, [reference])
    assert outcome.ok


@pytest.mark.parametrize(
    ("seen", "unknown"),
    [(["Allocating", "AllocationFailed"], False), (["Cancelled"], True), (["AllocationFailed"] * 9, False)],
)
def test_after_a_202_only_a_failure_is_a_refusal(
    client: ProClient, door: Any, outbox: Outbox, seen: list[str], unknown: bool
) -> None:
    """Allocated, and cancelled by a colleague before the look: that it is Cancelled proves nothing."""
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    coming = iter(seen)

    def answer(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(202)
        if request.url.path.endswith("/status"):
            return httpx.Response(200, json={"Status": next(coming, seen[-1])})
        return given

    door.answer = answer
    client._polling = Polling(looks=(0,) * 9)
    over_202 = Actions(Batch(Writer(outbox, all_operations(client)), outbox), "demo")
    (outcome,), _ = run(over_202, Action.ALLOCATE, [reference])
    assert (outcome.ok, outcome.unknown) == (False, unknown)


def test_nothing_asked_nothing_done(door: Any, actions: Actions) -> None:
    assert cancel(actions, []) == ()
    assert door.sent == []


@pytest.mark.parametrize(
    ("action", "began", "failed", "named"),
    [
        (Action.ALLOCATE, State.UNALLOCATED, "AllocationFailed", "FailedAllocationMessage"),
        (Action.MANIFEST, State.ALLOCATED, "ManifestFailed", "FailedManifestMessage"),
    ],
)
@pytest.mark.parametrize("told", ["No service takes 900 kg.", ""])
def test_after_a_202_the_reason_of_a_failure_is_asked_for(
    client: ProClient, door: Any, outbox: Outbox, action: Action, began: State, failed: str, named: str, told: str
) -> None:
    """Only its state tells then that it failed; why is in the search; nothing is made up where that is silent."""
    reference = in_state(client, began, 1)[0]

    def answer(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(202)
        if request.url.path.endswith("/status"):
            return httpx.Response(200, json={"Status": failed})
        if "reference" in dict(request.url.params):
            row = {"Reference": reference, "State": failed, named: told}
            return httpx.Response(200, json={"Count": 1, "ConsignmentSummaries": [row]})
        return given

    door.answer = answer
    client._polling = Polling(looks=(0,) * 9)
    over_202 = Actions(Batch(Writer(outbox, all_operations(client)), outbox), "demo")
    (outcome,), _ = run(over_202, action, [reference])
    assert (outcome.ok, outcome.unknown, outcome.message) == (False, False, told)
    (entry,) = outbox.about(reference)
    assert entry.answer == told


def test_a_reason_that_cannot_be_asked_for_leaves_the_failure(client: ProClient, door: Any, outbox: Outbox) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)

    def answer(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(202)
        if request.url.path.endswith("/status"):
            return httpx.Response(200, json={"Status": "AllocationFailed"})
        return httpx.Response(403, json={"Message": "No"}) if "reference" in dict(request.url.params) else given

    door.answer = answer
    client._polling = Polling(looks=(0,) * 9)
    over_202 = Actions(Batch(Writer(outbox, all_operations(client)), outbox), "demo")
    (outcome,), _ = run(over_202, Action.ALLOCATE, [reference])
    assert (outcome.ok, outcome.unknown, outcome.message) == (False, False, "")
