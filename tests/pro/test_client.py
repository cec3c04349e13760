"""The client over real sockets that misbehave: what is sent again, what is not, and what each failure becomes."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.pro import client as client_module
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import custom
from desktop_app.pro.errors import (
    BadAnswer,
    Interrupted,
    NoKey,
    Offline,
    ProError,
    RateLimited,
    Rejected,
    Sent,
    ServiceFailed,
    Unauthorised,
)
from desktop_app.pro.models import Consignment
from desktop_app.pro.polling import Polling
from desktop_app.pro.retry import Gate, RetryPolicy
from desktop_app.pro.wire import MAX_JSON

KEY = "s3cret-key"
HASTY = RetryPolicy(attempts=3, first_wait=0.001, longest_wait=0.5)


def answer(status: str, body: bytes = b"", kind: str = "application/json", extra: str = "", cut: int = 0) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body) + cut}\r\n"
    return f"{head}Connection: close\r\n{extra}\r\n".encode() + body


class Server:
    """Answers each connection with the next of `script` (the last one again and again), and keeps what it was asked."""

    def __init__(self, *script: bytes | None) -> None:
        self.script = list(script)
        self.asked: list[str] = []
        self._connections: list[asyncio.Task[None]] = []

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.append(asyncio.get_running_loop().create_task(self.serve(reader, writer)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        said = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if said is None:
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        else:
            writer.write(said)
            await writer.drain()
        writer.close()

    @asynccontextmanager
    async def client(self, retry: RetryPolicy = HASTY, **options: Any) -> Any:
        server = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        made = ProClient(custom(f"http://127.0.0.1:{port}"), KEY, retry=retry, **options)
        try:
            yield made
        finally:
            await made.close()
            server.close()
            await server.wait_closed()
            await asyncio.gather(*self._connections)


def ask(server: Server, do: Callable[[ProClient], Awaitable[Any]], **options: Any) -> Any:
    async def go() -> Any:
        async with server.client(**options) as client:
            return await do(client)

    return asyncio.run(go())


def get(client: ProClient) -> Awaitable[Any]:
    return client.consignments.get("EC-1")


def create(client: ProClient) -> Awaitable[Any]:
    return client.consignments.create(Consignment(tags=("ü",)))


def failure(server: Server, do: Callable[[ProClient], Awaitable[Any]], **options: Any) -> ProError:
    with pytest.raises(ProError) as raised:
        ask(server, do, **options)
    assert KEY not in repr(raised.value) + str(raised.value)
    return raised.value


def test_a_request_carries_the_key_the_version_and_its_terms() -> None:
    server = Server(answer("200 OK", b'{"Count": 0, "ConsignmentSummaries": []}'))
    ask(server, lambda c: c.consignments.search([("postCode", "M1 5WG&x=1")], 50, 100))
    head = server.asked[0]
    assert head.startswith("GET /consignments/50/100?postCode=M1%205WG%26x%3D1 ") or "postCode=M1+5WG%26x%3D1" in head
    assert f"ocp-apim-subscription-key: {KEY}\r\n" in head
    assert "electio-api-version: 1.1\r\n" in head


def test_without_a_key_nothing_is_sent() -> None:
    async def go() -> None:
        client = ProClient(custom("http://127.0.0.1:9"), None)
        with pytest.raises(NoKey):
            await client.account.package_sizes()
        await client.close()

    asyncio.run(go())


def test_nobody_there_is_offline_and_never_sent_even_for_a_write() -> None:
    async def go() -> ProError:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
        client = ProClient(custom(f"http://127.0.0.1:{port}"), KEY, retry=HASTY)
        with pytest.raises(Offline) as raised:
            await create(client)
        await client.close()
        return raised.value

    assert asyncio.run(go()).sent is Sent.NO


def test_a_read_is_sent_again_until_it_is_answered() -> None:
    server = Server(None, answer("503 x"), answer("200 OK", b'{"Reference": "EC-1"}'))
    assert ask(server, get).reference == "EC-1"
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (None, Interrupted),
        (answer("201 Created", b'[{"Href"', cut=50), Interrupted),
        (answer("502 Bad Gateway", b"<html>", "text/html"), ServiceFailed),
        (answer("201 Created", b"<html>", "text/html"), BadAnswer),
        (answer("201 Created", b"[{"), BadAnswer),
        (b"not http at all\r\n\r\n", Interrupted),
    ],
)
def test_a_write_that_may_have_arrived_is_never_sent_again(said: bytes | None, kind: type[ProError]) -> None:
    server = Server(said)
    error = failure(server, create)
    assert type(error) is kind
    assert error.sent is Sent.UNKNOWN
    assert len(server.asked) == 1


def test_a_write_that_was_turned_away_waits_as_asked_and_goes_again() -> None:
    server = Server(
        answer("429 Slow", extra="Retry-After: 0\r\n"), answer("201 Created", b'[{"Href": "/consignments/EC-9"}]')
    )
    assert ask(server, create)[0].reference == "EC-9"
    assert len(server.asked) == 2


def test_a_wait_longer_than_we_would_wait_is_the_user_s_to_know() -> None:
    error = failure(Server(answer("429 Slow", extra="Retry-After: 3600\r\n")), get)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 3600


def test_a_redirect_is_not_followed_so_the_key_stays_here() -> None:
    elsewhere = Server(answer("200 OK", b"{}"))

    async def go() -> None:
        async with elsewhere.client() as other:
            place = f"Location: {other.environment.base_url}/consignments/EC-1\r\n"
            async with Server(answer("302 Found", extra=place)).client() as client:
                with pytest.raises(BadAnswer):
                    await get(client)

    asyncio.run(go())
    assert elsewhere.asked == []


def test_no_answer_in_time() -> None:
    class Silent(Server):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
            await reader.read()
            writer.close()

    server = Silent()
    # Long enough for the request to arrive: on Windows a new connection is seen a turn of the loop later.
    error = failure(server, create, answer_seconds=0.5)
    assert isinstance(error, Interrupted)
    assert error.sent is Sent.UNKNOWN
    assert len(server.asked) == 1


def test_an_answer_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER", 1000)
    large = answer("200 OK", b'{"Reference": "' + b"x" * 2000 + b'"}', extra="X-Correlation-Id: c-9\r\n")
    error = failure(Server(large), get)
    assert isinstance(error, BadAnswer)
    assert (error.code, error.correlation_id) == ("too-large", "c-9")


def test_half_an_answer_still_names_the_call_in_the_service_s_log() -> None:
    error = failure(Server(answer("201 Created", b"[{", cut=50, extra="X-Correlation-Id: c-9\r\n")), create)
    assert isinstance(error, Interrupted)
    assert error.correlation_id == "c-9"


@pytest.mark.parametrize("key", ["kéy", "key\r\nx: y", "…"])
def test_a_key_that_cannot_be_sent_is_refused_here(key: str) -> None:
    async def go() -> None:
        client = ProClient(custom("http://127.0.0.1:9"), key)
        with pytest.raises(Unauthorised) as raised:
            await client.account.package_sizes()
        assert raised.value.sent is Sent.NO
        await client.close()

    asyncio.run(go())


def test_an_answer_that_cannot_be_unpacked() -> None:
    error = failure(Server(answer("200 OK", b"no gzip", extra="Content-Encoding: gzip\r\n")), get)
    assert isinstance(error, BadAnswer)


def test_text_that_no_encoding_has_is_refused_here() -> None:
    server = Server(answer("200 OK"))
    for do in (
        lambda c: c.consignments.search([("searchTerm", "\ud800")], 1, 0),
        lambda c: c.consignments.create(Consignment(tags=("\ud800",))),
    ):
        error = failure(server, do)
        assert isinstance(error, Rejected)
        assert error.sent is Sent.NO
    assert server.asked == []


class Busy(Server):
    """Turns away the first request, and answers all that come when the pause is over; keeps when each came.

    A request for `slow` is answered only when another has been turned away and its pause is over.
    """

    pause = 0.3

    def __init__(self, asks: str) -> None:
        super().__init__(b"")
        self.asks = asks
        self.came: list[tuple[str, float]] = []
        self.turned_away = 0.0
        self.asked_once, self.over = asyncio.Event(), asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        reference = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode().rsplit("/", 1)[1]
        self.came.append((reference, loop.time()))
        self.asked_once.set()
        said = answer("200 OK", f'{{"Reference": "{reference}"}}'.encode())
        if reference == "slow":
            await self.over.wait()
        elif not self.turned_away:
            self.turned_away = loop.time()
            loop.call_later(self.pause, self.over.set)
            said = answer("429 Slow", extra=self.asks)
        writer.write(said)
        await writer.drain()
        writer.close()


class HeardGate(Gate):
    """A gate that tells when it has been closed."""

    def __init__(self) -> None:
        super().__init__()
        self.held = asyncio.Event()

    def hold(self, seconds: float) -> None:
        super().hold(seconds)
        self.held.set()


def soon(seconds: int) -> str:
    at = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
    pair = [format_datetime(each, usegmt=True) for each in (at, at + timedelta(seconds=seconds))]
    return f"Date: {pair[0]}\r\nRetry-After: {pair[1]}\r\n"


@pytest.mark.parametrize("asks", ["Retry-After: 1\r\n", soon(1), ""], ids=["seconds", "date", "neither"])
def test_a_pause_holds_every_call_and_cuts_none(asks: str) -> None:
    async def go() -> Busy:
        server = Busy(asks)
        policy = RetryPolicy(first_wait=0.4, longest_wait=5)
        gate = HeardGate()
        async with asyncio.timeout(20), server.client(policy, gate=gate) as client:
            slow = asyncio.create_task(client.consignments.get("slow"))
            await server.asked_once.wait()
            first = asyncio.create_task(client.consignments.get("first"))
            await gate.held.wait()
            others = [client.consignments.get(f"EC-{n}") for n in range(4)]
            answers = await asyncio.gather(slow, first, *others)
        assert [each.reference for each in answers] == ["slow", "first", "EC-0", "EC-1", "EC-2", "EC-3"]
        return server

    server = asyncio.run(go())
    waited = 1.0 if asks else 0.2  # without a word from the service: from half of the first wait on
    later = [at - server.turned_away for _, at in server.came[2:]]
    assert len(later) == 5
    assert min(later) >= waited
    assert max(later) - min(later) > 0.001


def test_clients_of_one_environment_can_share_the_pause() -> None:
    async def go() -> None:
        server = Server(answer("429 Slow", extra="Retry-After: 3600\r\n"))
        gate = Gate()
        async with server.client(gate=gate) as one, server.client(gate=gate) as other:
            with pytest.raises(RateLimited):
                await get(one)
            with pytest.raises(RateLimited) as raised:
                await create(other)
        assert raised.value.sent is Sent.NO
        assert len(server.asked) == 1

    asyncio.run(go())


def test_pages_are_asked_for_until_nothing_new_comes() -> None:
    def page(*references: str) -> bytes:
        return answer("200 OK", json.dumps({"ConsignmentSummaries": [{"Reference": r} for r in references]}).encode())

    async def go(client: ProClient) -> list[str]:
        return [row.reference async for row in client.consignments.each([("state", "Allocated")], take=2)]

    server = Server(page("a", "b"), page("b", "c"), page("c", "b"))
    assert ask(server, go) == ["a", "b", "c"]
    assert [head.split()[1] for head in server.asked] == [
        f"/consignments/2/{skip}?state=Allocated" for skip in (0, 2, 4)
    ]


def test_a_202_is_followed_over_the_network() -> None:
    server = Server(
        answer("202 Accepted"),
        answer("200 OK", b'{"Status": "Allocating"}'),
        answer("200 OK", b'{"Status": "Allocated"}'),
    )
    polling = Polling(looks=(0, 0, 0))
    (line,) = ask(server, lambda c: c.allocation.with_quote("EC-1", "q"), polling=polling)
    assert (line.data, line.is_success, line.moving) == ("EC-1", True, False)
    assert len(server.asked) == 3


def test_a_start_reads_no_tables_of_letters_and_a_host_in_other_letters_is_still_understood() -> None:
    script = (
        "import sys, desktop_app.pro.client, httpx\n"
        "assert not {'idna.idnadata', 'importlib.metadata', 'rich'} & set(sys.modules)\n"
        "assert httpx.URL('https://bücher.example/').raw_host == b'xn--bcher-kva.example'\n"
        "assert httpx.URL('https://xn--bcher-kva.example/').host == 'bücher.example'\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True)


@pytest.mark.parametrize("coding", ["gzip, gzip", "gzip\r\nContent-Encoding: gzip", "deflate", "br", "zstd"])
def test_an_answer_in_a_coding_that_was_not_asked_for_is_refused_packed(coding: str) -> None:
    packed = gzip.compress(gzip.compress(b'{"Reference": "EC-1"}'))
    server = Server(answer("200 OK", packed, extra=f"Content-Encoding: {coding}\r\nX-Correlation-Id: c-9\r\n"))
    error = failure(server, get)
    assert isinstance(error, BadAnswer)
    assert (error.code, error.status, error.correlation_id) == ("not-decoded", 200, "c-9")
    assert "accept-encoding: gzip\r\n" in server.asked[0]


def test_an_answer_that_unpacks_over_the_limit_is_refused() -> None:
    bomb = answer("200 OK", gzip.compress(bytes(MAX_JSON + 1)), extra="Content-Encoding: gzip\r\n")
    error = failure(Server(bomb), get)
    assert isinstance(error, BadAnswer)
    assert error.code == "too-large"


def test_a_read_is_given_up_when_it_takes_too_long_in_all() -> None:
    """Each try is short of its own limit; together they are not."""
    error = failure(Server(answer("503 x")), get, retry=RetryPolicy(first_wait=30), read_seconds=0.1)
    assert isinstance(error, Interrupted)
    assert error.sent is Sent.YES


def test_the_limit_of_a_read_is_none_of_a_write() -> None:
    server = Server(answer("429 Slow"), answer("201 Created", b'[{"Href": "/consignments/EC-9"}]'))
    assert ask(server, create, retry=RetryPolicy(first_wait=0.2), read_seconds=0.001)[0].reference == "EC-9"
