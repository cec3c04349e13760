"""Runs a PagedLoader for a table: the rows that come go into its model, and what there is to show is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services.paged_loader import Batch, PagedLoader, Position, Source
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.states import TableState

Row = TypeVar("Row")

GATHERED: Final = 50
"""Milliseconds in which rows that were read again are gathered before they are shown: they come by hundreds."""
SHOWN_AT_ONCE: Final = 200
"""Rows read again that are shown in one go."""


class TableLoader(QObject, Generic[Row]):
    """Loads one list at a time; the latest request for rows takes the place of the one under way.

    `about` names the loading, for when it is slow.

    `changed(TableState)`: what there is to show is another. `failed(error, first)`: rows did not come; with `first`
    there is nothing to show instead. `progressed`: a request began or ended. `reread(ids)`: these rows were read again.
    """

    changed = Signal(object)
    failed = Signal(object, bool)
    progressed = Signal()
    reread = Signal(object)

    def __init__(self, operations: Operations, model: TableModel[Row], parent: QObject, about: str = "") -> None:
        super().__init__(parent)
        self._about = about
        self._operations = operations
        self._model = model
        self._loader: PagedLoader[Row] | None = None
        self._filtered = False
        self._position = Position()
        self._loading: Operation | None = None
        self._next_missed = False
        self._rereads = 0
        self._read_again: list[Row] = []
        self._show_reread = QTimer(self, singleShot=True, interval=GATHERED)
        self._show_reread.timeout.connect(self._show_read_again)
        self.state = TableState.LOADING
        model.more_wanted.connect(self.more)

    @property
    def total(self) -> int | None:
        """How many rows the service has, None while it has not said."""
        return self._position.total

    @property
    def busy(self) -> bool:
        """Whether rows are on their way."""
        return self._loading is not None and self._loading.pending

    @property
    def rereading(self) -> bool:
        """Whether single rows are being read again."""
        return self._rereads > 0

    def load(self, source: Source[Row], *, filtered: bool) -> None:
        """List this instead: what is shown goes. `filtered`: no rows then means that none matches."""
        self._loader, self._filtered = PagedLoader(source), filtered
        self._begin()

    def refresh(self) -> None:
        """Ask again for what is shown; it stays until the answer is here, and if none comes."""
        if self.state in {TableState.LOADING, TableState.ERROR}:
            self._begin()
        elif self._loader is not None:
            position, loader = self._position, self._loader
            self._request(lambda: loader.again(position), self._fill)

    def retry(self) -> None:
        """Ask again for what did not come: the next page, or all."""
        if self._next_missed:
            self._next_missed, self._model.more_expected = False, True
            self.more()
        else:
            self.refresh()

    def more(self) -> None:
        """Ask for the next page, unless rows are on their way."""
        if self._loader is not None and not self.busy and self._model.more_expected:
            position, loader = self._position, self._loader
            self._request(lambda: loader.next(position), self._append, self._miss_next)

    def look_again(self, row_ids: Iterable[str], *, quietly: bool = False) -> None:
        """Read these rows anew, in place; `quietly`: nobody asked for it, so a failure is not told."""
        wanted, loader = tuple(dict.fromkeys(row_ids)), self._loader
        if not wanted or loader is None:
            return
        self._rereads += 1
        self._operations.run(
            self,
            lambda progress: loader.reread(wanted, progress),
            progress=self._reread_row,
            done=lambda _: self._reread_done(wanted),
            failed=lambda error: None if quietly else self.failed.emit(error, False),
            finished=self._end_reread,
            about="" if quietly else self._about,
        )

    def _begin(self) -> None:
        loader = self._loader
        if loader is None:
            return
        self._model.more_expected = False
        self._model.fill(())
        self._position = Position()
        self._show(TableState.LOADING)
        self._request(loader.first, self._fill)

    def _request(
        self,
        call: Callable[[], Awaitable[Batch[Row]]],
        done: Callable[[Batch[Row]], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._next_missed = False
        self._loading = self._operations.run(
            self,
            lambda _progress: call(),
            done=lambda batch: self._arrived(batch, done),
            failed=failed or self._miss,
            finished=self._end,
            replaces=self._loading,
            about=self._about,
        )
        self.progressed.emit()

    def _end(self) -> None:
        self._loading = None
        self.progressed.emit()

    def _reread_row(self, row: Row) -> None:
        self._read_again.append(row)
        if not self._show_reread.isActive():
            self._show_reread.start()

    def _show_read_again(self) -> None:
        """Show the next of the rows that were read again, a few at a time so that the window goes on."""
        now, self._read_again = self._read_again[:SHOWN_AT_ONCE], self._read_again[SHOWN_AT_ONCE:]
        self._model.update_all(now)
        if self._read_again:
            self._show_reread.start()

    def _reread_done(self, wanted: tuple[str, ...]) -> None:
        self._show_all_read_again()
        self.reread.emit(wanted)

    def _show_all_read_again(self) -> None:
        self._show_reread.stop()
        self._model.update_all(self._read_again)
        self._read_again = []

    def _end_reread(self) -> None:
        self._rereads -= 1

    def _arrived(self, batch: Batch[Row], take_in: Callable[[Batch[Row]], None]) -> None:
        self._position = batch.position
        self._model.more_expected = batch.position.more
        # What was read before this must not be shown after it.
        self._show_all_read_again()
        take_in(batch)
        if self._model.rows:
            self._show(TableState.ROWS)
        else:
            self._show(TableState.NO_MATCH if self._filtered else TableState.EMPTY)

    def _fill(self, batch: Batch[Row]) -> None:
        self._model.fill(batch.rows)

    def _append(self, batch: Batch[Row]) -> None:
        self._model.append(batch.rows)

    def _miss_next(self, error: BaseException) -> None:
        # A view at its end asks whenever it is laid out: after a failure only the person asks again.
        self._model.more_expected = False
        self._next_missed = True
        self._miss(error)

    def _miss(self, error: BaseException) -> None:
        first = self.state is TableState.LOADING
        if first:
            self._show(TableState.ERROR)
        self.failed.emit(error, first)

    def _show(self, state: TableState) -> None:
        self.state = state
        self.changed.emit(state)
