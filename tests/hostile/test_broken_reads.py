"""A service that breaks off, over a socket: what only asked is never said to have been done, nor not to have been."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import custom
from desktop_app.pro.errors import ProError
from desktop_app.pro.retry import RetryPolicy
from desktop_app.ui.error_words import error_words
from tests.pro.calls import ENDPOINTS, Endpoint

ABOUT_WRITES = ("may have been done", "before you do it again", "Nothing was sent", "was not created", "not known")

BREAKS = {
    "at once": b"",
    "in the status line": b"HTTP/1.1 20",
    "after the headers": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n",
    "in the middle": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n[{"Ref',
    "in a chunk": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{",
    "not HTTP": b"\x00\x01\x02 hello\r\n\r\n",
    "server error": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example\r\nContent-Length: 0\r\n\r\n",
    "login page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
}


def asks(endpoint: Endpoint) -> bool:
    """Say whether the call only asks: by GET, or by one of the POSTs that are questions."""
    return endpoint.request.startswith(("GET", "POST /quotes")) or (
        "options" in endpoint.request and "select" not in endpoint.request and "reserve" not in endpoint.request
    )


async def failures(said: bytes | None) -> list[tuple[Endpoint, ProError | None]]:
    """Call all of a service that says `said` and closes (None: it never says anything); return what is raised."""
    serving: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())  # type: ignore[arg-type]
        # One that is not patient enough may have gone before it has asked.
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            if said is None:
                await reader.read()
            else:
                writer.write(said)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    patience = 0.02 if said is None else 30.0
    client = ProClient(custom(url), "key", retry=RetryPolicy(attempts=1), answer_seconds=patience)
    found: list[tuple[Endpoint, ProError | None]] = []
    for endpoint in ENDPOINTS:
        try:
            await endpoint.do(client)
        except ProError as error:
            found.append((endpoint, error))
        else:
            found.append((endpoint, None))
    await client.close()
    await asyncio.wait(serving)
    server.close()
    return found


def words(error: ProError) -> str:
    said = error_words(error, "Find consignments")
    return f"{said.title}. {said.advice}"


@pytest.mark.parametrize("how", [*BREAKS, "silence"])
def test_a_read_that_breaks_says_nothing_of_having_been_done(how: str) -> None:
    failed = asyncio.run(failures(BREAKS.get(how)))
    assert len(failed) > 30
    for endpoint, error in failed:
        if error is None:
            # Where nothing of the answer is used, a page of any kind is one.
            assert how == "login page"
            assert not asks(endpoint)
            continue
        told = words(error)
        if asks(endpoint):
            assert not any(each in told for each in ABOUT_WRITES), (endpoint.request, told)
        else:
            assert "may have been done" in told, (endpoint.request, told)


@pytest.mark.parametrize("write", [False, True])
def test_one_that_cannot_be_reached_says_that_nothing_was_sent_of_a_write_alone(write: bool) -> None:
    async def nobody_there(endpoint: Endpoint) -> ProError:
        server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        client = ProClient(custom(f"http://127.0.0.1:{port}"), "key", retry=RetryPolicy(attempts=1))
        try:
            with pytest.raises(ProError) as raised:
                await endpoint.do(client)
        finally:
            await client.close()
        return raised.value

    endpoint = next(each for each in ENDPOINTS if asks(each) is not write)
    assert ("Nothing was sent" in words(asyncio.run(nobody_there(endpoint)))) is write
