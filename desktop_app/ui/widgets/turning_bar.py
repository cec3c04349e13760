"""A progress bar that is seen to go on while nobody knows how far it is."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.ui.style.motion import Motion, duration


class TurningBar(QProgressBar):
    """Without a range its part moves there and back while it is seen; not where the system asks for less motion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = QVariantAnimation(self)
        self._turns.setKeyValues([(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)])
        self._turns.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._turns.setLoopCount(-1)
        self._turns.valueChanged.connect(self._turn)

    @property
    def turning(self) -> bool:
        """Whether it moves now."""
        return self._turns.state() is QAbstractAnimation.State.Running

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin to move once it is seen, and end once its range is known."""
        super().paintEvent(event)
        endless = self.minimum() == self.maximum()
        if endless and not self.turning and (lasts := duration(Motion.TURN)):
            self._turns.setDuration(lasts)
            self._turns.start()
        elif not endless and self.turning:
            self._turns.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        super().hideEvent(event)
        self._turns.stop()

    def _turn(self, turn: float) -> None:
        # What the style draws it by.
        self.setProperty("turn", turn)
        self.update()
