"""Faults over a socket: an ASGI application around the demo's, and a protocol that lets it tear connections down."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from desktop_app.demo.faults import answers
from desktop_app.demo.faults.plan import Fault, Kind, Plan

_CONNECTION = "desktop_app.demo.connection"
_RESET = struct.pack("ii", 1, 0)


class TearableProtocol(H11Protocol):
    """HTTP/1.1 whose applications can find their connection in the scope, to tear it down."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a new connection, and name it in the scope of every call that comes over it."""
        super().connection_made(transport)
        app = self.app

        async def named(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, _CONNECTION: transport}, receive, send)

        self.app = named


class FaultyApp:
    """Answers as `app` does, except that some calls go wrong as `plan` says; needs the protocol above."""

    def __init__(self, app: ASGIApp, plan: Plan) -> None:
        self._app = app
        self._plan = plan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        faults = self._plan.next(scope["method"], scope["path"])
        fault = faults.fault
        send = _dated(send, faults.skew)
        if faults.delay:
            await asyncio.sleep(faults.delay)
        if not fault:
            return await self._app(scope, receive, send)
        if not answers.before(fault.kind):
            return await self._after(scope, receive, send, fault, faults.skew)
        await _heard(receive)
        answer = answers.substitute(fault, faults.skew)
        if not answer:
            return await _tear(scope, receive)
        return await _say(send, answer.status, answer.headers, [answer.body], len(answer.body))

    async def _after(self, scope: Scope, receive: Receive, send: Send, fault: Fault, skew: float) -> None:
        """Let the service do what was asked, and spoil its answer."""
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._app(scope, receive, keep)
        status = kept[0]["status"]
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in kept[0]["headers"]
            if name != b"content-length"
        ]
        body = b"".join(message.get("body", b"") for message in kept[1:])
        if answer := answers.substitute(fault, skew, status):
            await _say(send, answer.status, answer.headers, [answer.body], len(answer.body))
        elif fault.kind == Kind.HUGE:
            size = int(fault.amount)
            await _say(send, status, headers, answers.huge(size), answers.huge_length(size))
        elif fault.kind == Kind.DRIP:
            await _say(send, status, headers, answers.drips(body), len(body), fault.amount / answers.DRIPS)
        elif fault.kind == Kind.HALF:
            await _say(send, status, headers, [body[: len(body) // 2]], len(body), end=False)
            scope[_CONNECTION].close()
            await _gone(receive)
        else:
            await _tear(scope, receive)


async def _tear(scope: Scope, receive: Receive) -> None:
    """Reset the connection: what was accepted cannot be refused any more, this is the nearest to it."""
    connection = scope[_CONNECTION]
    raw = connection.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    connection.abort()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Wait until the server has seen that the connection is no more, lest it find the answer missing."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _dated(send: Send, skew: float) -> Send:
    async def dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            date = (b"date", answers.date(skew).encode())
            message = {**message, "headers": [*message["headers"], date]}
        await send(message)

    return dated


async def _heard(receive: Receive) -> None:
    """Read the call to its end, as a gateway does, so that the answer is not lost to a client still sending."""
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _say(
    send: Send,
    status: int,
    headers: Iterable[tuple[str, str]],
    pieces: Iterable[bytes],
    length: int,
    pause: float = 0.0,
    *,
    end: bool = True,
) -> None:
    lines = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    lines.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    for piece in pieces:
        if pause:
            await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    if end:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
