"""The worker thread: one asyncio loop in a QThread, and the Task that a caller holds for each call."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

if TYPE_CHECKING:
    import asyncio

Progress = Callable[[object], None]
"""Given to each call: what it is called with arrives in the GUI thread as the Task's `progress`."""

Call = Callable[[Progress], Awaitable[Any]]

READ_GRACE: Final = 2.0
"""Seconds that a cancelled call has to put its things away when the program stops."""


class _News(Enum):
    PROGRESS = "progress"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Stopped(RuntimeError):
    """Work was handed in after the worker was told to stop: a bug in who did it."""


class Task(QObject):
    """One call's handle, made and heard in the GUI thread.

    Exactly one of `done(result)`, `failed(exception)` and `cancelled()` comes, then `finished()`;
    none of them from inside `submit`.
    """

    done = Signal(object)
    failed = Signal(object)
    progress = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self._cancel = cancel
        self.pending = True

    def cancel(self) -> None:
        """Ask the call to stop. It may still end as done, if it was past stopping."""
        if self.pending:
            self._cancel()

    def _hear(self, news: _News, value: object) -> None:
        if news is _News.PROGRESS:
            self.progress.emit(value)
            return
        self.pending = False
        if news is _News.DONE:
            self.done.emit(value)
        elif news is _News.FAILED:
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        self.finished.emit()


@dataclass(slots=True)
class _Running:
    """What the loop thread knows of a call; the GUI's objects stay on the GUI's side."""

    write: bool
    inner: asyncio.Task[Any] | None = None
    cancel_wanted: bool = False
    ended: threading.Event = field(default_factory=threading.Event)


class _LoopThread(QThread):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("worker")

    @cached_property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop, made when the GUI thread first asks for it: until then a Worker costs no import of asyncio."""
        import asyncio

        return asyncio.new_event_loop()

    def run(self) -> None:
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        executor = ThreadPoolExecutor(thread_name_prefix="worker-call")
        self.loop.set_default_executor(executor)
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            # It runs the look-ups of host names, which no one can interrupt. The loop's own way to end it
            # (shutdown_default_executor) waits for them without bound, even inside a wait_for.
            ending = threading.Thread(target=executor.shutdown, kwargs={"cancel_futures": True}, daemon=True)
            ending.start()
            ending.join(READ_GRACE)
            self.loop.close()


class Worker(QObject):
    """Runs calls in the loop thread, side by side, and brings what they say to the GUI thread.

    Make it, use it and stop it in the GUI thread.
    """

    _posted = Signal(int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = _LoopThread()
        self._ids = itertools.count()
        # The call is kept beside its Task so that what it closes over (a page, say) is let go of in this thread.
        self._tasks: dict[int, tuple[Task, Call]] = {}
        self._running: dict[int, _Running] = {}
        self._stopping = False
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the thread; calls may be submitted before that and wait for it."""
        loop = self._thread.loop  # made here, or the two threads might each make one
        if not loop.is_closed():
            self._thread.start()

    def submit(self, call: Call, *, write: bool = False) -> Task:
        """Run `call(progress)` in the loop thread.

        `write` says that it changes something outside: an environment switch lets it end, and `stop`
        gives it time. Raises Stopped after `stop`.
        """
        if self._stopping:
            raise Stopped("the worker was stopped")
        return self._launch(call, _Running(write))

    def cancel_reads(self) -> None:
        """Ask every call that is not a write to stop."""
        for running in list(self._running.values()):
            if not running.write:
                self._ask_cancel(running)

    def stop(self, *, write_grace: float = 10.0, last: Call | None = None) -> bool:
        """Refuse new work, cancel reads, give writes `write_grace` seconds, run `last`, end the thread.

        Blocks, at most for `write_grace` and three times READ_GRACE. Returns whether every write ended by itself.
        """
        self._stopping = True
        self.cancel_reads()
        closing = [r for r in self._running.values() if r.write]
        clean = _wait_all(closing, write_grace)
        for running in closing:
            self._ask_cancel(running)
        _wait_all(self._running.values(), READ_GRACE)
        if last is not None:
            running = _Running(write=True)
            self._launch(last, running)
            _wait_all([running], READ_GRACE)
        if self._thread.isRunning():
            self._thread.loop.call_soon_threadsafe(self._thread.loop.stop)
            self._thread.wait()
        else:
            self._thread.loop.close()
        return clean

    def _launch(self, call: Call, running: _Running) -> Task:
        task_id = next(self._ids)
        task = Task(lambda: self._ask_cancel(running))
        self._tasks[task_id] = task, call
        self._running[task_id] = running
        self._thread.loop.call_soon_threadsafe(self._begin, task_id, running, call)
        return task

    def _begin(self, task_id: int, running: _Running, call: Call) -> None:
        async def drive() -> Any:
            return await call(lambda said: self._posted.emit(task_id, _News.PROGRESS, said))

        running.inner = self._thread.loop.create_task(drive())
        running.inner.add_done_callback(lambda inner: self._end(task_id, running, inner))
        if running.cancel_wanted:
            running.inner.cancel()

    def _end(self, task_id: int, running: _Running, inner: asyncio.Task[Any]) -> None:
        # Not inside the coroutine: one that is cancelled before its first step never runs a line.
        running.inner = None
        running.ended.set()
        if inner.cancelled():
            self._posted.emit(task_id, _News.CANCELLED, None)
        elif error := inner.exception():
            self._posted.emit(task_id, _News.FAILED, error)
        else:
            self._posted.emit(task_id, _News.DONE, inner.result())

    def _ask_cancel(self, running: _Running) -> None:
        def ask() -> None:
            running.cancel_wanted = True
            if running.inner is not None:
                running.inner.cancel()

        if not running.ended.is_set():
            self._thread.loop.call_soon_threadsafe(ask)

    @Slot(int, object, object)
    def _deliver(self, task_id: int, news: _News, value: object) -> None:
        task, _call = self._tasks[task_id]
        if news is not _News.PROGRESS:
            del self._tasks[task_id], self._running[task_id]
        task._hear(news, value)  # noqa: SLF001 - the two are halves of one thing


def _wait_all(running: Iterable[_Running], seconds: float) -> bool:
    """Wait until all have ended or `seconds` have passed; say whether all have."""
    end = time.monotonic() + seconds
    return all(r.ended.wait(max(0.0, end - time.monotonic())) for r in list(running))
