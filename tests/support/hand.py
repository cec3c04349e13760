"""A person at the real program on a real display: xdotool moves the mouse and presses the keys."""

from __future__ import annotations

import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from PySide6.QtCore import QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.demo.app import create_app
from desktop_app.main.program import Program
from desktop_app.pro import models
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import SettingsFile
from desktop_app.ui.builder.board.item_list import ItemList
from desktop_app.ui.builder.page import BuildPage
from desktop_app.worker import Worker

T = TypeVar("T")
Point = tuple[int, int]

PATIENCE = 15.0
STEPS = 8
"""How many times the mouse stops on its way: a drag is not believed of one that jumps."""


class _Gui(QObject):
    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, work: Callable[[], None]) -> None:
        work()


class Hand:
    """Works in a thread of its own, because a drag keeps the window's thread until the mouse is let go."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot = qtbot
        self._gui = _Gui()
        self.program = program

    @property
    def page(self) -> BuildPage:
        """The Build page."""
        page = self.program.window.findChild(BuildPage)
        assert page is not None
        return page

    def do(self, script: Callable[[], None]) -> None:
        """Run `script` in the hand's thread while the program runs in this one; raises what it raised."""
        failed: list[BaseException] = []

        def run() -> None:
            try:
                script()
            except BaseException as error:  # noqa: BLE001 - carried over to the test's own thread
                failed.append(error)

        thread = threading.Thread(target=run, name="hand")
        thread.start()
        self._qtbot.waitUntil(lambda: not thread.is_alive(), timeout=120_000)
        thread.join()
        if failed:
            raise failed[0]

    def ask(self, question: Callable[[], T]) -> T:
        """Have the window's thread answer."""
        answers: queue.Queue[tuple[Any, BaseException | None]] = queue.Queue()

        def run() -> None:
            try:
                answers.put((question(), None))
            except Exception as error:  # noqa: BLE001 - raised in the thread that asked
                answers.put((None, error))

        self._gui.call.emit(run)
        answer, error = answers.get(timeout=PATIENCE)
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def until(self, question: Callable[[], object]) -> None:
        """Wait until the answer is true."""
        deadline = time.monotonic() + PATIENCE
        while not self.ask(question):
            if time.monotonic() > deadline:
                raise AssertionError("it never came")
            time.sleep(0.02)

    def at(self, widget: Callable[[], QWidget], place: Callable[[QWidget], QPoint] | None = None) -> Point:
        """Return where on the screen a widget is."""

        def where() -> Point:
            found = widget()
            point = found.mapToGlobal(place(found) if place else found.rect().center())
            return point.x(), point.y()

        return self.ask(where)

    def row(self, view: Callable[[], ItemList], row: int) -> Point:
        """Return where on the screen a row of a list is."""

        def place(_viewport: QWidget) -> QPoint:
            found = view()
            return found.visualRect(found.model().index(row, 0)).center()

        return self.at(lambda: view().viewport(), place)

    def click(self, point: Point, *, holding: str = "") -> None:
        """Click there, with a key held down or none."""
        self._xdotool("mousemove", "--sync", *point)
        if holding:
            self._xdotool("keydown", holding)
        self._xdotool("click", 1)
        if holding:
            self._xdotool("keyup", holding)

    def drag(self, start: Point, end: Point) -> None:
        """Press, move in steps, wait until the program aims somewhere, let go, wait until it has."""
        moves = self.page.moves
        self._xdotool("mousemove", "--sync", *start)
        self._xdotool("mousedown", 1)
        for n in range(1, STEPS + 1):
            self._xdotool(
                "mousemove", "--sync", *(round(a + (b - a) * n / STEPS) for a, b in zip(start, end, strict=True))
            )
        self.until(lambda: moves.dragging)
        self._xdotool("mousemove", "--sync", end[0] + 1, end[1] + 1)
        self.until(lambda: moves.target is not None)
        self._xdotool("mouseup", 1)
        self.until(lambda: not moves.ids)

    def key(self, *keys: str) -> None:
        """Press keys, by X's names."""
        self._xdotool("key", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._xdotool("type", "--delay", 4, text)

    def _xdotool(self, *arguments: object) -> None:
        program = shutil.which("xdotool")
        assert program is not None
        subprocess.run([program, *map(str, arguments)], check=True, timeout=PATIENCE)


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A hand at the program, just started on a fresh Demo, its Build page in front."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    settings_file = SettingsFile(tmp_path / "settings.json")
    program = Program(tmp_path, SessionSecrets(), settings_file, settings_file.load())
    program.start(DEMO)
    window = program.window
    qtbot.waitUntil(lambda: window.current_page() == "build", timeout=20_000)
    made = Hand(qtbot, program)
    made.page.refresh()
    qtbot.waitUntil(lambda: bool(made.page.editor.options.sizes) and window.isActiveWindow(), timeout=20_000)
    yield made
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.deleteLater()
    program.deleteLater()


def in_the_demo(qtbot: QtBot, data_dir: Path, reference: str) -> models.Consignment:
    """Return a consignment as the demo's database has it, read by a service and a client of their own."""
    database = next(data_dir.rglob("service.sqlite"))
    worker = Worker()
    worker.start()

    async def read() -> models.Consignment:
        service = create_app(database)
        client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(service))
        try:
            return await client.consignments.get(reference)
        finally:
            await client.close()
            service.state.service.close()

    with qtbot.waitSignal(worker.submit(lambda _progress: read()).done) as heard:
        pass
    worker.stop()
    return heard.args[0]  # type: ignore[no-any-return]
