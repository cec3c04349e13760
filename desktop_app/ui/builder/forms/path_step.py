"""One step of the way up from what is shown to what it is in."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Line, Radius, Space, Type, font
from desktop_app.ui.style.roles import Tone, tone


class PathStep(QAbstractButton):
    """Words that lead somewhere, with nothing round them: they begin where the heading below them does."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(isolated(text).replace("&", "&&"))
        self.setFont(font(Type.CAPTION))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._words = isolated(text)

    def sizeHint(self) -> QSize:
        """Ask for the words, and room for the ring of the keyboard above and below."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + Space.HAIR, metrics.height() + Space.XS)

    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("Mm…"), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, and a line below them under the pointer."""
        painter = QPainter(self)
        painter.setPen(tone(Tone.ACCENT_HOVER if self.underMouse() else Tone.ACCENT))
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(
            self.rect(),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
            shown,
        )
        if self.underMouse():
            y = self.rect().center().y() + self.fontMetrics().ascent() // 2 + Space.HAIR
            below = QRect(0, y, min(self.fontMetrics().horizontalAdvance(shown), self.width()), Line.THIN)
            below = QStyle.visualRect(self.layoutDirection(), self.rect(), below)
            painter.fillRect(below, painter.pen().color())
        if self.hasFocus():
            drawing.ring(painter, self.rect(), radius=Radius.SMALL)
        painter.end()
