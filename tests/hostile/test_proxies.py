"""A proxy that reads along: it never sees a key, a call to this computer, or a password that is meant for another."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import custom
from desktop_app.pro.errors import Offline, Sent
from desktop_app.pro.retry import RetryPolicy
from tests.support.proxy import HOST, RecordingProxy, TlsService

KEY = "Zq7-not-to-be-found-anywhere"
PASSWORD = "pa55-word:of/the proxy"
VARIABLES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
HASTY = RetryPolicy(first_wait=0.001)


@pytest.fixture(autouse=True)
def _no_proxy_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TlsService:
    pytest.importorskip("cryptography")  # it comes with the keyring of Linux
    service = TlsService(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(service.ca))
    return service


async def ask(url: str, **options: Any) -> None:
    client = ProClient(custom(url), KEY, retry=HASTY, **options)
    try:
        await client.account.package_sizes()
    finally:
        await client.close()


Through = Callable[[str, RecordingProxy], Coroutine[Any, Any, None]]


def with_proxy(tls: TlsService, go: Through, url: str = "https://{host}:{port}", **options: Any) -> RecordingProxy:
    """Run `go(address of the service, the proxy)` with the service and a proxy that leads to it."""

    async def run() -> RecordingProxy:
        async with tls.serving(), RecordingProxy(tls.port, **options).serving() as proxy:
            await go(url.format(host=HOST, port=tls.port), proxy)
            return proxy

    return asyncio.run(run())


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_plain_http_to_this_computer_takes_no_proxy(variable: str, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []

    async def service(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]")
        writer.close()
        await writer.wait_closed()

    async def go() -> RecordingProxy:
        server = await asyncio.start_server(service, host, 0)
        port = server.sockets[0].getsockname()[1]
        async with RecordingProxy(port).serving() as proxy, server:
            monkeypatch.setenv(variable, f"http://{proxy.address}")
            await ask(f"http://{host}:{port}")
            return proxy

    proxy = asyncio.run(go())
    assert not proxy.asked
    assert KEY.encode() in heard[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_https_to_this_computer_takes_no_proxy(tls: TlsService, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(url: str, proxy: RecordingProxy) -> None:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
        await ask(url)

    proxy = with_proxy(tls, go, "https://" + host + ":{port}")
    assert not proxy.asked
    assert KEY in tls.heard[0]


@pytest.mark.parametrize("variable", VARIABLES[2:])
def test_a_proxy_on_the_way_is_asked_to_connect_and_sees_no_key(
    tls: TlsService, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go(url: str, proxy: RecordingProxy) -> None:
        monkeypatch.setenv(variable, proxy.address)  # without http:// too
        await ask(url)

    proxy = with_proxy(tls, go)
    assert [line.split()[:2] for line in proxy.asked] == [["CONNECT", f"{HOST}:{tls.port}"]]
    assert KEY in tls.heard[0]
    assert KEY.encode() not in proxy.seen
    assert b64encode(KEY.encode()).rstrip(b"=") not in proxy.seen


def test_what_no_proxy_names_takes_none(tls: TlsService, monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(url: str, proxy: RecordingProxy) -> None:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        monkeypatch.setenv("NO_PROXY", "elsewhere.example, .example")
        # Nobody but the proxy knows the host.
        with pytest.raises(Offline) as caught:
            await ask(url)
        assert caught.value.sent is Sent.NO

    assert not with_proxy(tls, go).asked


def test_a_proxy_that_wants_a_password_is_asked_once_and_said_to_want_one(
    tls: TlsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go(url: str, proxy: RecordingProxy) -> None:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        with pytest.raises(Offline) as caught:
            await ask(url)
        assert (type(caught.value).__name__, caught.value.code) == ("ProxyFailed", "password-wanted")
        assert caught.value.sent is Sent.NO

    assert len(with_proxy(tls, go, login=("user", PASSWORD)).asked) == 1
    assert not tls.heard


def test_a_proxy_gets_the_password_that_is_kept_for_it(tls: TlsService, caplog: pytest.LogCaptureFixture) -> None:
    from desktop_app.pro.proxies import ProxyChoice

    async def go(url: str, proxy: RecordingProxy) -> None:
        def find(base_url: str) -> Any:
            found = ProxyChoice("own", proxy.address).find(base_url)
            assert found is not None
            assert PASSWORD not in repr(found.with_login("user", PASSWORD))
            return found.with_login("user", PASSWORD)

        await ask(url, find_proxy=find)

    caplog.set_level(logging.DEBUG)
    proxy = with_proxy(tls, go, login=("user", PASSWORD))
    assert len(tls.heard) == 1
    assert KEY.encode() not in proxy.seen
    assert "proxy-authorization" not in tls.heard[0].lower()
    assert PASSWORD not in caplog.text


def test_a_password_that_a_proxy_repeats_is_in_no_error(tls: TlsService) -> None:
    from desktop_app.pro.proxies import read_proxy

    said = b64encode(f"user:{PASSWORD}".encode()).decode()

    async def go(url: str, proxy: RecordingProxy) -> None:
        with pytest.raises(Offline) as caught:
            await ask(url, find_proxy=lambda _url: read_proxy(proxy.address).with_login("user", PASSWORD))
        error: BaseException | None = caught.value
        while error is not None:
            words = f"{error!r} {error} {error.args} {getattr(error, 'message', '')}"
            assert PASSWORD not in words
            assert said.rstrip("=")[8:-4] not in words
            error = error.__cause__ or error.__context__

    with_proxy(tls, go, login=("another", "one"), refusal=f"no: {PASSWORD} {said}")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("socks5://127.0.0.1:1080", "not-http"),
        ("http://", "not-an-address"),
        ("http://proxy:port", "not-an-address"),
        (f"http://user:{PASSWORD}@proxy/?x", "not-an-address"),
        ("http://user:word@proxy/path", "has-extras"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_said_and_never_passed_by(
    tls: TlsService, address: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)

    async def go(url: str, _proxy: RecordingProxy) -> None:
        with pytest.raises(Offline) as caught:
            await ask(url)
        assert caught.value.code == reason
        assert caught.value.sent is Sent.NO
        assert PASSWORD not in repr(caught.value.__cause__) + str(caught.value)

    with_proxy(tls, go)
    assert not tls.heard
