"""One write: in the journal before it leaves, sent, and looked for where no answer tells what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.pro.client import ANSWER_SECONDS
from desktop_app.pro.errors import AppError, NoKey, Offline, OutcomeUnknown, ProError, RateLimited, Sent
from desktop_app.services.outbox.operations import Operation, Told, Unreadable
from desktop_app.store.outbox import Entry, EntryState, Fate, New, NotDone, Outbox, WrongState

Progress = Callable[[object], None]

AT_REST: Final = 2 * ANSWER_SECONDS
"""Seconds after which a call that was not answered is done or will not be."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of sending an entry once: its state then, and why it is not done where there is a reason.

    `looked`: no answer told, so the service was looked at.
    """

    state: EntryState
    told: Told
    error: AppError | None = None
    looked: bool = False

    @property
    def correlation_id(self) -> str:
        """What finds the call in the service's log, empty where it gave nothing."""
        return self.error.correlation_id if isinstance(self.error, ProError) else ""

    def fate(self, entry: Entry) -> Fate:
        """Return what the journal keeps of it."""
        reference = self.told.reference if self.state is EntryState.DONE else ""
        return Fate(entry, self.state, reference, self.told.answer, self.correlation_id, self.not_done)

    @property
    def not_done(self) -> NotDone:
        """Why it was not done, where that is known."""
        if self.state is not EntryState.REFUSED:
            return NotDone.NOT_KNOWN
        if self.looked:
            return NotDone.LOOKED_FOR
        match self.error:
            case Offline():
                return NotDone.OFFLINE
            case RateLimited():
                return NotDone.PAUSED
            case NoKey():
                return NotDone.NO_KEY
            case Unreadable():
                return NotDone.UNREADABLE
        return NotDone.REFUSED


@dataclass(frozen=True, slots=True)
class Written:
    """An entry after a write; `found`: it was there before, or its outcome was found by looking, not told."""

    entry: Entry
    found: bool


class Writer:
    """Sends what is in the journal of one environment.

    `queue_offline`: what provably did not leave waits in the journal until the service can be reached, instead of
    being refused. Used in the worker's thread alone.
    """

    def __init__(self, outbox: Outbox, operations: Mapping[str, Operation]) -> None:
        self._outbox = outbox
        self._operations = operations
        self._opened = time.monotonic()
        self._unanswered: dict[str, float] = {}
        self._unreadable: set[str] = set()
        self._unwritten: list[Fate] = []
        self.queue_offline = False

    def use(self, operations: Mapping[str, Operation]) -> None:
        """Send from now on with these; what is on its way goes on as it began."""
        self._operations = operations

    def knows(self, entry: Entry) -> bool:
        """Say whether this version of the program can send such an entry, and look for it."""
        return entry.kind in self._operations and entry.id not in self._unreadable

    def rival(self, entry: Entry) -> Entry | None:
        """Return what stands in the way of sending `entry`: with both sent, the same could be done twice.

        That is another entry of its kind and subject that may have been done, or is going to be: one on its way, not
        known, or before it in the queue; one done since, or for what is done once, ever.
        """
        operation = self._operations.get(entry.kind)
        once = operation is not None and operation.once
        later = False
        for other in self._outbox.about(entry.subject):
            if other.id == entry.id:
                later = True
            elif other.kind == entry.kind and (
                other.state in {EntryState.SENDING, EntryState.UNKNOWN}
                or (other.state is EntryState.QUEUED and not (later and entry.state is EntryState.QUEUED))
                or (other.state is EntryState.DONE and (later or once))
            ):
                return other
        return None

    def catch_up(self) -> None:
        """Write down what came of writes when the journal could not be written; raises the store's AppErrors."""
        while self._unwritten:
            with contextlib.suppress(WrongState):
                self._outbox.turn_over(self._unwritten[:1], ())
            del self._unwritten[0]

    def keep(self, fates: Iterable[Fate]) -> None:
        """Remember what the journal could not take, for `catch_up`."""
        self._unwritten += fates

    async def write(self, new: New) -> Entry:
        """Enter a write and send it; return it as it is then: done, refused by the answer's line, or queued.

        Raises NoKey or a ProError if it was not done, OutcomeUnknown if it may have been, the store's AppErrors
        before sending; after it they are an OutcomeUnknown, for the journal does not know.
        """
        (entry,) = self._outbox.turn_over((), [new])
        return (await self._send(entry)).entry

    async def write_once(
        self, new: New, progress: Progress = lambda _: None, beside: Callable[[], None] = lambda: None
    ) -> Written:
        """Write it unless an entry about the same subject was not refused: then that is what counts.

        An earlier one that is not known is looked for. `progress` hears the entry's id before anything is sent;
        what `beside` writes to the same database is there if, and only if, the entry is.
        Raises as `write`; OutcomeUnknown, too, where looking fails or does not tell.
        """
        earlier = next(iter(self.hopeful(new.subject)), None)
        if earlier is None:
            (entry,) = self._outbox.turn_over((), [new], beside)
            progress(entry.id)
            return await self._send(entry)
        if earlier.state is EntryState.UNKNOWN:
            try:
                earlier = await self.look(earlier)
            except AppError as error:
                # Whatever it is about (the key, the disk), it tells nothing of what was sent before.
                raise OutcomeUnknown(earlier.id, error) from error
        if earlier.state not in {EntryState.DONE, EntryState.QUEUED}:
            raise OutcomeUnknown(earlier.id)
        return Written(earlier, found=True)

    async def send(self, entry: Entry) -> Entry:
        """Send an entry, as it was read, that is queued or was refused; returns and raises as `write`.

        Raises WrongState, and sends nothing, if it has changed since, is in any other state, or has a rival.
        """
        if self.rival(entry) is not None:
            raise WrongState(f"{entry.id} has a rival")
        return (await self._send(self._outbox.move(entry, EntryState.SENDING))).entry

    async def look(self, entry: Entry) -> Entry:
        """Look what became of an entry that is not known, and write it down if that tells; return it as it is then.

        Raises NoKey, Unreadable or a ProError when looking fails.
        """
        try:
            told = await self._operations[entry.kind].look(entry)
        except Unreadable:
            self._unreadable.add(entry.id)
            raise
        state = self._verdict(entry, told)
        if state is None:
            return self._outbox.get(entry.id) or entry
        try:
            return self._outbox.move(
                entry,
                state,
                reference=told.reference if told.done else "",
                answer=told.answer,
                not_done=NotDone.NOT_KNOWN if told.done else NotDone.LOOKED_FOR,
            )
        except WrongState:
            # Somebody else has looked meanwhile, or discarded it, or it was sent again.
            after = self._outbox.get(entry.id)
            if not told.done:
                return after or entry
            if after is not None and after.state is EntryState.REFUSED:
                return self._outbox.move(after, EntryState.DONE, reference=told.reference)
            return dataclasses.replace(after or entry, state=EntryState.DONE, reference=told.reference)

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with that id, or None."""
        return self._outbox.get(entry_id)

    def hopeful(self, subject: str) -> list[Entry]:
        """Return the entries about `subject` that were not refused; one that was done first."""
        with contextlib.suppress(AppError):
            self.catch_up()
        entries = [entry for entry in self._outbox.about(subject) if entry.state is not EntryState.REFUSED]
        return sorted(entries, key=lambda entry: entry.state is not EntryState.DONE)

    async def attempt(self, entry: Entry) -> Attempt:
        """Send an entry that the journal has as being sent, and look where no answer tells; the journal stays as it is.

        Raises nothing but bugs and cancellation.
        """
        operation = self._operations[entry.kind]
        try:
            told = await operation.send(entry)
        except (NoKey, Unreadable) as error:
            return Attempt(EntryState.REFUSED, Told(False), error)
        except ProError as error:
            if error.sent is Sent.UNKNOWN:
                return await self._look_for(operation, entry, error)
            never_left = isinstance(error, Offline | RateLimited)
            state = EntryState.QUEUED if never_left and self.queue_offline else EntryState.REFUSED
            return Attempt(state, Told(False, answer="" if state is EntryState.QUEUED else error.message), error)
        if told.done is None:
            return await self._look_for(operation, entry, None)
        return Attempt(EntryState.DONE if told.done else EntryState.REFUSED, told)

    async def _look_for(self, operation: Operation, entry: Entry, cause: ProError | None) -> Attempt:
        told = Told(None)
        for wait in operation.looks:
            await asyncio.sleep(wait)
            try:
                told = await operation.look(entry)
            except ProError:
                continue
            if told.done is not None:
                return Attempt(EntryState.DONE if told.done else EntryState.REFUSED, told, looked=True)
        self._unanswered[entry.id] = time.monotonic()
        return Attempt(EntryState.UNKNOWN, told, cause, looked=True)

    async def _send(self, entry: Entry) -> Written:
        """Send an entry that the journal has as being sent, and write down what came of it."""
        try:
            attempt = await self.attempt(entry)
        except BaseException:
            # Whatever stopped it, it may have left.
            self._unanswered[entry.id] = time.monotonic()
            self._settle(Fate(entry, EntryState.UNKNOWN))
            raise
        fate = attempt.fate(entry)
        try:
            after = self._outbox.move(
                entry,
                attempt.state,
                reference=fate.reference,
                answer=fate.answer,
                correlation_id=fate.correlation_id,
                not_done=fate.not_done,
            )
        except WrongState:
            now = self._outbox.get(entry.id)
            if now is None or now.state is not EntryState.DONE:
                raise
            # A look has found it while the answer was on its way.
            return Written(now, found=True)
        except AppError as error:
            self.keep([fate])
            raise OutcomeUnknown(entry.id, error) from error
        if after.state is EntryState.UNKNOWN:
            raise OutcomeUnknown(entry.id, attempt.error if isinstance(attempt.error, ProError) else None)
        if after.state is EntryState.REFUSED and attempt.error is not None:
            raise attempt.error
        return Written(after, found=attempt.looked)

    def _settle(self, fate: Fate) -> None:
        try:
            self._outbox.turn_over([fate], ())
        except WrongState:
            return
        except AppError:
            self.keep([fate])

    def _verdict(self, entry: Entry, told: Told) -> EntryState | None:
        if told.done:
            return EntryState.DONE
        at_rest = time.monotonic() - self._unanswered.get(entry.id, self._opened) >= AT_REST
        # Under another key it may be another account that knows nothing of it.
        same_account = entry.key_number == self._outbox.key_number
        return EntryState.REFUSED if told.ruled_out and at_rest and same_account else None
