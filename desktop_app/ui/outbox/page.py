"""The Outbox page: what was sent, what came of it, what still waits, and what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.services.outbox.dispatcher import Dispatcher, Listed
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.outbox.action_controller import EntryActionController
from desktop_app.ui.outbox.columns import columns
from desktop_app.ui.outbox.details import EntryDetails
from desktop_app.ui.outbox.sentences import Sentences
from desktop_app.ui.page import Page
from desktop_app.ui.style.measures import Space
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.sorted_rows import SortedRows
from desktop_app.ui.tables.states import StateWords, TableState, TableStates
from desktop_app.ui.widgets.message_place import MessagePlace


class OutboxPage(Page):
    """One environment's journal; made anew for each.

    `open_consignment(str)`: show the one with that reference. `queue_chosen(bool)`: keep this choice, and act on it.
    """

    open_consignment = Signal(str)
    queue_chosen = Signal(bool)

    def __init__(
        self,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        dispatcher: Dispatcher,
        queue_wanted: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_page")
        self._operations = operations
        self._notifier = notifier
        self._dispatcher = dispatcher
        self._reading: Operation | None = None
        self._read_again = False
        self._actions = EntryActionController(operations, notifier, theme, dispatcher, self)
        self._queue = QCheckBox(self.tr("Queue what cannot be sent, and send it later"))
        self._queue.setObjectName("outbox_queue")
        self._queue.setToolTip(
            self.tr(
                "Off: what cannot be sent is refused at once. On: it waits here and goes out in order, "
                "while this environment is open and its API key stays the same."
            )
        )
        self._queue.setChecked(queue_wanted)
        self._queue.toggled.connect(self.queue_chosen)
        self._sentences = Sentences()
        self._model: TableModel[Listed] = TableModel(columns(self._sentences), lambda listed: listed.entry.id, self)
        self._grid = Grid(SortedRows(self._model), several=False, arrangeable=False)
        self._grid.setObjectName("outbox_list")
        self._grid.setAccessibleName(self.tr("Outbox"))
        self._grid.setFrameShape(QFrame.Shape.NoFrame)
        words = StateWords(
            loading=self.tr("Reading what was sent"),
            empty=self.tr("Nothing has been sent yet"),
            empty_advice=self.tr(
                "Pack a consignment under Build and create it. Whatever you send is written down here first, and here "
                "you see what came of it."
            ),
            task=self.tr("Read the Outbox"),
        )
        self._states = TableStates(self._grid, words, notifier, theme, empty_drawing="outbox")
        self._states.setObjectName("outbox_states")
        self._details = EntryDetails(theme, self._sentences)
        self._details.open_wanted.connect(self.open_consignment)
        self._lay_out()
        self._actions.acted.connect(self.read)
        self._model.dataChanged.connect(lambda *_: self._show_chosen())
        self._grid.refilled.connect(self._show_chosen)
        self._grid.chosen_changed.connect(self._show_chosen)
        self._show_chosen()

    def refresh(self) -> None:
        """Read the journal again, and have what is unknown or queued tried now."""
        self._operations.run(self, lambda _progress: self._dispatcher.hurry(), failed=self._notifier.bug)
        self.read()

    def read(self) -> None:
        """Read the journal again, since it has changed: now if the page is seen, otherwise when it is shown."""
        if not self.isVisible():
            return
        if self._reading is not None:
            self._read_again = True
            return
        self._reading = self._operations.run(
            self,
            lambda _progress: self._dispatcher.list(),
            done=self._fill,
            failed=lambda error: self._states.show_error(error, self.read),
            finished=self._was_read,
        )

    def journal_changed(self) -> None:
        """Show what it holds now."""
        self.read()

    @property
    def busy(self) -> bool:
        """Whether something is being sent from here."""
        return self._actions.busy

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def message_area(self) -> QWidget:
        """Return the list with the details beside it: what can be done about them is above."""
        return self._split

    def _lay_out(self) -> None:
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._states)
        split.addWidget(self._details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        self._states.setMinimumWidth(letter * 40)
        self._details.setMinimumWidth(letter * 36)
        # Parts of whatever width there will be.
        split.setSizes([letter * 100, letter * 42])
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, Space.S, Space.M, Space.S)
        head.setSpacing(Space.L)
        head.addWidget(self._actions.actions)
        head.addStretch(1)
        head.addWidget(self._queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NONE)
        column.addLayout(head)
        column.addWidget(split, 1)
        MessagePlace(self, split, self._actions.bar, at_bottom=True)

    def _fill(self, rows: tuple[Listed, ...]) -> None:
        self._sentences.learn(rows)
        self._model.fill(rows)
        # The name in a row may have been learnt from another one.
        self._model.show_anew()
        self._states.show_state(TableState.ROWS if rows else TableState.EMPTY)
        self._details.setVisible(bool(rows))

    def _was_read(self) -> None:
        self._reading = None
        if self._read_again:
            self._read_again = False
            self.read()

    def _show_chosen(self) -> None:
        listed = self._grid.current()
        self._details.show_entry(listed)
        self._actions.offer(listed)
