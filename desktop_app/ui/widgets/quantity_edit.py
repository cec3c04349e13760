"""A field for a number of pieces."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from desktop_app.ui.units import Units
from desktop_app.ui.widgets.line_edit import LineEdit, not_read
from desktop_app.ui.widgets.one_line import on_one_line

MOST_PIECES: Final = 99_999
_LARGEST: Final = 2**31 - 1
"""What Qt can count to."""


class QuantityEdit(QSpinBox):
    """Reads pieces, from 1 to MOST_PIECES; `edited` carries what was typed, or None for what is no number of pieces.

    What is no whole number, or out of range, stays as it was typed, underlined, says so, and is `unread`.
    """

    edited = Signal(object)

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units = units
        self._unread = ""
        self._line = LineEdit()
        self.setLineEdit(self._line)
        self.setRange(1, MOST_PIECES)
        # What is too large is to be seen whole, too.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setValue(1)
        self.valueChanged.connect(self._changed)
        self._line.textEdited.connect(self._typed)

    @property
    def unread(self) -> str:
        """What stands there and could not be taken; empty if it could."""
        return self._unread

    def set_value(self, value: int, unread: str = "") -> None:
        """Show a number of pieces, or what could not be taken as one; it is not told as an edit."""
        if unread == self._unread and (unread or value == self.value()):
            return
        with QSignalBlocker(self):
            self._unread = ""
            self._line.mark("")
            self.setValue(value)
            self._line.setText(self.textFromValue(value))
            if unread:
                self._line.setText(unread)
                self._judge(unread)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed: what is wrong is said, and not swallowed."""
        return QValidator.State.Acceptable, on_one_line(text), min(position, len(on_one_line(text)))

    def valueFromText(self, text: str) -> int:  # noqa: N802 - Qt's name
        """Return the pieces in the text, or those that were there before it."""
        pieces = self._judge(text)
        return self.value() if pieces is None or self._unread else pieces

    def textFromValue(self, value: int) -> str:  # noqa: N802 - Qt's name
        """Return what stands there: what cannot be read stays."""
        return self._unread or str(value)

    def stepBy(self, steps: int) -> None:  # noqa: N802 - Qt's name
        """Go on from the last number that was one."""
        self._clear_unread()
        super().stepBy(steps)

    def _clear_unread(self) -> None:
        if self._unread:
            self._unread = ""
            self._line.mark("")
            self._line.setText(str(self.value()))

    def _judge(self, text: str) -> int | None:
        value, wrong = None, ""
        try:
            value = self._units.parse_quantity(text)
            if not 1 <= value <= MOST_PIECES:
                wrong = self.tr("From 1 to {most} pieces").replace("{most}", str(MOST_PIECES))
            if value > _LARGEST:
                value = None
        except ValueError as error:
            wrong = not_read(self, error)
        self._unread = (text.strip() or " ") if wrong else ""
        self._line.mark(wrong)
        return value

    def _typed(self, text: str) -> None:
        pieces = self._judge(text)
        if self._unread:
            self.edited.emit(pieces)

    def _changed(self, value: int) -> None:
        if not self._unread:
            self.edited.emit(value)
