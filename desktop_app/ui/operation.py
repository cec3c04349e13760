"""One call in the worker, tied to the life of who asked for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Slot

from desktop_app.worker import Progress, Task, Worker

T = TypeVar("T")


class Operation(QObject):
    """A call under way, a child of its owner: with the owner gone nothing of it is heard, and a read is stopped."""

    def __init__(
        self,
        task: Task,
        owner: QObject,
        *,
        write: bool,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None],
        progress: Callable[[Any], None] | None,
        finished: Callable[[], None] | None,
    ) -> None:
        super().__init__(owner)
        self._task = task
        self._write = write
        self._told_done, self._told_failed = done, failed
        self._told_progress, self._told_finished = progress, finished
        self._dropped = False
        # Slots of a QObject, not closures: Qt takes these connections away with the owner.
        task.done.connect(self._hear_done)
        task.failed.connect(self._hear_failed)
        task.progress.connect(self._hear_progress)
        task.finished.connect(self._hear_finished)
        if not write:
            self.destroyed.connect(task.cancel)

    @property
    def pending(self) -> bool:
        """Whether its end is still to be heard."""
        return self._task.pending and not self._dropped

    def cancel(self) -> None:
        """Ask the call to stop. It may still end as done, if it was past stopping; `finished` comes either way."""
        self._task.cancel()

    def drop(self) -> None:
        """Hear nothing more of it; a read is stopped, a write goes on to its end. One that has ended stays so."""
        if self._dropped:
            return
        if not self._write:
            self._task.cancel()
        self._end()

    @Slot(object)
    def _hear_done(self, result: object) -> None:
        if not self._dropped and self._told_done is not None:
            self._told_done(result)

    @Slot(object)
    def _hear_failed(self, error: BaseException) -> None:
        if not self._dropped:
            self._told_failed(error)

    @Slot(object)
    def _hear_progress(self, said: object) -> None:
        if not self._dropped and self._told_progress is not None:
            self._told_progress(said)

    @Slot()
    def _hear_finished(self) -> None:
        if self._dropped:
            return
        finished = self._told_finished
        self._end()
        if finished is not None:
            finished()

    def _end(self) -> None:
        self._dropped = True
        self._told_done = self._told_progress = self._told_finished = None
        self.deleteLater()


class Operations:
    """Runs calls in the worker for widgets and other QObjects of the GUI thread."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def run(
        self,
        owner: QObject,
        call: Callable[[Progress], Awaitable[T]],
        *,
        failed: Callable[[BaseException], None],
        done: Callable[[T], None] | None = None,
        progress: Callable[[Any], None] | None = None,
        finished: Callable[[], None] | None = None,
        write: bool = False,
        replaces: Operation | None = None,
    ) -> Operation:
        """Run `call(progress)` and return the handle of it.

        Exactly one of `done(result)`, `failed(error)` and a silent cancellation comes, then `finished()`; none of
        them from inside `run`, and none once `owner` is destroyed. `write`: it changes something outside this program,
        so leaving lets it end. `replaces`: the latest wins, so that one is dropped. Raises `worker.Stopped` after the
        worker's end.
        """
        if replaces is not None:
            replaces.drop()
        task = self._worker.submit(call, write=write)
        return Operation(task, owner, write=write, done=done, failed=failed, progress=progress, finished=finished)
