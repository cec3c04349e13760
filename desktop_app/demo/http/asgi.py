"""Calls over ASGI: the key, paths in any case, bodies in and out, error bodies."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.http.answers import PATIENCE, Links, Reply
from desktop_app.demo.rules.refusal import Refusal

_LOOK_AGAIN = 0.02
_XML = "XML is not served here: send JSON (content-type: application/json), and accept it."
_MOST_BYTES = 2 * 1024 * 1024
_MOST_BYTES_READ = 64 * 1024 * 1024
_HOST = re.compile(rb"[A-Za-z0-9.\-\[\]:]{1,255}")
_NEEDS_NO_BODY = re.compile(
    r"/(cancel|deallocate|split|heartbeat|allocatewithcheapestquote|(reserve|select|addpackages|removepackage)/[^/]+"
    r"|allocatewithquote/[^/]+|allocate(withcarrierservice|withservicegroup)?/.+)$"
)
"""Paths of calls that may come without a body."""


@dataclass(frozen=True, slots=True)
class Call:
    """What the path, query and body of a request say, and the links that its answer may carry."""

    path: dict[str, str]
    query: list[tuple[str, str]]
    body: Any
    links: Links


class Gate:
    """Lets in who has the key, after the latency; makes paths lower case, as the service takes them in any."""

    def __init__(self, app: ASGIApp, key: str, latency: float) -> None:
        self._app = app
        self._key = key.encode()
        self._latency = latency

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one call through, or answer 401."""
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


def endpoint(
    status: int, do: Callable[[Call], Any], due: Callable[[], None]
) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a call with `status` and what `do` returns; `due` is done first, once the call was read.

    None is an answer without a body.
    """

    async def answer(request: Request) -> Response:
        body = await _body(request) if request.method in {"POST", "PUT"} else None
        if not _accepts_json(request.headers.get("accept", "")):
            raise Refusal(406, "NotAcceptable", _XML)
        query = list(request.query_params.multi_items())
        call = Call(request.path_params, query, body, Links(_base(request.scope)))
        due()
        answered = do(call)
        if isinstance(answered, Reply) and answered.later:
            answered = await _in_time(answered.later, answered, due)
        if isinstance(answered, Reply):
            return _json(answered.content, answered.status)
        return Response(status_code=status) if answered is None else _json(answered, status)

    return answer


async def _in_time(later: Callable[[], Any], answered: Any, due: Callable[[], None]) -> Any:
    """Return what a call answers once it is done, or what it answered first if that takes longer than the patience."""
    end = time.monotonic() + PATIENCE
    while isinstance(answered, Reply) and answered.status == 202 and time.monotonic() < end:
        await asyncio.sleep(_LOOK_AGAIN)
        due()
        answered = later()
    return answered


async def _body(request: Request) -> Any:
    try:
        content = await _drained(request)
    except ClientDisconnect:
        raise Refusal(400, "MalformedRequest", "The request ended before its body did.") from None
    if len(content) > _MOST_BYTES:
        raise Refusal(413, "PayloadTooLarge", f"The request is larger than {_MOST_BYTES} bytes.")
    if not content and _NEEDS_NO_BODY.search(request.scope["path"]):
        return None
    kind = request.headers.get("content-type", "application/json").lower()
    if "xml" in kind or ("json" not in kind and content.lstrip().startswith(b"<")):
        raise Refusal(415, "UnsupportedMediaType", _XML)
    if "json" not in kind:
        raise Refusal(415, "UnsupportedMediaType", "The request must be JSON (content-type: application/json).")
    try:
        return loads(content)
    except ValueError as error:
        raise Refusal(400, "MalformedRequest", f"The request is not JSON: {error}") from None


def _accepts_json(accept: str) -> bool:
    """Say whether a caller takes JSON: who asks for XML alone does not; who says nothing, or anything else, does."""
    kinds = [kind.partition(";")[0].strip().lower() for kind in accept.split(",") if kind.strip()]
    return not kinds or any(not kind.endswith(("/xml", "+xml")) for kind in kinds)


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


HANDLERS = {Refusal: _refused, HTTPException: _no_such_call, Exception: _failed}
"""What answers errors: coroutines, since Starlette would run plain functions in threads of their own."""
