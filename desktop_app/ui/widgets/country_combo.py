"""A choice of country: names on the screen, two-letter codes behind them."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from PySide6.QtCore import QLocale, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from desktop_app.packing.countries import find_country, offered
from desktop_app.ui.widgets.line_edit import LineEdit

_MOST_OFFERED: Final = 12


class CountryCombo(QComboBox):
    """Type a country's name, the beginning of it, its code, or what people call it.

    `chosen` carries the code, empty for none, and what was typed where no country can be told from it: that stays as
    it was typed, underlined, and says so.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self._line = LineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._completions = QStringListModel(self)
        self.setCompleter(_Completer(self._completions, self))
        self._line.setPlaceholderText(self.tr("Choose or type"))
        self._line.textEdited.connect(self._offer)
        self._line.editingFinished.connect(self._settle)
        self.activated.connect(self._picked)
        self._shown = ("", "")

    def code(self) -> str:
        """Return the code of the country shown, or an empty string."""
        return self._shown[0]

    @property
    def unread(self) -> str:
        """What was typed and is no country; empty if it is one."""
        return self._shown[1]

    def set_code(self, code: str, unread: str = "") -> None:
        """Show a country, also one that is not offered, or what was typed and is none."""
        self._fill()
        # While a name is being typed the draft still has what was there before it.
        if (code, unread) != self._shown or not self.hasFocus():
            self._show(code, unread)

    def showEvent(self, event: QShowEvent) -> None:
        """List the countries before they can be chosen."""
        self._fill()
        super().showEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle on a country when left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def _fill(self) -> None:
        # Not when it is made: an empty bench has no use for the names.
        if not self.count():
            self.addItem("", "")
            for code, name in offered():
                self.addItem(name, code)

    def _show(self, code: str, unread: str) -> None:
        self._shown = (code, unread)
        if unread:
            self.setCurrentIndex(-1)
            self.setEditText(unread)
            self._line.mark(self.tr("No country is known by this name: choose one from the list"))
            return
        self._line.mark("")
        index = self.findData(code)
        if index < 0:
            self.addItem(country_name(code), code)
            index = self.count() - 1
        self.setCurrentIndex(index)
        self.setEditText(self.itemText(index))

    def _offer(self, text: str) -> None:
        typed = _folded(text)
        names = [name for _code, name in offered()]
        begun = [name for name in names if _folded(name).startswith(typed)]
        meant = find_country(text)
        first = [country_name(meant)] if meant else []
        rest = [name for name in names if typed in _folded(name)]
        self._completions.setStringList(list(dict.fromkeys([*first, *begun, *rest]))[:_MOST_OFFERED])

    def _picked(self) -> None:
        data = self.currentData()
        self._choose(data if isinstance(data, str) else "", "")

    def _settle(self) -> None:
        typed = self._line.text().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if not typed:
            self._choose("", "")
        elif typed == self._shown[1] or (self._shown[0] and typed == country_name(self._shown[0])):
            self._show(*self._shown)
        elif index >= 0:
            self._choose(str(self.itemData(index)), "")
        else:
            found = find_country(typed)
            self._choose(found or "", "" if found else typed)

    def _choose(self, code: str, unread: str) -> None:
        before = self._shown
        self._show(code, unread)
        if self._shown != before:
            self.chosen.emit(code, unread)


class _Completer(QCompleter):
    """Shows all of a list that was put together for what is typed."""

    def __init__(self, completions: QStringListModel, parent: QWidget) -> None:
        super().__init__(completions, parent)
        self.setMaxVisibleItems(_MOST_OFFERED)

    def splitPath(self, _path: str) -> list[str]:  # noqa: N802 - Qt's name
        """Pass over nothing of the list."""
        return [""]


@cache
def country_name(code: str) -> str:
    """Return a country's name, or its code where there is none."""
    known = dict(offered())
    if code in known:
        return known[code]
    place = QLocale.codeToTerritory(code) if len(code) == 2 else QLocale.Country.AnyCountry
    return code if place == QLocale.Country.AnyCountry else QLocale.territoryToString(place)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(mark for mark in parts if not unicodedata.combining(mark)).split())
