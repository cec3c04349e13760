"""Actions on consignments that the service has: what can be done before, and one of them carried out on many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.pro.states import TRANSITIONAL, Action, allowed, known
from desktop_app.services.outbox.batch import Batch, Outcome
from desktop_app.services.outbox.operations.actions import CHEAPEST, action_entry

__all__ = ["CHEAPEST", "Actions", "Outcome", "Preflight", "moving", "preflight"]

Progress = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Preflight:
    """What an action can be done to, and what not, with the state that stands in the way."""

    ready: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


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


def moving(state: str) -> bool:
    """Say whether the service is still at work on a consignment in this state, so that it is worth asking again."""
    return known(state) in TRANSITIONAL


class Actions:
    """Carries out actions on consignments of one environment."""

    def __init__(self, batch: Batch, slot: str) -> None:
        self._batch = batch
        self._slot = slot

    async def run(
        self, action: Action, references: Sequence[str], progress: Progress, *, service: str = ""
    ) -> tuple[Outcome, ...]:
        """Do `action` to each, once; `service` as `action_entry` takes it. Hears, returns and raises as `Batch.run`."""
        once = dict.fromkeys(references)
        return await self._batch.run([action_entry(self._slot, action, each, service) for each in once], progress)
