"""Many writes, side by side: each journalled before it leaves, a result for each, and what failed stops no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop_app.pro.errors import AppError, NoKey
from desktop_app.services.outbox.ending import to_its_end
from desktop_app.services.outbox.operations import Told
from desktop_app.services.outbox.writer import Attempt, Writer
from desktop_app.store.outbox import Entry, EntryState, Fate, New, Outbox

Progress = Callable[[object], None]

AT_ONCE: Final = 8
"""Calls under way together: enough to hide the distance, few enough not to be turned away."""
TOGETHER: Final = 64
"""Entries in one transaction, so that a run waits for the disk once in as many calls.

After a crash as many may be found that were written as leaving and never left: their state tells.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one write; `reference` is its subject.

    `message` is the service's. `unknown`: it may have been done, and looking did not tell, so it must not
    simply be sent again. `skipped`: the person stopped before it was sent. `waiting`: the service could not be
    reached, and it goes out from the journal when it can be.
    """

    reference: str
    ok: bool
    message: str = ""
    error: AppError | None = None
    unknown: bool = False
    skipped: bool = False
    waiting: bool = False


class Batch:
    """Carries out many writes of one environment, `AT_ONCE` of them side by side."""

    def __init__(self, writer: Writer, outbox: Outbox) -> None:
        self._writer = writer
        self._outbox = outbox

    async def run(self, writes: Sequence[New], progress: Progress) -> tuple[Outcome, ...]:
        """Carry out each; `progress` hears each Outcome; returns one for each write, in their order.

        One that fails does not stop the others. Cancelled, it lets the calls that are under way end, sends no more,
        and returns with the rest marked as skipped. Raises NoKey, and the store's AppErrors when the journal cannot
        be written: then no more is sent.
        """
        leaving = _Leaving(self._outbox, self._writer, writes)
        done: dict[str, Outcome] = {}
        stopped = offline = False

        async def work() -> None:
            nonlocal offline, stopped
            while not stopped:
                try:
                    entry = leaving.take()
                except AppError:
                    stopped = True
                    raise
                if entry is None:
                    return
                try:
                    # What comes after one that has to wait waits behind it, without trying.
                    attempt = _WAITS if offline else await self._writer.attempt(entry)
                except BaseException:
                    leaving.settle(Fate(entry, EntryState.UNKNOWN))
                    raise
                if isinstance(attempt.error, NoKey):
                    leaving.settle(Fate(entry, None))
                    raise attempt.error
                offline = attempt.state is EntryState.QUEUED
                leaving.settle(attempt.fate(entry))
                done[entry.id] = outcome = _outcome(entry, attempt)
                progress(outcome)

        def stop() -> None:
            nonlocal stopped
            stopped = True

        try:
            ended = await to_its_end([work() for _ in range(min(AT_ONCE, len(writes)))], stop)
        finally:
            leaving.close()
        for error in ended:
            if error is not None:
                raise error
        return tuple(done.get(new.id) or Outcome(new.subject, ok=False, skipped=True) for new in writes)


class _Leaving:
    """Hands out entries that are in the journal as being sent, and gathers what became of them.

    A fate is on disk with the next transaction, at the latest with `close`: until then the journal says that it is
    being sent, which is looked into after a crash.
    """

    def __init__(self, outbox: Outbox, writer: Writer, writes: Iterable[New]) -> None:
        self._outbox = outbox
        self._writer = writer
        self._waiting = deque(writes)
        self._ready: deque[Entry] = deque()
        self._fates: list[Fate] = []

    def take(self) -> Entry | None:
        """Return the next entry, None after the last one; raises the store's AppErrors: then it must not be sent."""
        if not self._ready:
            new = list(islice(self._waiting, TOGETHER))
            if not new:
                return None
            self._ready.extend(self._outbox.turn_over(self._fates, new))
            self._fates.clear()
            for _ in new:
                self._waiting.popleft()
        return self._ready.popleft()

    def settle(self, fate: Fate) -> None:
        """Take in what became of one that was handed out."""
        self._fates.append(fate)

    def close(self) -> None:
        """Write the fates, and forget what was not handed out; what cannot be written now the writer keeps."""
        self._fates += (Fate(entry, None) for entry in self._ready)
        self._ready.clear()
        if not self._fates:
            return
        try:
            self._outbox.turn_over(self._fates, ())
        except AppError:
            self._writer.keep(self._fates)
        self._fates = []


_WAITS: Final = Attempt(EntryState.QUEUED, Told(False))


def _outcome(entry: Entry, attempt: Attempt) -> Outcome:
    unknown, waiting = attempt.state is EntryState.UNKNOWN, attempt.state is EntryState.QUEUED
    return Outcome(
        entry.subject,
        ok=attempt.state is EntryState.DONE,
        message=attempt.told.answer if not unknown else "",
        error=None if waiting else attempt.error,
        unknown=unknown,
        waiting=waiting,
    )
