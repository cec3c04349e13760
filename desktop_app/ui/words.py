"""The field's words for what the wire says: states, actions, and why an action is not to be had."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.packing.tree import Refusal
from desktop_app.pro.states import ALLOWED_FROM, TRANSITIONAL, Action, State, allowed, known

_STATES: Final = {
    State.UNALLOCATED: QT_TRANSLATE_NOOP("State", "Unallocated"),
    State.ALLOCATING: QT_TRANSLATE_NOOP("State", "Allocating"),
    State.ALLOCATION_FAILED: QT_TRANSLATE_NOOP("State", "Allocation failed"),
    State.ALLOCATED: QT_TRANSLATE_NOOP("State", "Allocated"),
    State.READY_TO_SHIP: QT_TRANSLATE_NOOP("State", "Ready to ship"),
    State.MANIFESTING: QT_TRANSLATE_NOOP("State", "Manifesting"),
    State.MANIFESTED: QT_TRANSLATE_NOOP("State", "Manifested"),
    State.MANIFEST_FAILED: QT_TRANSLATE_NOOP("State", "Manifest failed"),
    State.CANCELLING: QT_TRANSLATE_NOOP("State", "Cancelling"),
    State.CANCELLED: QT_TRANSLATE_NOOP("State", "Cancelled"),
    State.DISPATCHED: QT_TRANSLATE_NOOP("State", "Dispatched"),
    State.COLLECTION_FAILED: QT_TRANSLATE_NOOP("State", "Collection failed"),
    State.CARRIER_UNABLE_TO_COLLECT: QT_TRANSLATE_NOOP("State", "Carrier unable to collect"),
    State.EXCHANGE_FAILED: QT_TRANSLATE_NOOP("State", "Exchange failed"),
    State.COLLECTED: QT_TRANSLATE_NOOP("State", "Collected"),
    State.AT_DROP_OFF_POINT: QT_TRANSLATE_NOOP("State", "At drop-off point"),
    State.IN_TRANSIT: QT_TRANSLATE_NOOP("State", "In transit"),
    State.IN_TRANSIT_WAITING: QT_TRANSLATE_NOOP("State", "In transit, waiting"),
    State.AT_CUSTOMS: QT_TRANSLATE_NOOP("State", "At customs"),
    State.ACTION_REQUIRED: QT_TRANSLATE_NOOP("State", "Action required"),
    State.DELAYED: QT_TRANSLATE_NOOP("State", "Delayed"),
    State.HELD_BY_CARRIER: QT_TRANSLATE_NOOP("State", "Held by carrier"),
    State.MISSING: QT_TRANSLATE_NOOP("State", "Missing"),
    State.LOST: QT_TRANSLATE_NOOP("State", "Lost"),
    State.DAMAGED: QT_TRANSLATE_NOOP("State", "Damaged"),
    State.OUT_FOR_DELIVERY: QT_TRANSLATE_NOOP("State", "Out for delivery"),
    State.DELIVERED_DAMAGED: QT_TRANSLATE_NOOP("State", "Delivered damaged"),
    State.PARTIALLY_DELIVERED: QT_TRANSLATE_NOOP("State", "Partially delivered"),
    State.AT_COLLECTION_POINT: QT_TRANSLATE_NOOP("State", "At collection point"),
    State.DELIVERED: QT_TRANSLATE_NOOP("State", "Delivered"),
    State.DELIVERY_FAILED_CARD_LEFT: QT_TRANSLATE_NOOP("State", "Delivery failed, card left"),
    State.DELIVERY_FAILED: QT_TRANSLATE_NOOP("State", "Delivery failed"),
    State.RETURN_TO_SENDER: QT_TRANSLATE_NOOP("State", "Return to sender"),
}

_ACTIONS: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Action", "Allocate"),
    Action.EDIT: QT_TRANSLATE_NOOP("Action", "Edit"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Action", "Deallocate"),
    Action.SET_READY_TO_SHIP: QT_TRANSLATE_NOOP("Action", "Set ready to ship"),
    Action.SET_NOT_READY_TO_SHIP: QT_TRANSLATE_NOOP("Action", "Set not ready to ship"),
    Action.MANIFEST: QT_TRANSLATE_NOOP("Action", "Manifest"),
    Action.DISPATCH: QT_TRANSLATE_NOOP("Action", "Mark as dispatched"),
    Action.DOCUMENTS: QT_TRANSLATE_NOOP("Action", "Labels"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Action", "Cancel"),
}

_NEEDS: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Why", "Only an unallocated consignment can be allocated"),
    Action.EDIT: QT_TRANSLATE_NOOP("Why", "Only an unallocated consignment can be edited"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Why", "Only an allocated or manifested consignment can be deallocated"),
    Action.SET_READY_TO_SHIP: QT_TRANSLATE_NOOP("Why", "Only an allocated consignment can be set ready to ship"),
    Action.SET_NOT_READY_TO_SHIP: QT_TRANSLATE_NOOP("Why", "Only a consignment that is ready to ship can be set back"),
    Action.MANIFEST: QT_TRANSLATE_NOOP("Why", "Only an allocated consignment can be manifested"),
    Action.DISPATCH: QT_TRANSLATE_NOOP("Why", "Only a manifested consignment can be marked as dispatched"),
    Action.DOCUMENTS: QT_TRANSLATE_NOOP("Why", "There are labels only once a consignment is allocated"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Why", "A consignment in this state can no longer be cancelled"),
}

_REFUSALS: Final = {
    Refusal.GONE: QT_TRANSLATE_NOOP("Refusal", "It is no longer there"),
    Refusal.WRONG_KIND: QT_TRANSLATE_NOOP("Refusal", "Items go into packages, packages go into consignments"),
    Refusal.LOCKED: QT_TRANSLATE_NOOP("Refusal", "This consignment has been sent and can no longer be changed here"),
    Refusal.NOTHING_TO_SPLIT: QT_TRANSLATE_NOOP("Refusal", "There is nothing to split"),
    Refusal.NOTHING_TO_MERGE: QT_TRANSLATE_NOOP("Refusal", "There is nothing to merge"),
}


def state_name(state: str) -> str:
    """Return a state's words («Allocation failed»); one that the table does not know is shown as it came."""
    found = known(state)
    return state if found is None else _translated("State", _STATES[found])


def action_name(action: Action) -> str:
    """Return the verb on the button."""
    return _translated("Action", _ACTIONS[action])


def why_not_now(action: Action, state: str) -> str:
    """Say why `action` is not offered in `state` (a wire name); empty where it is."""
    if allowed(action, state):
        return ""
    found = known(state)
    if found is None:
        words = QCoreApplication.translate("Why", "This program does not know the state “{state}”")
    elif found in TRANSITIONAL:
        words = QCoreApplication.translate("Why", "The service is still busy with it ({state}): wait a moment")
    elif found is State.CANCELLED:
        words = QCoreApplication.translate("Why", "It is cancelled for good. “Duplicate as new” makes another one")
    elif found is State.READY_TO_SHIP and State.ALLOCATED in ALLOWED_FROM[action]:
        words = QCoreApplication.translate("Why", "It is ready to ship: set it back to allocated first")
    else:
        words = QCoreApplication.translate("Why", "{rule}. This one is: {state}").replace(
            "{rule}", _translated("Why", _NEEDS[action])
        )
    return words.replace("{state}", state_name(state))


def refusal_words(refusal: Refusal) -> str:
    """Say why the builder did not make an edit."""
    return _translated("Refusal", _REFUSALS[refusal])


def _translated(context: str, marked: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate(context, str(marked))
