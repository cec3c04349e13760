"""The demo service behind the use cases, with a door that can slam: before, after, or in the middle of a call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from desktop_app.demo.app import create_app
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.pro.retry import RetryPolicy
from desktop_app.store.database import Database

Fault = Callable[[httpx.Request], BaseException | None]


class Door(httpx.AsyncBaseTransport):
    """Carries requests to the service inside the program; `before` and `after` may raise in their place."""

    def __init__(self, app: Starlette) -> None:
        self._inside = httpx.ASGITransport(app)
        self.sent: list[httpx.Request] = []
        self.before: Fault = lambda _: None
        self.after: Fault = lambda _: None
        self.answer: Callable[[httpx.Request, httpx.Response], httpx.Response] = lambda _, given: given

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request on."""
        self.sent.append(request)
        if error := self.before(request):
            raise error
        response = await self._inside.handle_async_request(request)
        if error := self.after(request):
            raise error
        return self.answer(request, response)

    def count(self, method: str, path: str = "") -> int:
        """Return how many requests of that method to paths that begin so were made."""
        return sum(r.method == method and r.url.path.startswith(path) for r in self.sent)


@pytest.fixture
def service() -> Iterator[Starlette]:
    app = create_app(None)
    yield app
    app.state.service.close()


@pytest.fixture
def door(service: Starlette) -> Door:
    return Door(service)


@pytest.fixture
def client(door: Door) -> ProClient:
    """A client of the demo; like the real one, but it does not wait before it tries again."""
    return ProClient(DEMO, DEMO_KEY, transport=door, retry=RetryPolicy(first_wait=0))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "desk.sqlite")
    made.open()
    yield made
    made.close()
