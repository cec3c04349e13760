"""The shapes that everything is made of: panels, fields, rings, chevrons, ticks, bars, handles, cartons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from desktop_app.ui.style.measures import Line, Radius
from desktop_app.ui.style.roles import Tone, tone


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | None,
    edge: QColor | None,
    *,
    radius: float = Radius.CARD,
    width: float = Line.THIN,
    dashed: bool = False,
) -> None:
    """Paint a box with round corners that fills `rect`, its edge within it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen)
    if dashed:
        pen.setDashPattern([4, 3])
    half = width / 2 if edge is not None else 0.0
    painter.setPen(pen)
    painter.setBrush(QBrush(fill) if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    inner = max(radius - half, 0)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), inner, inner)
    painter.restore()


def ring(painter: QPainter, rect: QRect | QRectF, *, radius: float = Radius.CARD, inset: float = 0) -> None:
    """Paint the ring that shows where the keyboard is."""
    inside = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    box(painter, inside, None, tone(Tone.FOCUS), radius=max(radius - inset, 0), width=Line.FOCUS)


def shadow(painter: QPainter, rect: QRect | QRectF, *, depth: int = 3, radius: float = Radius.CARD) -> None:
    """Paint a soft shadow round what will be painted into `rect`; it reaches `depth` pixels out, most below."""
    dark = tone(Tone.SHADOW)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(depth, 0, -1):
        faint = QColor(dark)
        faint.setAlphaF(dark.alphaF() / depth)
        painter.setBrush(faint)
        grown = QRectF(rect).adjusted(-step / 2, 0, step / 2, step)
        painter.drawRoundedRect(grown, radius + step / 2, radius + step / 2)
    painter.restore()


def chevron(painter: QPainter, rect: QRect | QRectF, ink: QColor, *, points: Qt.ArrowType) -> None:
    """Paint a small arrow head in the middle of `rect`."""
    middle, arm = QRectF(rect).center(), 3.5
    turn = {
        Qt.ArrowType.DownArrow: ((-arm, -arm / 2), (0, arm / 2), (arm, -arm / 2)),
        Qt.ArrowType.UpArrow: ((-arm, arm / 2), (0, -arm / 2), (arm, arm / 2)),
        Qt.ArrowType.RightArrow: ((-arm / 2, -arm), (arm / 2, 0), (-arm / 2, arm)),
        Qt.ArrowType.LeftArrow: ((arm / 2, -arm), (-arm / 2, 0), (arm / 2, arm)),
    }.get(points)
    if turn is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in turn]))
    painter.restore()


def tick(painter: QPainter, rect: QRect | QRectF, ink: QColor, *, partly: bool = False) -> None:
    """Paint a tick into a check box, or a dash where only a part is chosen."""
    inside = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, max(inside.width() / 8, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    places = ((0.28, 0.5), (0.72, 0.5)) if partly else ((0.24, 0.53), (0.43, 0.7), (0.77, 0.33))
    at = [QPointF(inside.left() + x * inside.width(), inside.top() + y * inside.height()) for x, y in places]
    painter.drawPolyline(QPolygonF(at))
    painter.restore()


def bar(painter: QPainter, rect: QRect | QRectF, part: float, ink: QColor, *, start: float = 0.0) -> None:
    """Paint how far something is: `part` of a rounded groove, from `start` on; both between 0 and 1."""
    whole = QRectF(rect)
    round_end = whole.height() / 2
    groove = tone(Tone.PRESSED)
    box(painter, whole, groove, None, radius=round_end)
    if part > 0:
        filled = QRectF(whole)
        filled.setLeft(whole.left() + whole.width() * start)
        filled.setWidth(max(whole.width() * min(part, 1 - start), whole.height()))
        box(painter, filled, ink, None, radius=round_end)


def grip(painter: QPainter, rect: QRect | QRectF, ink: QColor) -> None:
    """Paint the six dots that say that something can be dragged, in the middle of `rect`."""
    dot, apart = 2.0, 5.0
    middle = QRectF(rect).center()
    for column in (-0.5, 0.5):
        for row in (-1, 0, 1):
            painter.fillRect(
                QRectF(middle.x() + column * apart - dot / 2, middle.y() + row * apart - dot / 2, dot, dot), ink
            )


def carton(painter: QPainter, rect: QRect | QRectF, sides: Sequence[float] | None) -> None:
    """Paint a box of these sides (length, width, height) to proportion, as large as `rect` lets it; None: any box.

    Of one whose sides are not known the edges are dashed.
    """
    length, width, height = sides or (1.0, 1.0, 0.8)
    longest = max(length, width, height)
    # A tube of two metres is still seen to have three sides.
    length, width, height = (max(side / longest, _THINNEST) for side in (length, width, height))
    across, down = (length + width) * _ACROSS, (length + width) * _DOWN + height
    place = QRectF(rect)
    scale = min(place.width() / across, place.height() / down)
    # The corner of the lid that is nearest to who looks.
    near = QPointF(
        place.center().x() + (width - length) * _ACROSS * scale / 2,
        place.center().y() - down * scale / 2 + (length + width) * _DOWN * scale,
    )
    to_right = QPointF(length * _ACROSS, -length * _DOWN) * scale
    to_left = QPointF(-width * _ACROSS, -width * _DOWN) * scale
    low = QPointF(0, height * scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(tone(Tone.SUBDUED), 1.25)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if sides is None:
        pen.setDashPattern([2, 2])
    painter.setPen(pen)
    for fill, corners in (
        (Tone.SURFACE, (near, near + to_right, near + to_right + low, near + low)),
        (Tone.PRESSED, (near, near + to_left, near + to_left + low, near + low)),
        (Tone.RAISED, (near, near + to_right, near + to_right + to_left, near + to_left)),
    ):
        painter.setBrush(tone(fill))
        painter.drawPolygon(QPolygonF(corners))
    painter.restore()


_ACROSS = 0.87
_DOWN = 0.42
"""How far a side goes across and down for each of its length: it is seen a little from above."""
_THINNEST = 0.08
"""Of the longest side: no side is drawn shorter."""
