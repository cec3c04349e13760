"""States and actions of a consignment: the documented table, in one place.

Source: «States» in the SortedPRO documentation (`pro-api.md`). The service has the last word:
the table says what is worth offering, a refusal is shown as it comes.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache


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


_BEFORE_ALLOCATION = frozenset({State.UNALLOCATED, State.ALLOCATING, State.ALLOCATION_FAILED})
_CANCELLED = frozenset({State.CANCELLING, State.CANCELLED})
_BOOKED = frozenset(State) - _BEFORE_ALLOCATION - _CANCELLED

REACHED: dict[Action, frozenset[State]] = {
    Action.ALLOCATE: _BOOKED | {State.ALLOCATING},
    Action.DEALLOCATE: frozenset({State.UNALLOCATED}),
    Action.SET_READY_TO_SHIP: frozenset({State.READY_TO_SHIP}),
    Action.SET_NOT_READY_TO_SHIP: frozenset({State.ALLOCATED}),
    Action.MANIFEST: frozenset({State.MANIFESTING, State.MANIFESTED}) | _FROM_DISPATCHED_ON,
    Action.DISPATCH: _FROM_DISPATCHED_ON,
    Action.CANCEL: _CANCELLED,
}
"""The states that show that an action was done, or is being done: the one table of this.

Wider than where it leads: a consignment that is on its way has been allocated, and manifested.
"""

_FAILED: dict[Action, State] = {Action.ALLOCATE: State.ALLOCATION_FAILED, Action.MANIFEST: State.MANIFEST_FAILED}
_IN_BETWEEN: dict[Action, State] = {
    Action.ALLOCATE: State.ALLOCATING,
    Action.MANIFEST: State.MANIFESTING,
    Action.CANCEL: State.CANCELLING,
}

_FOLLOWS: dict[State, frozenset[State]] = {
    State.ALLOCATING: frozenset({State.ALLOCATED, State.ALLOCATION_FAILED}),
    State.MANIFESTING: frozenset({State.MANIFESTED, State.MANIFEST_FAILED}),
    State.CANCELLING: frozenset({State.CANCELLED}),
    **dict.fromkeys(
        (State.ALLOCATED, State.READY_TO_SHIP, State.MANIFESTED, State.MANIFEST_FAILED), _FROM_DISPATCHED_ON
    ),
    **dict.fromkeys(_FROM_DISPATCHED_ON, _FROM_DISPATCHED_ON),
}
"""Where a consignment goes without an action: the service ends what it has begun, and the carrier tells where it is."""


def reached(action: Action, state: str) -> bool:
    """Say whether `state` (a wire name) shows that `action` was done, or is being done."""
    return known(state) in REACHED.get(action, ())


def under_way(action: Action, state: str) -> bool:
    """Say whether an action that the service has taken on may still be at work, or has yet to begin, in `state`."""
    found = known(state)
    return found is not None and (found in ALLOWED_FROM[action] or found is _IN_BETWEEN.get(action))


def failed(action: Action, state: str) -> bool:
    """Say whether `state` shows that `action` was tried in vain, by whomever; it may be tried again from there."""
    found = known(state)
    return found is not None and found is _FAILED.get(action)


def rules_out(action: Action, state: str) -> bool:
    """Say whether `state` proves that `action` was not done: after it, nothing that anybody does leads there.

    So a consignment in Allocated was never cancelled, but it may have been deallocated, and allocated again since.
    """
    found = known(state)
    return action in REACHED and found is not None and found not in _after(action)


@cache
def _after(action: Action) -> frozenset[State]:
    """Return every state in which a consignment can be once `action` was done to it."""
    seen: set[State] = set()
    ahead = set(REACHED[action])
    while ahead:
        state = ahead.pop()
        seen.add(state)
        for follower, sources in ALLOWED_FROM.items():
            if state in sources and follower in _LEADS_TO:
                ahead |= _LEADS_TO[follower] - seen
        ahead |= _FOLLOWS.get(state, frozenset()) - seen
    return frozenset(seen)


_LEADS_TO: dict[Action, frozenset[State]] = {
    Action.ALLOCATE: frozenset({State.ALLOCATING, State.ALLOCATED, State.ALLOCATION_FAILED}),
    Action.DEALLOCATE: frozenset({State.UNALLOCATED}),
    Action.SET_READY_TO_SHIP: frozenset({State.READY_TO_SHIP}),
    Action.SET_NOT_READY_TO_SHIP: frozenset({State.ALLOCATED}),
    Action.MANIFEST: frozenset({State.MANIFESTING, State.MANIFESTED, State.MANIFEST_FAILED}),
    Action.DISPATCH: frozenset({State.DISPATCHED}),
    Action.CANCEL: _CANCELLED,
}
"""The column «to» of the table («States»)."""


def known(state: str) -> State | None:
    """Return the state of that name, or None for one that the table does not know.

    In any case, and in one word as on the wire or in several as on the states page (`Manifest Failed`).
    """
    return _BY_NAME.get("".join(state.split()).casefold())


def allowed(action: Action, state: str) -> bool:
    """Say whether the table allows `action` in `state` (a wire name).

    A state that the table does not know allows nothing: the service has grown, and an action
    guessed at could not be taken back.
    """
    found = known(state)
    return found is not None and found in ALLOWED_FROM[action]


_BY_NAME = {state.value.casefold(): state for state in State}
