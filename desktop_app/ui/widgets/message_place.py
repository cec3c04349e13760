"""Where messages are shown: over a part of the window, so that nothing moves because of a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QWidget


class Shown(Protocol):
    """What can be shown over a part of the window: a widget that tells when it says something else."""

    changed: SignalInstance


class MessagePlace(QObject):
    """Keeps `bars`, one below the other, over the top or the bottom of `area`; they are children of `host`.

    Each has a signal `changed`: it was shown, says something else, or was put away. `fitted`: they have their places.
    """

    fitted = Signal()

    def __init__(self, host: QWidget, area: QWidget, *bars: QWidget, at_bottom: bool = False) -> None:
        super().__init__(host)
        self._host = host
        self._area: QWidget = host
        self._bars: tuple[QWidget, ...] = ()
        self.at_bottom = at_bottom
        self._below: tuple[MessagePlace, ...] = ()
        for bar in bars:
            self.take(bar)
        host.installEventFilter(self)
        self.be_over(area)

    def take(self, bar: QWidget) -> None:
        """Keep one more, below the others."""
        shown = not bar.isHidden()
        bar.setParent(self._host)
        bar.setVisible(shown)
        cast("Shown", bar).changed.connect(self.fit)
        self._bars += (bar,)

    def drop(self, bar: QWidget) -> None:
        """Hide one of them, and delete it."""
        self._bars = tuple(each for each in self._bars if each is not bar)
        bar.hide()
        bar.deleteLater()
        self.fit()

    def be_over(self, area: QWidget, below: Sequence[MessagePlace] = ()) -> None:
        """Be over another part of the host from now on, and above what `below` shows at the bottom of that."""
        if self._area is not self._host:
            self._area.removeEventFilter(self)
        for place in self._below:
            place.fitted.disconnect(self.fit)
        self._area = area
        self._below = tuple(place for place in below if place is not self and place.at_bottom)
        for place in self._below:
            place.fitted.connect(self.fit)
            place.destroyed.connect(self._forget)
        area.installEventFilter(self)
        self.fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow what the bars are over."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self.fit()
        return False

    def fit(self) -> None:
        """Give each bar that is shown the height that it needs at this width."""
        shown = [bar for bar in self._bars if not bar.isHidden()]
        if shown:
            self._place(shown)
        self.fitted.emit()

    def height(self) -> int:
        """Return how much of the bottom of its area is covered now, by its own and by what is below them."""
        own = sum(bar.height() for bar in self._bars if bar.isVisible())
        return own + self._covered() if own else 0

    def _covered(self) -> int:
        return max((place.height() for place in self._below), default=0)

    def _place(self, shown: Sequence[QWidget]) -> None:
        corner = QPoint() if self._area is self._host else self._area.mapTo(self._host, QPoint())
        width = self._area.width()
        heights = [_height(bar, width) for bar in shown]
        y = corner.y() + (self._area.height() - sum(heights) - self._covered() if self.at_bottom else 0)
        for bar, height in zip(shown, heights, strict=True):
            bar.setGeometry(corner.x(), max(y, 0), width, height)
            bar.raise_()
            y += height

    def _forget(self) -> None:
        self._below = ()


def _height(bar: QWidget, width: int) -> int:
    return bar.heightForWidth(width) if bar.hasHeightForWidth() else bar.sizeHint().height()
