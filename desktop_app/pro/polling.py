"""What is done when the service answers 202: look at each consignment's state until it has come to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.pro.errors import NotFound, ProError
from desktop_app.pro.models import ConsignmentStatus, Settled
from desktop_app.pro.states import Action, failed, reached, under_way

LOOKS: Final = (0.5, 0.5, 1, 1, 2, 2, 3, 5, 5, 5, 5, 10, 10, 10)
"""Seconds before each look at a state: a minute in all."""
AT_ONCE: Final = 8
BEGUN_AFTER: Final = 6
"""Looks after which an action that was taken on has begun: until then, a failure may be that of an earlier try."""


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
        comes back as `moving`; one that the service says it does not have with its words and no state.
        """
        looked = 0
        failed_before = set(references)
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
                    done, moving = reached(action, state), under_way(action, state)
                    if not failed(action, state):
                        failed_before.discard(reference)
                    elif reference not in failed_before or looked >= BEGUN_AFTER:
                        moving = False
                    seen[reference] = Settled(data=reference, state=state, is_success=done, moving=moving)

        for looked, wait in enumerate(self.looks, start=1):  # noqa: B007 - `see` asks for it
            moving = [reference for reference, last in seen.items() if last.moving]
            if not moving:
                break
            await self.sleep(wait)
            await asyncio.gather(*map(see, moving))
        return tuple(seen.values())
