"""What is being moved and where it would go, in words; and the keys that choose a place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.builder import words
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.roles import Kind, Role, Tone, colour, tone
from desktop_app.ui.widgets.elided_label import ElidedLabel


class MoveStrip(QWidget):
    """Takes the keyboard while things are moved: arrows choose a place, Enter puts down, Esc lets go."""

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._draft = context.draft
        self._moves = moves = context.moves
        self._units = context.units
        self.setObjectName("carry_strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text = ElidedLabel()
        self._put = QPushButton(self.tr("Put down"))
        self._put.setObjectName("put_down")
        self._put.clicked.connect(lambda _checked: moves.put_down())
        self._let_go = QPushButton(self.tr("Let go"))
        self._let_go.setObjectName("let_go")
        self._let_go.clicked.connect(moves.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.text, 1)
        row.addWidget(self._put)
        row.addWidget(self._let_go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a place, put down or let go."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._moves.step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._moves.step(-1)
            case Qt.Key.Key_Home:
                self._moves.step(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._moves.put_down()
            case Qt.Key.Key_Escape:
                self._moves.cancel()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground in the colour of the highlight."""
        painter = QPainter(self)
        ground = colour(Role.BAD, Kind.FILL) if self._moves.refusal else tone(Tone.SELECTION)
        painter.fillRect(self.rect(), ground)

    def show_aim(self) -> None:
        """Say what is moved, and where it would go or why not."""
        named = words.named(self._draft, self._moves.ids)
        target = self._moves.target
        if self._moves.refusal:
            said = self._moves.refusal
        elif target is None:
            said = self.tr("Carrying {things}: click where it goes, or choose with the arrow keys")
        else:
            said = self.tr("{things} → {place}").replace("{place}", self._moves.describe(target))
            weight = self._moves.weight_at(target.container)
            if weight is not None:
                said += self.tr(", then {weight}").replace("{weight}", self._units.format_weight(weight))
        self.text.setText(said.replace("{things}", named))
        self.setAccessibleName(self.text.text())
        self._put.setEnabled(target is not None and not self._moves.refusal)
        self.update()
