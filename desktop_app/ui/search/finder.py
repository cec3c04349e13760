"""Finding: what is asked for, the rows that came, which of them are chosen, and a look now and then at some of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services.actions import moving
from desktop_app.services.consignments import Consignments, Query
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.search.feed import Feed, Found
from desktop_app.ui.search.filter_bar import FilterBar
from desktop_app.ui.search.grid import Grid
from desktop_app.ui.search.model import ConsignmentsModel, SortedRows
from desktop_app.ui.search.results import Results
from desktop_app.ui.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Worker

POLL: Final = 3000
"""Milliseconds between two looks at the rows that the service is still at work on."""
POLLED_AT_MOST: Final = 50
GATHERED: Final = 200
"""Milliseconds in which rows that change are gathered, before what can be done with them is worked out again."""


class Finder(QObject):
    """Filters, feed, grid and what stands in its place; the page puts the widgets where they belong.

    `asked`: something else is looked for. `chosen_changed`: other rows are chosen. `rows_changed`: those that are
    chosen may have other values. `nothing_chosen`: what was looked for came, and none of it is chosen.
    """

    asked = Signal()
    chosen_changed = Signal()
    rows_changed = Signal()
    nothing_chosen = Signal()

    def __init__(
        self,
        worker: Worker,
        consignments: Consignments,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._kept: tuple[list[str], str] = [], ""
        # The search lags behind create: what was opened by its reference is shown though the grid lacks it.
        self._alone = ""
        self._started = False
        self.model = ConsignmentsModel(units, self)
        self.feed = Feed(worker, consignments, self.model, self)
        rows = SortedRows(self.model)
        self.filters = FilterBar(theme)
        self.bar = MessageBar(theme)
        """Says why the rows that are shown could not be had anew, until they can."""
        self.grid = Grid(rows)
        self.results = Results(self.feed, rows, self.grid, notifier, theme)
        self.poll = QTimer(self, interval=POLL)
        self._soon = QTimer(self, singleShot=True)
        self._connect()

    def begin(self) -> None:
        """Look for what the filters say, once, and from now on look again at what is still moving."""
        self.poll.start()
        if not self._started:
            self._started = True
            self.feed.search(self.filters.query())

    def show_alone(self, reference: str) -> None:
        """Look for one consignment, and choose it when it comes."""
        self._started = True
        self._kept = [reference], reference
        self.filters.set_query(Query(reference=reference))
        self._alone = reference

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
            self.model.update(row.model_copy(update={"state": state}))

    def dispose(self) -> None:
        """Look for nothing more."""
        self.poll.stop()
        self.feed.dispose()

    def _connect(self) -> None:
        self.filters.asked.connect(self._ask)
        self.results.clear_wanted.connect(self.filters.clear)
        self.model.modelAboutToBeReset.connect(self._about_to_fill)
        self.model.modelReset.connect(self._filled)
        self.model.dataChanged.connect(self._row_changed)
        self.feed.changed.connect(self._found)
        self.feed.failed.connect(self._failed)
        self.grid.chosen_changed.connect(self.chosen_changed)
        self.poll.timeout.connect(self._look_at_moving)
        self._soon.timeout.connect(self.rows_changed)

    def _ask(self, query: Query) -> None:
        self.bar.clear()
        self.asked.emit()
        self._alone = ""
        self.feed.search(query)

    def _about_to_fill(self) -> None:
        if self.model.rows:
            current = self.grid.current()
            self._kept = [row.reference for row in self.grid.chosen()], current.reference if current else ""

    def _filled(self) -> None:
        """After other rows came: choose again what was chosen, as far as it is here."""
        self.rows_changed.emit()
        if self.model.rows:
            self.grid.choose(*self._kept)
            self._found(Found.ROWS)

    def _found(self, found: Found) -> None:
        if found is Found.ROWS:
            self.bar.clear()
        # While it loads the details stay: most often the same one is chosen again.
        if found is not Found.LOADING and not self.grid.chosen() and not self._alone:
            self.nothing_chosen.emit()

    def _failed(self, error: BaseException, first: bool) -> None:
        if first:
            self.bar.clear()
            self.results.show_error(error)
        else:
            self._notifier.report(error, self.tr("Find consignments"), self.bar, self.feed.retry)

    def _row_changed(self) -> None:
        # One that changes is told of at once; two hundred that change one after the other now and then, as they go.
        if not self._soon.isActive():
            self._soon.start(min(len(self.grid.chosen()), GATHERED))

    def _look_at_moving(self) -> None:
        if not self.feed.rereading:
            at_work = [row.reference for row in self.model.rows if moving(row.state)]
            self.feed.look_again(at_work[:POLLED_AT_MOST], quietly=True)
