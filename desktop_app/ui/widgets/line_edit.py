"""A line of text that leaves Undo to the page, and one that reads a number with its unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from desktop_app.ui.theme import Kind, Role, colour


class LineEdit(QLineEdit):
    """Its edits go into the draft as they are typed, so that Undo and Redo are the draft's and not the line's own."""

    def event(self, event: QEvent) -> bool:
        """Let Undo and Redo through to the page's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Never undo in the line alone."""
        if _is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Show what the draft says, without moving the cursor of who is typing just that."""
        if self.text() != text:
            self.setText(text)


class UnitEdit(LineEdit):
    """A number with its unit shown behind it; `edited` carries what was read, None for an empty or unreadable line.

    What cannot be read stays as it was typed, underlined, and says so.
    """

    edited = Signal(object)

    def __init__(
        self, read: Callable[[str], Any], write: Callable[[Any], str], unit: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._write = write
        self._unit = ""
        self._value: Any = None
        self._unreadable = False
        self.set_unit(unit)
        self.textEdited.connect(self._typed)

    @property
    def unreadable(self) -> bool:
        """Whether something stands there that is no number."""
        return self._unreadable

    def set_unit(self, unit: str) -> None:
        """Show another unit behind the number."""
        self._unit = unit
        self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(f" {unit} ") if unit else 0, 0)
        self.update()

    def value(self) -> Any:
        """Return what was read, or None."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value, unless it is the one that is being typed."""
        if value == self._value:
            return
        self._value = value
        self._mark(unreadable=False)
        self.setText("" if value is None else self._write(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was typed in the way it is kept."""
        super().focusOutEvent(event)
        if self._value is not None and not self._unreadable:
            self.show_text(self._write(self._value))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the unit in the line's own margin."""
        super().paintEvent(event)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter = QPainter(self)
        if self._unit:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            gap = self.fontMetrics().horizontalAdvance(" ")
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inside.adjusted(0, 0, -gap, 0), right, self._unit)
        if self._unreadable:
            painter.setPen(QPen(colour(Role.BAD, Kind.MARK), 2))
            painter.drawLine(inside.bottomLeft(), inside.bottomRight())

    def _typed(self, text: str) -> None:
        try:
            value = self._read(text) if text.strip() else None
            self._mark(unreadable=False)
        except ValueError:
            value = None
            self._mark(unreadable=True)
        self._value = value
        self.edited.emit(value)

    def _mark(self, *, unreadable: bool) -> None:
        if unreadable != self._unreadable:
            self._unreadable = unreadable
            said = self.tr("This cannot be read as a number") if unreadable else ""
            self.setToolTip(said)
            self.setAccessibleDescription(said)
            self.update()


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
