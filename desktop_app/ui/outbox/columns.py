"""The columns of the Outbox."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.services.outbox.dispatcher import Listed
from desktop_app.ui.outbox import words
from desktop_app.ui.tables.columns import Column, state_column, text_column, time_column


def columns() -> tuple[Column[Listed], ...]:
    """Return the columns."""
    translate = QCoreApplication.translate
    return (
        state_column("state", translate("Outbox", "State"), words.state_name, words.role, 23, tooltip=words.meaning),
        text_column("what", translate("Outbox", "What"), lambda each: words.kind_name(each.entry.kind), 21),
        text_column("about", translate("Outbox", "About"), words.about, 20),
        text_column("consignment", translate("Outbox", "Consignment"), lambda each: each.entry.reference, 17),
        time_column("entered", translate("Outbox", "Entered"), lambda each: each.entry.created, 17),
    )
