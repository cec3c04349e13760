"""What is on its way, or should be: the journal read, looked into, sent from and cleared; and the queue at work."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import AppError, Offline, ProError, Unauthorised
from desktop_app.services.queueing import Queueing
from desktop_app.store.errors import StoreFailed
from desktop_app.store.outbox import Entry, EntryState, KeyChanges, Outbox, WrongState

Progress = Callable[[object], None]

SETTLED_SHOWN: Final = 500
"""Of what is refused or done, the latest are listed."""
WAITS: Final = (2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds before each try to reach the service; the last one again and again."""
LULL: Final = 0.2
"""Seconds in which changes are told once."""


class Hand(Protocol):
    """What knows how to send and to look for entries of some kinds; it writes the journal itself."""

    async def send(self, entry_id: str, /) -> object:
        """Send one that is queued or was refused; raises AppErrors, and WrongState for any other."""
        ...

    async def look(self, entry: Entry, /) -> object:
        """Look what became of one, and write it down if that tells; raises a ProError."""
        ...


class No(Enum):
    """Why something cannot be done to an entry now."""

    SENDING = "sending"
    DONE = "done"
    NOT_SENT = "not sent"
    NOT_KNOWN = "not known"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry, and what can be done to it: None where it can be, else why not.

    `held`: it is older than the last change of its environment's key, and goes out only when a person says so.
    """

    entry: Entry
    held: bool
    look: No | None
    send: No | None
    discard: No | None


@dataclass(frozen=True, slots=True)
class News:
    """The journal has changed: so many entries are not settled now."""

    unsettled: int


class Outgoing:
    """The journal of one environment, and what is done with it from the Outbox page and behind it."""

    def __init__(
        self,
        outbox: Outbox,
        key_changes: KeyChanges,
        client: ProClient,
        queueing: Queueing,
        hands: Iterable[tuple[Iterable[str], Hand]],
        *,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self._outbox = outbox
        self._key_changes = key_changes
        self._client = client
        self._hands = {kind: hand for kinds, hand in hands for kind in kinds}
        self._waits = waits
        self._hurried = asyncio.Event()
        self.queueing = queueing

    async def list(self) -> tuple[Listed, ...]:
        """Return all that is not settled and the latest of the rest, newest first; raises the store's AppErrors."""
        entries = self._outbox.latest(SETTLED_SHOWN)
        key_changed = self._key_changes.last()
        alive: set[tuple[str, str]] = set()
        listed = []
        for entry in entries:
            about = entry.kind, entry.subject
            listed.append(_listed(entry, held=_held(entry, key_changed), replaced=about in alive))
            if entry.state is not EntryState.REFUSED:
                alive.add(about)
        return tuple(listed)

    async def look(self, entry_id: str) -> Entry | None:
        """Look what became of an entry that is unknown; return it as it is then. Raises a ProError."""
        entry = self._outbox.get(entry_id)
        if entry is not None and entry.state is EntryState.UNKNOWN:
            await self._hands[entry.kind].look(entry)
        return self._outbox.get(entry_id)

    async def send(self, entry_id: str) -> Entry | None:
        """Send an entry that is queued, or provably was not done, as it is; return it as it is then.

        Nothing is sent that has been done meanwhile, or in whose place something newer stands. Raises AppErrors.
        """
        listed = {each.entry.id: each for each in await self.list()}
        if entry_id in listed and listed[entry_id].send is None:
            self._outbox.agree(entry_id)
            with contextlib.suppress(WrongState):
                await self._hands[listed[entry_id].entry.kind].send(entry_id)
        return self._outbox.get(entry_id)

    async def discard(self, entry_id: str) -> None:
        """Forget an entry; one that is being sent, or gone, stays as it is. Raises the store's AppErrors."""
        try:
            self._outbox.discard(entry_id)
        except WrongState:
            return

    async def run(self, progress: Progress) -> None:
        """Keep the journal moving until cancelled; `progress` hears News, at once and after each change.

        What is unknown is looked for, more and more rarely. What is queued, if the user has chosen so, goes out in
        order as soon as a small question is answered. Cancelled, it lets what is being sent end, and sends no more.
        """
        changed, self._hurried = asyncio.Event(), asyncio.Event()
        self._outbox.changed = changed.set
        telling = asyncio.ensure_future(self._tell(changed, progress))
        try:
            await self._work()
        finally:
            telling.cancel()
            # The environment may have been opened again before the last write of this visit has ended.
            if self._outbox.changed == changed.set:
                self._outbox.changed = lambda: None

    async def hurry(self) -> None:
        """Try now what would be tried later."""
        self._hurried.set()

    async def _tell(self, changed: asyncio.Event, progress: Progress) -> None:
        open_before = 0
        while True:
            changed.clear()
            with contextlib.suppress(AppError):
                still_open = self._outbox.count(EntryState.QUEUED, EntryState.UNKNOWN)
                progress(News(still_open + self._outbox.count(EntryState.SENDING)))
                if still_open > open_before:
                    self._hurried.set()
                open_before = still_open
            await asyncio.sleep(LULL)
            await changed.wait()

    async def _work(self) -> None:
        tries = 0
        while True:
            try:
                moved = await self._look_round() + await self._send_round()
            except AppError:
                moved = 0
            tries = 0 if moved or self._hurried.is_set() else tries + 1
            self._hurried.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._waits[min(tries, len(self._waits) - 1)]):
                    await self._hurried.wait()

    async def _look_round(self) -> int:
        """Look for each that is unknown; return how many are so no longer. One that fails stops no other."""
        unknown = self._outbox.unknown()
        for entry in unknown:
            try:
                await self._hands[entry.kind].look(entry)
            except (Offline, Unauthorised):
                # So it would be with every other.
                break
            except ProError:
                continue
        return len(unknown) - len(self._outbox.unknown())

    async def _send_round(self) -> int:
        """Send what is queued, in its order, as long as the service is reached; return how many left."""
        key_changed = self._key_changes.last()
        ready = [entry for entry in self._outbox.queued() if not _held(entry, key_changed)]
        if not (ready and self.queueing.wanted):
            return 0
        await self._client.account.package_sizes()
        for sent, entry in enumerate(ready):
            if not self.queueing.wanted:
                return sent
            error = await _to_its_end(self._hands[entry.kind].send(entry.id))
            after = self._outbox.get(entry.id)
            if isinstance(error, Unauthorised | StoreFailed) or (after and after.state is EntryState.QUEUED):
                return sent
        return len(ready)


async def _to_its_end(sending: Awaitable[object]) -> Exception | None:
    """Wait for a write, and when cancelled meanwhile, for its end; return what went wrong, as the journal has it."""
    task = asyncio.ensure_future(sending)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
    except (AppError, WrongState) as error:
        return error
    return None


def _held(entry: Entry, key_changed: datetime | None) -> bool:
    since = max(filter(None, (entry.created, entry.agreed)))
    return entry.state is EntryState.QUEUED and key_changed is not None and since < key_changed


def _listed(entry: Entry, *, held: bool, replaced: bool) -> Listed:
    state = entry.state
    if state is EntryState.SENDING:
        return Listed(entry, held, No.SENDING, No.SENDING, No.SENDING)
    look = {EntryState.UNKNOWN: None, EntryState.DONE: No.DONE}.get(state, No.NOT_SENT)
    send = {EntryState.UNKNOWN: No.NOT_KNOWN, EntryState.DONE: No.DONE}.get(state)
    if send is None and replaced:
        send = No.REPLACED
    return Listed(entry, held, look, send, None)
