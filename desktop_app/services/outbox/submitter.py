"""What a person asks of the outbox about consignments on the bench and orders: create or pack, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.packing import nodes
from desktop_app.pro import models
from desktop_app.services.outbox.operations.creating import create_entry, pack_entry, same_as_sent
from desktop_app.services.outbox.writer import Writer, Written
from desktop_app.store.outbox import Entry, EntryState

Progress = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Created:
    """A consignment that the service has; `adopted` if that was found by looking, not told in an answer.

    Not `same`: what was created is an earlier version of the one on the bench, which has not been sent.
    """

    reference: str
    adopted: bool
    same: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """It was not sent: it waits in the journal, under that id, for the network.

    Not `same`: what waits is an earlier version of the one on the bench.
    """

    submission: str
    same: bool = True


class NotInJournal(LookupError):
    """The journal holds nothing about it that can have been created."""


class Submitter:
    """Creates consignments from the bench, and packs orders, in one environment."""

    def __init__(self, writer: Writer, slot: str) -> None:
        self._writer = writer
        self._slot = slot

    async def create(
        self,
        consignment: nodes.Consignment,
        progress: Progress = lambda _: None,
        lock: Callable[[str], None] = lambda _: None,
    ) -> Created | Waiting:
        """Create `consignment`, or return what an earlier, unanswered try has created already.

        `progress` hears the journal's id before anything is sent; `lock` is called with it in the journal's own
        transaction, to note in the same database that the consignment is being sent. Waiting: the service could not be
        reached, and the user wants such things queued. Raises NoKey or a ProError if it was not created (refused, or
        never sent), OutcomeUnknown if it may have been, the store's AppErrors before sending.
        """
        new = create_entry(self._slot, consignment)
        written = await self._writer.write_once(new, progress, lambda: lock(new.id))
        return _come_of(written, same=written.entry.id == new.id or same_as_sent(written.entry, consignment))

    async def pack(self, order: str, packing: models.OrderPacking, subject: str) -> Created | Waiting:
        """Make a consignment of some items of the order with that reference (EO-…), once for each `subject`.

        Raises as `create`.
        """
        return _come_of(await self._writer.write_once(pack_entry(self._slot, order, packing, subject)))

    async def look_again(self, about: str, held: nodes.Consignment | None = None) -> Created | Waiting | None:
        """Look whether an unanswered submission was created; None if that is still not known.

        `about` is the journal's id, or that of the consignment on the bench, which may be `held` against what was
        sent. Raises NoKey or a ProError when looking fails, NotInJournal where nothing can have been created.
        """
        entry = self._writer.get(about) or next(iter(self._writer.hopeful(about)), None)
        if entry is None:
            raise NotInJournal(about)
        known = _made(entry, held)
        if known is not None or entry.state is not EntryState.UNKNOWN:
            return known
        return _made(await self._writer.look(entry), held)

    def told(self, subject: str, held: nodes.Consignment | None = None) -> Created | Waiting | str:
        """Return what the journal knows of a consignment on the bench, without a call.

        It may be `held` against what was sent. A text is the id of the submission whose outcome is not known; an empty
        one: nothing can have been created.
        """
        entry = next(iter(self._writer.hopeful(subject)), None)
        return "" if entry is None else _made(entry, held) or entry.id


def _come_of(written: Written, *, same: bool = True) -> Created | Waiting:
    if written.entry.state is EntryState.QUEUED:
        return Waiting(written.entry.id, same)
    return Created(written.entry.reference, adopted=written.found, same=same)


def _made(entry: Entry, held: nodes.Consignment | None) -> Created | Waiting | None:
    if entry.state not in {EntryState.DONE, EntryState.QUEUED}:
        return None
    return _come_of(Written(entry, found=True), same=held is None or same_as_sent(entry, held))
