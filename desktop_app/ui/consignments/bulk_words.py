"""What the bulk panel says: before an action, while it runs, and about each result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.pro.errors import ProError
from desktop_app.pro.states import Action
from desktop_app.services.actions import Outcome
from desktop_app.ui.error_words import error_words
from desktop_app.ui.style.roles import Role

_VERBS: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Actions", "Allocate {n}"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Actions", "Deallocate {n}"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Actions", "Cancel {n} for good"),
}
_RUNNING: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Actions", "Allocating: {done} of {all}"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Actions", "Deallocating: {done} of {all}"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Actions", "Cancelling: {done} of {all}"),
}
_DONE: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Actions", "{n} allocated"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Actions", "{n} deallocated"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Actions", "{n} cancelled"),
}
_DONE_ONE: Final = {
    Action.ALLOCATE: QT_TRANSLATE_NOOP("Actions", "Allocated"),
    Action.DEALLOCATE: QT_TRANSLATE_NOOP("Actions", "Deallocated"),
    Action.CANCEL: QT_TRANSLATE_NOOP("Actions", "Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One result on screen: an icon and its role, what happened, the words about it, and what finds the call."""

    icon: str
    role: Role
    happened: str
    message: str
    correlation_id: str


def verb(action: Action, count: int) -> str:
    """Return the words on the button that starts: «Allocate 38»."""
    return _tr(_VERBS[action]).replace("{n}", str(count))


def running(action: Action, done: int, total: int) -> str:
    """Return the words while it runs: «Allocating: 12 of 38»."""
    return _tr(_RUNNING[action]).replace("{done}", str(done)).replace("{all}", str(total))


def summed_up(action: Action, outcomes: Sequence[Outcome]) -> str:
    """Return the words over the results: «35 allocated, 2 failed, 1 unknown»."""
    counts = (
        (_tr(_DONE[action]), sum(o.ok for o in outcomes)),
        (QCoreApplication.translate("Actions", "{n} failed"), len(failed(outcomes))),
        (QCoreApplication.translate("Actions", "{n} unknown"), len(unknown(outcomes))),
        (QCoreApplication.translate("Actions", "{n} waiting in the Outbox"), sum(o.waiting for o in outcomes)),
        (QCoreApplication.translate("Actions", "{n} not sent"), len(skipped(outcomes))),
    )
    return ", ".join(words.replace("{n}", str(count)) for words, count in counts if count)


def line(action: Action, outcome: Outcome) -> Line:
    """Return what is shown of one result; the message is the service's own where it said something."""
    if outcome.ok:
        return Line("ok", Role.GOOD, _tr(_DONE_ONE[action]), outcome.message, "")
    if outcome.skipped:
        happened = QCoreApplication.translate("Actions", "Not sent")
        message = QCoreApplication.translate("Actions", "Stopped before it was sent; nothing has changed")
        return Line("cancel", Role.NEUTRAL, happened, message, "")
    if outcome.waiting:
        happened = QCoreApplication.translate("Actions", "Waiting")
        message = QCoreApplication.translate("Actions", "SortedPRO could not be reached. It goes out from the Outbox")
        return Line("outbox", Role.MOVING, happened, message, "")
    correlation_id = outcome.error.correlation_id if isinstance(outcome.error, ProError) else ""
    if outcome.unknown:
        happened = QCoreApplication.translate("Actions", "Unknown")
        message = QCoreApplication.translate("Actions", "No answer came: it may have been done. Look again to see")
        return Line("unknown", Role.ATTENTION, happened, message, correlation_id)
    happened = QCoreApplication.translate("Actions", "Failed")
    return Line("error", Role.BAD, happened, _why(outcome), correlation_id)


def failed(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the references of what was refused, or was never sent for want of a connection: fit to be sent again."""
    return [o.reference for o in outcomes if not (o.ok or o.unknown or o.skipped or o.waiting)]


def unknown(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the references of what may have been done: to be looked at, never simply sent again."""
    return [o.reference for o in outcomes if o.unknown]


def skipped(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the references of what was stopped before it was sent."""
    return [o.reference for o in outcomes if o.skipped]


def _why(outcome: Outcome) -> str:
    if outcome.error is None:
        return outcome.message or QCoreApplication.translate(
            "Actions", "SortedPRO says that it failed, and gives no reason. Open the consignment to see its state"
        )
    words = error_words(outcome.error, "")
    said = words.detail.replace("\n", " ") or outcome.message
    return said or f"{words.title[:1].upper()}{words.title[1:]}. {words.advice}"


def _tr(marked: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate("Actions", str(marked))
