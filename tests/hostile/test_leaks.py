"""A service that repeats the key and turns text round: it is in no file, log, text or foreign request."""

from __future__ import annotations

import re
import socketserver
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPushButton, QTabWidget, QToolButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.main.program import Program
from desktop_app.ui.self_test.hand import Hand
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.widgets.message_bar import MessageBar
from tests.hostile.conftest import KEY
from tests.support.texts import reaches_out, texts

BASE64 = b64encode(b"key:" + KEY.encode()).decode()
ECHO = f"{KEY} {KEY.swapcase()} {quote(KEY, safe='')} {BASE64}"
TURNED = "abc\u202egnp.exe \u2066שלום \u200b\u200f\U000e0041"
KEPT = re.compile("Reference|Id$|State|Date|Time|Code|Unit|Type|Currency|Href|Rel$|Amount|Kind")
RAW = {"detail_raw", "entry_sent"}
"""JSON as it is, a text to a line: letters may run from right to left in it, but nothing turns them."""
CONTROLS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
LEAK = re.compile(
    "|".join(re.escape(part) for part in (KEY, quote(KEY, safe=""), "not-to-be-found", BASE64[8:-6])), re.IGNORECASE
)


class Foreign(socketserver.BaseRequestHandler):
    """Keeps what reaches a host that nothing is meant for."""

    heard: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        self.heard.append(self.request.recv(65536))


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A foreign host, which the environment names as the proxy for everything too."""
    Foreign.heard.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Foreign) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, address)
        yield address
        server.shutdown()
        thread.join()


def filled(value: Any, name: str = "") -> Any:
    """Return an answer with the key and turned text in every text that means nothing to the program."""
    if isinstance(value, dict):
        return {key: filled(part, key) for key, part in value.items()} | {KEY: {KEY: [KEY]}}
    if isinstance(value, list):
        return [filled(part, name) for part in value]
    if isinstance(value, str) and not KEPT.search(name):
        return f"{TURNED} {ECHO}"
    if isinstance(value, str) and name.endswith("ProvidedByCustomer"):
        return f"{TURNED} {ECHO}"
    return value


def refusal() -> dict[str, Any]:
    detail = {"Code": ECHO, "Target": f"{TURNED} {ECHO}", "Message": f"{TURNED} {ECHO}"}
    return {"Code": ECHO, "Message": f"{TURNED}\n{ECHO}", "CorrelationId": BASE64, "Details": [detail]}


def change(method: str, path: str, answer: Any) -> Any:
    if method != "GET" or path.endswith("/EC-000-000-0X1"):
        return 409, refusal()
    return filled(answer)


def assert_clean(window: QWidget, where: str) -> None:
    """Look through every text of the window."""
    for name, text in texts(window):
        assert not LEAK.search(text), (where, name, text)
    for name, text in texts(window, edited=False):
        if name in RAW:
            assert not CONTROLS.search(text), (where, name, text)
        else:
            assert not reaches_out(text), (where, name, text)


def go(hand: Hand, page: str) -> None:
    pages = hand.see(QAbstractItemView, "navigation")
    hand.click_row(pages, hand.row(pages, page))


def test_a_hostile_service_gets_nothing_past(
    qtbot: QtBot, data: Path, start: Callable[..., Program], hostile: Any, foreign: str
) -> None:
    service, environment = hostile(change)
    service.headers = [("x-correlation-id", KEY), ("x-echo", ECHO), (KEY.replace("/", "").lower(), "1")]
    program = start(environment)
    window = program.window
    hand = Hand(window)
    hand.see(QWidget, "build_page")
    assert_clean(window, "build")

    go(hand, "Consignments")
    grid = hand.see(QAbstractItemView, "consignment_grid")
    hand.wait("rows", lambda: grid.model().rowCount() > 0)
    assert_clean(window, "consignments")

    hand.click_row(grid, grid.model().index(0, 0))
    hand.see(QWidget, "detail_summary")
    tabs = hand.see(QTabWidget, "detail_tabs")
    for tab in range(tabs.count()):
        tabs.setCurrentIndex(tab)
        assert_clean(window, tabs.tabText(tab))
    tabs.setCurrentIndex(0)
    assert any("abc\ufffdgnp.exe" in text and "[redacted]" in text for _, text in texts(window))

    grid.selectAll()
    assert_clean(window, "several")
    assert isinstance(grid, Grid)
    copied = grid.shown_as_tsv()
    assert "abc\u202egnp.exe" in copied
    assert "\u2068" not in copied
    assert not LEAK.search(copied)

    cancel = None
    for row in range(grid.model().rowCount()):
        hand.click_row(grid, grid.model().index(row, 0))
        cancel = hand.see(QToolButton, "action_cancel")
        if cancel.isEnabled():
            break
    assert cancel is not None
    hand.click(cancel)
    assert_clean(window, "asked")
    hand.click(hand.see(QPushButton, "bulk_continue"))
    results = hand.see(QTreeView, "bulk_results")
    assert_clean(window, "refused")
    results.setCurrentIndex(results.model().index(0, 0))
    assert "[redacted]" in hand.see(QLabel, "bulk_message").text()
    hand.click(hand.see(QPushButton, "bulk_copy"))
    assert not LEAK.search(QGuiApplication.clipboard().text())

    hand.click(hand.see(QPushButton, "bulk_close"))
    hand.click_row(grid, grid.currentIndex())
    hand.click(hand.see(QToolButton, "action_duplicate"))
    card = hand.see(QWidget, "package_card")
    assert_clean(window, "duplicated")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert_clean(window, "a package")
    inside = hand.see(QAbstractItemView, "package_items")
    assert "abc\ufffdgnp.exe" in str(inside.model().index(0, 0).data())
    hand.click_row(inside, inside.model().index(0, 0))
    assert_clean(window, "an item")

    window.reference_wanted.emit("EC-000-000-0X1")
    hand.wait("the error", lambda: any("[redacted]" in bar.text() for bar in window.findChildren(MessageBar)))
    assert_clean(window, "an error")

    for page in ("Outbox", "Settings", "Build"):
        go(hand, page)
        assert_clean(window, page)
    assert any(headers.get("ocp-apim-subscription-key") == KEY for _, _, headers in service.heard)
    assert Foreign.heard == []
    for bar in window.findChildren(MessageBar):
        assert not LEAK.search(bar.text())
    assert_no_file_holds_it(data)


def assert_no_file_holds_it(folder: Path) -> None:
    """Look through every file, as it is on the disk."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"desk.log", "desk.sqlite"} <= {path.name for path in files}
    for path in files:
        assert not LEAK.search(path.read_bytes().decode("latin-1")), path.name
