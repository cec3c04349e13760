"""Brings the pages of a search into the model: one at a time, late ones dropped, states re-read after an action."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop_app.pro.errors import AppError
from desktop_app.pro.models import ConsignmentSummary, SearchPage
from desktop_app.services.consignments import Consignments, Query
from desktop_app.ui.search.model import ConsignmentsModel
from desktop_app.worker import Progress, Task, Worker

PAGE: Final = 50
REFRESHED_AT_MOST: Final = 500
"""Rows that a refresh asks for in one go; beyond them the list is loaded again as it is scrolled."""
AT_ONCE: Final = 4
"""Rows that are re-read side by side: enough to be quick, few enough to leave the service to others."""


class Found(Enum):
    """What the list has to show."""

    LOADING = "loading"
    ROWS = "rows"
    NOTHING_YET = "nothing yet"
    NO_MATCH = "no match"
    ERROR = "error"


class Feed(QObject):
    """Loads the rows for one query.

    `changed(Found)`: what there is to show is another. `failed(error, first)`: a page did not come; with
    `first` there is nothing to show instead. `reread(references)`: these rows were looked at again.
    """

    changed = Signal(object)
    failed = Signal(object, bool)
    progressed = Signal()
    reread = Signal(object)

    def __init__(self, worker: Worker, consignments: Consignments, model: ConsignmentsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._consignments = consignments
        self._model = model
        self._query = Query()
        self._generation = 0
        self._skip = 0
        self._more_missed = False
        self._closed = False
        self._page: Task | None = None
        self._rereads: list[Task] = []
        self.count: int | None = None
        self.found = Found.LOADING
        model.more_wanted.connect(self.more)

    @property
    def query(self) -> Query:
        """What is being looked for."""
        return self._query

    @property
    def busy(self) -> bool:
        """Whether a page is on its way."""
        return self._page is not None

    @property
    def rereading(self) -> bool:
        """Whether rows are being looked at again."""
        return bool(self._rereads)

    @property
    def more_expected(self) -> bool:
        """Whether the service has more rows than are loaded, as far as it said."""
        return self._model.more_expected

    def search(self, query: Query) -> None:
        """Look for something else: what is shown goes, what was on its way is dropped."""
        self._query = query
        self._model.more_expected = False
        self._model.fill(())
        self._skip, self.count = 0, None
        self._show(Found.LOADING)
        self._load(PAGE, 0)

    def refresh(self) -> None:
        """Ask again for what is shown; it stays until the answer is here, and if none comes."""
        if self.found in {Found.LOADING, Found.ERROR}:
            self.search(self._query)
        else:
            self._load(min(max(self._skip, PAGE), REFRESHED_AT_MOST), 0)

    def retry(self) -> None:
        """Ask again for what did not come: the next page, or all."""
        if self._more_missed:
            self._more_missed, self._model.more_expected = False, True
            self.more()
        else:
            self.refresh()

    def more(self) -> None:
        """Ask for the next page, unless one is on its way."""
        if self._page is None and self._model.more_expected:
            self._load(PAGE, self._skip)

    def look_again(self, references: Iterable[str], *, quietly: bool = False) -> None:
        """Read these rows anew, in place; `quietly`: nobody asked for it, so a failure is not told."""
        wanted = tuple(dict.fromkeys(references))
        if not wanted or self._closed:
            return

        async def read(progress: Progress) -> None:
            slots = asyncio.Semaphore(AT_ONCE)

            async def one(reference: str) -> None:
                async with slots:
                    page = await self._consignments.search(Query(reference=reference), PAGE, 0)
                for row in page.consignment_summaries:
                    if row.reference == reference:
                        progress(row)

            # The first that fails stops the rest: a service in trouble is not asked a hundred times.
            async with asyncio.TaskGroup() as group:
                for reference in wanted:
                    group.create_task(one(reference))

        async def unwrapped(progress: Progress) -> None:
            try:
                await read(progress)
            except ExceptionGroup as group:
                raise group.exceptions[0] from group

        task = self._worker.submit(unwrapped)
        self._rereads.append(task)
        task.progress.connect(self._reread_row)
        task.done.connect(lambda _none: self.reread.emit(wanted))
        if not quietly:
            task.failed.connect(lambda error: self.failed.emit(error, False))
        task.finished.connect(lambda: self._rereads.remove(task))

    def dispose(self) -> None:
        """Drop what is on its way, and ask for nothing more: a view asks while it is taken down, too."""
        self._closed = True
        self._generation += 1
        for task in (self._page, *self._rereads):
            if task is not None:
                task.blockSignals(True)
                task.cancel()

    def _load(self, take: int, skip: int) -> None:
        if self._closed:
            return
        self._generation += 1
        self._more_missed = False
        mine, query = self._generation, self._query
        if self._page is not None:
            self._page.cancel()

        task = self._worker.submit(lambda _progress: self._consignments.search(query, take, skip))
        task.done.connect(lambda page: self._arrived(mine, page, take, skip))
        task.failed.connect(lambda error: self._missed(mine, error, skip))
        task.cancelled.connect(lambda: self._ended(mine))
        self._page = task
        self.progressed.emit()

    def _ended(self, generation: int) -> bool:
        """Say whether this is the reply that is waited for, and stop waiting."""
        if generation != self._generation:
            return False
        self._page = None
        return True

    def _arrived(self, generation: int, page: SearchPage, take: int, skip: int) -> None:
        if not self._ended(generation):
            return
        rows: Sequence[ConsignmentSummary] = page.consignment_summaries
        self.count = page.count
        self._skip = skip + len(rows)
        full = len(rows) >= take
        self._model.more_expected = full if page.count is None else bool(rows) and self._skip < page.count
        if skip:
            self._model.append(rows)
        else:
            self._model.fill(rows)
        if self._model.rows:
            self._show(Found.ROWS)
        else:
            self._show(Found.NOTHING_YET if self._query == Query() else Found.NO_MATCH)
        self.progressed.emit()

    def _missed(self, generation: int, error: AppError, skip: int) -> None:
        if not self._ended(generation):
            return
        if skip:
            # A view at its end asks whenever it is laid out: after a failure only the person asks again.
            self._model.more_expected = False
            self._more_missed = True
        first = self.found is Found.LOADING
        if first:
            self._show(Found.ERROR)
        self.failed.emit(error, first)
        self.progressed.emit()

    def _reread_row(self, row: ConsignmentSummary) -> None:
        self._model.update(row)

    def _show(self, found: Found) -> None:
        self.found = found
        self.changed.emit(found)
