"""The program behind a proxy: the password that is kept is used, and a change is seen by what is opened next."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop_app.main.opener import Opener
from desktop_app.pro.environments import custom
from desktop_app.services.session import Verdict
from desktop_app.store.secrets import SessionSecrets
from tests.support.proxy import HOST, RecordingProxy, TlsService

KEY = "Zq7-not-to-be-found-anywhere"
PASSWORD = "pa55 wörd:/"


def test_a_kept_password_opens_the_way_and_another_proxy_does_not_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cryptography")
    service = TlsService(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(service.ca))

    async def go() -> None:
        async with (
            service.serving(),
            RecordingProxy(service.port, ("me", PASSWORD)).serving() as proxy,
            RecordingProxy(service.port).serving() as other,
        ):
            environment = custom(f"https://{HOST}:{service.port}")
            opener = Opener(tmp_path / "data", SessionSecrets(), read_seconds=60)
            opener.set_proxy("own", proxy.address)
            assert (await opener.check(environment, KEY)).verdict is Verdict.NETWORK_FAILED
            await opener.proxy_logins.keep(environment, "own", proxy.address, "me", PASSWORD)
            assert (await opener.check(environment, KEY)).verdict is Verdict.WORKS
            first = (await opener.open(environment)).session
            assert (await opener.open(environment)).session is first
            opener.set_proxy("own", other.address)
            assert (await opener.check(environment, KEY)).verdict is Verdict.WORKS
            assert b"roxy-" not in other.seen.replace(b"Proxy-Connection", b"")
            assert (await opener.open(environment)).session is not first
            opener.set_proxy("own", "socks5://nowhere")
            assert (await opener.check(environment, KEY)).verdict is Verdict.NETWORK_FAILED
            opener.set_proxy("none", "")
            assert (await opener.check(environment, KEY)).verdict is Verdict.NETWORK_FAILED
            await opener.close()
            assert KEY.encode() not in proxy.seen + other.seen
            assert len(service.heard) == 2
            assert len(proxy.asked) == 2

    asyncio.run(go())
