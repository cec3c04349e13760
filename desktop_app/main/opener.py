"""Opens environments, in the worker's loop: key, client, demo service, and this computer's memory of each."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop_app.pro.environments import Environment, EnvironmentName
from desktop_app.pro.errors import AppError
from desktop_app.store.secrets import Secrets, SessionSecrets

if TYPE_CHECKING:
    from desktop_app.main.embedded import EmbeddedDemo
    from desktop_app.packing.draft import Draft
    from desktop_app.pro.client import ProClient
    from desktop_app.pro.proxies import FindProxy, Proxy
    from desktop_app.services.keys import Keys
    from desktop_app.services.proxy_logins import ProxyLogins
    from desktop_app.services.session import Session, Tested


@dataclass(frozen=True, slots=True)
class Opened:
    """An environment with its draft; `trouble` is why its key could not be read, if so."""

    session: Session
    draft: Draft
    trouble: AppError | None


@dataclass(frozen=True, slots=True)
class _Way:
    """What a session was opened with: with another key or proxy it has to be opened anew."""

    key: str | None = field(repr=False)
    proxy: Proxy | str | None


class Opener:
    """Opens environments, in the worker's loop. What was opened stays so until `close`: a write may be under way."""

    def __init__(self, data_dir: Path, keyring: Secrets | SessionSecrets, read_seconds: float) -> None:
        self._folder = data_dir / "environments"
        self._keyring = keyring
        self._read_seconds = read_seconds
        self._keys: Keys | None = None
        self._demo: EmbeddedDemo | None = None
        self._sessions: dict[str, tuple[_Way, Session]] = {}
        self._proxy: tuple[Literal["system", "none", "own"], str] = "system", ""
        self._retired: list[Session] = []

    @property
    def keys(self) -> Keys:
        """The keys of the environments; made when first wanted, in the worker's thread."""
        if self._keys is None:
            from desktop_app.services.keys import Keys

            self._keys = Keys(self._keyring, SessionSecrets())
        return self._keys

    @property
    def proxy_logins(self) -> ProxyLogins:
        """User and password of the proxies."""
        from desktop_app.services.proxy_logins import ProxyLogins

        return ProxyLogins(self.keys)

    def set_proxy(self, use: Literal["system", "none", "own"], address: str) -> None:
        """Take this proxy for what is opened from now on; `address` is that of an own one."""
        self._proxy = use, address

    def import_services(self) -> None:
        """Import what opening an environment and its first page need and is no window: for the worker's thread."""
        import desktop_app.packing.checks
        import desktop_app.services.session
        import desktop_app.store.slots  # noqa: F401

    async def open(self, environment: Environment) -> Opened:
        """Open `environment`, or return it as it is open; raises the store's AppErrors."""
        from desktop_app.services.session import open_session
        from desktop_app.store.slots import carry_over

        key, trouble = None, None
        try:
            key = await self.keys.get(environment)
        except AppError as error:
            trouble = error
        found, bad_password = await self._find_proxy(environment)
        trouble = trouble or bad_password
        way = _Way(key, found)
        known = self._sessions.get(environment.slot)
        if known is not None and known[0] == way:
            session = known[1]
        else:
            if known is not None:
                self._retired.append(known[1])
            carried, apart = carry_over(self._folder, environment)
            folder = self._folder / environment.slot
            before = None if known is None else known[1]
            make_client = partial(self.make_client, find_proxy=_finding(found))
            session = await open_session(environment, key, folder, make_client, before=before)
            session.database.losses += apart
            if carried:
                # It may have been another address's too: what waits goes out only when a person says so.
                session.key_number.count_change()
                session.outbox.key_number = session.key_number.current()
            self._sessions[environment.slot] = way, session
        return Opened(session, await session.bench.load(), trouble)

    async def note_key_change(self, environment: Environment) -> None:
        """Note in this computer's memory of `environment` that its key is another one; raises the store's AppErrors."""
        from desktop_app.store.database import Database
        from desktop_app.store.outbox import KeyNumber

        if environment.slot in self._sessions:
            self._sessions[environment.slot][1].key_number.count_change()
            return
        database = Database(self._folder / environment.slot / "desk.sqlite", watched=True)
        if database.path.exists():
            database.open()
            try:
                KeyNumber(database).count_change()
            finally:
                database.close()

    async def check(self, environment: Environment, key: str | None) -> Tested:
        """Test the connection to `environment` with `key`."""
        from desktop_app.services.session import check_connection

        found, _ = await self._find_proxy(environment)
        return await check_connection(environment, key, partial(self.make_client, find_proxy=_finding(found)))

    async def _find_proxy(self, environment: Environment) -> tuple[Proxy | str | None, AppError | None]:
        """Return the proxy to `environment`, or why it cannot be used, and why its password could not be read."""
        from desktop_app.pro.proxies import BadProxy, ProxyChoice

        if environment.name is EnvironmentName.DEMO:
            return None, None
        try:
            return await self.proxy_logins.proxy(environment, *self._proxy), None
        except BadProxy as bad:
            return bad.reason, None
        except AppError as error:
            return ProxyChoice(*self._proxy).find(environment.base_url), error

    def make_client(self, environment: Environment, key: str | None, *, find_proxy: FindProxy) -> ProClient:
        """Return a client; that of the demo speaks to the service inside this program, without a socket."""
        from desktop_app.pro.client import ProClient

        if environment.name is not EnvironmentName.DEMO:
            return ProClient(environment, key, find_proxy=find_proxy, read_seconds=self._read_seconds)
        from desktop_app.main.embedded import EmbeddedDemo

        if self._demo is None:
            self._demo = EmbeddedDemo(self._folder / environment.slot / "service.sqlite")
        return ProClient(environment, key, transport=self._demo.transport(), read_seconds=self._read_seconds)

    def limit_reads(self, seconds: float) -> None:
        """Have every read that begins from now on given up after `seconds` in all; can be called from any thread."""
        self._read_seconds = seconds
        for _key, session in list(self._sessions.values()):
            session.client.read_seconds = seconds

    async def close(self) -> None:
        """Close every environment, the others too where closing one fails."""
        async with contextlib.AsyncExitStack() as closing:
            if self._demo is not None:
                closing.callback(self._demo.close)
            for session in (*self._retired, *(session for _, session in self._sessions.values())):
                closing.push_async_callback(session.close)


def _finding(found: Proxy | str | None) -> FindProxy:
    """Return what gives a client the proxy that was found, or raises why it cannot be used."""
    from desktop_app.pro.proxies import BadProxy

    def find(_base_url: str) -> Proxy | None:
        if isinstance(found, str):
            raise BadProxy(found)
        return found

    return find
