"""A card: a raised sheet with a head, a body and a foot, parted by lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.widgets.rule import rule

_SHADE = 3
"""How far its shadow reaches."""


class Card(QWidget):
    """Add to `head`, `body` and `foot`; a line parts those that have something in them, once `close_up` is called."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._chosen = False
        self._head, self._foot = QWidget(self), QWidget(self)
        self.head, self.foot = QHBoxLayout(self._head), QHBoxLayout(self._foot)
        self.body = QVBoxLayout()
        for line in (self.head, self.foot):
            line.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
            line.setSpacing(Space.S)
        self.body.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.body.setSpacing(Space.S)
        self._lines: tuple[QFrame, QFrame] = (rule(parent=self), rule(parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADE, _SHADE, _SHADE, _SHADE)
        column.setSpacing(Space.NONE)
        column.addWidget(self._head)
        column.addWidget(self._lines[0])
        column.addLayout(self.body, 1)
        column.addWidget(self._lines[1])
        column.addWidget(self._foot)
        self.close_up()

    def close_up(self) -> None:
        """Show head and foot only if there is something in them."""
        for part, layout, line in zip((self._head, self._foot), (self.head, self.foot), self._lines, strict=True):
            part.setVisible(layout.count() > 0)
            line.setVisible(layout.count() > 0)

    def set_chosen(self, chosen: bool) -> None:
        """Show whether it is the one worked on."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its soft shadow."""
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE)
        drawing.shadow(painter, sheet, depth=_SHADE)
        drawing.box(painter, sheet, tone(Tone.RAISED), tone(Tone.ACCENT if self._chosen else Tone.LINE))
        painter.end()
