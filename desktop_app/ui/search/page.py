"""The Consignments page: find them, see what is in them, move them along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.pro.models import ConsignmentSummary
from desktop_app.pro.states import Action, allowed
from desktop_app.services.bulk import Bulk, moving
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.consignments import Consignments, Opened, Query
from desktop_app.services.documents import Documents
from desktop_app.ui.actions import ACTION_OF, Command
from desktop_app.ui.detail.labels_view import LabelsView
from desktop_app.ui.detail.panel import DetailPanel
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.search.action_bar import ActionBar
from desktop_app.ui.search.bulk_flow import BulkFlow
from desktop_app.ui.search.bulk_panel import BulkPanel
from desktop_app.ui.search.feed import Feed, Found
from desktop_app.ui.search.filter_bar import FilterBar
from desktop_app.ui.search.grid import Grid
from desktop_app.ui.search.model import ConsignmentsModel, SortedRows
from desktop_app.ui.search.results import Results
from desktop_app.ui.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Task, Worker

POLL: Final = 3000
"""Milliseconds between two looks at the rows that the service is still at work on."""
POLLED_AT_MOST: Final = 50
GATHERED: Final = 200
"""Milliseconds, at most, in which rows that change are gathered before what can be done with them is worked out."""


class ConsignmentsPage(QWidget):
    """One environment's consignments; made anew for each.

    `duplicate_requested(Consignment)`: open it on the Build page as a new one. `columns_changed(str)`: keep this
    text and give it to `set_columns` next time. `confirm_over` as BulkFlow takes it.
    """

    duplicate_requested = Signal(object)
    columns_changed = Signal(str)

    def __init__(
        self,
        worker: Worker,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        consignments: Consignments,
        bulk: Bulk,
        catalogue: Catalogue,
        documents: Documents,
        confirm_over: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("consignments_page")
        self._worker = worker
        self._notifier = notifier
        self._consignments = consignments
        self._copying: Task | None = None
        self._kept: tuple[list[str], str] = [], ""
        # The search lags behind create: what was opened by its reference is shown though the grid lacks it.
        self._alone = ""
        self._feed_in_bar = False
        model = ConsignmentsModel(units, self)
        self._model = model
        self._feed = Feed(worker, consignments, model, self)
        rows = SortedRows(model)
        self._filters = FilterBar(theme)
        self._actions = ActionBar(worker, catalogue, theme)
        self._bulk_panel = BulkPanel(theme)
        self._flow = BulkFlow(worker, bulk, self._bulk_panel, confirm_over, self)
        self._grid = Grid(rows)
        self._results = Results(self._feed, rows, self._grid, notifier, theme)
        self._detail = DetailPanel(worker, consignments, notifier, theme, units)
        self._labels = LabelsView(worker, documents, notifier, theme)
        self._bar = MessageBar(theme)
        self._poll = QTimer(self, interval=POLL)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._rows_changed)
        self._started = False
        self._lay_out()
        self._connect()

    def open(self, reference: str) -> None:
        """Show one consignment: its details at once, and it alone in the grid."""
        self._back_to_list()
        self._started = True
        self._keep_chosen([reference], reference)
        self._filters.set_query(Query(reference=reference))
        self._alone = reference
        self._detail.open(reference)

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor into the search field."""
        self._back_to_list()
        self._filters.focus_search()

    def refresh(self) -> None:
        """Ask again for what is shown; selection and filters stay."""
        self._feed.refresh()
        self._detail.refresh()

    def print_labels(self) -> None:
        """Show the labels of what is chosen, ready to print; once they are shown, print them."""
        if self._stack.currentWidget() is self._labels:
            self._labels.print_now()
        else:
            self._actions.actions_of[Command.LABELS].trigger()

    def columns(self) -> str:
        """Return how the grid's columns are, to be kept."""
        return self._grid.columns()

    def set_columns(self, kept: str) -> None:
        """Show the grid's columns as they were kept."""
        self._grid.set_columns(kept)

    @property
    def busy(self) -> bool:
        """Whether an action is being sent: who would close or switch now had better ask."""
        return self._flow.busy

    def dispose(self) -> None:
        """Stop listening and drop what is on its way; a write that was sent ends by itself."""
        self._poll.stop()
        for part in (self._feed, self._flow, self._actions, self._detail, self._labels):
            part.dispose()
        if self._copying is not None:
            self._copying.blockSignals(True)
            self._copying.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._poll.start()
        if not self._started:
            self._started = True
            self._feed.search(self._filters.query())

    def hideEvent(self, event: QHideEvent) -> None:
        self._poll.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bulk_panel)
        column.addWidget(self._results, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("consignments_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._detail)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        left.setMinimumWidth(letter * 40)
        self._detail.setMinimumWidth(letter * 36)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._filters, self._actions, self._bar):
            column.addWidget(widget)
        column.addWidget(split, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self._labels)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self._filters.asked.connect(self._ask)
        self._filters.refresh_wanted.connect(self.refresh)
        self._results.clear_wanted.connect(self._filters.clear)
        self._model.modelAboutToBeReset.connect(self._about_to_fill)
        self._model.modelReset.connect(self._filled)
        self._feed.changed.connect(self._found)
        self._feed.failed.connect(self._feed_failed)
        self._feed.reread.connect(self._look_at_detail)
        self._grid.chosen_changed.connect(self._chosen_changed)
        self._grid.columns_changed.connect(self.columns_changed)
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._grid.customContextMenuRequested.connect(self._show_menu)
        self._model.dataChanged.connect(self._row_changed)
        self._actions.given.connect(self._do)
        self._actions.catalogue_failed.connect(lambda e: self._report(e, self.tr("List the carrier services")))
        self._flow.busy_changed.connect(self._offer)
        self._flow.touched.connect(self._feed.look_again)
        self._flow.went_well.connect(self._bar.show_note)
        self._flow.failed.connect(self._report)
        self._bulk_panel.closed.connect(self._grid.setFocus)
        self._bulk_panel.opened.connect(self._show_one)
        self._labels.closed.connect(self._back_to_list)
        self._labels.fetched.connect(self._feed.look_again)
        self._detail.state_seen.connect(self._state_seen)
        self._poll.timeout.connect(self._poll_moving)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._grid)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._actions.actions_of[Command.COPY_REFERENCE].trigger)

    def _ask(self, query: Query) -> None:
        self._bar.clear()
        self._alone = ""
        self._feed.search(query)

    def _about_to_fill(self) -> None:
        if self._model.rows:
            current = self._grid.current()
            chosen = [row.reference for row in self._grid.chosen()]
            self._keep_chosen(chosen, current.reference if current else "")

    def _keep_chosen(self, references: list[str], current: str) -> None:
        self._kept = references, current

    def _filled(self) -> None:
        """After other rows came: choose again what was chosen, as far as it is here."""
        self._offer()
        if self._model.rows:
            self._grid.choose(*self._kept)
            self._found(Found.ROWS)

    def _found(self, found: Found) -> None:
        if self._feed_in_bar and found is Found.ROWS:
            # Rows came: what the bar says of the failure before is no longer so.
            self._bar.clear()
            self._feed_in_bar = False
        # While it loads the details stay: most often the same one is chosen again.
        if found is not Found.LOADING and not self._grid.chosen() and not self._alone:
            self._detail.show_chosen((), None)

    def _chosen_changed(self) -> None:
        self._offer()
        self._detail.show_chosen(self._grid.chosen(), self._grid.current())

    def _row_changed(self) -> None:
        # Not put off by each further row.
        if not self._soon.isActive():
            self._soon.start()

    def _rows_changed(self) -> None:
        rows = self._grid.chosen()
        self._offer_for(rows)
        if len(rows) > 1:
            self._detail.show_chosen(rows, None)

    def _offer(self) -> None:
        self._offer_for(self._grid.chosen())

    def _offer_for(self, rows: Sequence[ConsignmentSummary]) -> None:
        self._actions.set_states([row.state for row in rows], busy=self._flow.busy)
        # One that changes is told of at once, two hundred that change one after the other now and then.
        self._soon.setInterval(min(len(rows), GATHERED))

    def _show_menu(self, at: QPoint) -> None:
        menu = self._actions.context_menu(self._grid)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._grid.viewport().mapToGlobal(at))

    def _do(self, command: Command, service: str) -> None:
        rows = self._grid.chosen()
        if not rows:
            return
        self._bar.clear()
        self._feed_in_bar = False
        match command:
            case Command.COPY_REFERENCE:
                QGuiApplication.clipboard().setText("\n".join(row.reference for row in rows))
            case Command.DUPLICATE:
                self._duplicate(rows[0].reference)
            case Command.LABELS:
                self._show_labels(rows)
            case _:
                self._flow.start(ACTION_OF[command], rows, service)

    def _show_labels(self, rows: list[ConsignmentSummary]) -> None:
        ready = [row.reference for row in rows if allowed(Action.DOCUMENTS, row.state)]
        self._stack.setCurrentWidget(self._labels)
        self._labels.show_for(ready, len(rows) - len(ready))

    def _back_to_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self._grid.setFocus()

    def _duplicate(self, reference: str) -> None:
        shown = self._detail.opened
        if shown is not None and shown.consignment.reference == reference:
            self.duplicate_requested.emit(shown.consignment)
            return
        self._copying = self._worker.submit(lambda _progress: self._consignments.open(reference))
        self._copying.done.connect(self._copied)
        self._copying.failed.connect(
            lambda error: self._report(error, self.tr("Duplicate {reference}").format(reference=reference))
        )

    def _copied(self, opened: Opened) -> None:
        self.duplicate_requested.emit(opened.consignment)

    def _feed_failed(self, error: BaseException, first: bool) -> None:
        if first:
            self._bar.clear()
            self._results.show_error(error)
        else:
            self._feed_in_bar = True
            self._notifier.report(error, self.tr("Find consignments"), self._bar, self._feed.retry)

    def _report(self, error: BaseException, about: str) -> None:
        self._notifier.report(error, about, self._bar)

    def _look_at_detail(self, references: tuple[str, ...]) -> None:
        if self._detail.reference in references:
            self._detail.refresh()

    def _show_one(self, reference: str) -> None:
        if self._model.place(reference) is not None:
            self._grid.choose([reference], reference)
        else:
            self._detail.open(reference)

    def _state_seen(self, reference: str, state: str) -> None:
        row = self._model.row(reference)
        if row is not None and row.state != state:
            self._model.update(row.model_copy(update={"state": state}))

    def _poll_moving(self) -> None:
        if not self._feed.rereading:
            at_work = [row.reference for row in self._model.rows if moving(row.state)]
            self._feed.look_again(at_work[:POLLED_AT_MOST], quietly=True)
