"""A choice of country: names on the screen, two-letter codes behind them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCollator, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.widgets.line_edit import LineEdit


class CountryCombo(QComboBox):
    """Type any part of a country's name, or its code; `chosen` carries the code, empty for none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self._line = LineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self._line.setPlaceholderText(self.tr("Choose or type"))
        self.activated.connect(lambda: self.chosen.emit(self.code()))
        self._line.editingFinished.connect(self._settle)
        self._shown = ""

    def code(self) -> str:
        """Return the code of the country shown, or an empty string."""
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def set_code(self, code: str) -> None:
        """Show a country, also one that this computer has no name for."""
        self._fill()
        index = self.findData(code)
        if index < 0:
            self.addItem(isolated(code), code)
            index = self.count() - 1
        self._shown = code
        if index != self.currentIndex() or not self.hasFocus():
            self.setCurrentIndex(index)

    def showEvent(self, event: QShowEvent) -> None:
        """List the countries before they can be chosen."""
        self._fill()
        super().showEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle on a country when left."""
        super().focusOutEvent(event)
        self._settle()

    def _fill(self) -> None:
        # Not when it is made: to sort by this computer's alphabet loads megabytes that an empty bench has no use for.
        if not self.count():
            self.addItem("", "")
            for name, code in countries():
                self.addItem(name, code)

    def _settle(self) -> None:
        typed = self._line.text().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if index < 0:
            index = self.findData(typed.upper())
        if index < 0:
            index = self.findData(self._shown)
        self.setCurrentIndex(index)
        if self.code() != self._shown:
            self._shown = self.code()
            self.chosen.emit(self._shown)


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Return name and two-letter code of every country, by name."""
    found = {QLocale.territoryToCode(place): QLocale.territoryToString(place) for place in QLocale.Country}
    collator = QCollator()
    rows = [
        (name, code) for code, name in found.items() if len(code) == 2 and code.isalpha() and code not in {"EU", "UN"}
    ]
    return tuple(sorted(rows, key=lambda row: collator.sortKey(row[0])))


def country_name(code: str) -> str:
    """Return a country's name, or its code where there is none."""
    return next((name for name, known in countries() if known == code), code)
