"""How a place shows whether what is being moved may be put down there."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Kind, Role, colour


class Highlight(Enum):
    """Whether what is being moved may be put down at a place, and whether it is aimed there."""

    OFF = 0
    LEGAL = 1
    AIMED = 2
    REFUSED = 3


def highlight_colour(highlight: Highlight, palette: QPalette) -> QColor | None:
    """Return the colour of a lit place, or None for one that is not."""
    if highlight is Highlight.REFUSED:
        return colour(Role.BAD, Kind.MARK)
    return palette.color(QPalette.ColorRole.Highlight) if highlight is not Highlight.OFF else None


def paint_highlight(painter: QPainter, widget: QWidget, highlight: Highlight) -> None:
    """Paint a highlight over the edge of a widget that paints itself."""
    lit = highlight_colour(highlight, widget.palette())
    if lit is None:
        return
    unit = widget.fontMetrics().height() / 4
    strong = highlight is not Highlight.LEGAL
    pen = QPen(lit, unit / 2.5 if strong else unit / 5)
    pen.setStyle(Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine)
    half = pen.widthF() / 2
    painter.save()
    painter.setPen(pen)
    painter.drawRect(QRectF(widget.rect()).adjusted(half, half, -half, -half))
    painter.restore()


def paint_panel(
    painter: QPainter,
    widget: QWidget,
    highlight: Highlight,
    *,
    selected: bool,
    fill: QPalette.ColorRole,
    dashed: bool = False,
) -> None:
    """Paint the rounded surface of a card, a frame or a place, with its highlight and focus."""
    palette = widget.palette()
    unit = widget.fontMetrics().height() / 4
    lit = highlight_colour(highlight, palette)
    strong = selected or highlight in {Highlight.AIMED, Highlight.REFUSED} or widget.hasFocus()
    quiet = QPalette.ColorRole.PlaceholderText if dashed else QPalette.ColorRole.Mid
    edge = lit or palette.color(QPalette.ColorRole.Highlight if selected or widget.hasFocus() else quiet)
    pen = QPen(edge, unit / 2.5 if strong else unit / 5)
    if dashed or (highlight is Highlight.LEGAL and not strong):
        pen.setStyle(Qt.PenStyle.DashLine)
    half = pen.widthF() / 2 + 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    surface = QColor(palette.color(fill))
    painter.setBrush(surface if not dashed else Qt.BrushStyle.NoBrush)
    box = QRectF(widget.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(box, unit, unit)
    if lit is not None or selected:
        tint = QColor(lit or palette.color(QPalette.ColorRole.Highlight))
        tint.setAlphaF(0.16 if strong else 0.06)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(box, unit, unit)
