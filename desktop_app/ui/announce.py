"""Tells a screen reader what happened."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` read out once, as news about `widget`; silent where no reader listens."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
