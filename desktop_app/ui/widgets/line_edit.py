"""A line of text that leaves Undo to the page, and one that reads a number with its unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from desktop_app.ui.style.measures import Line
from desktop_app.ui.style.roles import Kind, Role, colour
from desktop_app.ui.units import Ambiguous, TooLarge
from desktop_app.ui.widgets.one_line import OneLine, on_one_line


class LineEdit(QLineEdit):
    """Its edits go into the draft as they are typed, so that Undo and Redo are the draft's and not the line's own.

    A line that is marked is underlined and says what is wrong with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = ""
        self._hint = ""
        self.setValidator(OneLine(self))

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
        if self.text() != on_one_line(text):
            self.setText(text)

    def mark(self, wrong: str) -> None:
        """Say what is wrong with what stands here; an empty text: nothing is."""
        if wrong != self._wrong:
            if not self._wrong:
                self._hint = self.toolTip()
            self._wrong = wrong
            self.setProperty("wrong", bool(wrong))
            self.setToolTip(wrong or self._hint)
            self.setAccessibleDescription(wrong)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline what is marked."""
        super().paintEvent(event)
        if self._wrong:
            inside = self.inside()
            painter = QPainter(self)
            painter.setPen(QPen(colour(Role.BAD, Kind.MARK), Line.FOCUS))
            painter.drawLine(inside.bottomLeft(), inside.bottomRight())

    def inside(self) -> Any:
        """Return the rectangle of the text."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)


class UnitEdit(LineEdit):
    """A number with its unit shown behind it; `edited` carries what was read, None for an empty or unreadable line.

    What cannot be read stays as it was typed, underlined, says so, and is `unread`: it is never taken for nothing.
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
        self._unread = ""
        self.set_unit(unit)
        self.textEdited.connect(self._typed)

    @property
    def unreadable(self) -> bool:
        """Whether something stands there that is no number."""
        return bool(self._unread)

    @property
    def unread(self) -> str:
        """What stands there and could not be read; empty if it could."""
        return self._unread

    def set_unit(self, unit: str) -> None:
        """Show another unit behind the number."""
        self._unit = unit
        room = self.fontMetrics().horizontalAdvance(f" {unit} ") if unit else 0
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)
        self.update()

    def value(self) -> Any:
        """Return what was read, or None."""
        return self._value

    def set_value(self, value: Any, unread: str = "") -> None:
        """Show a value, or what could not be read as one, unless it is that which is being typed."""
        if (value, unread) == (self._value, self._unread):
            return
        self._value = value
        if unread:
            self.setText(unread)
            self._judge(unread)
        else:
            self._unread = ""
            self.mark("")
            self.setText("" if value is None else self._write(value))

    def write_anew(self) -> None:
        """Show the same value once more: units are others now."""
        if self._value is not None and not self._unread:
            self.setText(self._write(self._value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was typed in the way it is kept."""
        super().focusOutEvent(event)
        if self._value is not None and not self._unread:
            self.show_text(self._write(self._value))

    def changeEvent(self, event: QEvent) -> None:
        """Have the unit where a line ends in another direction of writing."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.set_unit(self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the unit in the line's own margin."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            gap = self.fontMetrics().horizontalAdvance(" ")
            # At the right is where a line ends: a painter turns it round with its widget.
            at_end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.inside().adjusted(gap, 0, -gap, 0), at_end, self._unit)

    def _typed(self, text: str) -> None:
        self._value = self._judge(text)
        self.edited.emit(self._value)

    def _judge(self, text: str) -> Any:
        """Return what the text reads as, and mark what cannot be read."""
        value, wrong = None, ""
        if text.strip():
            try:
                value = self._read(text)
            except ValueError as error:
                wrong = not_read(self, error)
        self._unread = text.strip() if wrong else ""
        self.mark(wrong)
        return value


class _Words(QObject):
    """Words for what could not be read."""

    def of(self, error: ValueError) -> str:
        """Return what is wrong, and what to type instead."""
        match error:
            case Ambiguous():
                whole, fraction = (f"{reading.normalize():f}" for reading in error.readings)
                said = self.tr("This may mean {whole} or {fraction}: type {whole}, or the fraction with fewer places")
                return said.replace("{whole}", whole).replace("{fraction}", fraction)
            case TooLarge():
                return self.tr("This number is too large")
        return self.tr("This cannot be read as a number")


def not_read(_field: QWidget, error: ValueError) -> str:
    """Say why what stands in a field could not be read."""
    return _Words().of(error)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
