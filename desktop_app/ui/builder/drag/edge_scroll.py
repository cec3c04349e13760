"""Scrolls while something is dragged near an edge, so that what is out of sight can be reached."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.ui.builder.drag.move import MoveController
from desktop_app.ui.builder.drag.target_under import target_under

_EVERY: Final = 25
"""Milliseconds between two steps."""


class EdgeScroll(QObject):
    """Scrolls `area` up or down for as long as a drag rests within two lines of its upper or lower edge.

    What is then under the mouse is aimed at anew: no event tells of it, since the mouse has not moved.
    """

    def __init__(self, area: QScrollArea, moves: MoveController) -> None:
        super().__init__(area)
        self._area = area
        self._moves = moves
        self._at = QPoint()
        self._steps = QTimer(self, interval=_EVERY)
        self._steps.timeout.connect(self._step)
        moves.hovered.connect(self._hovered)
        moves.changed.connect(self._steps.stop)

    def _hovered(self, at: QPoint) -> None:
        self._at = at
        if not self._way():
            self._steps.stop()
        elif not self._steps.isActive():
            self._steps.start()

    def _way(self) -> int:
        """Return how many pixels to scroll: more than 0 is down, 0 is not at all."""
        viewport: QWidget = self._area.viewport()
        here = viewport.mapFromGlobal(self._at)
        line = self._area.fontMetrics().height()
        if not viewport.rect().contains(here):
            return 0
        if here.y() < line * 2:
            return -line
        return line if here.y() >= viewport.height() - line * 2 else 0

    def _step(self) -> None:
        bar = self._area.verticalScrollBar()
        before = bar.value()
        # A drag that has left the window aims at nothing.
        if self._moves.target is not None:
            bar.setValue(before + self._way())
        if bar.value() == before:
            self._steps.stop()
            return
        target = target_under(self._area.window(), self._at, self._moves.ids)
        if target is not None:
            self._moves.aim(target, self._moves.ids, scrolled=True)
