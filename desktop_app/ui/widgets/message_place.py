"""Where message bars are shown: over a part of the window, so that nothing moves because of a message."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

from desktop_app.ui.widgets.message_bar import MessageBar


class MessagePlace(QObject):
    """Keeps `bars`, one below the other, over the top or the bottom of `area`; they are children of `host`."""

    def __init__(self, host: QWidget, area: QWidget, *bars: MessageBar, at_bottom: bool = False) -> None:
        super().__init__(host)
        self._host = host
        self._area: QWidget = host
        self._bars: tuple[MessageBar, ...] = ()
        self._at_bottom = at_bottom
        for bar in bars:
            self.take(bar)
        host.installEventFilter(self)
        self.be_over(area)

    def take(self, bar: MessageBar) -> None:
        """Keep one more bar there, below the others."""
        shown = not bar.isHidden()
        bar.setParent(self._host)
        bar.setVisible(shown)
        bar.changed.connect(self.fit)
        self._bars += (bar,)

    def be_over(self, area: QWidget) -> None:
        """Be over another part of the host from now on."""
        if self._area is not self._host:
            self._area.removeEventFilter(self)
        self._area = area
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
        if not shown:
            return
        corner = QPoint() if self._area is self._host else self._area.mapTo(self._host, QPoint())
        width = self._area.width()
        heights = [bar.heightForWidth(width) for bar in shown]
        y = corner.y() + (self._area.height() - sum(heights) if self._at_bottom else 0)
        for bar, height in zip(shown, heights, strict=True):
            bar.setGeometry(corner.x(), max(y, 0), width, height)
            bar.raise_()
            y += height
