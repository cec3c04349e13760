"""What stands where rows will be while they are loaded: their shapes, in grey."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Density, Line, Radius, Space, Type, scaled
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.toned_label import TonedLabel

_PARTS = ((0.0, 0.16), (0.2, 0.14), (0.4, 0.1), (0.56, 0.24), (0.88, 0.1))
"""Where the words of a row begin, and how long they are, as parts of its width."""


class Skeleton(QWidget):
    """Fills its room with rows that have no words yet. `words` say so above them."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, 0)
        column.addWidget(TonedLabel(words, kind=Type.CAPTION), 0, Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        """Ask for a few rows."""
        return QSize(self.fontMetrics().averageCharWidth() * 60, 5 * self._row())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows, fainter from row to row."""
        painter = QPainter(self)
        row, width = self._row(), self.width() - 2 * Space.M
        rows = max(self.height() // row, 2)
        for n in range(1, rows):
            painter.setOpacity(max(1 - n / min(rows, 12), 0.0))
            middle = n * row + row / 2
            for start, part in _PARTS:
                long = part * (1 - 0.25 * ((n * 7 + round(start * 10)) % 3) / 2)
                word = QRectF(Space.M + start * width, middle - Space.XS, long * width, Space.S)
                drawing.box(painter, word, tone(Tone.PRESSED), None, radius=Radius.SMALL)
            painter.fillRect(QRectF(0, (n + 1) * row - Line.THIN, self.width(), Line.THIN), tone(Tone.LINE))
        painter.end()

    def _row(self) -> int:
        return scaled(Density.NORMAL, self.fontMetrics())
