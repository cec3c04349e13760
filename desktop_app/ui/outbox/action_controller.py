"""What is done about the entry that is chosen: look again, send again, discard; and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.services.outbox.dispatcher import Dispatcher, Listed
from desktop_app.store.outbox import Entry, EntryState
from desktop_app.ui.announce import announce
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.outbox import words
from desktop_app.ui.outbox.action_bar import EntryActionBar
from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar


class EntryActionController(QObject):
    """Acts on one entry at a time; the page puts the widgets where they belong. `acted`: read the journal again."""

    acted = Signal()

    def __init__(
        self, operations: Operations, notifier: Notifier, theme: Theme, dispatcher: Dispatcher, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._notifier = notifier
        self._dispatcher = dispatcher
        self._listed: Listed | None = None
        self._doing: Operation | None = None
        self._asked = ""
        self.actions = EntryActionBar(theme)
        self.bar = MessageBar(theme)
        self.actions.look_wanted.connect(self._look_again)
        self.actions.send_wanted.connect(self._send_again)
        self.actions.discard_wanted.connect(self._discard_asked)

    @property
    def busy(self) -> bool:
        """Whether what was begun here is under way."""
        return self._doing is not None

    def offer(self, listed: Listed | None) -> None:
        """Offer what can be done about this entry; None: none is chosen."""
        self._listed = listed
        if self._asked and (listed is None or listed.entry.id != self._asked):
            # The question was about another one.
            self._asked = ""
            self.bar.clear()
        self.actions.offer(listed, busy=self.busy)

    def _look_again(self) -> None:
        listed = self._listed
        if listed is not None:
            entry_id = listed.entry.id
            self._do(lambda: self._dispatcher.look(entry_id), self.tr("Look again"), self._looked, write=False)

    def _send_again(self) -> None:
        listed = self._listed
        if listed is not None:
            entry_id, about = listed.entry.id, words.kind_name(listed.entry.kind)
            self._do(lambda: self._dispatcher.send(entry_id), about, self._was_sent, write=True)

    def _discard_asked(self) -> None:
        listed = self._listed
        if listed is None:
            return
        entry_id = listed.entry.id
        if listed.entry.state is not EntryState.UNKNOWN:
            self._discard_now(entry_id)
            return
        self._asked = entry_id
        self.bar.show_problem(
            self.tr("Discard it though it may have been done?"),
            self.tr(
                "Nobody looks for it any more, and it can be done anew. If it was done after all, it is then done "
                "twice: see on the Consignments page that it is not there."
            ),
            retry=lambda: self._discard_now(entry_id),
            retry_text=self.tr("Discard"),
            role=Role.ATTENTION,
        )

    def _discard_now(self, entry_id: str) -> None:
        self._do(lambda: self._dispatcher.discard(entry_id), self.tr("Discard"), lambda _: None, write=True)

    def _do(
        self, call: Callable[[], Awaitable[object]], about: str, done: Callable[[object], None], *, write: bool
    ) -> None:
        if self.busy:
            return
        self._asked = ""
        self.bar.clear()
        self._doing = self._operations.run(
            self,
            lambda _progress: call(),
            done=done,
            failed=lambda error: self._notifier.report(error, about, self.bar),
            finished=self._did,
            write=write,
            about=about,
        )
        self.offer(self._listed)

    def _did(self) -> None:
        self._doing = None
        self.offer(self._listed)
        self.acted.emit()

    def _looked(self, entry: object) -> None:
        state = entry.state if isinstance(entry, Entry) else None
        if state is EntryState.DONE:
            self._say(self.tr("It was done."), Role.GOOD)
        elif state is EntryState.REFUSED:
            self._say(self.tr("It was not done. It can be sent again."), Role.NEUTRAL)
        elif state is EntryState.UNKNOWN:
            advice = self.tr("SortedPRO may be slow to list what is new: look again in a minute.")
            self._say(self.tr("Still not known."), Role.ATTENTION, advice)

    def _was_sent(self, entry: object) -> None:
        state = entry.state if isinstance(entry, Entry) else None
        if state is EntryState.DONE:
            self._say(self.tr("Sent, and done."), Role.GOOD)
        elif state is EntryState.QUEUED:
            self._say(self.tr("SortedPRO cannot be reached yet: it waits."), Role.NEUTRAL)
        elif state is EntryState.SENDING:
            self._say(self.tr("It is being sent already."), Role.NEUTRAL)
        elif state is EntryState.UNKNOWN:
            self._say(self.tr("Whether it was done is not known: look again."), Role.ATTENTION)
        elif isinstance(entry, Entry):
            self.bar.show_problem(self.tr("It was not done."), detail=entry.answer)

    def _say(self, text: str, role: Role, advice: str = "") -> None:
        self.bar.show_note(text, advice, role=role)
        announce(self.actions, text)
