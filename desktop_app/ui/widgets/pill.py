"""A pill: one term of a choice, with its value, and a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import CONTROL, Space, Type, scaled
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.toned_label import TonedLabel


class Pill(QWidget):
    """`removed`: its cross was pressed."""

    removed = Signal()

    def __init__(self, name: str, value: str, cross: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{name}: {value}")
        away = QToolButton(autoRaise=True)
        away.setIcon(cross)
        words = self.tr("Remove “{name}”").replace("{name}", name)
        away.setToolTip(words)
        away.setAccessibleName(words)
        away.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(TonedLabel(name, wrap=False))
        row.addWidget(PlainLabel(value, kind=Type.BODY_STRONG, wrap=False))
        row.addWidget(away)
        self.setFixedHeight(scaled(CONTROL, self.fontMetrics()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        drawing.box(painter, self.rect(), tone(Tone.RAISED), tone(Tone.LINE), radius=self.height() / 2)
        painter.end()
