"""A button for an action: it has the action's words, icon, tooltip and state, and does it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget
from shiboken6 import isValid


class ActionButton(QToolButton):
    """Shows an action as it is, and triggers it.

    Not Qt's own default action: there, with Qt 6.11, each change of the action leaves 144 bytes behind for good, and
    actions change with every row that is chosen.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        action = self.action
        if not isValid(action):  # an action that is being deleted tells of it as a change
            return
        self.setText(action.iconText())
        self.setIcon(action.icon())
        self.setToolTip(action.toolTip())
        self.setStatusTip(action.statusTip())
        self.setEnabled(action.isEnabled())
