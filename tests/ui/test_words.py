"""States and actions have words; what cannot be done says why."""

from __future__ import annotations

import pytest

from desktop_app.packing.tree import Refusal
from desktop_app.pro.states import Action, State, allowed
from desktop_app.ui.words import action_name, refusal_words, state_name, why_not_now


def test_every_state_has_words_of_its_own() -> None:
    names = {state_name(state) for state in State}
    assert len(names) == len(State)
    for state in State:
        # The same letters as on the wire, parted into words.
        assert "".join(c for c in state_name(state) if c.isalpha()).casefold() == state.value.casefold()


@pytest.mark.parametrize("unknown", ["AwaitingCustomsAgent", "", "<b>Lost</b>"])
def test_an_unknown_state_is_shown_as_it_came(unknown: str) -> None:
    assert state_name(unknown) == unknown
    assert unknown in why_not_now(Action.CANCEL, unknown)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_a_reason_is_given_exactly_where_the_action_is_not_to_be_had(action: Action, state: State) -> None:
    words = why_not_now(action, state)
    assert bool(words) != allowed(action, state)
    assert "{" not in words


def test_reasons_help() -> None:
    assert "Duplicate as new" in why_not_now(Action.CANCEL, State.CANCELLED)
    assert "wait" in why_not_now(Action.ALLOCATE, State.ALLOCATING)
    assert "set it back" in why_not_now(Action.DEALLOCATE, State.READY_TO_SHIP)
    assert "Delivered" in why_not_now(Action.CANCEL, State.DELIVERED)


def test_every_action_and_refusal_has_words() -> None:
    assert len({action_name(action) for action in Action}) == len(Action)
    assert len({refusal_words(refusal) for refusal in Refusal}) == len(Refusal)
