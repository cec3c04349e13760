"""Faults in-process: an httpx transport that goes wrong as `--faults` does over a socket, for tests of a client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import httpx

from desktop_app.demo.faults import answers
from desktop_app.demo.faults.plan import Fault, Kind, Plan


class FaultyTransport(httpx.AsyncBaseTransport):
    """Passes calls on to `inner`, except that some of them go wrong; what, is in the demo’s README.md («Faults»).

    Raises ValueError for a spec that cannot be read. Delays are slept through, timeouts of httpx do not cut them
    short (it has none for a transport of its own): use `asyncio.timeout`.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, spec: str, *, seed: int = 1) -> None:
        self._inner = inner
        self._plan = Plan(spec, seed)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as `inner` does, or go wrong: with an answer of its own, half of one, or an httpx.TransportError."""
        faults = self._plan.next(request.method, request.url.path)
        if faults.delay:
            await asyncio.sleep(faults.delay)
        fault = faults.fault
        if fault and answers.before(fault.kind):
            response = self._unheard(request, fault, faults.skew)
        else:
            response = await self._inner.handle_async_request(request)
            if fault:
                response = await _spoilt(request, response, fault, faults.skew)
        if faults.skew:
            response.headers["date"] = answers.date(faults.skew)
        return response

    async def aclose(self) -> None:
        """Close the transport that is behind this one."""
        await self._inner.aclose()

    def _unheard(self, request: httpx.Request, fault: Fault, skew: float) -> httpx.Response:
        if fault.kind == Kind.REFUSED:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        answer = answers.substitute(fault, skew)
        if not answer:
            raise httpx.ReadError("Connection reset by peer", request=request)
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body)


async def _spoilt(request: httpx.Request, response: httpx.Response, fault: Fault, skew: float) -> httpx.Response:
    """Return what is left of a right answer."""
    body = await response.aread()
    await response.aclose()
    if fault.kind == Kind.RESET_AFTER:
        raise httpx.ReadError("Connection reset by peer", request=request)
    if answer := answers.substitute(fault, skew, response.status_code):
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body)
    headers = response.headers.copy()
    pieces: AsyncGenerator[bytes, None]
    if fault.kind == Kind.HUGE:
        headers["content-length"] = str(answers.huge_length(int(fault.amount)))
        pieces = _huge(int(fault.amount))
    elif fault.kind == Kind.DRIP:
        pieces = _dripping(body, fault.amount)
    else:
        pieces = _half(request, body)
    return httpx.Response(response.status_code, headers=headers, stream=_Stream(pieces))


class _Stream(httpx.AsyncByteStream):
    """A body that is made while it is read."""

    def __init__(self, pieces: AsyncGenerator[bytes, None]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._pieces:
            yield piece

    async def aclose(self) -> None:
        """Stop making it."""
        await self._pieces.aclose()


async def _huge(size: int) -> AsyncGenerator[bytes, None]:
    for block in answers.huge(size):
        yield block


async def _dripping(body: bytes, seconds: float) -> AsyncGenerator[bytes, None]:
    for piece in answers.drips(body):
        await asyncio.sleep(seconds / answers.DRIPS)
        yield piece


async def _half(request: httpx.Request, body: bytes) -> AsyncGenerator[bytes, None]:
    yield body[: len(body) // 2]
    raise httpx.RemoteProtocolError("peer closed connection without sending complete message body", request=request)
