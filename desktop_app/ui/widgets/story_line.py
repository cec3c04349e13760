"""A step of a story: a mark on a line that runs down, what happened beside it, and when."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Line, Space, Type
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone
from desktop_app.ui.widgets.toned_label import TonedLabel


class StoryLine(QWidget):
    """Shows `words` with `detail` below it and `when` at the far side. With no `role` it has not happened yet.

    `first` and `last` end the line above or below its mark.
    """

    def __init__(
        self,
        words: QWidget,
        detail: QWidget | None,
        when: str,
        role: Role | None,
        *,
        first: bool,
        last: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._first, self._last = role, first, last
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.XL, 0, 0, Space.NONE if last else Space.S)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.NONE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(words, 0, 0)
        if when:
            grid.addWidget(TonedLabel(when, kind=Type.CAPTION, wrap=False), 0, 1, Qt.AlignmentFlag.AlignTop)
        if detail is not None:
            grid.addWidget(detail, 1, 0, 1, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark, and the line that it is on."""
        painter = QPainter(self)
        across = Space.S - Line.THIN / 2
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            across = self.width() - across
        middle = QPointF(across, self.fontMetrics().height() / 2)
        top = middle.y() if self._first else 0.0
        bottom = middle.y() if self._last else float(self.height())
        painter.fillRect(QRectF(across - Line.THIN / 2, top, Line.THIN, bottom - top), tone(Tone.LINE))
        half = Space.XS
        mark = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        if self._role is None:
            drawing.box(painter, mark, tone(Tone.RAISED), tone(Tone.EDGE), radius=half)
        else:
            drawing.box(painter, mark.adjusted(-2, -2, 2, 2), tone(Tone.RAISED), None, radius=half + 2)
            ink = tone(Tone.ACCENT) if self._role is Role.MOVING else colour(self._role, Kind.MARK)
            drawing.box(painter, mark, ink, None, radius=half)
        painter.end()
