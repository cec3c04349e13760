"""Create exactly once: write it in the journal, send it, and where no answer came, look before anything else.

A consignment goes out with a customer reference and a metadata entry that holds its journal id, so that a
search for the one and a look at the other tell whether it arrived («Never twice» in the rooms' README).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop_app.packing import nodes
from desktop_app.packing.body import SUBMISSION_KEY, to_wire
from desktop_app.pro import models
from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import NoKey, Offline, OutcomeUnknown, ProError, RateLimited, Sent
from desktop_app.pro.models import MetaDatum
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import Entry, EntryState, New, Outbox, WrongState, new_entry_id

Progress = Callable[[object], None]

CREATE: Final = "create"
PACK: Final = "pack"
KINDS: Final = (CREATE, PACK)
LOOKS: Final = (0.0, 1.0, 2.0, 4.0)
"""Seconds before each look: the search may lag behind a create."""
_PAGE: Final = 50


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
    """Sends consignments from the bench, and packs orders, in the one environment whose journal it writes."""

    def __init__(
        self,
        client: ProClient,
        outbox: Outbox,
        slot: str,
        queueing: Queueing,
        *,
        looks: tuple[float, ...] = LOOKS,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._slot = slot
        self._queueing = queueing
        self._looks = looks

    async def create(self, consignment: nodes.Consignment, progress: Progress = lambda _: None) -> Created | Waiting:
        """Create `consignment`, or return what an earlier, unanswered try has created already.

        `progress` hears the journal's id before anything is sent. Waiting: the service could not be reached, and
        the user wants such things queued. Raises a ProError if it was not created (refused, or never sent),
        OutcomeUnknown if it may have been, the store's AppErrors before sending.
        """
        earlier = await self._earlier(consignment.id)
        if earlier is not None:
            return earlier
        submission = new_entry_id()
        body = _marked(to_wire(consignment), submission)
        reference = body.consignment_reference_provided_by_customer or ""
        self._outbox.turn_over((), [New(CREATE, self._slot, body.body(), consignment.id, reference, submission)])
        progress(submission)
        return await self._send(submission)

    async def pack(self, order: str, packing: models.OrderPacking, subject: str) -> Created | Waiting:
        """Make a consignment of some of the items of the order with that reference (EO-…), once for each `subject`.

        The service does not count what was packed before: `subject`, an id of this pack, is what keeps it from
        being done twice. Of a return that is made with it nothing is told here. Raises as `create`.
        """
        earlier = await self._earlier(subject)
        if earlier is not None:
            return earlier
        submission = new_entry_id()
        reference = packing.order_reference_provided_by_customer or _made(submission)
        mark = MetaDatum(key_value=SUBMISSION_KEY, string_value=submission)
        body = packing.model_copy(
            update={
                "order_reference": order,
                "order_reference_provided_by_customer": reference,
                "meta_data": (*packing.meta_data, mark),
            }
        )
        self._outbox.turn_over((), [New(PACK, self._slot, body.body(), subject, reference, submission)])
        return await self._send(submission)

    async def send(self, submission: str) -> Created | Waiting:
        """Send an entry that is queued or was refused; raises as `create`, WrongState for any other."""
        self._outbox.mark_sending(submission)
        return await self._send(submission)

    async def look_again(self, about: str) -> Created | Waiting | None:
        """Look whether an unanswered submission was created; None if that is still not known.

        `about` is the journal's id, or that of the consignment on the bench. Raises a ProError when looking fails,
        KeyError where the journal holds nothing about it that can have been created.
        """
        entry = self._outbox.get(about) or next(iter(self._hopeful(about)), None)
        if entry is None:
            raise KeyError(about)
        return _known(entry) or await self.look(entry)

    def told(self, subject: str) -> Created | Waiting | str:
        """Return what the journal knows of a consignment on the bench, without a call.

        A text is the id of the submission whose outcome is not known; an empty one: nothing can have been created.
        """
        for entry in self._hopeful(subject):
            return _known(entry) or entry.id
        return ""

    async def look(self, entry: Entry) -> Created | None:
        """Look for what an entry may have created; None if it is not to be seen. Raises a ProError."""
        api = self._client.consignments
        terms = (("referenceProvidedByCustomer", entry.customer_reference),)
        found: list[models.Consignment] = []
        skip = 0
        while True:
            page = await api.search(terms, _PAGE, skip)
            for row in page.consignment_summaries:
                full = await api.get_with_metadata(row.reference)
                if full.metadata(SUBMISSION_KEY) == entry.id:
                    found.append(full)
            if len(page.consignment_summaries) < _PAGE:
                break
            skip += _PAGE
        if not found:
            return None
        # A pack may have made its return too, with the same marks.
        reference = min(found, key=lambda each: each.direction == "Inbound").reference or ""
        # Somebody else may have found it meanwhile, or discarded the entry: it is there all the same.
        with contextlib.suppress(WrongState):
            self._outbox.mark_done(entry.id, reference=reference)
        return Created(reference, adopted=True)

    def _hopeful(self, subject: str) -> list[Entry]:
        """Return the entries about `subject` that were not refused; one that was done first."""
        entries = [entry for entry in self._outbox.about(subject) if entry.state is not EntryState.REFUSED]
        return sorted(entries, key=lambda entry: entry.state is not EntryState.DONE)

    async def _earlier(self, subject: str) -> Created | Waiting | None:
        for entry in self._hopeful(subject):
            found = _known(entry) or await self.look(entry)
            if found is None:
                raise OutcomeUnknown(entry.id)
            return found
        return None

    async def _send(self, submission: str) -> Created | Waiting:
        """Send an entry that the journal has as being sent."""
        entry = self._outbox.get(submission)
        assert entry is not None
        try:
            return await self._sent(entry)
        except BaseException:
            # Whatever stopped it: where it was told apart there is another mark already.
            with contextlib.suppress(WrongState):
                self._outbox.mark_unknown(submission)
            raise

    async def _sent(self, entry: Entry) -> Created | Waiting:
        try:
            reference = await self._call(entry)
        except ProError as error:
            if error.sent is Sent.UNKNOWN:
                return await self._reconcile(entry, error)
            if self._queueing.wanted and isinstance(error, Offline | RateLimited):
                self._outbox.mark_queued(entry.id)
                return Waiting(entry.id)
            self._outbox.mark_refused(entry.id, answer=error.message, correlation_id=error.correlation_id)
            raise
        except NoKey:
            self._outbox.mark_refused(entry.id)
            raise
        if not reference:
            return await self._reconcile(entry, None)
        self._outbox.mark_done(entry.id, reference=reference)
        return Created(reference, adopted=False)

    async def _call(self, entry: Entry) -> str:
        """Send the body that was entered; return the reference of what was made, empty where the answer has none."""
        if entry.kind == PACK:
            packing = models.OrderPacking.model_validate(entry.body)
            packed = await self._client.orders.pack(packing.order_reference, packing)
            links = [link for result in packed.results for link in result.api_links]
            return links[0].reference if links else ""
        made = await self._client.consignments.create(models.Consignment.model_validate(entry.body))
        return made[0].reference if len(made) == 1 else ""

    async def _reconcile(self, entry: Entry, cause: ProError | None) -> Created:
        """Look for what was sent without a whole answer. Until that is over, the entry stays as being sent."""
        for wait in self._looks:
            await asyncio.sleep(wait)
            try:
                found = await self.look(entry)
            except ProError:
                continue
            if found is not None:
                return found
        self._outbox.mark_unknown(entry.id, correlation_id=cause.correlation_id if cause else "")
        raise OutcomeUnknown(entry.id, cause)


def _known(entry: Entry) -> Created | Waiting | None:
    if entry.state is EntryState.DONE:
        return Created(entry.reference, adopted=True)
    return Waiting(entry.id) if entry.state is EntryState.QUEUED else None


def _made(submission: str) -> str:
    return f"CD-{submission[:12].upper()}"


def _marked(body: models.Consignment, submission: str) -> models.Consignment:
    """Return the body with its marks: a customer reference (the user's, or a made one) and the journal's id."""
    reference = body.consignment_reference_provided_by_customer or _made(submission)
    mark = MetaDatum(key_value=SUBMISSION_KEY, string_value=submission)
    return body.model_copy(
        update={"consignment_reference_provided_by_customer": reference, "meta_data": (*body.meta_data, mark)}
    )
