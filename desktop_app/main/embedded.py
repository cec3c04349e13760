"""The demo service inside the program: made when the first call reaches it, and spoken to without a socket."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx

from desktop_app.services.threads import in_thread
from desktop_app.store.private import make_private_folder

if TYPE_CHECKING:
    from starlette.applications import Starlette

_MOMENT: Final = 0.4
"""Seconds that the demo takes to allocate, manifest or cancel: long enough to be seen, as with the real service."""


class EmbeddedDemo:
    """The service over the database at `path`; use it in one event loop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._app: Starlette | None = None

    def transport(self) -> httpx.AsyncBaseTransport:
        """Return what carries a client's requests to the service."""
        return _Inside(self)

    async def app(self) -> Starlette:
        """Return the service, made if need be."""
        if self._app is None:
            # It takes seconds on a busy computer, and what is typed meanwhile is to be on disk within one.
            await in_thread(_load)
        if self._app is None:
            from desktop_app.demo.app import create_app

            make_private_folder(self._path.parent)
            self._app = create_app(self._path, moment=_MOMENT, fill_later=True)
        return self._app

    def close(self) -> None:
        """Close its database."""
        if self._app is not None:
            self._app.state.service.close()


class _Inside(httpx.AsyncBaseTransport):
    def __init__(self, demo: EmbeddedDemo) -> None:
        self._demo = demo

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await httpx.ASGITransport(await self._demo.app()).handle_async_request(request)


def _load() -> None:
    importlib.import_module("desktop_app.demo.app")
