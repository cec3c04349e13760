"""One action over many: what can be done before, a result for each after, and stopping in the middle."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import Conflict, NotFound
from desktop_app.pro.states import Action, State
from desktop_app.services.bulk import AT_ONCE, CHEAPEST, Bulk, Outcome, moving, preflight
from desktop_app.services.queueing import Queueing
from desktop_app.store.database import Database
from desktop_app.store.outbox import Outbox


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def queueing() -> Queueing:
    return Queueing()


@pytest.fixture
def bulk(client: ProClient, outbox: Outbox, queueing: Queueing) -> Bulk:
    return Bulk(client, outbox, "demo", queueing)


def in_state(client: ProClient, state: State, most: int = 50) -> list[str]:
    page = asyncio.run(client.consignments.search([("state", state.value)], most, 0))
    return [row.reference for row in page.consignment_summaries]


def state_of(client: ProClient, reference: str) -> str:
    return asyncio.run(client.consignments.status(reference)).status


def run(bulk: Bulk, action: Action, references: list[str], **options: Any) -> tuple[tuple[Outcome, ...], list[Any]]:
    heard: list[Any] = []
    return asyncio.run(bulk.run(action, references, heard.append, **options)), heard


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


def test_each_gets_its_own_result_and_one_failure_stops_nobody(client: ProClient, bulk: Bulk) -> None:
    allocated = in_state(client, State.ALLOCATED, 3)
    delivered = in_state(client, State.DELIVERED, 1)
    asked = [allocated[0], *delivered, "EC-ZZZ-ZZZ-ZZZ", *allocated[1:], allocated[0]]
    outcomes, heard = run(bulk, Action.CANCEL, asked)
    assert [o.reference for o in outcomes] == [allocated[0], *delivered, "EC-ZZZ-ZZZ-ZZZ", *allocated[1:]]
    assert [o.ok for o in outcomes] == [True, False, False, True, True]
    assert isinstance(outcomes[1].error, Conflict)
    assert outcomes[1].message
    assert isinstance(outcomes[2].error, NotFound)
    assert sorted(o.reference for o in heard) == sorted(o.reference for o in outcomes)
    assert {state_of(client, r) for r in allocated} <= {"Cancelling", "Cancelled"}


@pytest.mark.parametrize("how", ["", CHEAPEST])
def test_allocation_says_with_whom(client: ProClient, bulk: Bulk, how: str) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    outcomes, _ = run(bulk, Action.ALLOCATE, [reference], service=how)
    assert outcomes[0].ok, outcomes
    assert reference in outcomes[0].message
    assert state_of(client, reference) in {"Allocating", "Allocated"}


def test_allocation_with_a_chosen_service_and_deallocation(client: ProClient, bulk: Bulk) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    services = asyncio.run(client.account.carrier_services())
    tried = [run(bulk, Action.ALLOCATE, [reference], service=s.reference)[0][0] for s in services[:1]]
    assert tried[0].ok or tried[0].message
    (allocated,) = in_state(client, State.ALLOCATED, 1)
    outcomes, _ = run(bulk, Action.DEALLOCATE, [allocated])
    assert outcomes[0].ok
    assert state_of(client, allocated) == "Unallocated"


def test_an_action_that_is_not_built_is_a_bug(bulk: Bulk) -> None:
    with pytest.raises(ValueError, match="edit"):
        run(bulk, Action.EDIT, ["EC-1"])


def test_an_answer_lost_after_it_was_done_is_told_by_the_state(client: ProClient, door: Any, bulk: Bulk) -> None:
    door.after = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    cancelled, deallocated = in_state(client, State.ALLOCATED, 2)
    assert run(bulk, Action.CANCEL, [cancelled])[0] == (Outcome(cancelled, ok=True),)
    assert run(bulk, Action.DEALLOCATE, [deallocated])[0] == (Outcome(deallocated, ok=True),)
    assert door.count("PUT") == 2


def test_an_outcome_that_the_state_does_not_tell_is_unknown_and_not_sent_again(
    client: ProClient, door: Any, bulk: Bulk
) -> None:
    (reference,) = in_state(client, State.ALLOCATED, 1)
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    (outcome,), _ = run(bulk, Action.CANCEL, [reference])
    assert (outcome.ok, outcome.unknown) == (False, True)
    door.before = lambda _: httpx.ReadError("reset")
    (outcome,), _ = run(bulk, Action.CANCEL, [reference])
    assert (outcome.ok, outcome.unknown) == (False, True)
    assert door.count("PUT") == 2


def test_a_lost_answer_about_one_that_is_gone(door: Any, bulk: Bulk) -> None:
    door.before = lambda request: httpx.ReadError("reset") if request.method == "PUT" else None
    (outcome,), _ = run(bulk, Action.CANCEL, ["EC-ZZZ-ZZZ-ZZZ"])
    assert (outcome.ok, outcome.unknown) == (False, False)


def test_an_answer_without_a_line_for_it_is_looked_into(client: ProClient, door: Any, bulk: Bulk) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    door.answer = lambda request, response: httpx.Response(200, json=[]) if request.method == "PUT" else response
    (outcome,), _ = run(bulk, Action.ALLOCATE, [reference])
    assert outcome.ok is (state_of(client, reference) in {"Allocating", "Allocated"})


def test_older_answers_are_results(client: ProClient, door: Any, bulk: Bulk) -> None:
    (reference,) = in_state(client, State.UNALLOCATED, 1)
    lines = [{"IsSuccess": True, "Data": "EC-other"}, {"IsSuccess": False, "Message": "too heavy", "Data": reference}]
    door.answer = lambda request, response: httpx.Response(200, json=lines) if request.method == "PUT" else response
    assert run(bulk, Action.ALLOCATE, [reference])[0] == (Outcome(reference, ok=False, message="too heavy"),)


def test_stopping_lets_what_is_under_way_end_and_sends_no_more(client: ProClient, door: Any, bulk: Bulk) -> None:
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
        task = asyncio.create_task(bulk.run(Action.CANCEL, references, lambda _: None))
        return await task

    outcomes = asyncio.run(go())
    assert [o.ok for o in outcomes] == [True] * AT_ONCE + [False] * 4
    assert [o.skipped for o in outcomes] == [False] * AT_ONCE + [True] * 4
    assert door.count("PUT") == AT_ONCE


def test_transitional_states_are_worth_asking_again() -> None:
    assert moving("Allocating")
    assert not moving("Allocated")
    assert not moving("Teleported")
