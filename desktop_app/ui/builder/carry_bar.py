"""The line above the bench: its buttons, or what is carried and where it would go; and what was not done, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QWidget

from desktop_app.packing.draft import Draft
from desktop_app.ui.announce import announce
from desktop_app.ui.builder import words
from desktop_app.ui.builder.carry import Carry
from desktop_app.ui.theme import Kind, Role, colour
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.elided_label import ElidedLabel


class CarryStrip(QWidget):
    """Takes the keyboard while things are carried: arrows choose a place, Enter puts down, Esc lets go."""

    def __init__(self, carry: Carry, draft: Draft, units: Units) -> None:
        super().__init__()
        self._carry = carry
        self._draft = draft
        self._units = units
        self._back: QWidget | None = None
        self.setObjectName("carry_strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = ElidedLabel()
        self._put = QPushButton(self.tr("Put down"))
        self._put.setObjectName("put_down")
        self._put.clicked.connect(lambda _checked: carry.put_down())
        self._let_go = QPushButton(self.tr("Let go"))
        self._let_go.setObjectName("let_go")
        self._let_go.clicked.connect(carry.let_go)
        row = QHBoxLayout(self)
        unit = self.fontMetrics().height() // 2
        row.setContentsMargins(unit, 0, unit, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self._put)
        row.addWidget(self._let_go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a place, put down or let go."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._carry.step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._carry.step(-1)
            case Qt.Key.Key_Home:
                self._carry.step(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._carry.put_down()
            case Qt.Key.Key_Escape:
                self._carry.let_go()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Be seen."""
        painter = QPainter(self)
        tint = self.palette().color(QPalette.ColorRole.Highlight)
        tint.setAlphaF(0.2)
        painter.fillRect(self.rect(), colour(Role.BAD, Kind.FILL) if self._carry.reason else tint)

    def show_aim(self) -> None:
        """Say what is carried, and where it would go or why not."""
        named = words.named(self._draft, self._carry.ids)
        target = self._carry.target
        if self._carry.reason:
            said = self._carry.reason
        elif target is None:
            said = self.tr("Carrying {things}: click where it goes, or choose with the arrow keys")
        else:
            said = self.tr("{things} → {place}").replace("{place}", self._carry.describe(target))
            weight = self._carry.weight_at(target.container)
            if weight is not None:
                said += self.tr(", then {weight}").replace("{weight}", self._units.format_weight(weight))
        self.text.setText(said.replace("{things}", named))
        self.setAccessibleName(self.text.text())
        self._put.setEnabled(target is not None and not self._carry.reason)
        self.update()


class BenchBar(QStackedWidget):
    """The buttons of the bench; a line of the same height takes their place while something is carried."""

    def __init__(self, carry: Carry, draft: Draft, units: Units, actions: list[list[QAction | QWidget]]) -> None:
        super().__init__()
        self._carry = carry
        self.strip = CarryStrip(carry, draft, units)
        self.hint = ElidedLabel()
        self.hint.setObjectName("hint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self.addWidget(self._buttons(actions))
        self.addWidget(self.strip)
        carry.changed.connect(self._changed)
        carry.aimed.connect(self._aimed)
        self._reason = ""
        self._focus: QWidget | None = None

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say what was done, or why it was not, where one looks; and to a screen reader."""
        palette = QPalette(self.palette())
        if bad:
            palette.setColor(QPalette.ColorRole.WindowText, colour(Role.BAD, Kind.MARK))
        self.hint.setPalette(palette)
        self.hint.setText(text)
        if text:
            announce(self, text)

    def _changed(self) -> None:
        if self._carry.ids:
            self._reason = ""
            self.strip.show_aim()
            self.setCurrentWidget(self.strip)
            if self._carry.active:
                self._focus = self.window().focusWidget()
                self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
                announce(self, self.strip.text.text())
            return
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and (focused is self.strip or self.strip.isAncestorOf(focused))
        self.setCurrentIndex(0)
        if had_focus and self._focus is not None and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
        if self._reason:
            self.say(self._reason, bad=True)
        self._reason = ""

    def _aimed(self) -> None:
        self.strip.show_aim()
        if self._carry.target is not None:
            self._reason = self._carry.reason
        if self._carry.active and self._carry.target is not None:
            announce(self, self.strip.text.text())

    def _buttons(self, groups: list[list[QAction | QWidget]]) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        unit = self.fontMetrics().height() // 4
        row.setContentsMargins(unit, unit, unit, unit)
        row.setSpacing(unit)
        for group in groups:
            if row.count():
                row.addSpacing(unit * 2)
            for entry in group:
                row.addWidget(self._button(entry) if isinstance(entry, QAction) else entry)
        row.addWidget(self.hint, 1)
        return made

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setObjectName(f"{action.objectName()}_button")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action.property("worded"):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.text())
        return button
