"""The line above the board: its buttons, or what is being moved; and what was done, or why it was not."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QWidget

from desktop_app.ui.announce import announce
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.drag.move_strip import MoveStrip
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role, colour
from desktop_app.ui.widgets.action_button import ActionButton
from desktop_app.ui.widgets.elided_label import ElidedLabel


class BuilderToolBar(QStackedWidget):
    """Buttons for `groups` of actions; a line of the same height takes their place while something is moved.

    `keyboard_lost`: what had the keyboard before the move has gone.
    """

    keyboard_lost = Signal()

    def __init__(self, context: BuilderContext, groups: list[list[QAction]]) -> None:
        super().__init__()
        self._bad = False
        self._moves = context.moves
        self.strip = MoveStrip(context)
        self.hint = ElidedLabel()
        self.hint.setObjectName("hint")
        # It has the room that the buttons leave, however long it is.
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self._buttons(groups))
        self.addWidget(self.strip)
        context.moves.changed.connect(self._changed)
        context.moves.aimed.connect(self._aimed)
        self._refusal = ""
        self._focus: QWidget | None = None

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say what was done, or why it was not, where one looks; and to a screen reader."""
        self._bad = bad
        self._paint_hint()
        self.hint.setText(text)
        if text:
            announce(self, text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of light to dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_hint()

    def _paint_hint(self) -> None:
        palette = QPalette(QGuiApplication.palette())
        if self._bad:
            palette.setColor(QPalette.ColorRole.WindowText, colour(Role.BAD, Kind.MARK))
        self.hint.setPalette(palette)

    def _changed(self) -> None:
        if self._moves.ids:
            self._refusal = ""
            self.strip.show_aim()
            self.setCurrentWidget(self.strip)
            if self._moves.active:
                self._focus = self.window().focusWidget()
                self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
                announce(self, self.strip.text.text())
            return
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and (focused is self.strip or self.strip.isAncestorOf(focused))
        self.setCurrentIndex(0)
        if had_focus and self._focus is not None and shiboken6.isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.keyboard_lost.emit()
        self._focus = None
        if self._refusal:
            self.say(self._refusal, bad=True)
        self._refusal = ""

    def _aimed(self) -> None:
        self.strip.show_aim()
        if self._moves.target is not None:
            self._refusal = self._moves.refusal
        if self._moves.active and self._moves.target is not None:
            announce(self, self.strip.text.text())

    def _buttons(self, groups: list[list[QAction]]) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(Space.S, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.XS)
        for group in groups:
            if row.count():
                row.addSpacing(Space.S)
            for action in group:
                row.addWidget(self._button(action))
        row.addWidget(self.hint, 1)
        return made

    def _button(self, action: QAction) -> QToolButton:
        button = ActionButton(action)
        button.setAutoRaise(True)
        button.setObjectName(f"{action.objectName()}_button")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action.property("worded"):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.text())
        return button
