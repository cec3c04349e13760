"""One action over many consignments: what can be done before, progress during, a result for each after."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.pro.endpoints import Allocated, Allocation, Consignments
from desktop_app.pro.errors import AppError, BadAnswer, NotFound, ProError, Sent
from desktop_app.pro.models import AllocationSummary
from desktop_app.pro.states import TRANSITIONAL, Action, State, allowed, known

Progress = Callable[[object], None]

AT_ONCE: Final = 8
"""Calls under way together: enough to hide the distance, few enough not to be turned away."""

CHEAPEST: Final = "\0cheapest-quote"
"""As `service` of an allocation: the cheapest quote. No carrier service can have this reference."""

_REACHED: Final[dict[Action, frozenset[State]]] = {
    Action.ALLOCATE: frozenset({State.ALLOCATING, State.ALLOCATED, State.ALLOCATION_FAILED}),
    Action.DEALLOCATE: frozenset({State.UNALLOCATED}),
    Action.CANCEL: frozenset({State.CANCELLING, State.CANCELLED}),
}
"""The states that show that an action was done, when no answer says so."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What an action can be done to, and what not, with the state that stands in the way."""

    ready: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one consignment.

    `message` is the service's. `unknown`: it may have been done, and looking did not tell, so it must not
    simply be sent again. `skipped`: the person stopped before it was sent.
    """

    reference: str
    ok: bool
    message: str = ""
    error: AppError | None = None
    unknown: bool = False
    skipped: bool = False


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
    """Runs an action over many consignments, a call for each, `AT_ONCE` of them side by side."""

    def __init__(self, consignments: Consignments, allocation: Allocation) -> None:
        self._consignments = consignments
        self._allocation = allocation

    async def run(
        self, action: Action, references: Sequence[str], progress: Progress, *, service: str = ""
    ) -> tuple[Outcome, ...]:
        """Do `action` to each; `progress` hears each Outcome; returns one for each reference, in their order.

        One that fails does not stop the others. Cancelled, it lets the calls that are under way end,
        sends no more, and returns with the rest marked as skipped. `service` is for ALLOCATE: empty for the
        account's rules, CHEAPEST, or a carrier service's reference.
        """
        waiting = list(dict.fromkeys(references))
        done: dict[str, Outcome] = {}
        queue = iter(waiting)
        stopped = False

        async def work() -> None:
            for reference in queue:
                outcome = await self._one(action, reference, service)
                done[reference] = outcome
                progress(outcome)
                if stopped:
                    return

        workers = asyncio.gather(*(work() for _ in range(min(AT_ONCE, len(waiting)))))
        try:
            await asyncio.shield(workers)
        except asyncio.CancelledError:
            stopped = True
            await workers
        return tuple(done.get(r) or Outcome(r, ok=False, skipped=True) for r in waiting)

    async def _one(self, action: Action, reference: str, service: str) -> Outcome:
        try:
            return await self._send(action, reference, service)
        except ProError as error:
            if error.sent is not Sent.UNKNOWN:
                return Outcome(reference, ok=False, message=error.message, error=error)
            return await self._look(action, reference, error)

    async def _send(self, action: Action, reference: str, service: str) -> Outcome:
        calls: dict[Action, Callable[[], Awaitable[None]]] = {
            Action.CANCEL: lambda: self._consignments.cancel(reference),
            Action.DEALLOCATE: lambda: self._consignments.deallocate(reference),
        }
        if action in calls:
            await calls[action]()
            return Outcome(reference, ok=True)
        if action is not Action.ALLOCATE:
            raise ValueError(action)
        return _allocated(reference, await self._allocate(reference, service))

    async def _allocate(self, reference: str, service: str) -> Allocated:
        if service == CHEAPEST:
            return await self._allocation.with_cheapest_quote(reference)
        if service:
            return await self._allocation.with_carrier_service([reference], service)
        return await self._allocation.by_default_rules([reference])

    async def _look(self, action: Action, reference: str, error: ProError) -> Outcome:
        """Tell from the consignment's state what became of a call that was not answered."""
        try:
            status = await self._consignments.status(reference)
        except NotFound as gone:
            return Outcome(reference, ok=False, message=gone.message, error=gone)
        except ProError:
            return Outcome(reference, ok=False, error=error, unknown=True)
        state = known(status.status)
        if state in _REACHED[action]:
            return Outcome(reference, ok=state is not State.ALLOCATION_FAILED)
        return Outcome(reference, ok=False, error=error, unknown=True)


def _allocated(reference: str, answer: Allocated) -> Outcome:
    for line in answer:
        if isinstance(line, AllocationSummary):
            about, ok, message = line.reference, (line.status_code or 200) < 300, line.description
        else:
            about, ok, message = line.data, line.is_success, line.message
        if about == reference:
            return Outcome(reference, ok=ok, message=message)
    raise BadAnswer(code="no line for the consignment", sent=Sent.UNKNOWN)


def moving(state: str) -> bool:
    """Say whether the service is still at work on a consignment in this state, so that it is worth asking again."""
    return known(state) in TRANSITIONAL
