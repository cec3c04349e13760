"""Where the rows are: the grid, or one of the four states that stand in its place, and the line beneath."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.pro.errors import NoKey
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.search.feed import Feed, Found
from desktop_app.ui.search.grid import Grid
from desktop_app.ui.search.model import SortedRows
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.state_panel import StatePanel


class Results(QWidget):
    """Shows what a Feed has found. `clear_wanted`: take the filters away."""

    clear_wanted = Signal()

    def __init__(
        self, feed: Feed, rows: SortedRows, grid: Grid, notifier: Notifier, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._rows = rows
        self._grid = grid
        self._notifier = notifier
        clear = QPushButton(self.tr("Clear filters"))
        clear.setObjectName("no_match_clear")
        clear.clicked.connect(self.clear_wanted)
        self._error_bar = MessageBar(theme)
        error = QWidget()
        column = QVBoxLayout(error)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._error_bar)
        self._error = StatePanel("", "", theme.icon("error"))
        column.addWidget(self._error, 1)
        self._panels: dict[Found, QWidget] = {
            Found.ROWS: grid,
            Found.LOADING: StatePanel(self.tr("Looking for consignments"), busy=True),
            Found.NOTHING_YET: StatePanel(
                self.tr("No consignments yet"),
                self.tr("What you create on the Build page appears here."),
                theme.icon("consignment"),
            ),
            Found.NO_MATCH: StatePanel(
                self.tr("No consignment matches"),
                self.tr("The service answered: there is none with this text and these filters."),
                theme.icon("search"),
                clear,
            ),
            Found.ERROR: error,
        }
        self._stack = QStackedWidget()
        self._stack.setObjectName("results")
        for found, panel in self._panels.items():
            panel.setProperty("found", found.value)
            self._stack.addWidget(panel)
        self._count = PlainLabel(wrap=False)
        self._count.setObjectName("row_count")
        self._note = PlainLabel(wrap=False)
        self._note.setObjectName("sort_note")
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        feed.changed.connect(self._show)
        feed.progressed.connect(self.count)
        grid.chosen_changed.connect(self.count)
        grid.horizontalHeader().sortIndicatorChanged.connect(self.count)
        self._show(feed.found)

    @property
    def found(self) -> Found:
        """What is shown."""
        return self._feed.found

    def show_error(self, error: BaseException) -> None:
        """Say why nothing came, with Retry; without a key the window's own bar says so already."""
        if isinstance(error, NoKey):
            self._error.set_words(self.tr("Nothing can be found without an API key"))
            return
        self._error.set_words(
            self.tr("The consignments could not be loaded"), self.tr("Your search and filters are kept.")
        )
        self._notifier.report(error, self.tr("Find consignments"), self._error_bar, self._feed.retry)

    def count(self) -> None:
        """Say how many rows there are, how many of them are here, and what sorting covers."""
        here, total = self._rows.rowCount(), self._feed.count
        chosen = len(self._grid.selectionModel().selectedRows())
        if self._feed.found is not Found.ROWS:
            words = ""
        elif self._more():
            of = "{all}" if total is not None else self.tr("many")
            words = self.tr("Loaded: {n} of {all}").format(n=here, all=of.format(all=total))
        else:
            words = self.tr("Found: {n}").format(n=here)
        if chosen > 1:
            words = self.tr("{rows} · selected: {n}").format(rows=words, n=chosen)
        if self._feed.busy and self._feed.found is Found.ROWS:
            words = self.tr("{rows} · loading…").format(rows=words)
        self._count.setText(words)
        sorts = self._rows.sortColumn() >= 0 and self._more() and self._feed.found is Found.ROWS
        self._note.setText(self.tr("Sorted among the {n} loaded only").format(n=here) if sorts else "")

    def _more(self) -> bool:
        total = self._feed.count
        return self._rows.rowCount() < total if total is not None else self._feed.more_expected

    def _show(self, found: Found) -> None:
        self._stack.setCurrentWidget(self._panels[found])
        if found is not Found.ERROR:
            self._error_bar.clear()
        self.count()
