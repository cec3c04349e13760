"""One action over many consignments: what can be done before, progress during, a result for each after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import AppError, NoKey, Offline, ProError, RateLimited, Sent
from desktop_app.pro.states import TRANSITIONAL, Action, allowed, known
from desktop_app.services.deeds import CHEAPEST, Deed, Deeds
from desktop_app.services.ledger import Ledger
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import EntryState, Fate, Outbox

__all__ = ["AT_ONCE", "CHEAPEST", "Bulk", "Outcome", "Preflight", "moving", "preflight"]

Progress = Callable[[object], None]

AT_ONCE: Final = 8
"""Calls under way together: enough to hide the distance, few enough not to be turned away."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What an action can be done to, and what not, with the state that stands in the way."""

    ready: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one consignment.

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


def preflight(action: Action, rows: Iterable[tuple[str, str]]) -> Preflight:
    """Part `rows` (reference, state) into what the table of states lets `action` be done to, and the rest."""
    ready: list[str] = []
    refused: list[tuple[str, str]] = []
    for reference, state in dict(rows).items():
        if allowed(action, state):
            ready.append(reference)
        else:
            refused.append((reference, state))
    return Preflight(tuple(ready), tuple(refused))


class Bulk:
    """Runs an action over many consignments, a journalled call for each, `AT_ONCE` of them side by side."""

    def __init__(self, client: ProClient, outbox: Outbox, slot: str, queueing: Queueing) -> None:
        self._deeds = Deeds(client)
        self._outbox = outbox
        self._slot = slot
        self._queueing = queueing

    async def run(
        self, action: Action, references: Sequence[str], progress: Progress, *, service: str = ""
    ) -> tuple[Outcome, ...]:
        """Do `action` to each; `progress` hears each Outcome; returns one for each reference, in their order.

        One that fails does not stop the others. Cancelled, it lets the calls that are under way end,
        sends no more, and returns with the rest marked as skipped. `service` is for ALLOCATE: empty for the
        account's rules, CHEAPEST, or a carrier service's reference. Raises NoKey, and the store's AppErrors when the
        journal cannot be written: then no more is sent.
        """
        waiting = list(dict.fromkeys(references))
        ledger = Ledger(self._outbox, self._slot, (Deed(action, each, service) for each in waiting))
        done: dict[str, Outcome] = {}
        stopped = offline = False

        async def work() -> None:
            nonlocal offline
            while not stopped and (taken := next(ledger, None)):
                entry_id, deed = taken
                try:
                    # What comes after one that has to wait waits behind it, without trying.
                    outcome = _queued(deed) if offline else await self._one(deed)
                except BaseException as error:
                    ledger.settle(Fate(entry_id, None if isinstance(error, NoKey) else EntryState.UNKNOWN))
                    raise
                offline = outcome.waiting
                ledger.settle(_fate(entry_id, outcome))
                done[deed.reference] = outcome
                progress(outcome)

        workers = asyncio.gather(*(work() for _ in range(min(AT_ONCE, len(waiting)))), return_exceptions=True)
        try:
            ended = await asyncio.shield(workers)
        except asyncio.CancelledError:
            stopped = True
            ended = await workers
        ledger.close()
        for error in ended:
            if isinstance(error, BaseException):
                raise error
        return tuple(done.get(r) or Outcome(r, ok=False, skipped=True) for r in waiting)

    async def _one(self, deed: Deed) -> Outcome:
        try:
            ok, message = await self._deeds.do(deed)
        except ProError as error:
            if error.sent is Sent.UNKNOWN:
                return await self._look(deed, error)
            if self._queueing.wanted and isinstance(error, Offline | RateLimited):
                return _queued(deed)
            return Outcome(deed.reference, ok=False, message=error.message, error=error)
        return Outcome(deed.reference, ok=ok, message=message)

    async def _look(self, deed: Deed, error: ProError) -> Outcome:
        """Tell from the consignment's state what became of a call that was not answered."""
        try:
            seen = await self._deeds.look(deed)
        except ProError:
            return Outcome(deed.reference, ok=False, error=error, unknown=True)
        if seen.gone is not None:
            return Outcome(deed.reference, ok=False, message=seen.gone.message, error=seen.gone)
        if seen.done is None:
            return Outcome(deed.reference, ok=False, error=error, unknown=True)
        return Outcome(deed.reference, ok=seen.done)


def _queued(deed: Deed) -> Outcome:
    return Outcome(deed.reference, ok=False, waiting=True)


def _fate(entry_id: str, outcome: Outcome) -> Fate:
    correlation_id = outcome.error.correlation_id if isinstance(outcome.error, ProError) else ""
    if outcome.ok:
        return Fate(entry_id, EntryState.DONE, outcome.reference, outcome.message)
    if outcome.waiting:
        return Fate(entry_id, EntryState.QUEUED)
    state = EntryState.UNKNOWN if outcome.unknown else EntryState.REFUSED
    return Fate(entry_id, state, answer=outcome.message, correlation_id=correlation_id)


def moving(state: str) -> bool:
    """Say whether the service is still at work on a consignment in this state, so that it is worth asking again."""
    return known(state) in TRANSITIONAL
