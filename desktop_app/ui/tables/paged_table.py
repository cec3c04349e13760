"""A table that is loaded by pages: its states, and a line beneath that counts its rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.notifier import Notifier
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.loader import TableLoader
from desktop_app.ui.tables.sorted_rows import SortedRows
from desktop_app.ui.tables.states import StateWords, TableState, TableStates
from desktop_app.ui.widgets.toned_label import TonedLabel


class PagedTable(QWidget):
    """Shows what a TableLoader has loaded. `clear_wanted`: the person takes the filters away."""

    clear_wanted = Signal()

    def __init__(
        self,
        loader: TableLoader[Any],
        rows: SortedRows[Any],
        grid: Grid[Any],
        words: StateWords,
        notifier: Notifier,
        theme: Theme,
        *,
        empty_drawing: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._rows = rows
        self._grid = grid
        self.states = TableStates(grid, words, notifier, theme, empty_drawing=empty_drawing)
        self.states.setObjectName("table_states")
        self.states.clear_wanted.connect(self.clear_wanted)
        self._count = TonedLabel(kind=Type.CAPTION, wrap=False)
        self._count.setObjectName("row_count")
        self._note = TonedLabel(kind=Type.CAPTION, wrap=False)
        self._note.setObjectName("sort_note")
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.states, 1)
        column.addLayout(foot)
        loader.changed.connect(self._show)
        loader.progressed.connect(self._show_count)
        grid.chosen_changed.connect(self._show_count)
        grid.horizontalHeader().sortIndicatorChanged.connect(self._show_count)
        self._show(loader.state)

    def show_error(self, error: BaseException) -> None:
        """Say why nothing came, with Retry."""
        self.states.show_error(error, self._loader.retry)

    def _show(self, state: TableState) -> None:
        self.states.show_state(state)
        self._show_count()

    def _show_count(self) -> None:
        """Say how many rows there are, how many of them are here, and what sorting covers."""
        here, total = self._rows.rowCount(), self._loader.total
        chosen = self._grid.count_chosen()
        listed, more = self._loader.state is TableState.ROWS, self._more()
        if not listed:
            words = ""
        elif more:
            words = self.tr("Loaded: {n} of {all}").format(n=here, all=self.tr("many") if total is None else total)
        else:
            words = self.tr("Found: {n}").format(n=here)
        if chosen > 1:
            words = self.tr("{rows} · selected: {n}").format(rows=words, n=chosen)
        if self._loader.busy and listed:
            words = self.tr("{rows} · loading…").format(rows=words)
        self._count.setText(words)
        sorts = self._rows.sortColumn() >= 0 and more and listed
        self._note.setText(self.tr("Sorted among the {n} loaded only").format(n=here) if sorts else "")

    def _more(self) -> bool:
        total = self._loader.total
        return self._rows.source.more_expected if total is None else self._rows.rowCount() < total
