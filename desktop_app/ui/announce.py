"""Tells a screen reader what happened."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.foreign_text import isolated


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out once, as news about `widget`; silent where no reader listens."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, isolated(text)))
