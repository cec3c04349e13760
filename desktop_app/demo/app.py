"""The demo service as a Starlette application: the key, paths in any case, bodies in and out, error bodies."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.http.answers import Links, Reply
from desktop_app.demo.routes import NEEDS_NO_BODY, ROUTES, Answer, Call
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.service import Service
from desktop_app.demo.times import Clock, SystemClock

_MOST_BYTES = 2 * 1024 * 1024
_MOST_BYTES_READ = 64 * 1024 * 1024
_HOST = re.compile(rb"[A-Za-z0-9.\-\[\]:]{1,255}")
_ABOUT_THE_ACCOUNT = {"/packagesizes", "/shippinglocations", "/shippinglocations/assigned", "/carrierservices"}


def create_app(
    path: Path | None,
    *,
    key: str = "demo",
    seed: int = 1,
    consignments: int = 500,
    clock: Clock | None = None,
    moment: float = 0.0,
    latency: float = 0.0,
    hero: bool = False,
    search_lag: float = 0.0,
    fill_later: bool = False,
) -> Starlette:
    """Return the demo service over the database at `path` (None: in memory), ready to answer.

    An empty database is filled with `consignments` consignments, the same for the same `seed` but for their dates,
    which are relative to the clock's now; with `fill_later` by the first call that is not about the account alone,
    so that who only packs does not wait for them. Allocating, manifesting and cancelling take `moment` seconds of the
    clock's time; meanwhile they answer 202 where the API page says so. Every call wants the header
    `ocp-apim-subscription-key: KEY` and is answered after `latency` seconds. With `hero` the account has the licence
    for delivery and pickup options; a search finds a consignment `search_lag` seconds (of this computer's time) after
    it was created. `app.state.service.close()` closes the database.
    """
    clock = clock or SystemClock()
    service = Service(path, clock, moment=moment, seed=seed, hero=hero, search_lag=search_lag)

    @cache
    def fill() -> None:
        if consignments > 0 and service.storage.is_empty():
            from desktop_app.demo.seed.seeder import (
                seed as sow,  # who has a database needs no people and towns to make one of
            )

            sow(service, clock.now(), seed=seed, consignments=consignments)
        service.life.wake()

    if not fill_later:
        fill()
    app = Starlette(
        routes=[
            Route(at, _endpoint(service, status, do, None if at in _ABOUT_THE_ACCOUNT else fill), methods=[method])
            for method, at, status, do in ROUTES
        ],
        middleware=[Middleware(_Gate, key=key, latency=latency)],
        exception_handlers={Refusal: _refused, HTTPException: _no_such_call, Exception: _failed},
    )
    app.router.redirect_slashes = False
    app.state.service = service
    return app


class _Gate:
    """Lets in who has the key, after the latency; makes paths lower case, as the service takes them in any."""

    def __init__(self, app: ASGIApp, key: str, latency: float) -> None:
        self._app = app
        self._key = key.encode()
        self._latency = latency

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if self._latency:
            await asyncio.sleep(self._latency)
        given = next((value for name, value in scope["headers"] if name == b"ocp-apim-subscription-key"), b"")
        if not secrets.compare_digest(given, self._key):
            with suppress(ClientDisconnect):
                await _drained(Request(scope, receive))
            message = "Access denied: the subscription key is missing or not valid."
            return await _error(Refusal(401, "Unauthorized", message))(scope, receive, send)
        path = scope["path"].lower().rstrip("/") or "/"
        return await self._app({**scope, "path": path}, receive, send)


def _endpoint(service: Service, status: int, do: Answer, fill: Callable[[], None] | None) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        body = await _body(request) if request.method in {"POST", "PUT"} else None
        query = list(request.query_params.multi_items())
        call = Call(request.path_params, query, body, Links(_base(request.scope)))
        if fill is not None:
            fill()
        service.life.advance()
        answered = do(service, call)
        if isinstance(answered, Reply):
            return _json(answered.content, answered.status)
        return _json(answered, status)

    return answer


async def _body(request: Request) -> Any:
    try:
        content = await _drained(request)
    except ClientDisconnect:
        raise Refusal(400, "MalformedRequest", "The request ended before its body did.") from None
    if len(content) > _MOST_BYTES:
        raise Refusal(413, "PayloadTooLarge", f"The request is larger than {_MOST_BYTES} bytes.")
    if not content and NEEDS_NO_BODY.search(request.scope["path"]):
        return None
    kind = request.headers.get("content-type", "application/json")
    if "json" not in kind.lower():
        raise Refusal(415, "UnsupportedMediaType", "The request must be JSON (content-type: application/json).")
    try:
        return loads(content)
    except ValueError as error:
        raise Refusal(400, "MalformedRequest", f"The request is not JSON: {error}") from None


async def _drained(request: Request) -> bytes:
    """Return the body, or so much of it as shows that it is too large; read to its end, so that the answer is heard."""
    content, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if len(content) <= _MOST_BYTES:
            content += chunk
        if size > _MOST_BYTES_READ:
            break
    return bytes(content)


def _base(scope: Scope) -> str:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return f"{scope['scheme']}://{host.decode('ascii') if _HOST.fullmatch(host) else 'localhost'}"


def _json(content: Any, status: int) -> Response:
    return Response(dumps(content), status, media_type="application/json")


def _error(refusal: Refusal) -> Response:
    return _json(refusal.body(), refusal.status)


# Handlers of errors are coroutines, since Starlette would run plain functions in threads of their own.


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _error(error)


async def _no_such_call(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "NotFound", 405: "MethodNotAllowed"}.get(error.status_code, "MalformedRequest")
    message = f"There is no call {request.method} {request.scope['path'][:200]}."
    response = _error(Refusal(error.status_code, code, message))
    response.headers.update(error.headers or {})
    return response


async def _failed(_request: Request, _error_raised: Exception) -> Response:
    return _error(Refusal(500, "InternalError", "The demo service failed; this is a bug in it."))
