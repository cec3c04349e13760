"""The Outbox page over the real worker, the real services and the demo, with a door that can slam."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from desktop_app.demo.app import create_app
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Weight
from desktop_app.pro.retry import RetryPolicy
from desktop_app.services.outbox.operations.creating import CreateConsignment
from desktop_app.services.session import Session, open_session
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.outbox.page import OutboxPage
from desktop_app.ui.style.theme import Theme
from desktop_app.worker import Progress, Worker
from tests.support.desk import Door, destroy

T = TypeVar("T", bound=QObject)


def consignment(reference: str = "CLOTHES-1", name: str = "c1") -> Consignment:
    """Return one that the demo takes; `name` is its id on the bench."""
    return Consignment(
        name,
        packages=[Package("p1", [Item("i1", "Coat", weight=Weight.kg("1.8"))], dimensions=Dimensions.cm(30, 20, 10))],
        reference=reference,
        origin="Sorted1",
        destination=Address(
            address_type="Destination",
            contact=Contact(first_name="Łucja", last_name="Żółć"),
            address_line1="13 Porter Street",
            town="Manchester",
            postcode="M1 5WG",
            country=Country.of("GB"),
        ),
    )


class Shipper:
    """A person at the page; events are Qt's own."""

    def __init__(self, qtbot: QtBot, worker: Worker, session: Session, door: Door) -> None:
        self.qtbot = qtbot
        self.worker = worker
        self.session = session
        self.door = door
        self.page = OutboxPage(
            Operations(worker), Notifier(Path("desk.log")), Theme(), session.dispatcher, queue_wanted=False
        )
        qtbot.addWidget(self.page)
        self.page.resize(1100, 650)

    def show(self, rows: int) -> None:
        """Bring the page to the front, and wait until it lists so many."""
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.page.read()
        self.qtbot.waitUntil(lambda: self.list.model().rowCount() == rows)

    @property
    def list(self) -> QTableView:
        return self.find(QTableView, "outbox_list")

    def find(self, kind: type[T], name: str) -> T:
        """Return the page's part of that kind and name."""
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def cell(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return str(self.list.model().index(row, column).data())

    def choose(self, row: int) -> None:
        """Click a row."""
        at = self.list.visualRect(self.list.model().index(row, 0)).center()
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def button(self, name: str) -> QAbstractButton:
        return self.find(QAbstractButton, name)

    def click(self, name: str) -> None:
        """Click a button, which must be there and enabled."""
        button = next((b for b in self.page.findChildren(QAbstractButton, name) if b.isVisible()), None)
        assert button is not None, name
        assert button.isEnabled(), f"{name}: {button.toolTip()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def unfold(self) -> None:
        """Show the exchange itself."""
        head = self.button("entry_exchange")
        if not head.isChecked():
            self.click("entry_exchange")
        self.qtbot.waitUntil(self.find(QWidget, "entry_sent").isVisible)

    def call(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Run something in the worker's loop; returns its result, or the error that it raised."""
        task = self.worker.submit(lambda _progress: work())
        heard: list[Any] = []
        task.failed.connect(heard.append)
        task.done.connect(heard.append)
        with self.qtbot.waitSignal(task.finished):
            pass
        return heard[0]

    def create(self, reference: str = "CLOTHES-1", name: str = "c1") -> Any:
        """Create one as the bench does; returns what came of it."""
        return self.call(lambda: self.session.submitter.create(consignment(reference, name)))

    def seen(self) -> str:
        """Return all that the page's messages say."""
        from desktop_app.ui.widgets.message_bar import MessageBar

        return "\n".join(bar.text() for bar in self.page.findChildren(MessageBar))


@pytest.fixture
def shipper(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shipper]:
    """A Shipper on a demo with a few consignments; nothing has been sent yet."""
    monkeypatch.setattr(CreateConsignment, "looks", (0.0,))
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    worker = Worker()
    worker.start()

    async def open_demo(_progress: Progress) -> tuple[Starlette, Session, Door]:
        app = create_app(None, consignments=30)
        door = Door(app)

        def make(environment: Any, key: str | None) -> ProClient:
            return ProClient(environment, key or DEMO_KEY, transport=door, retry=RetryPolicy(first_wait=0))

        session = await open_session(DEMO, None, tmp_path / "demo", make)
        return app, session, door

    with qtbot.waitSignal(worker.submit(open_demo).done, timeout=20_000) as heard:
        pass
    app, session, door = heard.args[0]
    made = Shipper(qtbot, worker, session, door)
    yield made
    destroy(made.page)

    async def close(_progress: Progress) -> None:
        await session.close()
        app.state.service.close()

    worker.stop(last=close)


def slam(request: httpx.Request) -> None:
    """Be a network that is not there."""
    raise httpx.ConnectError("no route", request=request)


def lose_answers(request: httpx.Request) -> None:
    """Be a network that breaks after the service has done what was asked, and lets nobody look."""
    raise httpx.ReadError("reset", request=request)
