"""A count beside a name: how many wait, how many need a person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone


def badge_text(count: int) -> str:
    """Return a count as a badge has it; none for 0."""
    return "999+" if count > 999 else str(count) if count else ""


def badge_size(text: str) -> QSize:
    """Return the size in pixels of a badge with `text`."""
    metrics = QFontMetrics(badge_font())
    high = metrics.height() + Space.HAIR
    return QSize(max(metrics.horizontalAdvance(text) + 2 * Space.S - Space.HAIR, high), high)


def badge_font() -> QFont:
    """Return the font of a badge."""
    return font(Type.CAPTION_STRONG)


def paint_badge(painter: QPainter, rect: QRectF, text: str, role: Role = Role.NEUTRAL) -> None:
    """Paint a badge that fills `rect`: quiet, unless it is to be looked at."""
    quiet = role is Role.NEUTRAL
    fill = tone(Tone.RAISED) if quiet else colour(role, Kind.FILL)
    edge = tone(Tone.LINE) if quiet else None
    painter.save()
    drawing.box(painter, rect, fill, edge, radius=rect.height() / 2)
    painter.setFont(badge_font())
    painter.setPen(tone(Tone.TEXT) if quiet else colour(role, Kind.TEXT))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Badge(QWidget):
    """Hidden while there is nothing to count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._role = "", Role.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_count(self, count: int, meaning: str, role: Role = Role.NEUTRAL) -> None:
        """Show a count; `meaning` says it in words to a screen reader."""
        self._text, self._role = badge_text(count), role
        self.setAccessibleName(meaning)
        self.setVisible(bool(self._text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._text, self._role)
        painter.end()
