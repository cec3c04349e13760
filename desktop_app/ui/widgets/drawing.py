"""A drawing of an empty state, in the colours of the moment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.style.icons import paint_drawing
from desktop_app.ui.style.measures import DRAWING, scaled


class Drawing(QWidget):
    """Shows `resources/drawings/<name>.svg`; it says nothing that the words below it do not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = scaled(DRAWING, self.fontMetrics())
        return QSize(wide * 3 // 2, wide)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_drawing(painter, self._name, QRectF(self.rect()))
        painter.end()
