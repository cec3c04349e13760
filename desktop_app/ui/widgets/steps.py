"""The steps of a job, side by side: which are done, where one is, what is still missing there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.announce import announce
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
    """Shows the steps in one line, joined by short lines.

    Where there is less room the lines are shorter; then those that are done or to come are signs without words; what
    does not fit then is left out from the end. `leads`: a step can be clicked, or chosen with the arrow keys and
    Enter; `chosen` carries its place among the steps.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None, *, leads: bool = False) -> None:
        super().__init__(parent)
        self._name = name
        self._steps: tuple[Step, ...] = ()
        self._leads = leads
        self._at = 0
        self._under = -1
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if leads:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setMouseTracking(True)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown, from the first to the last."""
        return self._steps

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these, from the first to the last."""
        if tuple(steps) == self._steps:
            return
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
        """Do with the room of one, or with signs alone where one may be led by them."""
        least = max((self._width(step) for step in self._steps), default=0)
        return QSize(0 if self._leads else least, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint signs, words and joins."""
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        places = self._places()
        for n, (step, rect, worded) in enumerate(places):
            if n:
                before = places[n - 1][1]
                room = QRectF(before.right(), self.height() / 2, rect.left() - before.right(), Line.THIN)
                inset = min(float(Space.S), room.width() / 3)
                join = self._placed(room.adjusted(inset, 0, -inset, 0), mirrored)
                painter.fillRect(join, tone(Tone.EDGE))
            place = self._placed(QRectF(rect), mirrored)
            if self._leads and n == self._under:
                drawing.box(painter, _round(place), tone(Tone.HOVER), None)
            self._paint(painter, step, place, mirrored=mirrored, worded=worded)
            if self.hasFocus() and n == self._at:
                drawing.ring(painter, _round(place))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which step a click would lead to."""
        super().mouseMoveEvent(event)
        if self._leads:
            self._point_at(self._at_point(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at none."""
        super().leaveEvent(event)
        self._point_at(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to a step."""
        at = self._at_point(event.position())
        if self._leads and event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._at = at
            self.chosen.emit(at)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from step to step, and lead to one."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            by = -by
        if not self._leads or not self._steps:
            super().keyPressEvent(event)
        elif by:
            self._at = min(max(self._at + by, 0), len(self._places()) - 1)
            self._say()
            self.update()
        elif event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where something is to be done."""
        super().focusInEvent(event)
        waits = [n for n, step in enumerate(self._steps) if step.state in {StepState.HERE, StepState.WRONG}]
        self._at = min(waits, default=0)
        self._say()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ring none."""
        super().focusOutEvent(event)
        self.update()

    def _say(self) -> None:
        if self._at < len(self._steps):
            announce(self, isolated(self._steps[self._at].words))

    def _point_at(self, place: int) -> None:
        if place != self._under:
            self._under = place
            hand = Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
            self.update()

    def _at_point(self, point: QPointF) -> int:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        places = [self._placed(QRectF(rect), mirrored) for _, rect, _ in self._places()]
        return next((n for n, place in enumerate(places) if place.contains(point)), -1)

    def _places(self) -> list[tuple[Step, QRectF, bool]]:
        """Return each step that fits, where it is (from the left), and whether its words are shown."""
        widths = [self._width(step) for step in self._steps]
        worded = [True] * len(widths)
        gaps = max(len(widths) - 1, 1)
        least: int = _SHORT_JOIN
        if self._leads and sum(widths) + least * gaps > self.width():
            quiet = {StepState.DONE, StepState.TO_COME}
            worded = [step.state not in quiet for step in self._steps]
            widths = [wide if shown else ICON for wide, shown in zip(widths, worded, strict=True)]
            least = _LEAST_JOIN
            # The longest of those that say something says as much of it as there is room for.
            over = sum(widths) + least * gaps - self.width()
            if over > 0 and any(worded):
                longest = widths.index(max(widths))
                widths[longest] = max(widths[longest] - over, ICON)
        spare = (self.width() - sum(widths)) / gaps
        join = min(max(spare, least), _JOIN)
        found: list[tuple[Step, QRectF, bool]] = []
        x = 0.0
        for step, wide, shown in zip(self._steps, widths, worded, strict=True):
            if found and x + wide > self.width() + 1:
                break
            found.append((step, QRectF(x, 0, min(wide, self.width() - x), self.height()), shown))
            x += wide + join
        return found

    def _paint(self, painter: QPainter, step: Step, rect: QRectF, *, mirrored: bool, worded: bool) -> None:
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
        if not worded:
            return
        painter.setFont(self._font(step))
        painter.setPen(ink)
        words = rect.adjusted(0, 0, -ICON - Space.XS, 0) if mirrored else rect.adjusted(ICON + Space.XS, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(step.words, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), shown)

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


def _round(place: QRectF) -> QRectF:
    """Return the ground of a step that is pointed at."""
    return place.adjusted(-Space.XS, Space.XS, Space.XS, -Space.XS)


_JOIN = 2 * Space.XXL
"""Room between two steps."""
_SHORT_JOIN = Space.XL
"""The least of it with all words."""
_LEAST_JOIN = Space.L + Space.XS
"""And between signs."""
