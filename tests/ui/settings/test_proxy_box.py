"""The Proxy group of the settings: what is chosen goes into the settings, the password into the keyring alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.pro.environments import SANDBOX
from desktop_app.services.keys import Keys
from desktop_app.services.proxy_logins import ProxyLogins
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.settings.current import CurrentSettings
from desktop_app.ui.settings.proxy_box import ProxyBox
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.worker import Worker

PASSWORD = "pa55 wörd:/"


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    worker = Worker()
    worker.start()
    yield worker
    worker.stop()


class Box:
    """A ProxyBox on screen, and what a person does with it."""

    def __init__(self, qtbot: QtBot, worker: Worker, settings: Settings) -> None:
        self.qtbot = qtbot
        self.keyring = SessionSecrets()
        self.settings = CurrentSettings(settings)
        logins = ProxyLogins(Keys(self.keyring, SessionSecrets()))
        operations = Operations(worker)
        self.box = ProxyBox(SANDBOX, "Proxy", operations, Notifier(Path("desk.log")), Theme(), self.settings, logins)
        self.worker = worker
        qtbot.addWidget(self.box)
        self.box.show()
        self.until_quiet()

    def until_quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.worker._running)

    def choose(self, use: str) -> None:
        combo = self.box.findChild(QComboBox, "proxy")
        assert combo is not None
        combo.setCurrentIndex(combo.findData(use))
        combo.activated.emit(combo.currentIndex())
        self.until_quiet()

    def type(self, name: str, text: str, *, enter: bool = False) -> None:
        line = self.box.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)
        if enter:
            QTest.keyClick(line, Qt.Key.Key_Return)
            self.until_quiet()

    def button(self, name: str) -> QPushButton:
        button = self.box.findChild(QPushButton, name)
        assert button is not None
        return button

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)
        self.until_quiet()

    def said(self) -> str:
        where, message = self.box.findChild(PlainLabel, "proxy_where"), self.box.findChild(MessageBar)
        assert where is not None
        assert message is not None
        return f"{where.text()}\n{message.text()}"


@pytest.fixture(autouse=True)
def _no_proxy_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_proxy_nothing_can_be_entered(qtbot: QtBot, worker: Worker) -> None:
    box = Box(qtbot, worker, Settings())
    assert "No proxy is used" in box.said()
    assert not box.button("proxy_save").isEnabled()


def test_an_own_proxy_is_set_once_its_address_is_one(qtbot: QtBot, worker: Worker) -> None:
    box = Box(qtbot, worker, Settings())
    box.choose("own")
    assert box.settings.value == Settings()
    for wrong, said in (
        ("", "Type the address"),
        ("socks5://p:1", "not SOCKS"),
        ("http://me:word@p:1", "Leave out user"),
    ):
        box.type("proxy_address", wrong, enter=True)
        assert said in box.said()
        assert box.settings.value == Settings()
    box.type("proxy_address", " proxy.example:3128 ", enter=True)
    assert (box.settings.value.proxy, box.settings.value.proxy_address) == ("own", "proxy.example:3128")
    assert "through http://proxy.example:3128" in box.said()
    box.choose("none")
    assert box.settings.value.proxy == "none"
    assert "No proxy is used" in box.said()


def test_the_password_is_in_the_keyring_alone_and_for_this_proxy_alone(qtbot: QtBot, worker: Worker) -> None:
    box = Box(qtbot, worker, Settings(proxy="own", proxy_address="proxy.example:3128"))
    changed: list[None] = []
    box.box.changed.connect(lambda: changed.append(None))
    box.type("proxy_user", "me")
    box.type("proxy_password", PASSWORD, enter=True)
    assert "kept in this computer’s keyring" in box.said()
    assert list(box.keyring._keys) == ["proxy http://proxy.example:3128"]
    assert PASSWORD not in json.dumps(asdict(box.settings.value), default=dict)
    assert [line.text() for line in box.box.findChildren(QLineEdit) if line.objectName() != "proxy_address"] == ["", ""]
    box.type("proxy_address", "other.example:3128", enter=True)
    assert "If it wants a password" in box.said()
    assert not box.button("proxy_delete").isEnabled()
    box.type("proxy_address", "proxy.example:3128", enter=True)
    box.click("proxy_delete")
    assert box.keyring._keys == {}
    assert len(changed) == 2


def test_a_proxy_of_the_system_that_cannot_be_used_is_said(
    qtbot: QtBot, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    box = Box(qtbot, worker, Settings())
    assert "cannot be used" in box.said()
    assert "SOCKS" in box.said()
