"""A day that may be left open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget


class OptionalDateEdit(QWidget):
    """A tick, and the day once it is ticked; `edited` carries a date or None."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = QCheckBox()
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDate(QDate.currentDate())
        self.day.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tick)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.tick)
        self.tick.clicked.connect(self._typed)
        self.day.dateChanged.connect(self._typed)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name both parts."""
        super().setAccessibleName(name)
        self.tick.setAccessibleName(name)
        self.day.setAccessibleName(name)

    def set_value(self, value: date | None) -> None:
        """Show a day, or none."""
        self.tick.setChecked(value is not None)
        self.day.setEnabled(value is not None)
        if value is not None:
            with QSignalBlocker(self.day):
                self.day.setDate(QDate(value.year, value.month, value.day))

    def value(self) -> date | None:
        """Return the day ticked, or None."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.tick.isChecked() else None

    def _typed(self) -> None:
        self.day.setEnabled(self.tick.isChecked())
        self.edited.emit(self.value())
