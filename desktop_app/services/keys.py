"""API keys: in the operating system's keyring, or, where there is none and the user says so, in memory alone."""

from __future__ import annotations

from enum import Enum

from desktop_app.pro.environments import Environment
from desktop_app.services.threads import in_thread
from desktop_app.store.secrets import Secrets, SessionSecrets


class Kept(Enum):
    """Where an environment's key is."""

    NOWHERE = "nowhere"
    KEYRING = "keyring"
    SESSION = "session"


class Keys:
    """The keys of the environments; each belongs to one environment's slot and goes nowhere else."""

    def __init__(self, keyring: Secrets | SessionSecrets, session: SessionSecrets) -> None:
        self._keyring = keyring
        self._session = session

    async def available(self) -> bool:
        """Say whether this computer has a keyring to keep keys in."""
        return await in_thread(self._keyring.available)

    async def get(self, environment: Environment) -> str | None:
        """Return the key for `environment`, None if there is none; raises KeyringLocked."""
        key = self._session.get(environment.slot)
        if key is None and environment.needs_key and await self.available():
            key = await in_thread(lambda: self._keyring.get(environment.slot))
        return key

    async def kept(self, environment: Environment) -> Kept:
        """Say where the key for `environment` is; raises KeyringLocked."""
        if self._session.get(environment.slot) is not None:
            return Kept.SESSION
        return Kept.NOWHERE if await self.get(environment) is None else Kept.KEYRING

    async def keep(self, environment: Environment, key: str, *, session_only: bool = False) -> None:
        """Keep a key; raises KeyringMissing or KeyringLocked, and then nothing was kept."""
        if session_only:
            self._session.set(environment.slot, key)
            return
        await in_thread(lambda: self._keyring.set(environment.slot, key))
        self._session.delete(environment.slot)

    async def forget(self, environment: Environment) -> None:
        """Delete the key wherever it is; raises KeyringLocked."""
        self._session.delete(environment.slot)
        if await self.available():
            await in_thread(lambda: self._keyring.delete(environment.slot))
