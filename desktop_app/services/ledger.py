"""The journal of one run over many: each is written before it is sent, and what is written goes together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from desktop_app.services.deeds import Deed
from desktop_app.store.outbox import Fate, New, Outbox

TOGETHER: Final = 64
"""Entries in one transaction, so that a run waits for the disk once in as many calls.

After a crash as many may be found that were written as leaving and never left: their state tells.
"""


class Ledger:
    """Hands out deeds that are in the journal as being sent, and gathers what became of them.

    A fate is on disk with the next transaction, at the latest with `close`: until then the journal says that it is
    being sent, which is looked into after a crash.
    """

    def __init__(self, outbox: Outbox, slot: str, deeds: Iterable[Deed]) -> None:
        self._outbox = outbox
        self._slot = slot
        self._waiting = iter(deeds)
        self._ready: deque[tuple[str, Deed]] = deque()
        self._fates: list[Fate] = []

    def __iter__(self) -> Iterator[tuple[str, Deed]]:
        """Return itself: several take from one ledger, each deed goes to one of them."""
        return self

    def __next__(self) -> tuple[str, Deed]:
        """Return the next deed with its entry's id; raises the store's AppErrors, and then it must not be sent."""
        if not self._ready:
            deeds = [deed for _, deed in zip(range(TOGETHER), self._waiting, strict=False)]
            new = [New(deed.action.value, self._slot, deed.body(), subject=deed.reference) for deed in deeds]
            if not new:
                raise StopIteration
            self._outbox.turn_over(self._fates, new)
            self._fates.clear()
            self._ready.extend((entry.id, deed) for entry, deed in zip(new, deeds, strict=True))
        return self._ready.popleft()

    def settle(self, fate: Fate) -> None:
        """Take in what became of one that was handed out."""
        self._fates.append(fate)

    def close(self) -> None:
        """Write the fates, and forget what was not handed out; raises the store's AppErrors."""
        self._fates += (Fate(entry_id, None) for entry_id, _ in self._ready)
        self._ready.clear()
        if self._fates:
            self._outbox.turn_over(self._fates, ())
            self._fates.clear()
