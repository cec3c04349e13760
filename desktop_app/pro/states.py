"""States and actions of a consignment: the documented table, in one place.

Source: «States» in the SortedPRO documentation (`pro-api.md`). The service has the last word:
the table says what is worth offering, a refusal is shown as it comes.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The 33 documented states, in the order of a consignment's life."""

    UNALLOCATED = "Unallocated"
    ALLOCATING = "Allocating"
    ALLOCATION_FAILED = "AllocationFailed"
    ALLOCATED = "Allocated"
    READY_TO_SHIP = "ReadyToShip"
    MANIFESTING = "Manifesting"
    MANIFESTED = "Manifested"
    MANIFEST_FAILED = "ManifestFailed"
    CANCELLING = "Cancelling"
    CANCELLED = "Cancelled"
    DISPATCHED = "Dispatched"
    COLLECTION_FAILED = "CollectionFailed"
    CARRIER_UNABLE_TO_COLLECT = "CarrierUnableToCollect"
    EXCHANGE_FAILED = "ExchangeFailed"
    COLLECTED = "Collected"
    AT_DROP_OFF_POINT = "AtDropOffPoint"
    IN_TRANSIT = "InTransit"
    IN_TRANSIT_WAITING = "InTransitWaiting"
    AT_CUSTOMS = "AtCustoms"
    ACTION_REQUIRED = "ActionRequired"
    DELAYED = "Delayed"
    HELD_BY_CARRIER = "HeldByCarrier"
    MISSING = "Missing"
    LOST = "Lost"
    DAMAGED = "Damaged"
    OUT_FOR_DELIVERY = "OutForDelivery"
    DELIVERED_DAMAGED = "DeliveredDamaged"
    PARTIALLY_DELIVERED = "PartiallyDelivered"
    AT_COLLECTION_POINT = "AtCollectionPoint"
    DELIVERED = "Delivered"
    DELIVERY_FAILED_CARD_LEFT = "DeliveryFailedCardLeft"
    DELIVERY_FAILED = "DeliveryFailed"
    RETURN_TO_SENDER = "ReturnToSender"


class Action(StrEnum):
    """What a person may do to a consignment, as the states page names it."""

    ALLOCATE = "allocate"
    EDIT = "edit"
    DEALLOCATE = "deallocate"
    SET_READY_TO_SHIP = "set ready to ship"
    SET_NOT_READY_TO_SHIP = "set not ready to ship"
    MANIFEST = "manifest"
    DISPATCH = "mark as dispatched"
    DOCUMENTS = "get labels"
    CANCEL = "cancel"


TRANSITIONAL = frozenset({State.ALLOCATING, State.MANIFESTING, State.CANCELLING})
"""States that the service leaves by itself: nothing is allowed, poll the status."""

_FROM_DISPATCHED_ON = frozenset(list(State)[list(State).index(State.DISPATCHED) :])

_NOT_CANCELLED_FROM = frozenset(
    {
        State.IN_TRANSIT_WAITING,
        State.PARTIALLY_DELIVERED,
        State.DELIVERED,
        State.DELIVERY_FAILED,
    }
)

ALLOWED_FROM: dict[Action, frozenset[State]] = {
    Action.ALLOCATE: frozenset({State.UNALLOCATED, State.ALLOCATION_FAILED}),
    Action.EDIT: frozenset({State.UNALLOCATED, State.ALLOCATION_FAILED}),
    Action.DEALLOCATE: frozenset({State.ALLOCATED, State.MANIFESTED, State.MANIFEST_FAILED}),
    Action.SET_READY_TO_SHIP: frozenset({State.ALLOCATED}),
    Action.SET_NOT_READY_TO_SHIP: frozenset({State.READY_TO_SHIP}),
    Action.MANIFEST: frozenset({State.ALLOCATED, State.MANIFEST_FAILED, State.READY_TO_SHIP}),
    Action.DISPATCH: frozenset({State.MANIFESTED}),
    Action.DOCUMENTS: frozenset({State.ALLOCATED, State.READY_TO_SHIP, State.MANIFESTED, State.MANIFEST_FAILED})
    | _FROM_DISPATCHED_ON,
    Action.CANCEL: frozenset(
        {
            State.UNALLOCATED,
            State.ALLOCATION_FAILED,
            State.ALLOCATED,
            State.MANIFESTED,
            State.MANIFEST_FAILED,
        }
    )
    | (_FROM_DISPATCHED_ON - _NOT_CANCELLED_FROM),
}
"""From which states each action is allowed («States», the table)."""


def known(state: str) -> State | None:
    """Return the state of that wire name (any case), or None for one that the table does not know."""
    return _BY_NAME.get(state.casefold())


def allowed(action: Action, state: str) -> bool:
    """Say whether the table allows `action` in `state` (a wire name).

    A state that the table does not know allows nothing: the service has grown, and an action
    guessed at could not be taken back.
    """
    found = known(state)
    return found is not None and found in ALLOWED_FROM[action]


_BY_NAME = {state.value.casefold(): state for state in State}
