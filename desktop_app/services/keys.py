"""API keys: in the operating system's keyring, or, where there is none and the user says so, in memory alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Final, TypeVar

from desktop_app.pro.environments import Environment
from desktop_app.services.threads import in_thread
from desktop_app.store.errors import KeyringLocked
from desktop_app.store.secrets import Secrets, SessionSecrets

T = TypeVar("T")

PATIENCE: Final = 60.0
"""Seconds for a person to unlock the keyring; one that answers nothing at all must not hold up the program."""


class Kept(Enum):
    """Where an environment's key is."""

    NOWHERE = "nowhere"
    KEYRING = "keyring"
    SESSION = "session"


class Keys:
    """The keys of the environments; each belongs to one environment's slot and goes nowhere else."""

    def __init__(
        self, keyring: Secrets | SessionSecrets, session: SessionSecrets, *, patience: float = PATIENCE
    ) -> None:
        self._keyring = keyring
        self._session = session
        self._patience = patience

    async def available(self) -> bool:
        """Say whether this computer has a keyring to keep keys in."""
        return await self._ask(self._keyring.available)

    async def get(self, environment: Environment) -> str | None:
        """Return the key for `environment`, None if there is none; raises KeyringLocked."""
        key = self._session.get(environment.slot)
        if key is None and environment.needs_key and await self.available():
            key = await self._ask(lambda: self._carried_over(environment))
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
        await self._ask(lambda: self._keyring.set(environment.slot, key))
        self._session.delete(environment.slot)

    async def forget(self, environment: Environment) -> None:
        """Delete the key wherever it is; raises KeyringLocked."""
        self._session.delete(environment.slot)
        if await self.available():
            for slot in (environment.slot, *environment.former_slots):
                await self._ask(partial(self._keyring.delete, slot))

    def _carried_over(self, environment: Environment) -> str | None:
        """Return the key in the keyring; one that is there under a former slot is put where it belongs."""
        key = self._keyring.get(environment.slot)
        for former in environment.former_slots:
            if key is None and (key := self._keyring.get(former)) is not None:
                self._keyring.set(environment.slot, key)
                self._keyring.delete(former)
        return key

    async def _ask(self, question: Callable[[], T]) -> T:
        try:
            return await asyncio.wait_for(in_thread(question), self._patience)
        except TimeoutError as error:
            raise KeyringLocked from error
