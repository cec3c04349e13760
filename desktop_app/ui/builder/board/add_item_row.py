"""The line that searches the loose items and adds to them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.pro.models import Money
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import CONTROL, CONTROL_LARGE, Line, Space, scaled
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.units import currency_sign
from desktop_app.ui.widgets.line_edit import LineEdit, UnitEdit
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.quantity_edit import QuantityEdit
from desktop_app.ui.widgets.rule import rule
from desktop_app.ui.widgets.weight_edit import WeightEdit

MOST_LINES: Final = 1000
"""So many items can be pasted at once."""


class _Lines(OneLine):
    """Takes several lines out of the box as names of several items: `several` carries them."""

    several = Signal(list)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return the text on one line, or nothing where there are several."""
        lines = [line for line in map(str.strip, text.splitlines()) if line]
        if len(lines) > 1:
            self.several.emit(lines)
            return QValidator.State.Acceptable, "", 0
        return super().validate(text, position)


class AddItemRow(QWidget):
    """Type a name (the list shows where it is already) and press Enter: an item with these pieces, weight and value.

    Several lines that are pasted as the name become an item each. `searched` carries what is in the box, `down` asks
    for the list below.
    """

    searched = Signal(str)
    down = Signal()
    added = Signal(str)

    def __init__(self, context: BuilderContext) -> None:
        super().__init__()
        self._editor = context.editor
        units = context.units
        self.name = LineEdit()
        self.name.setObjectName("add_item")
        self.name.setPlaceholderText(self.tr("Search, scan, or type an item"))
        self.name.setAccessibleName(self.tr("Search or add an item"))
        self.name.setClearButtonEnabled(True)
        # What is longer is cut by the line, without a word.
        self.name.setMaxLength(10_000_000)
        lines = _Lines(self.name)
        # Later, since the line is still at work on what was pasted.
        lines.several.connect(self._add_several, Qt.ConnectionType.QueuedConnection)
        self.name.setValidator(lines)
        sign = self.name.addAction(context.theme.icon("search"), LineEdit.ActionPosition.LeadingPosition)
        sign.setText(self.tr("Search or add an item"))
        self.quantity = QuantityEdit(units)
        self.quantity.setObjectName("add_quantity")
        self.quantity.setMaximumWidth(self.fontMetrics().horizontalAdvance("00000") * 2)
        self.quantity.setAccessibleName(self.tr("Quantity"))
        self.weight = WeightEdit(units)
        self.weight.setPlaceholderText(self.tr("Weight"))
        self.weight.setObjectName("add_weight")
        self.weight.setAccessibleName(self.tr("Weight of one piece"))
        self.value = UnitEdit(
            lambda text: units.parse_money(text, self._currency()),
            lambda money: units.amount_number(money.amount),
            "",
        )
        self.value.edited.connect(self._show_currency)
        self.value.setPlaceholderText(self.tr("Value"))
        self.value.setObjectName("add_value")
        self.value.setAccessibleName(self.tr("Value of one piece"))
        self.button = QToolButton()
        self.button.setIcon(context.theme.icon("add"))
        self.button.setObjectName("add_item_button")
        self.button.setToolTip(self.tr("Add the item (Enter)"))
        self.button.setAccessibleName(self.tr("Add the item"))
        self.button.setAutoRaise(True)
        self.button.clicked.connect(self.add)
        self.name.textChanged.connect(self.searched)
        for field in (self.name, self.weight, self.value):
            field.returnPressed.connect(self.add)
        order = (self.quantity, self.weight, self.value, self.button)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(Space.XS, 0, Space.XS, 0)
        above.addWidget(self.name)
        below.setContentsMargins(Space.XS, 0, 0, 0)
        below.setSpacing(Space.NONE)
        for part in order:
            if below.count():
                below.addWidget(rule(Qt.Orientation.Vertical, self))
            below.addWidget(part, 0 if part is self.button else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Line.FOCUS, Line.FOCUS, Line.FOCUS, Line.FOCUS)
        column.setSpacing(Space.NONE)
        column.addLayout(above)
        column.addWidget(rule(parent=self))
        column.addLayout(below)
        # They are the parts of one field, which has the one frame.
        parts: tuple[LineEdit | QuantityEdit, ...] = (self.name, self.quantity, self.weight, self.value)
        for each in parts:
            each.setFrame(False)
            each.installEventFilter(self)
            each.setMinimumHeight(scaled(CONTROL_LARGE if each is self.name else CONTROL, self.fontMetrics()))
        for before, behind in pairwise((self.name, *order)):
            QWidget.setTabOrder(before, behind)
        # What is said in an empty one is to be read whole.
        metrics = self.fontMetrics()
        self.weight.setMinimumWidth(metrics.horizontalAdvance(self.tr("Weight")) + metrics.averageCharWidth() * 5)
        self.value.setMinimumWidth(metrics.horizontalAdvance(self.tr("Value")) + metrics.averageCharWidth() * 4)
        self._show_currency()

    def add(self) -> None:
        """Add the item, and be ready for the next one."""
        name = self.name.text().strip()
        unread = next((field for field in (self.quantity, self.weight, self.value) if field.unread), None)
        if not name or unread:
            (unread or self.name).setFocus()
            return
        made = self._editor.add_item(name, self.quantity.value(), self.weight.value(), self.value.value())
        self.name.clear()
        self.quantity.set_value(1)
        self.weight.set_value(None)
        self.value.set_value(None)
        self._show_currency()
        self.name.setFocus()
        self.added.emit(made)

    def show_units(self) -> None:
        """Show the weight in the units that are set now."""
        self.weight.show_units()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the list; Enter in the quantity adds."""
        if event.key() == Qt.Key.Key_Down and self.name.hasFocus():
            self.down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.quantity.hasFocus():
            self.add()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard through the parts of the field."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the one frame, and where the keyboard is."""
        painter = QPainter(self)
        parts = (self.name, self.quantity, self.weight, self.value)
        lit = any(part.hasFocus() for part in parts)
        edge, width = (Tone.FOCUS, Line.FOCUS) if lit else (Tone.EDGE, Line.THIN)
        drawing.box(painter, self.rect(), tone(Tone.RAISED), tone(edge), width=width)
        painter.end()

    def _add_several(self, lines: list[str]) -> None:
        if len(lines) > MOST_LINES:
            self._editor.refuse(
                self.tr("{lines} lines were pasted; {most} items can be added at a time")
                .replace("{lines}", str(len(lines)))
                .replace("{most}", str(MOST_LINES))
            )
        elif made := self._editor.add_items(lines):
            self.added.emit(made[-1])

    def _currency(self) -> str:
        draft = self._editor.draft
        packages = [*draft.loose_packages, *(p for c in draft.consignments for p in c.packages)]
        items = [*draft.loose_items, *(item for package in packages for item in package.items)]
        return next((item.value.currency.iso_code for item in reversed(items) if item.value), "GBP")

    def _show_currency(self) -> None:
        money: Money | None = self.value.value()
        code = money.currency.iso_code if money is not None else self._currency()
        self.value.set_unit(currency_sign(code))
        if not self.value.unread:
            self.value.setToolTip(code)
