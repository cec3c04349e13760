"""An icon that stands beside text, drawn anew in whatever colours hold when it is painted."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class IconLabel(QWidget):
    """Shows `icon` as high as `lines` lines of text; it says nothing that the text beside it does not."""

    def __init__(
        self, icon: QIcon, lines: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._lines = lines
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect(), mode=self._mode)
        painter.end()
