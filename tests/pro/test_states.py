"""The table of states, held against the documentation's own words."""

from __future__ import annotations

import pytest

from desktop_app.pro.states import (
    REACHED,
    TRANSITIONAL,
    Action,
    State,
    allowed,
    failed,
    known,
    reached,
    rules_out,
    under_way,
)

FROM_DISPATCHED_ON = set(
    (
        "Dispatched CollectionFailed CarrierUnableToCollect ExchangeFailed Collected AtDropOffPoint InTransit "
        "InTransitWaiting AtCustoms ActionRequired Delayed HeldByCarrier Missing Lost Damaged OutForDelivery "
        "DeliveredDamaged PartiallyDelivered AtCollectionPoint Delivered DeliveryFailedCardLeft DeliveryFailed "
        "ReturnToSender"
    ).split()
)
TABLE = {
    Action.ALLOCATE: {"Unallocated", "AllocationFailed"},
    Action.EDIT: {"Unallocated", "AllocationFailed"},
    Action.DEALLOCATE: {"Allocated", "Manifested", "ManifestFailed"},
    Action.SET_READY_TO_SHIP: {"Allocated"},
    Action.SET_NOT_READY_TO_SHIP: {"ReadyToShip"},
    Action.MANIFEST: {"Allocated", "ManifestFailed", "ReadyToShip"},
    Action.DISPATCH: {"Manifested"},
    Action.DOCUMENTS: {"Allocated", "ReadyToShip", "Manifested", "ManifestFailed"} | FROM_DISPATCHED_ON,
    Action.CANCEL: {"Unallocated", "AllocationFailed", "Allocated", "Manifested", "ManifestFailed"}
    | FROM_DISPATCHED_ON - {"InTransitWaiting", "PartiallyDelivered", "Delivered", "DeliveryFailed"},
}


def test_there_are_33_states_and_9_actions() -> None:
    assert len(State) == 33
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("action", Action)
def test_each_action_is_allowed_just_where_the_table_says(action: Action) -> None:
    assert {state.value for state in State if allowed(action, state)} == TABLE[action]


def test_transitional_states_allow_nothing() -> None:
    assert not any(allowed(action, state) for action in Action for state in TRANSITIONAL)


def test_states_are_known_in_any_case_and_the_unknown_allows_nothing() -> None:
    assert known("readyTOship") is State.READY_TO_SHIP
    assert known("Teleported") is None
    assert not any(allowed(action, "Teleported") for action in Action)


TO = {
    Action.ALLOCATE: "Allocating Allocated",
    Action.DEALLOCATE: "Unallocated",
    Action.SET_READY_TO_SHIP: "ReadyToShip",
    Action.SET_NOT_READY_TO_SHIP: "Allocated",
    Action.MANIFEST: "Manifesting Manifested",
    Action.DISPATCH: "Dispatched",
    Action.CANCEL: "Cancelling Cancelled",
}
"""The column «to» of the table, where it is not a failure."""


@pytest.mark.parametrize("action", TO)
def test_where_an_action_leads_shows_that_it_was_done(action: Action) -> None:
    assert all(reached(action, state) for state in TO[action].split())
    assert not reached(action, "AllocationFailed")
    # One that was manifested in vain is allocated all the same.
    assert reached(action, "ManifestFailed") is (action is Action.ALLOCATE)
    assert not reached(action, "Teleported")


@pytest.mark.parametrize("action", REACHED)
def test_no_state_shows_both_that_it_was_done_and_that_it_was_not(action: Action) -> None:
    assert not any(reached(action, state) and rules_out(action, state) for state in State)
    assert not rules_out(action, "Teleported")


def test_only_what_nobody_can_undo_is_ruled_out_by_another_state() -> None:
    never_cancelled = {state.value for state in State if rules_out(Action.CANCEL, state)}
    assert never_cancelled == {state.value for state in State} - {"Cancelling", "Cancelled"}
    assert {state.value for state in State if rules_out(Action.DISPATCH, state)} == {
        "Unallocated",
        "Allocating",
        "AllocationFailed",
        "Allocated",
        "ReadyToShip",
        "Manifesting",
        "Manifested",
        "ManifestFailed",
    }
    # Deallocated, allocated anew, manifested again: others may have done it since.
    for action in (Action.ALLOCATE, Action.DEALLOCATE, Action.MANIFEST, Action.SET_READY_TO_SHIP):
        assert not any(rules_out(action, state) for state in State)
    assert not rules_out(Action.EDIT, State.ALLOCATED)


def test_what_the_service_has_taken_on_is_waited_for_from_where_it_begins() -> None:
    for action in Action:
        waited_for = {state for state in State if under_way(action, state)}
        assert waited_for - TRANSITIONAL == {state for state in State if allowed(action, state)}
    assert {state.value for state in State if under_way(Action.ALLOCATE, state)} == {
        "Unallocated",
        "Allocating",
        "AllocationFailed",
    }
    assert not under_way(Action.ALLOCATE, "Teleported")


def test_only_what_fails_shows_a_failure() -> None:
    assert {(action.value, state.value) for action in Action for state in State if failed(action, state)} == {
        ("allocate", "AllocationFailed"),
        ("manifest", "ManifestFailed"),
    }
    assert not failed(Action.ALLOCATE, "Teleported")
