"""What a person asks of the outbox about consignments on the bench and orders: create or pack, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.packing import nodes
from desktop_app.pro import models
from desktop_app.services.outbox.operations.creating import create_entry, pack_entry
from desktop_app.services.outbox.writer import Writer
from desktop_app.store.outbox import Entry, EntryState, New

Progress = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Created:
    """A consignment that the service has; `adopted` if that was found by looking, not told in an answer."""

    reference: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """It was not sent: it waits in the journal, under that id, for the network."""

    submission: str


class Submitter:
    """Creates consignments from the bench, and packs orders, in one environment."""

    def __init__(self, writer: Writer, slot: str) -> None:
        self._writer = writer
        self._slot = slot

    async def create(self, consignment: nodes.Consignment, progress: Progress = lambda _: None) -> Created | Waiting:
        """Create `consignment`, or return what an earlier, unanswered try has created already.

        `progress` hears the journal's id before anything is sent. Waiting: the service could not be reached, and
        the user wants such things queued. Raises NoKey or a ProError if it was not created (refused, or never sent),
        OutcomeUnknown if it may have been, the store's AppErrors before sending.
        """
        return await self._once(create_entry(self._slot, consignment), progress)

    async def pack(self, order: str, packing: models.OrderPacking, subject: str) -> Created | Waiting:
        """Make a consignment of some items of the order with that reference (EO-…), once for each `subject`.

        Raises as `create`.
        """
        return await self._once(pack_entry(self._slot, order, packing, subject), lambda _: None)

    async def look_again(self, about: str) -> Created | Waiting | None:
        """Look whether an unanswered submission was created; None if that is still not known.

        `about` is the journal's id, or that of the consignment on the bench. Raises NoKey or a ProError when looking
        fails, KeyError where the journal holds nothing about it that can have been created.
        """
        entry = self._writer.get(about) or next(iter(self._writer.hopeful(about)), None)
        if entry is None:
            raise KeyError(about)
        return _made(entry) or _made(await self._writer.look(entry))

    def told(self, subject: str) -> Created | Waiting | str:
        """Return what the journal knows of a consignment on the bench, without a call.

        A text is the id of the submission whose outcome is not known; an empty one: nothing can have been created.
        """
        entry = next(iter(self._writer.hopeful(subject)), None)
        return "" if entry is None else _made(entry) or entry.id

    async def _once(self, new: New, progress: Progress) -> Created | Waiting:
        written = await self._writer.write_once(new, progress)
        if written.entry.state is EntryState.QUEUED:
            return Waiting(written.entry.id)
        return Created(written.entry.reference, adopted=written.found)


def _made(entry: Entry) -> Created | Waiting | None:
    if entry.state is EntryState.DONE:
        return Created(entry.reference, adopted=True)
    return Waiting(entry.id) if entry.state is EntryState.QUEUED else None
