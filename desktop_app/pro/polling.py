"""What is done when the service answers 202: look at each consignment's state until it has come to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.pro.errors import NotFound, ProError
from desktop_app.pro.models import ConsignmentStatus, Settled
from desktop_app.pro.states import ALLOWED_FROM, Action, State, known

LOOKS: Final = (0.5, 0.5, 1, 1, 2, 2, 3, 5, 5, 5, 5, 10, 10, 10)
"""Seconds before each look at a state: a minute in all."""
AT_ONCE: Final = 8

_CANCELLING: Final = frozenset({State.CANCELLING, State.CANCELLED})
_BOOKED: Final = frozenset(State) - _CANCELLING - {State.UNALLOCATED, State.ALLOCATING, State.ALLOCATION_FAILED}

_WAITS: Final[dict[Action, frozenset[State]]] = {
    Action.ALLOCATE: frozenset({State.UNALLOCATED, State.ALLOCATING}),
    Action.MANIFEST: frozenset({State.ALLOCATED, State.READY_TO_SHIP, State.MANIFESTING}),
    Action.CANCEL: ALLOWED_FROM[Action.CANCEL] | {State.CANCELLING},
    Action.DEALLOCATE: ALLOWED_FROM[Action.DEALLOCATE],
}
"""The states in which it is being done, or has yet to begin though the service has said that it will."""
_REACHED: Final[dict[Action, frozenset[State]]] = {
    Action.ALLOCATE: _BOOKED | {State.ALLOCATING},
    Action.MANIFEST: _BOOKED - {State.ALLOCATED, State.READY_TO_SHIP, State.MANIFEST_FAILED},
    Action.CANCEL: _CANCELLING,
    Action.DEALLOCATE: frozenset({State.UNALLOCATED}),
}
"""The states that show that it was done, or is being done."""


@dataclass(frozen=True, slots=True)
class Polling:
    """How long to look for: `looks` are the seconds before each look, `sleep` is what waits."""

    looks: Sequence[float] = LOOKS
    sleep: Callable[[float], Awaitable[object]] = field(default=asyncio.sleep)

    async def settle(
        self,
        action: Action,
        references: Sequence[str],
        look: Callable[[str], Awaitable[ConsignmentStatus]],
    ) -> tuple[Settled, ...]:
        """Return what became of each of `references` (each once), as their states show it.

        `look` asks for the status of one. One that cannot be looked at, or is still at it after the last look,
        comes back as `moving`; one that is gone as not done, with the service's words.
        """
        seen: dict[str, Settled] = {reference: Settled(data=reference, moving=True) for reference in references}
        places = asyncio.Semaphore(AT_ONCE)

        async def see(reference: str) -> None:
            async with places:
                try:
                    state = (await look(reference)).status
                except NotFound as gone:
                    seen[reference] = Settled(data=reference, message=gone.message)
                except ProError:
                    return
                else:
                    at = known(state)
                    done, moving = at in _REACHED[action], at in _WAITS[action]
                    seen[reference] = Settled(data=reference, state=state, is_success=done, moving=moving)

        for wait in self.looks:
            moving = [reference for reference, last in seen.items() if last.moving]
            if not moving:
                break
            await self.sleep(wait)
            await asyncio.gather(*map(see, moving))
        return tuple(seen.values())
