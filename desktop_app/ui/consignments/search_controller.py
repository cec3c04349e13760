"""Finding: what is asked for, the rows that came, which of them are chosen, and a look now and then at some of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services.actions import moving
from desktop_app.services.consignments import ConsignmentRow, Consignments, ConsignmentSearch, Query
from desktop_app.ui.consignments.columns import columns
from desktop_app.ui.consignments.filter_bar import FilterBar
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.loader import TableLoader
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.paged_table import PagedTable
from desktop_app.ui.tables.sorted_rows import SortedRows
from desktop_app.ui.tables.states import StateWords, TableState
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_bar import MessageBar

POLL: Final = 3000
"""Milliseconds between two looks at the rows that the service is still at work on."""
POLLED_AT_MOST: Final = 50
GATHERED: Final = 200
"""Milliseconds in which rows that change are gathered, before what can be done with them is worked out again."""


class SearchController(QObject):
    """Holds filters, loader, grid and what stands in its place; the page puts the widgets where they belong.

    `asked`: something else is looked for. `chosen_changed`: other rows are chosen. `rows_changed`: those that are
    chosen may have other values. `nothing_chosen`: what was looked for came, and none of it is chosen.
    """

    asked = Signal()
    chosen_changed = Signal()
    rows_changed = Signal()
    nothing_chosen = Signal()

    def __init__(
        self,
        operations: Operations,
        consignments: Consignments,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._consignments = consignments
        self._notifier = notifier
        # The search lags behind create: what was opened by its reference is shown though the grid lacks it.
        self._alone = ""
        # One's own reference that is looked for; empty once it is found, or something else is looked for.
        self._own = ""
        self._started = False
        self.query = Query()
        """What is being looked for."""
        self.model: TableModel[ConsignmentRow] = TableModel(columns(units), lambda row: row.reference, self)
        self.loader: TableLoader[ConsignmentRow] = TableLoader(
            operations, self.model, self, self.tr("Find consignments")
        )
        rows = SortedRows(self.model)
        self.filters = FilterBar(theme)
        self.bar = MessageBar(theme)
        """Says why the rows that are shown could not be had anew, until they can."""
        self.grid = Grid(rows)
        self.grid.setObjectName("consignment_grid")
        self.grid.setAccessibleName(self.tr("Consignments"))
        self.table = PagedTable(
            self.loader, rows, self.grid, self._words(), notifier, theme, empty_drawing="consignments"
        )
        self._poll = QTimer(self, interval=POLL)
        self._soon = QTimer(self, singleShot=True)
        self._connect()

    def begin(self) -> None:
        """Look for what the filters say, once, and from now on look again at what is still moving."""
        self._poll.start()
        if not self._started:
            self._started = True
            self._load(self.filters.query())

    def pause(self) -> None:
        """Look no more at what is moving, until `begin`."""
        self._poll.stop()

    def show_alone(self, reference: str) -> None:
        """Look for one consignment, and choose it when it comes."""
        self._started = True
        self.filters.set_query(Query(reference=reference), passing=True)
        self.grid.choose_when_loaded(reference)
        self._alone = reference

    @property
    def lacking(self) -> str:
        """The reference that is looked for alone, while the search does not find it yet; empty for none."""
        return self._alone if self._alone and not self.model.rows else ""

    def look_for_own(self, name: str) -> None:
        """Look for a consignment by the reference that one gave it, then for `name` in all that is searched."""
        self._started = True
        self.filters.set_query(Query(customer_reference=name), passing=True)
        self._own = name

    def choose(self, reference: str) -> bool:
        """Choose a row; returns whether it is here."""
        here = self.model.place(reference) is not None
        if here:
            self.grid.choose([reference], reference)
        return here

    def see_state(self, reference: str, state: str) -> None:
        """Show the state that was seen elsewhere in the grid too."""
        row = self.model.row(reference)
        if row is not None and row.state != state:
            self.model.update(replace(row, state=state))

    def look_at_moving(self) -> None:
        """Read again the rows that the service is still at work on, unless that is being done.

        What was opened and is not found yet is looked for once more.
        """
        if self.lacking and self.loader.state is TableState.NO_MATCH and not self.loader.busy:
            self.grid.choose_when_loaded(self._alone)
            self.loader.refresh()
        elif not self.loader.rereading:
            # A list has a hundred thousand rows perhaps, and a dozen states.
            at_work = {state for state in {row.state for row in self.model.rows} if moving(state)}
            polled = islice((row.reference for row in self.model.rows if row.state in at_work), POLLED_AT_MOST)
            self.loader.look_again(polled if at_work else (), quietly=True)

    def _words(self) -> StateWords:
        return StateWords(
            loading=self.tr("Looking for consignments"),
            empty=self.tr("No consignments yet"),
            empty_advice=self.tr("What you create on the Build page appears here."),
            no_match=self.tr("No consignment matches"),
            no_match_advice=self.tr("The service answered: there is none with this text and these filters."),
            failed=self.tr("The consignments could not be loaded"),
            failed_advice=self.tr("Your search and filters are kept."),
            no_key=self.tr("Nothing can be found without an API key"),
            task=self.tr("Find consignments"),
        )

    def _connect(self) -> None:
        self.filters.asked.connect(self._ask)
        self.table.clear_wanted.connect(self.filters.clear)
        self.model.dataChanged.connect(self._row_changed)
        self.loader.changed.connect(self._state_changed)
        self.loader.failed.connect(self._failed)
        self.grid.refilled.connect(self.rows_changed)
        self.grid.chosen_changed.connect(self.chosen_changed)
        self._poll.timeout.connect(self.look_at_moving)
        self._soon.timeout.connect(self.rows_changed)

    def _ask(self, query: Query) -> None:
        self.bar.clear()
        self.asked.emit()
        self._alone = self._own = ""
        self._load(query)

    def _load(self, query: Query) -> None:
        self.query = query
        self.loader.load(ConsignmentSearch(self._consignments, query), filtered=query != Query())

    def _state_changed(self, state: TableState) -> None:
        if state is TableState.ROWS:
            self.bar.clear()
        if self._own and state in {TableState.ROWS, TableState.NO_MATCH}:
            self._found_own(state)
            return
        # While it loads the details stay: most often the same one is chosen again.
        if state is not TableState.LOADING and not self.grid.chosen() and not self._alone:
            self.nothing_chosen.emit()

    def _found_own(self, state: TableState) -> None:
        name, self._own = self._own, ""
        if state is TableState.ROWS:
            self.choose(self.model.rows[0].reference)
        elif self.query.customer_reference:
            self.filters.set_query(Query(text=name))
            self._own = name
        else:
            self.nothing_chosen.emit()

    def _failed(self, error: BaseException, first: bool) -> None:
        if first:
            self.bar.clear()
            self.table.show_error(error)
        else:
            self._notifier.report(error, self.tr("Find consignments"), self.bar, self.loader.retry)

    def _row_changed(self) -> None:
        # One that changes is told of at once; two hundred that change one after the other now and then, as they go.
        if not self._soon.isActive():
            self._soon.start(min(self.grid.count_chosen(), GATHERED))
