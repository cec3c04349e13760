"""What waits in the journal or is not known: listed, looked for again and again, sent when the time has come."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import AppError, Offline, ProError, Unauthorised
from desktop_app.services.outbox.ending import to_its_end
from desktop_app.services.outbox.operations import Unreadable
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.errors import StoreFailed
from desktop_app.store.outbox import UNSETTLED, Entry, EntryState, KeyNumber, Outbox, WrongState

Progress = Callable[[object], None]

SETTLED_SHOWN: Final = 500
"""Of what is refused or done, the latest are listed."""
WAITS: Final = (2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds before each try to reach the service; the last one again and again."""
GATHERED: Final = 0.2
"""Seconds in which changes are told once."""
DAY: Final = 24 * 60 * 60.0
"""Seconds between two looks for what is old enough to lose its body."""


class No(Enum):
    """Why something cannot be done to an entry now."""

    SENDING = "sending"
    DONE = "done"
    NOT_SENT = "not sent"
    NOT_KNOWN = "not known"
    REPLACED = "replaced"
    NEWER_VERSION = "newer version"
    """A later version of the program entered it, and this one cannot tell how it is sent."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry, and what can be done to it: None where it can be, else why not.

    `held`: it was entered under an earlier API key, and goes out only when a person says so.
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


class Dispatcher:
    """The journal of one environment at work, from the Outbox page and behind it."""

    def __init__(
        self,
        outbox: Outbox,
        key_number: KeyNumber,
        client: ProClient,
        writer: Writer,
        *,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self._outbox = outbox
        self._key_number = key_number
        self._client = client
        self._writer = writer
        self._waits = waits
        self._hurried = asyncio.Event()
        self._keep: timedelta | None = None

    async def list(self) -> tuple[Listed, ...]:
        """Return all that is not settled and the latest of the rest, newest first; raises the store's AppErrors."""
        key_number = self._key_number.current()
        return tuple(self._listed(entry, held=_held(entry, key_number)) for entry in self._outbox.latest(SETTLED_SHOWN))

    async def look(self, entry_id: str) -> Entry | None:
        """Look what became of an entry that is unknown; return it as it is then. Raises a ProError."""
        entry = self._outbox.get(entry_id)
        if entry is not None and entry.state is EntryState.UNKNOWN and self._writer.knows(entry):
            return await self._writer.look(entry)
        return entry

    async def send(self, entry_id: str) -> Entry | None:
        """Send an entry that is queued, or provably was not done, as it is; return it as it is then.

        Nothing is sent that has been done meanwhile, or that has a rival. Raises AppErrors.
        """
        entry = self._outbox.get(entry_id)
        if entry is not None and self._listed(entry, held=False).send is None:
            with contextlib.suppress(WrongState):
                return await self._writer.send(self._outbox.agree(entry))
        return self._outbox.get(entry_id)

    async def discard(self, entry_id: str) -> None:
        """Forget an entry; one that is being sent, or gone, stays as it is. Raises the store's AppErrors."""
        entry = self._outbox.get(entry_id)
        if entry is not None:
            with contextlib.suppress(WrongState):
                self._outbox.discard(entry)

    async def queue_offline(self, wanted: bool) -> None:
        """Choose whether what cannot be sent waits for the network, or is refused at once."""
        self._writer.queue_offline = wanted
        self._hurried.set()

    async def keep_bodies(self, keep: timedelta | None) -> None:
        """Remove the bodies of what was done longer ago than `keep`, now and while `run` is; None: they stay.

        Raises the store's AppErrors.
        """
        self._keep = keep
        if keep is not None:
            self._outbox.remove_bodies(keep)

    async def run(self, progress: Progress) -> None:
        """Keep the journal moving until cancelled; `progress` hears News, at once and after each change.

        What is unknown is looked for, more and more rarely. What is queued, if the user has chosen so, goes out in
        order as soon as a small question is answered. Cancelled, it lets what is being sent end, and sends no more.
        """
        changed, self._hurried = asyncio.Event(), asyncio.Event()
        self._outbox.changed = changed.set
        try:
            # Together: a bug in one of them ends all, and is heard of.
            async with asyncio.TaskGroup() as group:
                for each in (self._tell(changed, progress), self._remove_daily(), self._work()):
                    group.create_task(each)
        finally:
            self._stop_hearing(changed.set)

    async def hurry(self) -> None:
        """Try now what would be tried later."""
        self._hurried.set()

    def _stop_hearing(self, told: Callable[[], None]) -> None:
        # The environment may have been opened again before the last write of this visit has ended.
        if self._outbox.changed == told:
            self._outbox.changed = lambda: None

    async def _tell(self, changed: asyncio.Event, progress: Progress) -> None:
        open_before = 0
        while True:
            changed.clear()
            with contextlib.suppress(AppError):
                # What is tried again is open all the while: only what is new hurries.
                still_open = self._outbox.count(*UNSETTLED)
                progress(News(still_open))
                if still_open > open_before:
                    self._hurried.set()
                open_before = still_open
            await asyncio.sleep(GATHERED)
            await changed.wait()

    async def _remove_daily(self) -> None:
        while True:
            await asyncio.sleep(DAY)
            with contextlib.suppress(AppError):
                await self.keep_bodies(self._keep)

    async def _work(self) -> None:
        tries = 0
        while True:
            try:
                self._writer.catch_up()
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
        key_number = self._key_number.current()
        unknown = [
            entry
            for entry in self._outbox.unknown()
            # Another account knows nothing of what was sent under an earlier key: that is for a person to ask.
            if self._writer.knows(entry) and entry.key_number == key_number
        ]
        settled = 0
        for entry in unknown:
            try:
                settled += (await self._writer.look(entry)).state is not EntryState.UNKNOWN
            except (Offline, Unauthorised):
                # So it would be with every other.
                break
            except (ProError, Unreadable):
                continue
        return settled

    async def _send_round(self) -> int:
        """Send what is queued, in its order, as long as the service is reached; return how many left."""
        key_number = self._key_number.current()
        ready = [each for each in self._outbox.queued() if self._writer.knows(each) and not _held(each, key_number)]
        if not (ready and self._writer.queue_offline):
            return 0
        await self._client.account.package_sizes()
        for sent, entry in enumerate(ready):
            if not self._writer.queue_offline:
                return sent
            # As it was read before: one that was sent from the page meanwhile has another revision, and stays.
            error = await self._send_to_its_end(entry)
            after = self._outbox.get(entry.id)
            if isinstance(error, Unauthorised | StoreFailed) or (after and after.state is EntryState.QUEUED):
                return sent
        return len(ready)

    async def _send_to_its_end(self, entry: Entry) -> Exception | None:
        """Send it, though told to stop meanwhile; return what went wrong, as the journal has it."""
        stopped = False

        def stop() -> None:
            nonlocal stopped
            stopped = True

        async def send() -> None:
            await self._writer.send(entry)

        (error,) = await to_its_end([send()], stop)
        if stopped:
            raise asyncio.CancelledError
        if error is None or isinstance(error, AppError | WrongState):
            return error
        raise error

    def _listed(self, entry: Entry, *, held: bool) -> Listed:
        state = entry.state
        if state is EntryState.SENDING:
            return Listed(entry, held, No.SENDING, No.SENDING, No.SENDING)
        look = {EntryState.UNKNOWN: None, EntryState.DONE: No.DONE}.get(state, No.NOT_SENT)
        send = {EntryState.UNKNOWN: No.NOT_KNOWN, EntryState.DONE: No.DONE}.get(state)
        if send is None and self._writer.rival(entry) is not None:
            send = No.REPLACED
        if not self._writer.knows(entry):
            look, send = look or No.NEWER_VERSION, send or No.NEWER_VERSION
        return Listed(entry, held, look, send, None)


def _held(entry: Entry, key_number: int) -> bool:
    return entry.state is EntryState.QUEUED and entry.key_number < key_number
