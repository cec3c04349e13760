"""A write that is in the journal before it leaves, and what is done when no answer tells what became of it."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop_app.pro.client import ANSWER_SECONDS
from desktop_app.pro.errors import NoKey, Offline, OutcomeUnknown, ProError, RateLimited, Sent
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import Entry, EntryState, New, Outbox, WrongState

AT_REST: Final = timedelta(seconds=2 * ANSWER_SECONDS)
"""After this time a call that was not answered is done or will not be: what is not to be seen then was not done."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer, or a look, tells of a write.

    `done` None: it is not to be seen that it was. `reference` is what it was done to or made, `answer` are words.
    `proves`: were it done, it would be seen, so that in the end its absence is a proof.
    """

    done: bool | None
    reference: str = ""
    answer: str = ""
    proves: bool = True


class Journalled(ABC):
    """Writes of some kinds, one at a time; a child knows how each is sent and looked for."""

    def __init__(self, outbox: Outbox, queueing: Queueing) -> None:
        self._outbox = outbox
        self._queueing = queueing

    async def send(self, entry_id: str) -> Entry:
        """Send one that is queued or was refused; return it as it is then: done, or queued.

        Raises a ProError if it was not done, OutcomeUnknown if it may have been, the store's AppErrors before
        sending, and WrongState for any other entry.
        """
        self._outbox.mark_sending(entry_id)
        return await self._send(entry_id)

    async def look(self, entry: Entry) -> None:
        """Look what became of one, and write it down if that tells; raises a ProError when looking fails."""
        told = await self.seen(entry)
        with contextlib.suppress(WrongState):
            if told.done:
                self._outbox.mark_done(entry.id, reference=told.reference, answer=told.answer)
            elif told.done is False or (told.proves and datetime.now(UTC) - entry.changed > AT_REST):
                self._outbox.mark_refused(entry.id, answer=told.answer)

    @abstractmethod
    async def do(self, entry: Entry) -> Told:
        """Send what was entered; raises a ProError."""

    @abstractmethod
    async def seen(self, entry: Entry) -> Told:
        """Look what became of it; raises a ProError when looking fails."""

    async def _enter(self, new: New) -> Entry:
        """Enter a write and send it; returns and raises as `send`."""
        self._outbox.turn_over((), [new])
        return await self._send(new.id)

    async def _send(self, entry_id: str) -> Entry:
        entry = self._get(entry_id)
        try:
            await self._sent(entry)
        except BaseException:
            # Whatever stopped it: where it was told apart there is another mark already.
            with contextlib.suppress(WrongState):
                self._outbox.mark_unknown(entry_id)
            raise
        after = self._get(entry_id)
        if after.state is EntryState.UNKNOWN:
            raise OutcomeUnknown(entry_id)
        return after

    async def _sent(self, entry: Entry) -> None:
        try:
            told = await self.do(entry)
        except ProError as error:
            if error.sent is Sent.UNKNOWN:
                self._outbox.mark_unknown(entry.id, correlation_id=error.correlation_id)
                with contextlib.suppress(ProError):
                    await self.look(self._get(entry.id))
            elif self._queueing.wanted and isinstance(error, Offline | RateLimited):
                self._outbox.mark_queued(entry.id)
            else:
                self._outbox.mark_refused(entry.id, answer=error.message, correlation_id=error.correlation_id)
                raise
        except NoKey:
            self._outbox.mark_refused(entry.id)
            raise
        else:
            mark = self._outbox.mark_done if told.done else self._outbox.mark_refused
            mark(entry.id, answer=told.answer, **({"reference": told.reference} if told.done else {}))

    def _get(self, entry_id: str) -> Entry:
        entry = self._outbox.get(entry_id)
        if entry is None:
            raise WrongState(f"{entry_id} is gone")
        return entry
