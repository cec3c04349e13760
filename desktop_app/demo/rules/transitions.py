"""The state of a consignment: what may be done to it in which state, and where that leads.

Nothing else changes a state.
"""

from __future__ import annotations

from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.pro.states import Action, State, allowed

_ENDS = {
    Action.ALLOCATE: (State.ALLOCATED, State.ALLOCATION_FAILED),
    Action.DEALLOCATE: (State.UNALLOCATED, State.UNALLOCATED),
    Action.SET_READY_TO_SHIP: (State.READY_TO_SHIP, State.READY_TO_SHIP),
    Action.SET_NOT_READY_TO_SHIP: (State.ALLOCATED, State.ALLOCATED),
    Action.MANIFEST: (State.MANIFESTED, State.MANIFEST_FAILED),
    Action.DISPATCH: (State.DISPATCHED, State.DISPATCHED),
    Action.CANCEL: (State.CANCELLED, State.CANCELLED),
}

UNDER_WAY = {
    Action.ALLOCATE: State.ALLOCATING,
    Action.MANIFEST: State.MANIFESTING,
    Action.CANCEL: State.CANCELLING,
}
"""What takes a moment, and the state meanwhile («States»)."""

_STATES = tuple(State)
SHIPPED = _STATES[_STATES.index(State.DISPATCHED) :]
"""The states of what has left the sender."""


def require(consignment: Document, action: Action) -> None:
    """Raise the 409 that names state and action if the table of states does not allow it («States»)."""
    state = consignment["ConsignmentState"]
    if not allowed(action, state):
        reference = consignment["Reference"]
        message = f"Consignment {reference} is in the state {state}, in which this is not allowed: {action.value}."
        raise Refusal(409, "ActionNotAllowed", message, (Detail("ConsignmentState", message, "ActionNotAllowed"),))


def move(consignment: Document, action: Action) -> None:
    """Take `consignment` to the state where `action` leads at once; raises as `require` does."""
    require(consignment, action)
    if ends := _ENDS.get(action):
        consignment["ConsignmentState"] = str(ends[0])


def begin(consignment: Document, action: Action) -> None:
    """Take `consignment` to the state (-ing) in which it stays while `action` goes on; raises as `require` does."""
    require(consignment, action)
    consignment["ConsignmentState"] = str(UNDER_WAY[action])


def end(consignment: Document, action: Action, *, succeeded: bool = True) -> None:
    """Take `consignment` from the state that `begin` took it to, to where `action` leads."""
    assert consignment["ConsignmentState"] == UNDER_WAY[action], consignment["ConsignmentState"]
    consignment["ConsignmentState"] = str(_ENDS[action][0 if succeeded else 1])


def carry(consignment: Document, state: State) -> None:
    """Take `consignment`, which is with its carrier or awaits it, to the state that the carrier reports."""
    assert allowed(Action.DOCUMENTS, consignment["ConsignmentState"]), consignment["ConsignmentState"]
    consignment["ConsignmentState"] = str(state)
