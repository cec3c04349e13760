"""The whole program in this process, on a data folder of its own, and a service on a socket to speak to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.demo.app import create_app
from desktop_app.main.program import Program
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import SettingsFile
from desktop_app.ui.self_test.hand import Hand

KEY = "Zq7-not-to-be-found-anywhere"


@pytest.fixture
def keyring() -> SessionSecrets:
    """Stands where the keyring is; the real one is in tests/desktop."""
    return SessionSecrets()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, keyring: SessionSecrets) -> Iterator[Callable[..., Program]]:
    """Start the program; it is closed after the test as a person would close it."""
    running: list[Program] = []

    def begin(environment: Environment = environments.DEMO, page: str = "build_page") -> Program:
        file = SettingsFile(tmp_path / "data" / "settings.json")
        program = Program(tmp_path / "data", keyring, file, file.load())
        running.append(program)
        program.start(environment)
        Hand(program.window).see(QWidget, page)
        return program

    yield begin
    for program in running:
        program.window.close()
        # What is not saved yet is saved first.
        qtbot.waitUntil(partial(_hidden, program.window))
        with qtbot.waitCallback() as deleted:
            program.window.destroyed.connect(deleted)
            program.window.deleteLater()


def _hidden(window: QWidget) -> bool:
    return not window.isVisible()


@pytest.fixture
def service() -> Iterator[tuple[Environment, list[dict[str, Any]]]]:
    """A demo service on a socket that wants KEY, and the headers of each request that it got."""
    app = create_app(None, key=KEY)
    heard: list[dict[str, Any]] = []

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            heard.append({name.decode(): value.decode() for name, value in scope["headers"]})
        await app(scope, receive, send)

    ready = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, *arguments: Any, **named: Any) -> None:
            await super().startup(*arguments, **named)
            ready.set()

    server = Server(uvicorn.Config(listening, port=0, lifespan="off", log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(20)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield environments.custom(f"http://127.0.0.1:{port}"), heard
    server.should_exit = True
    thread.join()
    app.state.service.close()
