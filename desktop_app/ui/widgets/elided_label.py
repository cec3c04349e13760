"""Plain text on one line, or a few, that is cut with “…” where there is no room for all of it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.ui.shown_text import as_tooltip, shorten_line
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.style.roles import Tone, tone

LINE = 400
"""Code points of a text that are looked at: more than a window is wide."""


class ElidedLabel(QLabel):
    """Text from a user or the service, never read as markup; where it was cut, the tooltip says more of it.

    `text()` is what is shown of `original`. With several `lines` it always has the room of all of them, so that
    nothing below moves as it grows; the last one is cut in its middle, since how an address ends is read too. With an
    `ink` it is written in that tone.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        ink: Tone | None = None,
        kind: Type = Type.BODY,
    ) -> None:
        super().__init__(parent)
        self.original = ""
        self._mode = Qt.TextElideMode.ElideRight if lines == 1 else Qt.TextElideMode.ElideMiddle
        self._lines = lines
        self._ink = ink
        if kind is not Type.BODY:
            self.setFont(font(kind))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text."""
        if text != self.original:
            self.original = text
            super().setText(shorten_line(text, LINE))
            self._tell_whole()

    def set_lines(self, lines: int) -> None:
        """Have the room of so many lines from now on."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("Mm…"), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for all of the text on one line, and for the height of all lines."""
        asked = super().sizeHint()
        return asked + QSize(0, self.fontMetrics().lineSpacing() * (self._lines - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the text was cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        inside = self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()) if self._ink is None else tone(self._ink))
        if self._lines > 1:
            for n, line in enumerate(self._broken(inside.width())):
                place = inside.adjusted(0, self.fontMetrics().lineSpacing() * n, 0, 0)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine), line)
            return
        shown = self.fontMetrics().elidedText(self.text(), self._mode, inside.width())
        painter.drawText(inside, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)

    def _broken(self, width: int) -> list[str]:
        """Return the lines that are shown at that width."""
        laid = QTextLayout(self.text(), self.font())
        laid.beginLayout()
        starts: list[int] = []
        while len(starts) < self._lines and (line := laid.createLine()).isValid():
            line.setLineWidth(width)
            starts.append(line.textStart())
        laid.endLayout()
        # Qt counts in halves of a pair.
        units = self.text().encode("utf-16-le", "surrogatepass")
        parts = [units[2 * a : 2 * b] for a, b in pairwise([*starts, len(units) // 2])]
        lines = [part.decode("utf-16-le", "surrogatepass").strip() for part in parts]
        if lines:
            lines[-1] = self.fontMetrics().elidedText(lines[-1], self._mode, width)
        return lines

    def _tell_whole(self) -> None:
        shown = self.text()
        room = self.contentsRect().width() * self._lines
        cut = shown != self.original or self.fontMetrics().horizontalAdvance(shown) > room
        self.setToolTip(as_tooltip(self.original) if cut or self._lines > 1 else "")
