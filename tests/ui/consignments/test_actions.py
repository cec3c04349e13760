"""What can be done now: for each of the 33 states, for many at once, and why not. No widgets."""

from __future__ import annotations

import pytest

from desktop_app.pro.states import Action, State, allowed
from desktop_app.ui.actions import ACTION_OF, Command, disputed, left_out, offer, some_of
from desktop_app.ui.words import why_not_now


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("command", Command)
def test_one_consignment(command: Command, state: State) -> None:
    offered = offer(command, [state])
    action = ACTION_OF.get(command)
    assert offered.enabled == (action is None or allowed(action, state))
    assert offered.words
    if not offered.enabled and action:
        assert offered.words == why_not_now(action, state)


def test_in_a_state_that_is_not_known_nothing_is_risked() -> None:
    enabled = {command for command in Command if offer(command, ["TeleportedAway"]).enabled}
    assert enabled == {Command.DUPLICATE, Command.COPY_REFERENCE}
    assert "TeleportedAway" in offer(Command.CANCEL, ["TeleportedAway"]).words


def test_nothing_selected() -> None:
    for command in Command:
        assert not offer(command, []).enabled
        assert "Select" in offer(command, []).words


def test_of_many_one_that_is_ready_is_enough() -> None:
    states = [State.UNALLOCATED, State.ALLOCATED, State.ALLOCATED]
    assert offer(Command.ALLOCATE, states).enabled
    assert offer(Command.ALLOCATE, states).words == "1 of 3 can be allocated"
    assert not offer(Command.ALLOCATE_CHEAPEST, states).enabled
    assert not offer(Command.DUPLICATE, states).enabled
    none = offer(Command.ALLOCATE, [State.ALLOCATED, State.CANCELLED])
    assert (none.enabled, none.words) == (False, "0 of 2 can be allocated")


def test_while_one_action_is_sent_no_other_is_offered() -> None:
    assert not offer(Command.ALLOCATE, [State.UNALLOCATED], busy=True).enabled
    assert not offer(Command.CANCEL, [State.UNALLOCATED], busy=True).enabled
    assert offer(Command.LABELS, [State.ALLOCATED], busy=True).enabled
    assert offer(Command.COPY_REFERENCE, [State.ALLOCATED], busy=True).enabled


def test_what_is_left_out_is_counted_by_state() -> None:
    assert some_of(Action.ALLOCATE, 38, 42) == "38 of 42 can be allocated"
    assert left_out(Action.ALLOCATE, [State.ALLOCATED] * 4) == "4 are already"
    assert left_out(Action.ALLOCATE, [State.ALLOCATED]) == "1 is already"
    assert left_out(Action.CANCEL, [State.DELIVERED, State.DELIVERED, State.CANCELLED, "Odd"]) == (
        "1 is already; not possible now: Delivered 2, Odd 1"
    )
    assert left_out(Action.CANCEL, []) == ""


def test_the_service_decides_about_a_cancel_once_allocated() -> None:
    assert [state for state in State if allowed(Action.CANCEL, state) and not disputed(Action.CANCEL, state)] == [
        State.UNALLOCATED,
        State.ALLOCATION_FAILED,
    ]
