"""What a consignment adds up to, in large numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from desktop_app.ui.style.measures import Space, Type, written
from desktop_app.ui.style.roles import Tone, tone


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is of, and its unit; `changing`: what it would be with what is held over it."""

    name: str
    number: str
    unit: str = ""
    changing: bool = False


class Figures(QWidget):
    """Shows figures in a row; to a screen reader they are the name of what they stand in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown, in order."""
        return self._figures

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these."""
        if tuple(figures) == self._figures:
            return
        before = self.sizeHint()
        self._figures = tuple(figures)
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for all of them."""
        wide = sum(_width(figure, Type.NUMBER) for figure in self._figures) + Space.XXL * max(len(self._figures) - 1, 0)
        return QSize(wide, written(Type.CAPTION)[1].height() + written(Type.NUMBER)[1].height())

    def least_width(self) -> int:
        """Return how wide it is with large numbers and little room between them."""
        gaps = max(len(self._figures) - 1, 0)
        return sum(_width(figure, Type.NUMBER) for figure in self._figures) + Space.L * gaps

    def minimumSizeHint(self) -> QSize:
        """Be whole."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names over numbers."""
        painter = QPainter(self)
        flat = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine)
        caption, small = written(Type.CAPTION)
        kind, gap = self._fitting()
        number, large = written(kind)
        left = 0
        for figure in self._figures:
            wide = _width(figure, kind)
            painter.setFont(caption)
            painter.setPen(tone(Tone.ACCENT if figure.changing else Tone.SUBDUED))
            painter.drawText(self._placed(QRect(left, 0, wide, small.height())), flat, figure.name)
            painter.setFont(number)
            painter.setPen(tone(Tone.ACCENT if figure.changing else Tone.TEXT))
            place = QRect(left, small.height(), large.horizontalAdvance(figure.number), large.height())
            painter.drawText(self._placed(place), flat, figure.number)
            if figure.unit:
                strong, metrics = written(Type.BODY_STRONG)
                painter.setFont(strong)
                place = QRect(place.right() + Space.XS, 0, metrics.horizontalAdvance(figure.unit) + 1, 0)
                # On the line that the number stands on.
                place.setBottom(small.height() + large.height() - large.descent() + metrics.descent() - 1)
                painter.drawText(self._placed(place), flat, figure.unit)
            left += wide + gap
        painter.end()

    def _fitting(self) -> tuple[Type, int]:
        """Return how large the numbers can be here, and the room between them."""
        gaps = max(len(self._figures) - 1, 1)
        kind, spare = Type.NUMBER, 0
        for kind in (Type.NUMBER, Type.TITLE, Type.STRONG):
            spare = self.width() - sum(_width(figure, kind) for figure in self._figures)
            if spare >= gaps * Space.S:
                break
        return kind, min(max(spare // gaps, Space.S), Space.XXL)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)


def _width(figure: Figure, kind: Type) -> int:
    wide = written(kind)[1].horizontalAdvance(figure.number)
    if figure.unit:
        wide += Space.XS + written(Type.BODY_STRONG)[1].horizontalAdvance(figure.unit) + 1
    return max(wide, written(Type.CAPTION)[1].horizontalAdvance(figure.name) + 1)
