"""Loading a table: pages follow on, the latest request wins, and nothing is asked for an owner that is gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop_app.pro.errors import Offline
from desktop_app.services.paged_loader import Page
from desktop_app.ui.operation import Operations
from desktop_app.ui.tables.loader import TableLoader
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.states import TableState
from desktop_app.worker import Worker
from tests.ui.tables.conftest import Goods


class Stock:
    """A list in the worker's thread; each request waits while `gate` is shut, and fails while `broken`."""

    def __init__(self, count: int) -> None:
        self.goods = [Goods(f"A-{number}") for number in range(count)]
        self.gate = threading.Event()
        self.gate.set()
        self.broken = False
        self.asked: list[tuple[int, int]] = []
        self.given_up = threading.Event()

    async def page(self, take: int, skip: int) -> Page[Goods]:
        self.asked.append((take, skip))
        await self._pass()
        return Page(tuple(self.goods[skip : skip + take]), len(self.goods))

    async def one(self, sku: str) -> Goods | None:
        await self._pass()
        return next((each for each in self.goods if each.sku == sku), None)

    def row_id(self, row: Goods) -> str:
        return row.sku

    async def _pass(self) -> None:
        try:
            while not self.gate.is_set():  # noqa: ASYNC110 - it is opened from another thread
                await asyncio.sleep(0.005)
        except asyncio.CancelledError:
            self.given_up.set()
            raise
        if self.broken:
            raise Offline("no route")


class Heard:
    """What a loader has told."""

    def __init__(self, loader: TableLoader[Goods]) -> None:
        self.states: list[TableState] = []
        self.failures: list[bool] = []
        self.reread: list[tuple[str, ...]] = []
        loader.changed.connect(self.states.append)
        loader.failed.connect(lambda _error, first: self.failures.append(first))
        loader.reread.connect(self.reread.append)


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    made.start()
    yield made
    made.stop(write_grace=1)


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def loader(worker: Worker, owner: QObject, model: TableModel[Goods]) -> TableLoader[Goods]:
    return TableLoader(Operations(worker), model, owner)


def until_idle(qtbot: QtBot, loader: TableLoader[Goods]) -> None:
    qtbot.waitUntil(lambda: not loader.busy and not loader.rereading)


def test_pages_follow_on_until_the_end(qtbot: QtBot, loader: TableLoader[Goods], model: TableModel[Goods]) -> None:
    stock, heard = Stock(120), Heard(loader)
    loader.load(stock, filtered=False)
    assert loader.busy
    while True:
        until_idle(qtbot, loader)
        if not model.more_expected:
            break
        loader.more()
        loader.more()
    assert stock.asked == [(50, 0), (50, 50), (50, 100)]
    assert [row.sku for row in model.rows] == [row.sku for row in stock.goods]
    assert loader.total == 120
    assert heard.states[:2] == [TableState.LOADING, TableState.ROWS]


def test_no_rows_are_nothing_yet_or_no_match(qtbot: QtBot, loader: TableLoader[Goods]) -> None:
    heard = Heard(loader)
    for filtered in (False, True):
        loader.load(Stock(0), filtered=filtered)
        until_idle(qtbot, loader)
    assert heard.states == [TableState.LOADING, TableState.EMPTY, TableState.LOADING, TableState.NO_MATCH]


def test_the_list_that_was_asked_for_last_is_shown(
    qtbot: QtBot, loader: TableLoader[Goods], model: TableModel[Goods]
) -> None:
    slow, quick = Stock(3), Stock(1)
    slow.gate.clear()
    loader.load(slow, filtered=False)
    qtbot.waitUntil(lambda: bool(slow.asked))
    loader.load(quick, filtered=False)
    until_idle(qtbot, loader)
    slow.gate.set()
    assert slow.given_up.wait(5)
    assert len(model.rows) == 1


def test_a_refresh_changes_rows_in_place_and_a_failed_one_keeps_them(
    qtbot: QtBot, loader: TableLoader[Goods], model: TableModel[Goods]
) -> None:
    stock, heard = Stock(3), Heard(loader)
    loader.load(stock, filtered=False)
    until_idle(qtbot, loader)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    stock.goods[1] = replace(stock.goods[1], sold=True)
    loader.refresh()
    until_idle(qtbot, loader)
    assert [row.sold for row in model.rows] == [False, True, False]
    stock.broken = True
    loader.refresh()
    until_idle(qtbot, loader)
    assert len(model.rows) == 3
    assert heard.failures == [False]
    assert resets == []


def test_a_page_that_failed_is_asked_for_again_only_on_retry(
    qtbot: QtBot, loader: TableLoader[Goods], model: TableModel[Goods]
) -> None:
    stock, heard = Stock(60), Heard(loader)
    loader.load(stock, filtered=False)
    until_idle(qtbot, loader)
    stock.broken = True
    loader.more()
    until_idle(qtbot, loader)
    loader.more()
    assert not loader.busy
    assert heard.failures == [False]
    stock.broken = False
    loader.retry()
    until_idle(qtbot, loader)
    assert len(model.rows) == 60
    assert stock.asked[-1] == (50, 50)


def test_a_first_page_that_failed_is_an_error_and_retry_loads_it(qtbot: QtBot, loader: TableLoader[Goods]) -> None:
    stock, heard = Stock(2), Heard(loader)
    stock.broken = True
    loader.load(stock, filtered=True)
    until_idle(qtbot, loader)
    assert (loader.state, heard.failures) == (TableState.ERROR, [True])
    stock.broken = False
    loader.retry()
    until_idle(qtbot, loader)
    assert loader.state is TableState.ROWS


def test_rows_are_read_again_in_place_and_quietly_if_nobody_asked(
    qtbot: QtBot, loader: TableLoader[Goods], model: TableModel[Goods]
) -> None:
    stock, heard = Stock(3), Heard(loader)
    loader.look_again(["A-0"])
    assert not loader.rereading
    loader.load(stock, filtered=False)
    until_idle(qtbot, loader)
    stock.goods[2] = replace(stock.goods[2], sold=True)
    loader.look_again(["A-2", "A-2", "gone"])
    assert loader.rereading
    until_idle(qtbot, loader)
    assert model.rows[2].sold
    assert heard.reread == [("A-2", "gone")]
    stock.broken = True
    loader.look_again(["A-2"], quietly=True)
    until_idle(qtbot, loader)
    assert heard.failures == []
    loader.look_again(["A-2"])
    until_idle(qtbot, loader)
    assert heard.failures == [False]


def test_with_its_owner_gone_the_reading_stops_and_a_view_asks_for_nothing(
    qtbot: QtBot, worker: Worker, owner: QObject, loader: TableLoader[Goods], model: TableModel[Goods]
) -> None:
    stock = Stock(60)
    loader.load(stock, filtered=False)
    until_idle(qtbot, loader)
    stock.gate.clear()
    loader.refresh()
    qtbot.waitUntil(lambda: len(stock.asked) == 2)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    assert stock.given_up.wait(5)
    model.more_wanted.emit()
    qtbot.waitUntil(lambda: not worker._running)
    assert len(stock.asked) == 2
