"""The Outbox page: what was sent, what came of it, what still waits, and what can be done about each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.outbox.dispatcher import Dispatcher, Listed
from desktop_app.ui.follow import follow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.outbox.details import EntryDetails
from desktop_app.ui.outbox.model import COLUMNS, OutboxModel
from desktop_app.ui.outbox.verbs import Verbs
from desktop_app.ui.page import Page
from desktop_app.ui.search.grid import StateDelegate
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.state_panel import StatePanel
from desktop_app.worker import Task, Worker

_LOADING, _NOTHING, _ROWS, _FAILED = range(4)
_STATE_COLUMN: Final = 0


class OutboxPage(Page):
    """One environment's journal; made anew for each.

    `open_consignment(str)`: show the one with that reference. `queue_chosen(bool)`: keep this choice, and act on it.
    """

    open_consignment = Signal(str)
    queue_chosen = Signal(bool)

    def __init__(
        self,
        worker: Worker,
        notifier: Notifier,
        theme: Theme,
        dispatcher: Dispatcher,
        queue_wanted: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_page")
        self._worker = worker
        self._notifier = notifier
        self._dispatcher = dispatcher
        self._reading: Task | None = None
        self._read_again = False
        self._disposed = False
        self._chosen = ""
        self._model = OutboxModel(self)
        self._bar = MessageBar(theme)
        self._verbs = Verbs(worker, notifier, theme, dispatcher, self._bar)
        self._verbs.acted.connect(self.read)
        self._queue = QCheckBox(self.tr("Queue what cannot be sent, and send it when SortedPRO can be reached again"))
        self._queue.setObjectName("outbox_queue")
        self._queue.setToolTip(
            self.tr(
                "Off: what cannot be sent is refused at once. On: it waits here and goes out in order, "
                "while this environment is open and its API key stays the same."
            )
        )
        self._queue.setChecked(queue_wanted)
        self._queue.toggled.connect(self.queue_chosen)
        self._list = self._table()
        self._details = EntryDetails(theme)
        self._details.open_wanted.connect(self.open_consignment)
        self._failure = MessageBar(theme)
        self._stack = self._states(theme)
        self._lay_out()
        self._model.modelReset.connect(self._choose_kept)
        self._model.dataChanged.connect(lambda *_: self._show_chosen())
        self._list.selectionModel().selectionChanged.connect(lambda *_: self._choice_changed())
        self._show_chosen()

    def refresh(self) -> None:
        """Read the journal again, and have what is unknown or queued tried now."""
        self._worker.submit(lambda _progress: self._dispatcher.hurry())
        self.read()

    def read(self) -> None:
        """Read the journal again: it has changed."""
        if self._disposed:
            return
        if self._reading is not None:
            self._read_again = True
            return
        task = self._reading = self._worker.submit(lambda _progress: self._dispatcher.list())
        follow(task, self, done=self._fill, failed=self._cannot_read, finished=self._was_read)

    def journal_changed(self) -> None:
        """Show what it holds now."""
        self.read()

    def dispose(self) -> None:
        """Hear no more of what is on its way; a write ends by itself."""
        self._disposed = True

    @property
    def busy(self) -> bool:
        """Whether something is being sent from here."""
        return self._verbs.busy

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("outbox_list")
        table.setAccessibleName(self.tr("Outbox"))
        table.setModel(self._model)
        table.setItemDelegateForColumn(_STATE_COLUMN, StateDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.75))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = table.fontMetrics().averageCharWidth()
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, letter * (column.chars + 3))
        return table

    def _states(self, theme: Theme) -> QStackedWidget:
        retry = QWidget()
        column = QVBoxLayout(retry)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._failure)
        column.addStretch(1)
        stack = QStackedWidget()
        stack.setObjectName("outbox_states")
        stack.addWidget(StatePanel(self.tr("Reading what was sent"), busy=True))
        stack.addWidget(
            StatePanel(
                self.tr("Nothing has been sent yet"),
                self.tr("Whatever you send is written down here first, and here you see what came of it."),
                theme.icon("outbox"),
            )
        )
        stack.addWidget(self._list)
        stack.addWidget(retry)
        return stack

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._stack)
        split.addWidget(self._details)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        self._stack.setMinimumWidth(letter * 40)
        self._details.setMinimumWidth(letter * 36)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._verbs)
        column.addWidget(self._bar)
        column.addWidget(split, 1)
        column.addWidget(self._queue)

    def _fill(self, rows: tuple[Listed, ...]) -> None:
        self._failure.clear()
        self._model.fill(rows)
        self._stack.setCurrentIndex(_ROWS if rows else _NOTHING)

    def _cannot_read(self, error: BaseException) -> None:
        self._stack.setCurrentIndex(_FAILED)
        self._notifier.report(error, self.tr("Read the Outbox"), self._failure, self.read)

    def _was_read(self) -> None:
        self._reading = None
        if self._read_again:
            self._read_again = False
            self.read()

    def _current(self) -> Listed | None:
        place = self._model.place(self._chosen)
        return None if place is None else self._model.rows[place]

    def _choose_kept(self) -> None:
        place = self._model.place(self._chosen)
        if place is not None:
            index = self._model.index(place, 0)
            flags = QItemSelectionModel.SelectionFlag
            self._list.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_chosen()

    def _choice_changed(self) -> None:
        rows = self._list.selectionModel().selectedRows()
        if rows:
            self._chosen = self._model.rows[rows[0].row()].entry.id
        self._show_chosen()

    def _show_chosen(self) -> None:
        listed = self._current()
        self._details.show_entry(listed)
        self._verbs.show_for(listed)
