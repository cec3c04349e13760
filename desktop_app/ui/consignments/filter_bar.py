"""The bar above the grid: free text, filters as chips beside it, and a menu that adds one."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop_app.services.consignments import Query
from desktop_app.ui.consignments.filter_chip import FILTERS, Filter, FilterChip
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.one_line import OneLine
from desktop_app.ui.widgets.wrap_layout import WrapLayout

DEBOUNCE: Final = 250
"""Milliseconds after the last key before the search goes out."""
_LETTERS: Final = 26
"""Letters that the search field has room for where filters stand beside it."""


class FilterBar(QWidget):
    """`asked(Query)`: look for this, now. What is typed is told when the hand rests, or at once on Enter.

    A question that is not the person's own (`set_query(…, passing=True)`) goes with the first one that is.
    """

    asked = Signal(object)
    refresh_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: dict[str, FilterChip] = {}
        self._told = Query()
        self._passing = False
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._rest.timeout.connect(self._tell_if_new)
        self._text = QLineEdit(clearButtonEnabled=True)
        self._text.setValidator(OneLine(self._text))
        self._text.setObjectName("search_box")
        self._text.setPlaceholderText(self.tr("Search consignments"))
        self._text.setAccessibleName(self.tr("Search consignments"))
        sign = self._text.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setText(self.tr("Search consignments"))
        self._text.textEdited.connect(self._pass)
        self._text.textChanged.connect(self._type_on)
        self._text.returnPressed.connect(self._tell)
        self._clear = QPushButton(self.tr("Clear all"))
        self._clear.clicked.connect(self.clear)
        self._clear.setObjectName("clear_filters")
        self._clear.setToolTip(self.tr("Remove every filter and the text"))
        self._lay_out()

    def query(self) -> Query:
        """Return what is asked for, as the bar shows it."""
        return Query(text=self._text.text(), **{field: chip.value for field, chip in self._chips.items()})  # type: ignore[arg-type]

    def set_query(self, query: Query, *, passing: bool = False) -> None:
        """Show another question and ask it at once; `passing`: nobody typed it, and it is in nobody's way later."""
        for field in list(self._chips):
            self._drop(field)
        self._text.setText(query.text)
        for each in FILTERS:
            value = getattr(query, each.field)
            if value:
                self._put(each).set_value(value)
        self._passing = passing
        self._tell()

    def clear(self) -> None:
        """Take away all filters and the text, and ask for everything."""
        self.set_query(Query())
        self.focus_search()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def _lay_out(self) -> None:
        self._add = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setObjectName("add_filter")
        self._add.setText(self.tr("Filter"))
        self._add.setToolTip(self.tr("Add a filter"))
        self._add.setIcon(self._theme.icon("filter"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self._add)
        self._offers = {each.field: self._offer(menu, each) for each in FILTERS}
        self._add.setMenu(menu)
        refresh = QToolButton()
        refresh.clicked.connect(self.refresh_wanted)
        refresh.setObjectName("refresh")
        refresh.setIcon(self._theme.icon("refresh"))
        refresh.setAccessibleName(self.tr("Refresh"))
        keys = QKeySequence(QKeySequence.StandardKey.Refresh).toString(QKeySequence.SequenceFormat.NativeText)
        refresh.setToolTip(self.tr("Refresh ({keys})").format(keys=keys))
        self._refresh = refresh
        self._text.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tool in (self._add, refresh):
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._flow = WrapLayout(self, spacing=Space.S)
        self._tail: list[QWidget] = [self._clear, self._add, refresh]
        for widget in (self._text, *self._tail):
            self._flow.addWidget(widget)
        emphasise(self._clear, Emphasis.QUIET)
        self._clear.hide()

    def add_tool(self, tool: QWidget) -> None:
        """Put something more at the end of the bar, before what asks again."""
        self._tail.insert(-1, tool)
        self._put_last()

    def _put_last(self) -> None:
        for widget in self._tail:
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        for before, after in pairwise((self._text, *self._chips.values(), *self._tail)):
            QWidget.setTabOrder(before, after)

    def _offer(self, menu: QMenu, each: Filter) -> QAction:
        action = menu.addAction(each.name)
        action.setObjectName(f"add_filter_{each.field}")
        action.triggered.connect(lambda: self._begin(each))
        return action

    def _pass(self) -> None:
        """Take away the filters of a question that nobody typed."""
        passing, self._passing = self._passing, False
        for field in list(self._chips) if passing else ():
            self._drop(field)

    def _keep(self) -> None:
        self._passing = False

    def _begin(self, each: Filter) -> None:
        self._pass()
        chip = self._put(each)
        chip.editor.setFocus(Qt.FocusReason.PopupFocusReason)
        if isinstance(chip.editor, QComboBox):
            chip.editor.showPopup()
        self._tell_if_new()

    def _put(self, each: Filter) -> FilterChip:
        chip = FilterChip(each, self._theme, self)
        chip.edited.connect(self._keep)
        chip.edited.connect(self._type_on)
        chip.entered.connect(self._keep)
        chip.entered.connect(self._tell)
        chip.removed.connect(lambda: self._remove(each.field))
        self._chips[each.field] = chip
        self._flow.addWidget(chip)
        self._put_last()
        chip.show()
        self._show_row()
        return chip

    def _drop(self, field: str) -> None:
        chip = self._chips.pop(field)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._show_row()

    def _remove(self, field: str) -> None:
        self._drop(field)
        self.focus_search()
        self._tell()

    def _show_row(self) -> None:
        for field, action in self._offers.items():
            action.setEnabled(field not in self._chips)
        self._add.setEnabled(len(self._chips) < len(FILTERS))
        self._clear.setVisible(bool(self._chips))
        self.updateGeometry()

    def _type_on(self) -> None:
        self._rest.start()

    def _tell_if_new(self) -> None:
        if self.query() != self._told:
            self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        self._told = self.query()
        self.asked.emit(self._told)
