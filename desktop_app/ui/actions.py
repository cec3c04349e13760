"""What can be done now to the consignments chosen, and if not, why not. Decides from states alone, without widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.pro.states import Action, State, allowed, known
from desktop_app.ui.words import state_name, why_not_now


class Command(Enum):
    """A verb on the Consignments page."""

    ALLOCATE = "allocate"
    ALLOCATE_CHEAPEST = "allocate-cheapest"
    ALLOCATE_WITH = "allocate-with"
    DEALLOCATE = "deallocate"
    CANCEL = "cancel"
    LABELS = "labels"
    DUPLICATE = "duplicate"
    COPY_REFERENCE = "copy-reference"


ACTION_OF: Final = {
    Command.ALLOCATE: Action.ALLOCATE,
    Command.ALLOCATE_CHEAPEST: Action.ALLOCATE,
    Command.ALLOCATE_WITH: Action.ALLOCATE,
    Command.DEALLOCATE: Action.DEALLOCATE,
    Command.CANCEL: Action.CANCEL,
    Command.LABELS: Action.DOCUMENTS,
}
"""The action of the table of states that a command asks for; the others want no state at all."""

_ONE_ONLY: Final = {Command.ALLOCATE_CHEAPEST, Command.DUPLICATE}

_ALREADY: Final = {
    Action.ALLOCATE: {State.ALLOCATED, State.READY_TO_SHIP, State.MANIFESTED},
    Action.DEALLOCATE: {State.UNALLOCATED},
    Action.CANCEL: {State.CANCELLED, State.CANCELLING},
}

_SOME: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Offer", "{ready} of {all} can be allocated"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Offer", "{ready} of {all} can be deallocated"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Offer", "{ready} of {all} can be cancelled"),
    Action.DOCUMENTS: QT_TRANSLATE_NOOP("Offer", "{ready} of {all} have labels"),
}

_HINTS: Final = {
    Command.ALLOCATE: QT_TRANSLATE_NOOP("Offer", "Book it with the cheapest carrier service that your rules allow"),
    Command.ALLOCATE_CHEAPEST: QT_TRANSLATE_NOOP("Offer", "Ask for quotes and book the cheapest"),
    Command.ALLOCATE_WITH: QT_TRANSLATE_NOOP("Offer", "Book it with a carrier service of your choice"),
    Command.DEALLOCATE: QT_TRANSLATE_NOOP("Offer", "Take it back from its carrier service; its labels become invalid"),
    Command.CANCEL: QT_TRANSLATE_NOOP("Offer", "Cancel it for good"),
    Command.LABELS: QT_TRANSLATE_NOOP("Offer", "Show its labels, to save or print them"),
    Command.DUPLICATE: QT_TRANSLATE_NOOP("Offer", "Copy it to the Build page as a new consignment"),
    Command.COPY_REFERENCE: QT_TRANSLATE_NOOP("Offer", "Copy the reference"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether a command can be given now, and the tooltip: what it does, or why it cannot be had."""

    enabled: bool
    words: str


def offer(command: Command, states: Sequence[str] | Counter[str], *, busy: bool = False) -> Offer:
    """Decide about `command` for consignments in `states` (wire names, one for each that is chosen, or counted).

    `busy` says that another action is still being sent. Of many, one that is ready is enough: the rest are
    named before anything is sent.
    """
    counted = states if isinstance(states, Counter) else Counter(states)
    total = counted.total()
    if not total:
        return Offer(False, QCoreApplication.translate("Offer", "Select a consignment first"))
    if command in _ONE_ONLY and total > 1:
        return Offer(False, QCoreApplication.translate("Offer", "For one consignment at a time"))
    action = ACTION_OF.get(command)
    if action is None:
        return Offer(True, _words(_HINTS[command]))
    if busy and action is not Action.DOCUMENTS:
        return Offer(False, QCoreApplication.translate("Offer", "Wait until the present action has ended"))
    ready = sum(count for state, count in counted.items() if allowed(action, state))
    if not ready:
        return Offer(False, _why_none(action, counted))
    if total == 1:
        return Offer(True, _words(_HINTS[command]))
    return Offer(True, some_of(action, ready, total))


def some_of(action: Action, ready: int, total: int) -> str:
    """Say how many of `total` can be acted on: «38 of 42 can be allocated»."""
    return _words(_SOME[action]).replace("{ready}", str(ready)).replace("{all}", str(total))


def left_out(action: Action, states: Sequence[str]) -> str:
    """Say what becomes of those that the table refuses, by state; empty if there are none."""
    already = 0
    others: Counter[str] = Counter()
    for state, count in Counter(states).items():
        if known(state) in _ALREADY.get(action, ()):
            already += count
        else:
            others[state_name(state)] += count
    parts = []
    if already:
        words = QCoreApplication.translate("Offer", "{count} are already") if already > 1 else ""
        parts.append((words or QCoreApplication.translate("Offer", "1 is already")).replace("{count}", str(already)))
    if others:
        listed = ", ".join(f"{name} {count}" for name, count in others.most_common())
        parts.append(QCoreApplication.translate("Offer", "not possible now: {states}").replace("{states}", listed))
    return "; ".join(parts)


def disputed(action: Action, state: str) -> bool:
    """Say whether the service's own pages disagree about `action` in `state`, so that it may well refuse.

    Source: «States» in `pro-api.md`: cancelling once allocated, and from Manifested on.
    """
    return action is Action.CANCEL and known(state) not in {None, State.UNALLOCATED, State.ALLOCATION_FAILED}


def _why_none(action: Action, states: Counter[str]) -> str:
    if len({state.casefold() for state in states}) == 1:
        return why_not_now(action, next(iter(states)))
    return some_of(action, 0, states.total())


def _words(marked: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate("Offer", str(marked))
