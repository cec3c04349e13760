"""A line between two parts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.ui.style.measures import Line


def rule(orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> QFrame:
    """Return a thin line that lies or stands."""
    line = QFrame(parent)
    lies = orientation is Qt.Orientation.Horizontal
    line.setFrameShape(QFrame.Shape.HLine if lies else QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    (line.setFixedHeight if lies else line.setFixedWidth)(Line.THIN)
    return line
