"""An operation tells its owner what came of it, each once and in order, and nothing to an owner that is gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop_app.ui.operation import Operation, Operations
from desktop_app.worker import Progress, Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    made.start()
    yield made
    made.stop(write_grace=1)


class Gate:
    """A call that waits to be let through, and what became of it in the worker."""

    def __init__(self) -> None:
        self.open, self.entered, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.cancelled = False

    async def call(self, _: Progress) -> str:
        self.entered.set()
        try:
            while not self.open.is_set():  # noqa: ASYNC110 - the gate is opened from another thread
                await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        finally:
            self.ended.set()
        return "through"


def heard_from(worker: Worker, owner: QObject, gate: Gate, *, write: bool = False) -> tuple[Operation, list[object]]:
    heard: list[object] = []
    operation = Operations(worker).run(
        owner,
        gate.call,
        done=heard.append,
        failed=heard.append,
        finished=lambda: heard.append("finished"),
        write=write,
    )
    return operation, heard


def destroy(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)


def test_progress_then_done_then_finished(worker: Worker, qtbot: QtBot) -> None:
    owner = QObject()
    heard: list[object] = []

    async def call(progress: Progress) -> int:
        progress("half")
        return 7

    operation = Operations(worker).run(
        owner,
        call,
        done=heard.append,
        failed=heard.append,
        progress=heard.append,
        finished=lambda: heard.append("finished"),
    )
    assert operation.pending
    assert heard == []

    qtbot.waitUntil(lambda: "finished" in heard)

    assert heard == ["half", 7, "finished"]
    assert not operation.pending


def test_a_failure_is_handed_over_as_it_was_raised(worker: Worker, qtbot: QtBot) -> None:
    owner, error, heard = QObject(), ValueError("no"), list[object]()

    async def call(_: Progress) -> None:
        raise error

    Operations(worker).run(owner, call, failed=heard.append, finished=lambda: heard.append("finished"))

    qtbot.waitUntil(lambda: "finished" in heard)
    assert heard == [error, "finished"]


def test_a_cancelled_call_is_only_finished(worker: Worker, qtbot: QtBot) -> None:
    owner, gate = QObject(), Gate()
    operation, heard = heard_from(worker, owner, gate)
    gate.entered.wait(5)

    operation.cancel()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["finished"]
    assert gate.cancelled


def test_nothing_is_told_to_an_owner_that_is_gone_and_its_read_stops(worker: Worker, qtbot: QtBot) -> None:
    owner, gate = QObject(), Gate()
    _, heard = heard_from(worker, owner, gate)
    gate.entered.wait(5)

    destroy(owner)

    assert gate.ended.wait(5)
    assert gate.cancelled
    settle(worker, qtbot)
    assert heard == []


def test_a_write_goes_on_without_its_owner(worker: Worker, qtbot: QtBot) -> None:
    owner, gate = QObject(), Gate()
    _, heard = heard_from(worker, owner, gate, write=True)
    gate.entered.wait(5)

    destroy(owner)
    gate.open.set()

    assert gate.ended.wait(5)
    assert not gate.cancelled
    settle(worker, qtbot)
    assert heard == []


def test_the_latest_wins(worker: Worker, qtbot: QtBot) -> None:
    owner, first, second = QObject(), Gate(), Gate()
    before, heard_before = heard_from(worker, owner, first)
    first.entered.wait(5)
    heard: list[object] = []

    Operations(worker).run(owner, second.call, done=heard.append, failed=heard.append, replaces=before)
    assert not before.pending
    first.open.set()
    second.open.set()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["through"]
    assert first.ended.wait(5)
    settle(worker, qtbot)
    assert heard_before == []


def test_one_that_has_ended_can_be_replaced(worker: Worker, qtbot: QtBot) -> None:
    owner, gate = QObject(), Gate()
    gate.open.set()
    before, heard = heard_from(worker, owner, gate)
    qtbot.waitUntil(lambda: owner.children() == [])

    Operations(worker).run(owner, gate.call, done=heard.append, failed=heard.append, replaces=before)

    qtbot.waitUntil(lambda: heard == ["through", "finished", "through"])


def test_what_has_ended_leaves_nothing_with_its_owner(worker: Worker, qtbot: QtBot) -> None:
    owner, gate = QObject(), Gate()
    heard_from(worker, owner, gate)
    gate.open.set()

    qtbot.waitUntil(lambda: owner.children() == [])


def settle(worker: Worker, qtbot: QtBot) -> None:
    """Wait until what the worker has said so far has been heard: it comes in order."""

    async def nothing(_: Progress) -> None:
        return None

    with qtbot.waitSignal(worker.submit(nothing).finished):
        pass
