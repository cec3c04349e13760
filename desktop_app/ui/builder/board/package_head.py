"""The head of a package's card: its box to proportion, what it is called and weighs, and how full it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import BAR, CARTON, Space, Type, written
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone

_FLAT = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_NEAR, _FAR = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
"""Where a line begins and ends: a painter turns them round with its widget."""
_FULL = 1.0


@dataclass(frozen=True, slots=True)
class Fill:
    """How full something is: its name, what part of it (None if not known), and that in words."""

    name: str
    part: float | None
    words: str


@dataclass(frozen=True, slots=True)
class PackageHead:
    """What a card says of its package; `sides` are length, width and height, None while they are not known.

    `changing`: the weight is what it would be with what is held over it.
    """

    title: str = ""
    box: str = ""
    weight: str = ""
    sides: tuple[float, float, float] | None = None
    fills: tuple[Fill, ...] = ()
    changing: bool = False

    def height(self) -> int:
        """Return the pixels that it takes."""
        strong, caption = written(Type.STRONG)[1].height(), written(Type.CAPTION)[1].height()
        top = max(CARTON, strong + Space.HAIR + caption)
        return Space.M + top + Space.S + (caption + Space.HAIR) * len(self.fills) + Space.S

    def paint(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        """Paint it at the top of `rect`."""
        _Painting(painter, rect.adjusted(Space.M, Space.M, -Space.M, 0), direction).paint(self)


class _Painting:
    def __init__(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._rect, self._direction = painter, rect, direction

    def paint(self, head: PackageHead) -> None:
        rect = self._rect
        strong, caption = written(Type.STRONG)[1].height(), written(Type.CAPTION)[1].height()
        drawing.carton(self._painter, self._placed(QRect(rect.left(), rect.top(), CARTON, CARTON)), head.sides)
        words = rect.adjusted(CARTON + Space.S, 0, 0, 0)
        top = rect.top() + max(CARTON - strong - Space.HAIR - caption, 0) // 2
        line = QRect(words.left(), top, words.width(), strong)
        taken = self._say(
            line, Type.STRONG if head.changing else Type.BODY_STRONG, head.weight, self._weight_ink(head), _FAR
        )
        line.setRight(line.right() - taken - Space.S)
        # Its number is to be read.
        fits = written(Type.STRONG)[1].horizontalAdvance(head.title) <= line.width()
        self._say(line, Type.STRONG if fits else Type.CAPTION_STRONG, head.title, tone(Tone.TEXT), _NEAR)
        below = QRect(words.left(), top + strong + Space.HAIR, words.width(), caption)
        self._say(below, Type.CAPTION, head.box, tone(Tone.SUBDUED), _NEAR)
        y = rect.top() + max(CARTON, strong + Space.HAIR + caption) + Space.S
        for fill in head.fills:
            self._fill(fill, head.fills, QRect(rect.left(), y, rect.width(), caption + Space.HAIR))
            y += caption + Space.HAIR

    def _weight_ink(self, head: PackageHead) -> QColor:
        return tone(Tone.ACCENT if head.changing else Tone.TEXT)

    def _fill(self, fill: Fill, beside: tuple[Fill, ...], rect: QRect) -> None:
        metrics = written(Type.CAPTION)[1]
        name = max(metrics.horizontalAdvance(each.name) for each in beside) + Space.S
        self._say(QRect(rect.left(), rect.top(), name, rect.height()), Type.CAPTION, fill.name, _quiet(), _NEAR)
        rest = rect.adjusted(name, 0, 0, 0)
        if fill.part is None:
            self._say(rest, Type.CAPTION, fill.words, _quiet(), _NEAR)
            return
        over = fill.part > _FULL
        ink = colour(Role.ATTENTION, Kind.MARK) if over else _quiet()
        known = [metrics.horizontalAdvance(each.words) for each in beside if each.part is not None]
        room = min(max(known), rest.width() // 2)
        self._say(rest, Type.CAPTION, fill.words, ink, _FAR)
        groove = QRectF(rest.left(), rest.center().y() - BAR / 2 + 1, max(rest.width() - room - Space.S, 0), BAR)
        filled = colour(Role.ATTENTION, Kind.MARK) if over else tone(Tone.ACCENT)
        placed = QRectF(self._placed(groove.toAlignedRect()))
        if self._direction is Qt.LayoutDirection.LeftToRight:
            drawing.bar(self._painter, placed, min(fill.part, _FULL), filled)
        else:
            part = min(fill.part, _FULL)
            drawing.bar(self._painter, placed, part, filled, start=1 - part)

    def _say(self, rect: QRect, kind: Type, text: str, ink: QColor, side: Qt.AlignmentFlag) -> int:
        letters, metrics = written(kind)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        self._painter.setFont(letters)
        self._painter.setPen(ink)
        self._painter.drawText(self._placed(rect), int(_FLAT | side), shown)
        return metrics.horizontalAdvance(shown)

    def _placed(self, rect: QRect) -> QRect:
        if self._direction is Qt.LayoutDirection.LeftToRight:
            return rect
        return QStyle.visualRect(self._direction, self._rect, rect)


def _quiet() -> QColor:
    return tone(Tone.SUBDUED)
