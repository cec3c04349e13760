"""What can be done about an entry: look again, send again, discard; each says what it does, or why not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop_app.services.outbox.dispatcher import Dispatcher, Listed
from desktop_app.store.outbox import Entry, EntryState
from desktop_app.ui.announce import announce
from desktop_app.ui.follow import follow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.outbox import words
from desktop_app.ui.theme import Role, Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Task, Worker


class Verbs(QWidget):
    """Buttons for the entry that is chosen; what comes of them is said in `bar`. `acted`: read the journal again."""

    acted = Signal()

    def __init__(
        self,
        worker: Worker,
        notifier: Notifier,
        theme: Theme,
        dispatcher: Dispatcher,
        bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._notifier = notifier
        self._dispatcher = dispatcher
        self._bar = bar
        self._listed: Listed | None = None
        self._doing: Task | None = None
        self._asked = ""
        self._look = self._button("outbox_look", self.tr("Look again"), theme, "search", self._look_again)
        self._send = self._button("outbox_send", self.tr("Send again"), theme, "refresh", self._send_again)
        self._discard = self._button("outbox_discard", self.tr("Discard"), theme, "delete", self._discard_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for button in (self._look, self._send, self._discard):
            row.addWidget(button)
        row.addStretch(1)

    @property
    def busy(self) -> bool:
        """Whether what was begun here is under way."""
        return self._doing is not None

    def show_for(self, listed: Listed | None) -> None:
        """Offer what can be done about this entry; None: none is chosen."""
        self._listed = listed
        if self._asked and (listed is None or listed.entry.id != self._asked):
            # The question was about another one.
            self._asked = ""
            self._bar.clear()
        queued = listed is not None and listed.entry.state is EntryState.QUEUED
        self._send.setText(self.tr("Send now") if queued else self.tr("Send again"))
        for button, no, hint in (
            (self._look, listed and listed.look, words.look_hint),
            (self._send, listed and listed.send, words.send_hint),
            (self._discard, listed and listed.discard, words.discard_hint),
        ):
            button.setEnabled(listed is not None and no is None and not self.busy)
            if listed is None:
                button.setToolTip(self.tr("Select an entry first"))
            else:
                button.setToolTip(self.tr("Wait until what you began is done") if self.busy else hint(listed))
            button.setAccessibleDescription(button.toolTip())

    def _button(self, name: str, text: str, theme: Theme, icon: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setIcon(theme.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(act)
        return button

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
        self._bar.show_problem(
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
        self._bar.clear()
        task = self._doing = self._worker.submit(lambda _progress: call(), write=write)
        self.show_for(self._listed)
        follow(
            task,
            self,
            done=done,
            failed=lambda error: self._notifier.report(error, about, self._bar),
            finished=self._did,
        )

    def _did(self) -> None:
        self._doing = None
        self.show_for(self._listed)
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
        elif isinstance(entry, Entry):
            self._bar.show_problem(self.tr("It was not done."), detail=entry.answer)

    def _say(self, text: str, role: Role, advice: str = "") -> None:
        self._bar.show_note(text, advice, role=role)
        announce(self, text)
