"""Asks for the newest version, when a person asks for it and never else; nothing is told but the request itself."""

from __future__ import annotations

import asyncio
from typing import Final, Literal

import httpx

from desktop_app import __version__
from desktop_app.pro.proxies import BadProxy, ProxyChoice
from desktop_app.services.updates import MOST_BYTES, CannotTell, Release, Trouble, read_release

ADDRESS: Final = ""
"""Where the newest version is told (https). Empty: the program has not been published yet, and nobody is asked."""
SECONDS: Final = 15.0
"""For the whole answer."""


class Updates:
    """Asks at `address`, over TLS that is verified, through the proxy that is set; no redirect is followed."""

    def __init__(
        self,
        proxy: Literal["system", "none", "own"],
        proxy_address: str,
        address: str = ADDRESS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.address = address
        self._proxy = ProxyChoice(proxy, proxy_address)
        self._transport = transport

    async def newest(self) -> Release:
        """Return the newest version; raises CannotTell."""
        if not self.address.startswith("https://"):
            raise CannotTell(Trouble.UNREACHABLE)
        try:
            async with asyncio.timeout(SECONDS):
                content = await self._ask()
        except (httpx.HTTPError, httpx.InvalidURL, BadProxy, OSError) as error:
            raise CannotTell(Trouble.UNREACHABLE) from error
        return read_release(content, __version__)

    async def _ask(self) -> bytes:
        found = self._proxy.find(self.address)
        login = (found.user, found.password) if found is not None and (found.user or found.password) else None
        proxy = None if found is None else httpx.Proxy(found.url, auth=login)
        content = b""
        async with (
            httpx.AsyncClient(transport=self._transport, proxy=proxy, trust_env=False, timeout=SECONDS) as client,
            client.stream("GET", self.address, headers={"Accept": "application/json"}) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise CannotTell(Trouble.UNREACHABLE)
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    raise CannotTell(Trouble.BAD_ANSWER)
        return content
