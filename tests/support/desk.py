"""The Consignments page over the real worker, the real services and the demo, with a door that can slam."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from desktop_app.demo.app import create_app
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.retry import RetryPolicy
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.services.session import Session, open_session
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.states import TableState, TableStates
from desktop_app.ui.units import Units
from desktop_app.worker import Progress, Worker

T = TypeVar("T", bound=QObject)


def table_rows(view: QAbstractItemView) -> list[list[str]]:
    """Return the texts of a table's rows, from the top, each from the left."""
    rows, columns = range(view.model().rowCount()), range(view.model().columnCount())
    return [[view.model().index(row, column).data() for column in columns] for row in rows]


class Door(httpx.AsyncBaseTransport):
    """Carries requests to the demo; `before` and `after` may raise in their place, `answer` may change what comes."""

    def __init__(self, app: Starlette) -> None:
        self._inside = httpx.ASGITransport(app)
        self.sent: list[httpx.Request] = []
        self.before: Callable[[httpx.Request], Awaitable[None] | None] = lambda _request: None
        self.after: Callable[[httpx.Request], None] = lambda _request: None
        self.answer: Callable[[httpx.Request, httpx.Response], httpx.Response] = lambda _request, given: given

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if (waits := self.before(request)) is not None:
            await waits
        response = await self._inside.handle_async_request(request)
        self.after(request)
        return self.answer(request, response)

    def searches(self) -> list[tuple[str, dict[str, str]]]:
        """Return each search as the path's `take/skip` and its terms."""
        found = [r for r in self.sent if r.method == "GET" and r.url.path.count("/") == 3]
        return [
            (r.url.path.partition("/consignments/")[2], dict(r.url.params))
            for r in found
            if r.url.path.rsplit("/", 1)[1].isdigit()
        ]

    def writes(self) -> list[str]:
        """Return the body of every write, with its path."""
        return [f"{r.method} {r.url.path} {r.content.decode()}" for r in self.sent if r.method != "GET"]


class Desk:
    """A page on screen, and what a person does with it; events are Qt's own."""

    def __init__(self, qtbot: QtBot, worker: Worker, session: Session, door: Door, confirm_over: int | None) -> None:
        self.qtbot = qtbot
        self.worker = worker
        self.session = session
        self.door = door
        self.page = ConsignmentsPage(
            Operations(worker),
            Notifier(Path("desk.log")),
            Theme(),
            Units(),
            session.consignments,
            session.actions,
            session.account_data,
            session.documents,
            confirm_over,
        )
        qtbot.addWidget(self.page)
        self.page.resize(1100, 700)
        self.page.show()
        qtbot.waitExposed(self.page)

    @property
    def grid(self) -> Grid[ConsignmentRow]:
        return self.find(Grid, "consignment_grid")

    def find(self, kind: type[T], name: str) -> T:
        """Return the page's widget of that kind and name."""
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def references(self) -> list[str]:
        """Return the references that the grid shows, from the top."""
        model = self.grid.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def column(self, number: int) -> list[str]:
        """Return the texts of one column, from the top."""
        model = self.grid.model()
        return [model.index(row, number).data() for row in range(model.rowCount())]

    def found(self) -> str:
        """Return what stands where the rows would be, or that the rows do."""
        return self.find(TableStates, "table_states").state.value

    def until_found(self, found: TableState = TableState.ROWS) -> None:
        """Wait until that is shown."""
        self.qtbot.waitUntil(lambda: self.found() == found.value)

    def until_quiet(self) -> None:
        """Wait until no call is under way."""
        self.qtbot.waitUntil(lambda: not self.worker._running)

    def type(self, text: str, *, enter: bool = False) -> None:
        """Type into the search box."""
        box = self.find(QLineEdit, "search_box")
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        QTest.keyClicks(box, text)
        if enter:
            QTest.keyClick(box, Qt.Key.Key_Return)

    def click_row(self, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
        """Click a row; returns its reference."""
        index = self.grid.model().index(row, 0)
        self.grid.scrollTo(index)
        at = self.grid.visualRect(index).center()
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        return str(index.data())

    def choose_all(self) -> None:
        """Press Ctrl+A in the grid."""
        self.grid.setFocus()
        QTest.keyClick(self.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    def press(self, command: Command) -> None:
        """Click the button of a command, beside what is chosen or over it, or choose the command under More."""
        press(self.page, command)

    def click(self, name: str) -> None:
        """Click a push button, which must be there and enabled."""
        button = self.find(QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def call(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Run something in the worker's loop and return its result."""
        task = self.worker.submit(lambda _progress: work())
        failed: list[BaseException] = []
        task.failed.connect(failed.append)
        results: list[Any] = []
        task.done.connect(results.append)
        with self.qtbot.waitSignal(task.finished):
            pass
        if failed:
            raise failed[0]
        return results[0]


MakeDesk = Callable[..., Desk]


def button_of(page: QWidget, command: Command) -> QToolButton | None:
    """Return the button of a command that can be seen; None where there is no room for it."""
    buttons = page.findChildren(QToolButton, f"action_{command.value.replace('-', '_')}")
    return next((button for button in buttons if button.isVisible()), None)


def press(page: ConsignmentsPage, command: Command) -> None:
    """Click the button of a command where it is seen, or choose the command under More."""
    button = button_of(page, command)
    if button is not None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return
    more = page.findChild(QToolButton, "bulk_bar_more")
    assert more is not None
    assert more.isVisible(), command
    menu = more.menu()
    assert menu is not None
    action = page._actions.actions.actions_of[command]
    assert action in menu.actions(), command
    action.trigger()


def destroy(page: QWidget) -> None:
    """Destroy a page that is to be deleted (qtbot sees to that), before the worker stops, as the program does."""
    if shiboken6.isValid(page):
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)


@contextmanager
def demo_sessions(qtbot: QtBot, folder: Path) -> Iterator[Callable[[int], tuple[Worker, Session, Door]]]:
    """Opens sessions on demos of their own, each of so many seeded consignments; all are closed at the end."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    worker = Worker()
    worker.start()
    made: list[tuple[Starlette, Session]] = []

    def make(consignments: int) -> tuple[Worker, Session, Door]:
        async def open_demo(_progress: Progress) -> tuple[Starlette, Session, Door]:
            app = create_app(None, consignments=consignments)
            door = Door(app)
            session = await open_session(
                DEMO,
                None,
                folder / "demo",
                lambda environment, key: ProClient(
                    environment, key or DEMO_KEY, transport=door, retry=RetryPolicy(first_wait=0)
                ),
            )
            return app, session, door

        with qtbot.waitSignal(worker.submit(open_demo).done, timeout=20_000) as heard:
            pass
        app, session, door = heard.args[0]
        made.append((app, session))
        return worker, session, door

    yield make

    async def close(_progress: Progress) -> None:
        for app, session in made:
            await session.close()
            app.state.service.close()

    worker.stop(last=close)


@pytest.fixture
def make_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes a Desk: how many consignments the demo is seeded with, and `confirm_over` as the page takes it."""
    pages: list[ConsignmentsPage] = []

    def make(consignments: int = 500, confirm_over: int | None = None) -> Desk:
        worker, session, door = open_demo(consignments)
        made = Desk(qtbot, worker, session, door, confirm_over)
        pages.append(made.page)
        return made

    with demo_sessions(qtbot, tmp_path) as open_demo:
        yield make
        for page in pages:
            destroy(page)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A Desk on a demo of 500 consignments, its first page loaded."""
    made = make_desk()
    made.until_found()
    return made
