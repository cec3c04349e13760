"""One call in the worker, tied to the life of who asked for it; one that the service keeps waiting says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.pro.errors import AppError
from desktop_app.worker import Progress, Task, Worker

T = TypeVar("T")


SLOW_AFTER: Final = 5000
"""Milliseconds without news after which it is said that the service is slow."""


class Stopped(AppError):
    """The person did not want to wait any longer for what was being read."""


class Waits(Protocol):
    """Shows what is being waited for, and offers to stop it."""

    after: int
    """Milliseconds without news of an operation, after which it is shown."""

    def show(self, operation: Operation) -> None:
        """Show it, until `ended` is emitted."""

    def news(self, operation: Operation) -> None:
        """Show it no more, for now: it moves."""


class Operation(QObject):
    """A call under way, a child of its owner: with the owner gone nothing of it is heard, and a read is stopped.

    `about`: what is asked of the service, in words; empty where no answer of the service is waited for. `ended`: it
    is not waited for any more.
    """

    ended = Signal()

    def __init__(
        self,
        task: Task,
        owner: QObject,
        *,
        write: bool,
        about: str,
        waits: Waits | None,
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
        self.about = about
        self._waits = waits if about else None
        if self._waits is not None:
            self._slow = QTimer(self, singleShot=True, interval=self._waits.after)
            self._slow.timeout.connect(self._say_slow)
            self._slow.start()
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

    def stop(self) -> None:
        """Do what a person means who is tired of waiting: give up a read, with Stopped as what failed; cancel a write.

        What becomes of a write that has left is not known then.
        """
        if self._dropped:
            return
        self._task.cancel()
        if not self._write:
            self._hear_failed(Stopped())
            self._hear_finished()

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
        if self._dropped:
            return
        if self._waits is not None:
            self._slow.start()
            self._waits.news(self)
        if self._told_progress is not None:
            self._told_progress(said)

    @Slot()
    def _say_slow(self) -> None:
        if self._waits is not None and self.pending:
            self._waits.show(self)

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
        if self._waits is not None:
            self._slow.stop()
            self._waits = None
        self.ended.emit()
        self.deleteLater()


class Operations:
    """Runs calls in the worker for widgets and other QObjects of the GUI thread. `waits` shows those that are slow."""

    def __init__(self, worker: Worker, waits: Waits | None = None) -> None:
        self._worker = worker
        self._waits = waits

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
        about: str = "",
    ) -> Operation:
        """Run `call(progress)` and return the handle of it.

        Exactly one of `done(result)`, `failed(error)` and a silent cancellation comes, then `finished()`; none of
        them from inside `run`, and none once `owner` is destroyed. `write`: it changes something outside this program,
        so leaving lets it end. `replaces`: the latest wins, so that one is dropped. `about`: what is asked of the
        service, in words, so that a wait for it is shown and can be stopped: a read fails with Stopped then, a write is
        cancelled. Raises `worker.Stopped` after the worker's end.
        """
        if replaces is not None:
            replaces.drop()
        task = self._worker.submit(call, write=write)
        return Operation(
            task,
            owner,
            write=write,
            about=about,
            waits=self._waits,
            done=done,
            failed=failed,
            progress=progress,
            finished=finished,
        )
