"""The columns of the Outbox."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.ui.outbox import words
from desktop_app.ui.outbox.sentences import Sentences, own_reference
from desktop_app.ui.tables.columns import Column, state_column, text_column


def columns(sentences: Sentences) -> tuple[Column[Listed], ...]:
    """Return the columns; what was asked and what came of it are told by `sentences`."""
    translate = QCoreApplication.translate
    return (
        state_column("state", translate("Outbox", "State"), words.state_name, words.role, 20, tooltip=words.meaning),
        text_column("asked", translate("Outbox", "What was asked"), sentences.asked, 46),
        text_column("came", translate("Outbox", "What came of it"), sentences.came, 54, stretch=True),
        text_column("about", translate("Outbox", "Your reference"), own_reference, 14),
    )
