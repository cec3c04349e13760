"""A service that keeps one waiting: said after a while over what waits, nothing moves, and waiting can be stopped."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.operation import SLOW_AFTER, Operation, Operations, Stopped
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.slow_notice import SlowNotice, SlowNotices
from desktop_app.worker import Progress, Worker


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    made.start()
    yield made
    made.stop(write_grace=1)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLabel("what is shown"), 1)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


class Silent:
    """A call that is not answered until it is let go on, and what was heard of it."""

    def __init__(self, worker: Worker, owner: QObject, after: int = 1, *, write: bool = False) -> None:
        self.heard: list[object] = []
        self.cancelled = threading.Event()
        self.told: Progress | None = None
        self._worker = worker
        self._answer = asyncio.Event()
        self.operation: Operation = Operations(worker, SlowNotices(Theme(), after)).run(
            owner,
            self._call,
            done=self.heard.append,
            failed=self.heard.append,
            progress=self.heard.append,
            finished=lambda: self.heard.append("finished"),
            write=write,
            about="Find things",
        )

    async def _call(self, progress: Progress) -> str:
        self.told = progress
        try:
            await self._answer.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return "answer"

    def answer(self) -> None:
        self._worker._thread.loop.call_soon_threadsafe(self._answer.set)


def notice(place: QWidget) -> SlowNotice | None:
    found = place.findChild(SlowNotice)
    return found if found is not None and found.isVisible() else None


def seen(qtbot: QtBot, place: QWidget) -> SlowNotice:
    qtbot.waitUntil(lambda: notice(place) is not None)
    found = notice(place)
    assert found is not None
    return found


def press_stop(found: SlowNotice) -> None:
    button = found.findChild(QPushButton, "slow_stop")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_said_after_five_seconds() -> None:
    assert SLOW_AFTER == 5000


def test_a_slow_read_is_named_over_its_page_and_nothing_moves(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    before = [(each, each.geometry()) for each in page.findChildren(QWidget)]
    silent = Silent(worker, page)
    found = seen(qtbot, page)
    assert "Find things" in found.text
    assert page.rect().contains(found.geometry())
    assert [(each, each.geometry()) for each, _ in before] == before
    page.resize(500, 300)
    qtbot.waitUntil(lambda: page.rect().contains(found.geometry()))
    silent.answer()
    qtbot.waitUntil(lambda: silent.heard == ["answer", "finished"])
    assert notice(page) is None


def test_stopping_a_read_fails_it_with_what_a_person_did(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    silent = Silent(worker, page)
    press_stop(seen(qtbot, page))
    assert [type(each) for each in silent.heard] == [Stopped, str]
    assert notice(page) is None
    assert silent.cancelled.wait(5)
    silent.answer()


def test_stopping_a_write_cancels_it_and_claims_nothing(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    silent = Silent(worker, page, write=True)
    press_stop(seen(qtbot, page))
    qtbot.waitUntil(lambda: silent.heard == ["finished"])
    assert silent.cancelled.is_set()


def test_news_takes_it_away_for_a_while(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    silent = Silent(worker, page, after=50)
    seen(qtbot, page)
    assert silent.told is not None
    silent.told("half")
    qtbot.waitUntil(lambda: silent.heard == ["half"])
    assert notice(page) is None
    seen(qtbot, page)
    silent.operation.drop()
    assert notice(page) is None


def test_several_share_a_notice_and_are_stopped_together(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    one, other = Silent(worker, QObject(page)), Silent(worker, page)
    qtbot.waitUntil(lambda: (found := notice(page)) is not None and len(found._operations) == 2)
    found = seen(qtbot, page)
    assert found.text.count("Find things") == 1
    one.answer()
    qtbot.waitUntil(lambda: one.heard == ["answer", "finished"])
    press_stop(seen(qtbot, page))
    assert isinstance(other.heard[0], Stopped)


def test_who_asks_from_a_menu_or_a_small_box_is_answered_on_the_page(
    worker: Worker, page: QWidget, qtbot: QtBot
) -> None:
    menu, box = QMenu(page), QWidget(page)
    box.resize(40, 20)
    silent = [Silent(worker, menu), Silent(worker, box)]
    qtbot.waitUntil(lambda: (found := notice(page)) is not None and len(found._operations) == 2)
    for each in silent:
        each.answer()
    qtbot.waitUntil(lambda: notice(page) is None)


def test_it_goes_with_who_asked(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    owner = QObject(page)
    Silent(worker, owner)
    seen(qtbot, page)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: notice(page) is None)


def test_what_waits_for_no_service_is_not_called_slow(worker: Worker, page: QWidget, qtbot: QtBot) -> None:
    async def long(_: Progress) -> None:
        await asyncio.sleep(0.05)

    operation = Operations(worker, SlowNotices(Theme(), 0)).run(page, long, failed=print)
    with qtbot.waitSignal(operation.ended):
        pass
    assert page.findChild(SlowNotice) is None
