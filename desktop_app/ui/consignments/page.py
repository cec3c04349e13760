"""The Consignments page: find them, see what is in them, move them along."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import Actions
from desktop_app.services.consignments import ConsignmentRow, Consignments, service_reference
from desktop_app.services.documents import Documents
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.action_controller import ActionController
from desktop_app.ui.consignments.search_controller import SearchController
from desktop_app.ui.detail.chosen import Chosen
from desktop_app.ui.detail.labels_view import LabelsView
from desktop_app.ui.detail.panel import DetailPanel
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.bulk_bar import BulkBar
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.message_place import MessagePlace

_PANE: Final = 28
"""Percent of the page's width that the details have, between so many letters."""
_PANE_LEAST: Final = 38
_PANE_MOST: Final = 68


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
        self._units = units
        self._detail = DetailPanel(operations, consignments, notifier, theme, units, self._actions.actions)
        self._several = BulkBar(self._grid)
        for button in self._actions.actions.buttons_for_many:
            self._several.add(button)
        self._pane_chosen = False
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
        """Return how the grid's columns and rows are, to be kept."""
        return self._grid.arrangement()

    def set_columns(self, kept: str) -> None:
        """Show the grid's columns and rows as they were kept."""
        self._grid.arrange(kept)

    def message_area(self) -> QWidget:
        """Return the grid with the details beside it."""
        return self._split if self._split.isVisibleTo(self) else self

    def units_changed(self) -> None:
        """Show weights in the units that are set now."""
        self._search.model.show_anew()
        self._detail.show_anew()
        self._say_chosen(Chosen.of(self._grid.chosen()))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the details their part of the width, unless a person has chosen it."""
        super().resizeEvent(event)
        if not self._pane_chosen:
            letter = self.fontMetrics().averageCharWidth()
            pane = min(max(self.width() * _PANE // 100, letter * _PANE_LEAST), letter * _PANE_MOST)
            self._split.setSizes([self.width() - pane, pane])

    def _lay_out(self) -> None:
        view = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        view.setObjectName("view_options")
        view.setText(self.tr("View"))
        view.setToolTip(self.tr("Choose columns, and how high rows are"))
        view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        view.setMenu(self._grid.column_chooser)
        self._search.filters.add_tool(view)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.S)
        column.setSpacing(Space.M)
        column.addWidget(self._search.filters)
        column.addWidget(self._search.table, 1)
        MessagePlace(left, left, self._actions.bar, self._search.bar, at_bottom=True)
        side = QWidget()
        same_place = QGridLayout(side)
        same_place.setContentsMargins(0, 0, 0, 0)
        for widget in (self._detail, self._actions.panel):
            same_place.addWidget(widget, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("consignments_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        letter = self.fontMetrics().averageCharWidth()
        left.setMinimumWidth(letter * 40)
        side.setMinimumWidth(letter * 36)
        split.splitterMoved.connect(self._pane_moved)
        self._split = split
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self._labels)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _pane_moved(self) -> None:
        self._pane_chosen = True

    def _connect(self) -> None:
        search, actions = self._search, self._actions
        search.filters.refresh_wanted.connect(self.refresh)
        search.asked.connect(actions.bar.clear)
        # They are about rows that are no longer shown.
        search.asked.connect(actions.bulk.put_away)
        search.chosen_changed.connect(self._chosen_changed)
        search.rows_changed.connect(self._rows_changed)
        search.nothing_chosen.connect(self._nothing_chosen)
        actions.panel.changed.connect(lambda: self._detail.setVisible(actions.panel.isHidden()))
        search.loader.reread.connect(self._look_at_detail)
        self._grid.arranged.connect(self.columns_changed)
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
        self._say_chosen(self._detail.show_chosen(rows, self._grid.current()))

    def _rows_changed(self) -> None:
        rows = self._grid.chosen()
        self._actions.offer(self._chosen())
        if len(rows) > 1:
            self._say_chosen(self._detail.show_chosen(rows, None))

    def _nothing_chosen(self) -> None:
        self._say_chosen(self._detail.show_chosen((), None))

    def _say_chosen(self, chosen: Chosen) -> None:
        """Say over the list what several are; what one is, is told beside it."""
        self._several.say(*(chosen.parts(self._units) if chosen.count > 1 else ()))

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
