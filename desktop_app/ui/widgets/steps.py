"""The steps of a job, side by side: which are done, where one is, what is still missing there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import ICON, Line, Space, Type, font, scaled
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone


class StepState(Enum):
    """How a step stands."""

    DONE = "done"
    HERE = "here"
    WRONG = "wrong"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words, and how it stands. Words and a sign say so, not the colour alone."""

    words: str
    state: StepState


class Steps(QWidget):
    """Shows the steps in one line, joined by short lines; what does not fit is left out from the end."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._steps: tuple[Step, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these, from the first to the last."""
        self._steps = tuple(steps)
        said = "; ".join(f"{isolated(step.words)}: {self._state_words(step.state)}" for step in self._steps)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for all of them."""
        wide = sum(self._width(step) for step in self._steps) + _JOIN * max(len(self._steps) - 1, 0)
        return QSize(wide, scaled(ICON + Space.L, self.fontMetrics()))

    def minimumSizeHint(self) -> QSize:
        """Do with the room of one."""
        return QSize(max((self._width(step) for step in self._steps), default=0), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint signs, words and joins."""
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0.0
        for n, step in enumerate(self._steps):
            wide = self._width(step)
            if n and x + _JOIN + wide > self.width():
                break
            if n:
                middle = self._placed(QRectF(x + Space.S, self.height() / 2, _JOIN - 2 * Space.S, Line.THIN), mirrored)
                painter.fillRect(middle, tone(Tone.EDGE))
                x += _JOIN
            self._paint(painter, step, self._placed(QRectF(x, 0, wide, self.height()), mirrored), mirrored=mirrored)
            x += wide
        painter.end()

    def _paint(self, painter: QPainter, step: Step, rect: QRectF, *, mirrored: bool) -> None:
        sign = QRectF(rect.left(), rect.center().y() - ICON / 2, ICON, ICON)
        if mirrored:
            sign.moveRight(rect.right())
        ink = {
            StepState.DONE: colour(Role.GOOD, Kind.MARK),
            StepState.HERE: tone(Tone.ACCENT),
            StepState.WRONG: colour(Role.ATTENTION, Kind.MARK),
            StepState.TO_COME: tone(Tone.SUBDUED),
        }[step.state]
        match step.state:
            case StepState.DONE:
                drawing.tick(painter, sign, ink)
            case StepState.HERE:
                drawing.box(painter, sign.adjusted(3, 3, -3, -3), ink, None, radius=ICON / 2)
            case StepState.WRONG:
                drawing.box(painter, sign.adjusted(2, 2, -2, -2), ink, None, radius=ICON / 2)
                painter.setFont(font(Type.CAPTION_STRONG))
                painter.setPen(tone(Tone.RAISED))
                painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "!")
            case StepState.TO_COME:
                drawing.box(painter, sign.adjusted(3, 3, -3, -3), None, tone(Tone.EDGE), radius=ICON / 2)
        painter.setFont(self._font(step))
        painter.setPen(ink)
        words = rect.adjusted(0, 0, -ICON - Space.XS, 0) if mirrored else rect.adjusted(ICON + Space.XS, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), step.words)

    def _placed(self, rect: QRectF, mirrored: bool) -> QRectF:
        if mirrored:
            rect.moveRight(self.width() - rect.left())
        return rect

    def _font(self, step: Step) -> QFont:
        return font(Type.BODY_STRONG if step.state in {StepState.HERE, StepState.WRONG} else Type.BODY)

    def _width(self, step: Step) -> int:
        return QFontMetrics(self._font(step)).horizontalAdvance(step.words) + ICON + Space.XS

    def _state_words(self, state: StepState) -> str:
        match state:
            case StepState.DONE:
                return self.tr("done")
            case StepState.HERE:
                return self.tr("here now")
            case StepState.WRONG:
                return self.tr("to be mended")
            case StepState.TO_COME:
                return self.tr("to come")


_JOIN = 2 * Space.XXL
"""Room between two steps."""
