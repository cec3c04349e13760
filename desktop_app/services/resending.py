"""Deeds from the journal, one at a time: sent again, or looked into, from what was entered of them."""

from __future__ import annotations

from typing import Final

from desktop_app.pro.client import ProClient
from desktop_app.services.deeds import REACHED, Deed, Deeds
from desktop_app.services.journalled import Journalled, Told
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import Entry, Outbox

KINDS: Final = tuple(action.value for action in REACHED)


class Resending(Journalled):
    """The actions that Bulk has journalled; the consignment's state tells whether one was done."""

    def __init__(self, client: ProClient, outbox: Outbox, queueing: Queueing) -> None:
        super().__init__(outbox, queueing)
        self._deeds = Deeds(client)

    async def do(self, entry: Entry) -> Told:
        """Do it; raises a ProError."""
        ok, message = await self._deeds.do(Deed.of(entry.body))
        return Told(ok, entry.subject, message)

    async def seen(self, entry: Entry) -> Told:
        """Tell from the consignment's state what became of it; raises a ProError when looking fails."""
        seen = await self._deeds.look(Deed.of(entry.body))
        return Told(seen.done, entry.subject, seen.gone.message if seen.gone else seen.state)
