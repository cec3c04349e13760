"""The left edge of the window: the pages, and below them the button that folds them to their icons."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.style.measures import ICON, WINDOW_NARROW, Space
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.navigation import Navigation

Folding = Literal["auto", "wide", "narrow"]


class Sidebar(QWidget):
    """Folds with the width of the window, unless the person wants it otherwise: `folding_chosen(Folding)`."""

    folding_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folding: Folding = "auto"
        self._small = False
        self.pages = Navigation(self)
        self._fold = QToolButton(self, autoRaise=True)
        self._fold.setObjectName("fold_navigation")
        self._fold.setIcon(theme.icon("sidebar"))
        self._fold.setIconSize(QSize(ICON, ICON))
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fold.clicked.connect(self._choose_other)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.S, 0, Space.S, 0)
        foot.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self._show()

    def set_folding(self, folding: Folding) -> None:
        """Show icons alone or titles too, as the person chose it earlier."""
        self._folding = folding
        self._show()

    def fit(self, window_width: int) -> None:
        """Know how wide the window is, in pixels."""
        self._small = window_width < WINDOW_NARROW
        self._show()

    def _narrow_now(self) -> bool:
        return self._small if self._folding == "auto" else self._folding == "narrow"

    def _choose_other(self) -> None:
        other = not self._narrow_now()
        # What the width would bring about by itself goes on following it.
        self._folding = "auto" if other is self._small else "narrow" if other else "wide"
        self._show()
        self.folding_chosen.emit(self._folding)

    def _show(self) -> None:
        narrow = self._narrow_now()
        self.pages.set_narrow(narrow)
        words = self.tr("Show the names of the pages") if narrow else self.tr("Show the icons of the pages alone")
        self._fold.setToolTip(words)
        self._fold.setAccessibleName(words)
