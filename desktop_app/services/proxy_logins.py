"""Proxies that want a password: user and password are kept as keys are, each pair for one proxy and no other."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from desktop_app.pro.environments import PRODUCTION, Environment, EnvironmentName
from desktop_app.pro.proxies import BadProxy, Proxy, ProxyChoice, Use, read_proxy
from desktop_app.services.keys import Kept, Keys
from desktop_app.store.errors import BadKey


@dataclass(frozen=True, slots=True)
class FoundProxy:
    """Which proxy is taken (`url`, empty for none), whether a login is kept for it, or why it cannot be used."""

    url: str = ""
    kept: Kept = Kept.NOWHERE
    has_keyring: bool = True
    problem: str = ""
    """The reason of BadProxy; empty for a proxy that can be used."""


def address_problem(address: str) -> str:
    """Return why `address` cannot be that of a proxy (the reason of BadProxy), empty if it can."""
    try:
        read_proxy(address, with_login=False)
    except BadProxy as bad:
        return bad.reason
    return ""


class ProxyLogins:
    """User and password by proxy, in the keyring or for this session only, as `Keys` keeps keys."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def proxy(self, environment: Environment, use: Use, address: str) -> Proxy | None:
        """Return the proxy on the way to `environment`, with what is kept for it; None for none.

        What the proxy's own address says of user and password goes first. Raises BadProxy, KeyringLocked.
        """
        found = ProxyChoice(use, address).find(environment.base_url)
        if found is None or found.user or found.password:
            return found
        kept = await self._keys.get(_place(found))
        if kept is None:
            return found
        user, _, password = kept.partition(":")
        return found.with_login(unquote(user), unquote(password))

    async def look(self, environment: Environment, use: Use, address: str) -> FoundProxy:
        """Say which proxy is on the way to `environment`, or from a demo to Production; raises KeyringLocked."""
        has_keyring = await self._keys.available()
        try:
            found = self._find(environment, use, address)
        except BadProxy as bad:
            return FoundProxy(has_keyring=has_keyring, problem=bad.reason)
        if found is None:
            return FoundProxy(has_keyring=has_keyring)
        return FoundProxy(found.url, await self._keys.kept(_place(found)), has_keyring)

    async def keep(
        self, environment: Environment, use: Use, address: str, user: str, password: str, *, session_only: bool = False
    ) -> None:
        """Keep user and password for the proxy that `look` finds; raises BadKey, KeyringMissing or KeyringLocked."""
        found = self._find(environment, use, address)
        if found is None or not (user or password):
            raise BadKey("empty")
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        await self._keys.keep(_place(found), login, session_only=session_only)

    async def forget(self, environment: Environment, use: Use, address: str) -> None:
        """Delete what is kept for that proxy; raises KeyringLocked."""
        found = self._find(environment, use, address)
        if found is not None:
            await self._keys.forget(_place(found))

    def _find(self, environment: Environment, use: Use, address: str) -> Proxy | None:
        there = environment if environment.base_url.startswith("https:") else PRODUCTION
        return ProxyChoice(use, address).find(there.base_url)


def _place(proxy: Proxy) -> Environment:
    """Return what `Keys` takes for a place of its own: no environment's slot begins like that of a proxy."""
    return Environment(EnvironmentName.CUSTOM, proxy.url, proxy.slot)
