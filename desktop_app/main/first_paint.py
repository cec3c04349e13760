"""Waits until a window can be seen: what is begun earlier makes it come later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE: Final = 1000
"""Milliseconds after which it is begun all the same: a window that starts minimised is not painted at all."""


class FirstPaint(QObject):
    """Calls `then` once, after the first paint of `window` or, if none comes, after PATIENCE."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(self._begin)
        self._soon.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # The paint is only about to be done.
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._window.removeEventFilter(self)
        self.deleteLater()
        self._then()
