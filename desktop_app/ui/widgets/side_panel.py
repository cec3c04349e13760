"""A panel at the side of a page: a title with a way to close it, what it tells, and what can be done at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.rule import rule


class SidePanel(QWidget):
    """Add to `column` what it tells, and to `foot` its buttons. `closed`: the cross or Escape was pressed."""

    closed = Signal()

    def __init__(self, title: str, cross: QIcon | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, kind=Type.STRONG, wrap=False)
        self._closes = cross is not None
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        head.addWidget(self._title, 1)
        if cross is not None:
            head.addWidget(self._cross(cross))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(Space.L, 0, Space.L, Space.L)
        self.column.setSpacing(Space.M)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        foot = QWidget()
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        down = QVBoxLayout()
        down.setSpacing(Space.NONE)
        down.addLayout(head)
        down.addWidget(self._scroll, 1)
        down.addWidget(rule())
        down.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.NONE)
        row.addWidget(rule(Qt.Orientation.Vertical))
        row.addLayout(down, 1)
        for ground in (self, self._scroll.viewport(), inside):
            ground.setBackgroundRole(QPalette.ColorRole.Base)
            ground.setAutoFillBackground(True)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Have another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._closes:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _cross(self, icon: QIcon) -> QToolButton:
        cross = QToolButton(autoRaise=True)
        cross.setIcon(icon)
        cross.setObjectName("side_panel_close")
        words = self.tr("Close")
        cross.setToolTip(words)
        cross.setAccessibleName(words)
        cross.clicked.connect(self.closed)
        return cross
