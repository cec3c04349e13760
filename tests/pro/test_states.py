"""The table of states, held against the documentation's own words."""

from __future__ import annotations

import pytest

from desktop_app.pro.states import TRANSITIONAL, Action, State, allowed, known

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
