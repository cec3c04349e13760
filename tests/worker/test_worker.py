"""The worker: calls run beside the GUI thread, their news arrive in it, and stopping is orderly and bounded."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop_app.worker import Progress, Stopped, Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    made.start()
    yield made
    made.stop(write_grace=0.1)


def test_result_arrives_in_the_gui_thread(worker: Worker, qtbot: QtBot) -> None:
    heard: list[tuple[object, bool]] = []
    threads: list[int] = []

    async def call(progress: Progress) -> int:
        threads.append(threading.get_ident())
        progress("half")
        return 7

    task = worker.submit(call)
    task.progress.connect(lambda said: heard.append((said, QThread.currentThread().isMainThread())))
    task.done.connect(lambda result: heard.append((result, QThread.currentThread().isMainThread())))
    with qtbot.waitSignal(task.finished):
        pass
    assert heard == [("half", True), (7, True)]
    assert threads[0] != threading.get_ident()
    assert not task.pending


def test_failure_is_handed_over_as_it_was_raised(worker: Worker, qtbot: QtBot) -> None:
    error = ValueError("no")

    async def call(_: Progress) -> None:
        raise error

    with qtbot.waitSignal(worker.submit(call).failed) as blocker:
        pass
    assert blocker.args == [error]


def test_calls_run_side_by_side(worker: Worker, qtbot: QtBot) -> None:
    async def meet(_: Progress) -> None:
        await asyncio.wait_for(both.wait(), 5)

    barrier = {"n": 0}

    async def call(progress: Progress) -> None:
        barrier["n"] += 1
        if barrier["n"] == 2:
            both.set()
        await meet(progress)

    both = asyncio.Event()
    first, second = worker.submit(call), worker.submit(call)
    with qtbot.waitSignals([first.done, second.done]):
        pass


def test_cancel_ends_a_read_with_cancelled_alone(worker: Worker, qtbot: QtBot) -> None:
    async def forever(_: Progress) -> None:
        await asyncio.Event().wait()

    task = worker.submit(forever)
    ended: list[str] = []
    task.done.connect(lambda _: ended.append("done"))
    task.failed.connect(lambda _: ended.append("failed"))
    task.cancelled.connect(lambda: ended.append("cancelled"))
    with qtbot.waitSignal(task.finished):
        task.cancel()
    task.cancel()
    assert ended == ["cancelled"]


def test_cancel_reads_leaves_writes(worker: Worker, qtbot: QtBot) -> None:
    go = asyncio.Event()

    async def wait(_: Progress) -> str:
        await go.wait()
        return "written"

    async def release(_: Progress) -> None:
        go.set()

    read, write = worker.submit(wait), worker.submit(wait, write=True)
    with qtbot.waitSignal(read.cancelled):
        worker.cancel_reads()
    with qtbot.waitSignal(write.done):
        worker.submit(release)


def test_stop_lets_a_write_end_and_then_runs_the_last_call(qapp: object) -> None:
    worker = Worker()
    worker.start()
    order: list[str] = []
    begun = threading.Event()

    async def write(_: Progress) -> None:
        begun.set()
        while not worker._stopping:  # noqa: ASYNC110 - it is set in the other thread
            await asyncio.sleep(0)
        order.append("write")

    async def last(_: Progress) -> None:
        order.append("last")

    worker.submit(write, write=True)
    assert begun.wait(5)
    assert worker.stop(write_grace=5, last=last)
    assert order == ["write", "last"]
    with pytest.raises(Stopped):
        worker.submit(write)


def test_stop_is_bounded_when_a_write_hangs(qapp: object) -> None:
    worker = Worker()
    worker.start()

    async def hang(_: Progress) -> None:
        await asyncio.Event().wait()

    worker.submit(hang, write=True)
    began = time.monotonic()
    assert not worker.stop(write_grace=0.1)
    assert time.monotonic() - began < 3


def test_stop_is_bounded_when_a_look_up_hangs(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.worker.READ_GRACE", 0.1)
    worker = Worker()
    worker.start()
    begun, over = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def look_up() -> None:
        threads.append(threading.current_thread())
        begun.set()
        over.wait(20)

    async def read(_: Progress) -> None:
        await asyncio.get_running_loop().run_in_executor(None, look_up)

    worker.submit(read)
    assert begun.wait(5)
    began = time.monotonic()
    worker.stop()
    took = time.monotonic() - began
    over.set()
    threads[0].join(5)
    assert took < 3


def test_stop_before_start_leaves_nothing_behind(qapp: object) -> None:
    worker = Worker()

    async def never(_: Progress) -> None:
        raise AssertionError

    worker.submit(never, write=True)
    assert not worker.stop(write_grace=0.01)
