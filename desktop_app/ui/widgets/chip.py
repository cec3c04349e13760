"""A word on a coloured, rounded ground: a state in the grid and above the details."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role, colour

LETTERS = 40
"""Code points of a state that are shown; the longest that the documentation has is half of that."""


def chip_size(font: QFont, text: str) -> QSize:
    """Return the size in pixels of a chip with `text`, room round the word included."""
    metrics = QFontMetrics(font)
    return QSize(metrics.horizontalAdvance(text) + 2 * Space.S, metrics.height() + Space.XS)


def paint_chip(painter: QPainter, rect: QRectF, text: str, role: Role, *, ringed: bool = False) -> None:
    """Paint a chip at the left of `rect`, in the middle of its height, elided to its width.

    `ringed`: with a line round it, for a ground that swallows the fill (a selected row).
    """
    metrics = painter.fontMetrics()
    size = chip_size(painter.font(), text)
    width = min(float(size.width()), rect.width())
    height = min(float(size.height()), rect.height())
    shape = QRectF(QPointF(rect.left(), rect.center().y() - height / 2), rect.bottomRight())
    shape.setSize(QRectF(0, 0, width, height).size())
    painter.save()
    edge = colour(role, Kind.MARK) if ringed else None
    drawing.box(painter, shape, colour(role, Kind.FILL), edge, radius=height / 2)
    painter.setPen(colour(role, Kind.TEXT))
    room = int(width) - Space.S
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
    painter.restore()


class Chip(QWidget):
    """A chip as a widget; plain text, and the same text is its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._role = Role.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_state(self, text: str, role: Role) -> None:
        """Show `text` in the colours of `role`."""
        self._text, self._role = shorten_line(text, LETTERS), role
        self.setAccessibleName(self._text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word that it shows."""
        return self._text

    def sizeHint(self) -> QSize:
        return chip_size(self.font(), self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._role)
        painter.end()
