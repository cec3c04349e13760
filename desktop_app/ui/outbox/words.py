"""What the Outbox says: of what kind an entry is, how it stands, what can be done to it, and if not, why not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.pro.states import Action
from desktop_app.services.outbox.dispatcher import Listed, No
from desktop_app.services.outbox.operations.creating import CREATE, PACK
from desktop_app.services.outbox.operations.editing import ADD_PACKAGE, DELETE_PACKAGE
from desktop_app.store.outbox import EntryState, NotDone
from desktop_app.ui.style.roles import Role
from desktop_app.ui.words import action_name

_KINDS: Final = {
    CREATE: QT_TRANSLATE_NOOP("Outbox", "Create a consignment"),
    PACK: QT_TRANSLATE_NOOP("Outbox", "Pack an order"),
    ADD_PACKAGE: QT_TRANSLATE_NOOP("Outbox", "Add a package"),
    DELETE_PACKAGE: QT_TRANSLATE_NOOP("Outbox", "Delete a package"),
}
_STATES: Final = {
    EntryState.QUEUED: QT_TRANSLATE_NOOP("Outbox", "Queued"),
    EntryState.SENDING: QT_TRANSLATE_NOOP("Outbox", "Being sent"),
    EntryState.UNKNOWN: QT_TRANSLATE_NOOP("Outbox", "Unknown"),
    EntryState.DONE: QT_TRANSLATE_NOOP("Outbox", "Done"),
}
_REFUSED: Final = {
    NotDone.NOT_KNOWN: QT_TRANSLATE_NOOP("Outbox", "Not done"),
    NotDone.REFUSED: QT_TRANSLATE_NOOP("Outbox", "Refused"),
    NotDone.PAUSED: QT_TRANSLATE_NOOP("Outbox", "Refused"),
    NotDone.OFFLINE: QT_TRANSLATE_NOOP("Outbox", "Not sent"),
    NotDone.NO_KEY: QT_TRANSLATE_NOOP("Outbox", "Not sent"),
    NotDone.UNREADABLE: QT_TRANSLATE_NOOP("Outbox", "Not sent"),
    NotDone.LOOKED_FOR: QT_TRANSLATE_NOOP("Outbox", "Not done"),
}
_HELD: Final = QT_TRANSLATE_NOOP("Outbox", "Needs your go-ahead")
_MEANS: Final = {
    EntryState.QUEUED: QT_TRANSLATE_NOOP("Outbox", "It has not been sent: it waits until SortedPRO can be reached."),
    EntryState.SENDING: QT_TRANSLATE_NOOP("Outbox", "It has been written down here and is on its way."),
    EntryState.UNKNOWN: QT_TRANSLATE_NOOP(
        "Outbox", "No whole answer came: it may have been done. It is not sent again; it is looked for now and then."
    ),
    EntryState.DONE: QT_TRANSLATE_NOOP("Outbox", "SortedPRO has done it."),
}
_NOT_DONE: Final = {
    NotDone.NOT_KNOWN: QT_TRANSLATE_NOOP("Outbox", "It was not done."),
    NotDone.REFUSED: QT_TRANSLATE_NOOP("Outbox", "It was not done: SortedPRO refused it."),
    NotDone.PAUSED: QT_TRANSLATE_NOOP("Outbox", "It was not done: SortedPRO asked for a pause, and took nothing."),
    NotDone.OFFLINE: QT_TRANSLATE_NOOP("Outbox", "It was never sent: SortedPRO could not be reached."),
    NotDone.NO_KEY: QT_TRANSLATE_NOOP("Outbox", "It was never sent: there was no API key."),
    NotDone.UNREADABLE: QT_TRANSLATE_NOOP("Outbox", "It was never sent: what was entered here cannot be read."),
    NotDone.LOOKED_FOR: QT_TRANSLATE_NOOP("Outbox", "No whole answer came. It was looked for, and was not done."),
}
_HELD_MEANS: Final = QT_TRANSLATE_NOOP(
    "Outbox", "The API key was changed after this was queued, so it does not go out by itself: send it or discard it."
)
_ROLES: Final = {
    EntryState.QUEUED: Role.NEUTRAL,
    EntryState.SENDING: Role.MOVING,
    EntryState.UNKNOWN: Role.ATTENTION,
    EntryState.REFUSED: Role.BAD,
    EntryState.DONE: Role.GOOD,
}
_NEWER: Final = QT_TRANSLATE_NOOP(
    "Outbox", "A newer version of this program entered it: start that one to look for it or to send it"
)
_LOOK: Final = {
    None: QT_TRANSLATE_NOOP("Outbox", "Ask SortedPRO whether it was done. Nothing is sent again"),
    No.SENDING: QT_TRANSLATE_NOOP("Outbox", "It is being sent: its answer tells"),
    No.DONE: QT_TRANSLATE_NOOP("Outbox", "It is known to have been done"),
    No.NOT_SENT: QT_TRANSLATE_NOOP("Outbox", "It is known not to have been done"),
    No.NEWER_VERSION: _NEWER,
}
_SEND: Final = {
    None: QT_TRANSLATE_NOOP("Outbox", "Send it as it is; it is known not to have been done"),
    No.SENDING: QT_TRANSLATE_NOOP("Outbox", "It is being sent already"),
    No.DONE: QT_TRANSLATE_NOOP("Outbox", "It has been done: sending it again could do it twice"),
    No.NOT_KNOWN: QT_TRANSLATE_NOOP("Outbox", "It may have been done: sending it again could do it twice. Look again"),
    No.REPLACED: QT_TRANSLATE_NOOP("Outbox", "The same was sent anew since: sending this too could do it twice"),
    No.NEWER_VERSION: _NEWER,
}
_DISCARD: Final = {
    EntryState.QUEUED: QT_TRANSLATE_NOOP("Outbox", "Take it out of the queue: it is not sent"),
    EntryState.SENDING: QT_TRANSLATE_NOOP("Outbox", "It is being sent: what is on its way cannot be called back"),
    EntryState.UNKNOWN: QT_TRANSLATE_NOOP("Outbox", "Look for it no more, once you know what became of it"),
    EntryState.REFUSED: QT_TRANSLATE_NOOP("Outbox", "Take it off this list; nothing else changes"),
    EntryState.DONE: QT_TRANSLATE_NOOP("Outbox", "Take it off this list; what SortedPRO has done stays"),
}


def kind_name(kind: str) -> str:
    """Return what an entry does: «Create a consignment», «Cancel»; one of a newer version as it is called there."""
    if kind in _KINDS:
        return _tr(_KINDS[kind])
    return action_name(Action(kind)) if kind in set(Action) else kind


def state_name(listed: Listed) -> str:
    """Return how an entry stands, in a word or two."""
    if listed.held:
        return _tr(_HELD)
    refused = listed.entry.state is EntryState.REFUSED
    return _tr(_REFUSED[listed.entry.not_done] if refused else _STATES[listed.entry.state])


def meaning(listed: Listed) -> str:
    """Return what that means, in a sentence."""
    if No.NEWER_VERSION in {listed.look, listed.send}:
        return _tr(_NEWER)
    if listed.held:
        return _tr(_HELD_MEANS)
    refused = listed.entry.state is EntryState.REFUSED
    return _tr(_NOT_DONE[listed.entry.not_done] if refused else _MEANS[listed.entry.state])


def role(listed: Listed) -> Role:
    """Return the colour role of how an entry stands."""
    return Role.ATTENTION if listed.held else _ROLES[listed.entry.state]


def look_hint(listed: Listed) -> str:
    """Say what Look again does, or why it is not offered."""
    return _tr(_LOOK[listed.look])


def send_hint(listed: Listed) -> str:
    """Say what Send again does, or why it is not offered."""
    return _tr(_SEND[listed.send])


def discard_hint(listed: Listed) -> str:
    """Say what Discard does, or why it is not offered."""
    return _tr(_DISCARD[listed.entry.state])


def _tr(marked: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate("Outbox", str(marked))
