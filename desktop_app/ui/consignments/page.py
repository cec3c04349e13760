"""The Consignments page: find them, see what is in them, move them along."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import Actions
from desktop_app.services.consignments import ConsignmentRow, Consignments, service_reference
from desktop_app.services.documents import Documents
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.action_controller import ActionController
from desktop_app.ui.consignments.search_controller import SearchController
from desktop_app.ui.detail.labels_view import LabelsView
from desktop_app.ui.detail.panel import DetailPanel
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_place import MessagePlace


class ConsignmentsPage(Page):
    """One environment's consignments; made anew for each.

    `duplicate_requested(Consignment)`: open it on the Build page as a new one. `columns_changed(str)`: keep this
    text and give it to `set_columns` next time. `confirm_over` as BulkController takes it.
    """

    duplicate_requested = Signal(object)
    columns_changed = Signal(str)

    def __init__(
        self,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        units: Units,
        consignments: Consignments,
        actions: Actions,
        account_data: AccountData,
        documents: Documents,
        confirm_over: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("consignments_page")
        self._search = SearchController(operations, consignments, notifier, theme, units, self)
        self._grid = self._search.grid
        self._actions = ActionController(
            operations, notifier, theme, consignments, actions, account_data, confirm_over, self._chosen, self
        )
        self._detail = DetailPanel(operations, consignments, notifier, theme, units)
        self._labels = LabelsView(operations, documents, notifier, theme)
        self._lay_out()
        self._connect()

    def open(self, reference: str) -> None:
        """Show one consignment: its details at once, and it alone in the grid."""
        self._back_to_list()
        self._search.show_alone(reference)
        self._detail.open(reference)

    def look_for(self, name: str) -> None:
        """Show the consignment with this reference of the service, or else look for one with it as one's own."""
        reference = service_reference(name)
        if reference.startswith("EC-"):
            self.open(reference)
            return
        self._back_to_list()
        self._search.look_for_own(reference or name)

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor into the search field."""
        self._back_to_list()
        self._search.filters.focus_search()

    def refresh(self) -> None:
        """Ask again for what is shown; selection and filters stay."""
        self._search.loader.refresh()
        self._detail.refresh()

    def print_labels(self) -> None:
        """Show the labels of what is chosen, ready to print; once they are shown, print them."""
        if self._stack.currentWidget() is self._labels:
            self._labels.print_now()
        else:
            self._actions.give(Command.LABELS)

    def columns(self) -> str:
        """Return how the grid's columns are, to be kept."""
        return self._grid.column_layout.text()

    def set_columns(self, kept: str) -> None:
        """Show the grid's columns as they were kept."""
        self._grid.column_layout.restore(kept)

    def message_area(self) -> QWidget:
        """Return the grid with the details beside it."""
        return self._split if self._split.isVisibleTo(self) else self

    def units_changed(self) -> None:
        """Show weights in the units that are set now."""
        self._search.model.show_anew()
        self._detail.show_anew()

    @property
    def busy(self) -> bool:
        """Whether an action is being sent, or labels printed: who would close or switch now had better ask."""
        return self._actions.bulk.busy or self._labels.busy

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._search.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        self._search.pause()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._search.table, 1)
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
        column.setSpacing(Space.S)
        for widget in (self._search.filters, self._actions.actions):
            column.addWidget(widget)
        column.addWidget(split, 1)
        self._split = split
        messages = self._actions.panel, self._actions.bar, self._search.bar
        MessagePlace(listing, split, *messages, at_bottom=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self._labels)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        search, actions = self._search, self._actions
        search.filters.refresh_wanted.connect(self.refresh)
        search.asked.connect(actions.bar.clear)
        # They are about rows that are no longer shown.
        search.asked.connect(actions.bulk.put_away)
        search.chosen_changed.connect(self._chosen_changed)
        search.rows_changed.connect(self._rows_changed)
        search.nothing_chosen.connect(lambda: self._detail.show_chosen((), None))
        search.loader.reread.connect(self._look_at_detail)
        self._grid.column_layout.changed.connect(self.columns_changed)
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._grid.customContextMenuRequested.connect(self._show_menu)
        actions.touched.connect(search.loader.look_again)
        actions.labels_wanted.connect(self._show_labels)
        actions.duplicate_wanted.connect(self.duplicate_requested)
        actions.panel.closed.connect(self._grid.setFocus)
        actions.panel.opened.connect(self._show_one)
        self._labels.closed.connect(self._back_to_list)
        self._labels.fetched.connect(search.loader.look_again)
        self._detail.state_seen.connect(search.see_state)
        self._detail.state_seen.connect(self._offer_opened)
        search.loader.changed.connect(self._offer_opened)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._grid)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(lambda: actions.give(Command.COPY_REFERENCE))

    def _chosen(self) -> list[ConsignmentRow]:
        """Return what is acted on: the selected rows, or what was opened by its reference and is not found yet."""
        rows, opened = self._grid.chosen(), self._detail.opened
        if not rows and opened is not None and self._search.lacking == self._detail.reference:
            return [ConsignmentRow.of_whole(opened.consignment, self._detail.reference)]
        return rows

    def _offer_opened(self) -> None:
        if self._search.lacking:
            self._actions.offer(self._chosen())

    def _chosen_changed(self) -> None:
        rows = self._grid.chosen()
        self._actions.offer(rows)
        self._detail.show_chosen(rows, self._grid.current())

    def _rows_changed(self) -> None:
        rows = self._grid.chosen()
        self._actions.offer(self._chosen())
        if len(rows) > 1:
            self._detail.show_chosen(rows, None)

    def _show_menu(self, at: QPoint) -> None:
        self._actions.show_menu(self._grid.viewport().mapToGlobal(at))

    def _show_labels(self, references: list[str], left_out: int) -> None:
        self._stack.setCurrentWidget(self._labels)
        self._labels.show_for(references, left_out)

    def _back_to_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self._grid.setFocus()

    def _look_at_detail(self, references: tuple[str, ...]) -> None:
        if self._detail.reference in references:
            self._detail.refresh()

    def _show_one(self, reference: str) -> None:
        if not self._search.choose(reference):
            self._detail.open(reference)
