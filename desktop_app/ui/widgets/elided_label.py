"""A line of plain text that ends in “…” where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.ui.shown_text import as_tooltip, shorten_line

LINE = 400
"""Code points of a text that are looked at: more than a window is wide."""


class ElidedLabel(QLabel):
    """Text from a user or the service, never read as markup; where it was cut, the tooltip says more of it.

    `text()` is what is shown of `original`.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.original = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        if text != self.original:
            self.original = text
            super().setText(shorten_line(text, LINE))
            self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("Mm…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the text was cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        inside = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(inside, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)

    def _tell_whole(self) -> None:
        shown = self.text()
        cut = shown != self.original or self.fontMetrics().horizontalAdvance(shown) > self.contentsRect().width()
        self.setToolTip(as_tooltip(self.original) if cut else "")
