"""The head of a consignment's sheet: its title, who it goes to and where, and what it adds up to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.builder.board.figures import Figures
from desktop_app.ui.style.icons import toned_icon
from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.style.roles import Tone
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.icon_label import IconLabel


class ConsignmentHead(QWidget):
    """Title and numbers side by side, or below each other where there is no room; then the address."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel()
        self.title.setFont(font(Type.TITLE))
        self.reference = ElidedLabel()
        self.reference.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.destination = ElidedLabel(lines=2)
        self.figures = Figures()
        where = QHBoxLayout()
        where.setSpacing(Space.S)
        where.addWidget(IconLabel(toned_icon("pin", Tone.SUBDUED)), 0, Qt.AlignmentFlag.AlignTop)
        where.addWidget(self.destination, 1)
        said = QVBoxLayout()
        said.setSpacing(Space.NONE)
        said.addWidget(self.title)
        said.addWidget(self.reference)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setSpacing(Space.L)
        self._above.addLayout(said, 1)
        self._above.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addLayout(self._above)
        whole.addLayout(where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the numbers where there is room for them, and the address on one line if it is long."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        # Not as the numbers change: what is held over the sheet must not move what is on it.
        title = self.title.sizeHint().width()
        beside = self.width() >= title + Space.L + self.figures.least_width()
        self.title.setMinimumWidth(title if beside else 0)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._above.setDirection(wanted)
        self._above.setSpacing(Space.L if beside else Space.S)
        self.destination.set_lines(1 if self.width() >= letter * _LONG else 2)


_LONG = 66
"""So many letters wide it is with all of an address on one line."""
