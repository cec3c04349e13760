"""The real window against a service on a socket that is hostile in what it says."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pytestqt.qtbot import QtBot

from desktop_app.demo.app import create_app
from desktop_app.main.program import Program
from desktop_app.main.start import log_handler
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import SettingsFile

KEY = "Zq7-not-to-be-found/anywhere+9"

Change = Callable[[str, str, Any], Any]
"""Given method, path and an answer's JSON; returns what is answered instead, or (status, JSON)."""


class HostileService:
    """A demo over a socket whose answers are changed by `change`; `headers` are added to each of them."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.headers: list[tuple[str, str]] = []
        self.heard: list[tuple[str, str, dict[str, str]]] = []
        self._app = create_app(None, key=KEY, consignments=40)
        self._ready = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer as the demo does, changed."""
        if scope["type"] != "http":
            return
        self.heard.append((scope["method"], scope["path"], {n.decode(): v.decode() for n, v in scope["headers"]}))
        said: dict[str, Any] = {"body": b""}

        async def keep(message: Any) -> None:
            if message["type"] == "http.response.start":
                said.update(status=message["status"], headers=message["headers"])
            else:
                said["body"] += message.get("body", b"")

        await self._app(scope, receive, keep)
        status, body, headers = said["status"], said["body"], dict(said["headers"])
        try:
            changed = self.change(scope["method"], scope["path"], json.loads(body or b"null"))
            if isinstance(changed, tuple):
                status, changed = changed
                headers[b"content-type"] = b"application/json"
            body = json.dumps(changed, ensure_ascii=False).encode()
        except ValueError:
            pass
        headers[b"content-length"] = str(len(body)).encode()
        every = [*headers.items(), *((name.encode(), value.encode()) for name, value in self.headers)]
        await send({"type": "http.response.start", "status": status, "headers": every})
        await send({"type": "http.response.body", "body": body})

    def serve(self) -> Iterator[Environment]:
        """Serve until the generator is closed; yields the environment that leads here."""
        ready = self._ready

        class Server(uvicorn.Server):
            async def startup(self, *arguments: Any, **named: Any) -> None:
                await super().startup(*arguments, **named)
                ready.set()

        server = Server(uvicorn.Config(self, port=0, lifespan="off", log_level="critical"))
        thread = threading.Thread(target=server.run)
        thread.start()
        assert ready.wait(20)
        yield environments.custom(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        server.should_exit = True
        thread.join()
        self._app.state.service.close()


@pytest.fixture
def hostile(request: pytest.FixtureRequest) -> Iterator[Callable[[Change], tuple[HostileService, Environment]]]:
    """Makes a hostile service, which is stopped after the test."""
    running: list[Iterator[Environment]] = []

    def begin(change: Change) -> tuple[HostileService, Environment]:
        service = HostileService(change)
        running.append(service.serve())
        return service, next(running[-1])

    yield begin
    for serving in running:
        for _ in serving:
            pass


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """The data folder; once the program has ended, no file in it holds KEY."""
    folder = tmp_path / "data"
    yield folder
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert "settings.json" in {path.name for path in files}
    assert [path.name for path in files if KEY.encode() in path.read_bytes()] == []


@pytest.fixture
def start(qtbot: QtBot, data: Path) -> Iterator[Callable[[Environment], Program]]:
    """Start the program with KEY for an environment, and its log; it is closed as a person would close it."""
    libraries = [logging.getLogger(name) for name in ("httpx", "httpcore")]
    levels = [library.level for library in libraries]
    handler = log_handler(data / "log")
    logger = logging.getLogger()
    logger.addHandler(handler)
    running: list[Program] = []

    def begin(environment: Environment) -> Program:
        keyring = SessionSecrets()
        keyring.set(environment.slot, KEY)
        file = SettingsFile(data / "settings.json")
        program = Program(data, keyring, file, file.load())
        running.append(program)
        program.start(environment)
        return program

    yield begin
    for program in running:
        with qtbot.waitCallback() as closed:
            program.window.destroyed.connect(closed)
            program.window.close()
            program.window.deleteLater()
    logger.removeHandler(handler)
    handler.close()
    for library, level in zip(libraries, levels, strict=True):
        library.setLevel(level)
