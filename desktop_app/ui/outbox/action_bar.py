"""The buttons above the Outbox: look again, send again, discard; each says what it does, or why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.store.outbox import EntryState
from desktop_app.ui.outbox import words
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.theme import Theme


class EntryActionBar(QWidget):
    """Its signals are the buttons; they are about the entry that was given to `offer` last."""

    look_wanted = Signal()
    send_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = self._button("outbox_look", self.tr("Look again"), theme, "search", self.look_wanted)
        self._send = self._button("outbox_send", self.tr("Send again"), theme, "refresh", self.send_wanted)
        self._discard = self._button("outbox_discard", self.tr("Discard"), theme, "delete", self.discard_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for button in (self._look, self._send, self._discard):
            row.addWidget(button)
        row.addStretch(1)

    def offer(self, listed: Listed | None, *, busy: bool) -> None:
        """Offer what can be done about this entry (None: none is chosen); `busy`: something is being done already."""
        queued = listed is not None and listed.entry.state is EntryState.QUEUED
        self._send.setText(self.tr("Send now") if queued else self.tr("Send again"))
        for button, no, hint in (
            (self._look, listed and listed.look, words.look_hint),
            (self._send, listed and listed.send, words.send_hint),
            (self._discard, listed and listed.discard, words.discard_hint),
        ):
            button.setEnabled(listed is not None and no is None and not busy)
            if listed is None:
                button.setToolTip(self.tr("Select an entry first"))
            else:
                button.setToolTip(self.tr("Wait until what you began is done") if busy else hint(listed))
            button.setAccessibleDescription(button.toolTip())
        # What to do next stands out.
        for button in (self._look, self._send):
            emphasise(button, Emphasis.PRIMARY if button.isEnabled() else Emphasis.SECONDARY)

    def _button(self, name: str, text: str, theme: Theme, icon: str, wanted: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setIcon(theme.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(wanted)
        return button
