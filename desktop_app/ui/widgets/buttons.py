"""Buttons of each kind, and one that has a menu of what else could be done beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import CONTROL_LARGE, Type, font, scaled


def button(
    text: str,
    emphasis: Emphasis = Emphasis.SECONDARY,
    icon: QIcon | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """Return a button that stands out as much as that."""
    made = QPushButton(text, parent)
    emphasise(made, emphasis)
    # Enter presses what has the keyboard, and nothing else.
    made.setAutoDefault(False)
    if icon is not None:
        made.setIcon(icon)
    return made


class StrongButton(QPushButton):
    """The one button that a page is for: larger, filled, in strong letters."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        emphasise(self, Emphasis.PRIMARY)
        self.setAutoDefault(False)
        self.setFont(font(Type.STRONG))

    def sizeHint(self) -> QSize:
        """Be higher than other buttons."""
        asked = super().sizeHint()
        return QSize(asked.width(), max(asked.height(), scaled(CONTROL_LARGE, self.fontMetrics())))


class SplitButton(QToolButton):
    """Does what its words say; the arrow beside them opens a menu of other ways to do it."""

    def __init__(
        self, text: str, menu: QMenu, emphasis: Emphasis = Emphasis.SECONDARY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        emphasise(self, emphasis)
        menu.setParent(self, menu.windowFlags())
        self.setText(text)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
