"""Create exactly once: write it in the journal, send it, and where no answer came, look before anything else.

A consignment goes out with a customer reference and a metadata entry that holds its journal id, so that a
search for the one and a look at the other tell whether it arrived («Never twice» in the rooms' README).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop_app.packing import nodes
from desktop_app.packing.body import to_wire
from desktop_app.pro import models
from desktop_app.pro.endpoints import Consignments
from desktop_app.pro.errors import OutcomeUnknown, ProError, Sent
from desktop_app.pro.models import MetaDatum
from desktop_app.store.outbox import Entry, EntryState, Outbox, new_entry_id

Progress = Callable[[object], None]

KIND: Final = "create"
SUBMISSION_KEY: Final = "ConsignmentDeskSubmission"
LOOKS: Final = (0.0, 1.0, 2.0, 4.0)
"""Seconds before each look: the search may lag behind a create."""
_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Created:
    """A consignment that the service has; `adopted` if that was found by looking, not told in an answer."""

    reference: str
    adopted: bool


class Submitter:
    """Sends consignments from the bench to the one environment whose journal it writes."""

    def __init__(self, api: Consignments, outbox: Outbox, slot: str, *, looks: tuple[float, ...] = LOOKS) -> None:
        self._api = api
        self._outbox = outbox
        self._slot = slot
        self._looks = looks

    async def create(self, consignment: nodes.Consignment, progress: Progress = lambda _: None) -> Created:
        """Create `consignment`, or return what an earlier, unanswered try has created already.

        `progress` hears the journal's id before anything is sent. Raises a ProError if it was not created
        (refused, or never sent), OutcomeUnknown if it may have been, the store's AppErrors before sending.
        """
        earlier = await self._earlier(consignment.id)
        if earlier is not None:
            return earlier
        submission = new_entry_id()
        body = _marked(to_wire(consignment), submission)
        self._outbox.add(
            KIND,
            self._slot,
            body.consignment_reference_provided_by_customer or "",
            body.body(),
            entry_id=submission,
            subject=consignment.id,
        )
        progress(submission)
        return await self._send(submission, body)

    async def look_again(self, submission: str) -> Created | None:
        """Look whether an unanswered submission was created; None if that is still not known.

        Raises a ProError when looking fails, KeyError for a submission that the journal does not hold.
        """
        entry = self._outbox.get(submission)
        if entry is None:
            raise KeyError(submission)
        if entry.state is EntryState.DONE:
            return Created(entry.reference, adopted=True)
        return await self._look(entry)

    async def _earlier(self, subject: str) -> Created | None:
        for entry in self._outbox.about(subject):
            if entry.state is EntryState.DONE:
                return Created(entry.reference, adopted=True)
            if entry.state in {EntryState.UNKNOWN, EntryState.SENDING}:
                found = await self._look(entry)
                if found is None:
                    raise OutcomeUnknown(entry.id)
                return found
        return None

    async def _send(self, submission: str, body: models.Consignment) -> Created:
        self._outbox.mark_sending(submission)
        try:
            links = await self._api.create(body)
        except ProError as error:
            if error.sent is not Sent.UNKNOWN:
                self._outbox.mark_refused(submission, answer=error.message, correlation_id=error.correlation_id)
                raise
            return await self._reconcile(submission, error)
        except BaseException:
            self._outbox.mark_unknown(submission)
            raise
        if len(links) != 1 or not links[0].reference:
            return await self._reconcile(submission, None)
        self._outbox.mark_done(submission, reference=links[0].reference)
        return Created(links[0].reference, adopted=False)

    async def _reconcile(self, submission: str, cause: ProError | None) -> Created:
        self._outbox.mark_unknown(submission, correlation_id=cause.correlation_id if cause else "")
        entry = self._outbox.get(submission)
        assert entry is not None
        for wait in self._looks:
            await asyncio.sleep(wait)
            try:
                found = await self._look(entry)
            except ProError:
                continue
            if found is not None:
                return found
        raise OutcomeUnknown(submission, cause)

    async def _look(self, entry: Entry) -> Created | None:
        terms = (("referenceProvidedByCustomer", entry.customer_reference),)
        skip = 0
        while True:
            page = await self._api.search(terms, _PAGE, skip)
            for row in page.consignment_summaries:
                full = await self._api.get_with_metadata(row.reference)
                if full.metadata(SUBMISSION_KEY) == entry.id:
                    self._outbox.mark_done(entry.id, reference=row.reference)
                    return Created(row.reference, adopted=True)
            if len(page.consignment_summaries) < _PAGE:
                return None
            skip += _PAGE


def _marked(body: models.Consignment, submission: str) -> models.Consignment:
    """Return the body with its marks: a customer reference (the user's, or a made one) and the journal's id."""
    reference = body.consignment_reference_provided_by_customer or f"CD-{submission[:12].upper()}"
    mark = MetaDatum(key_value=SUBMISSION_KEY, string_value=submission)
    return body.model_copy(
        update={"consignment_reference_provided_by_customer": reference, "meta_data": (*body.meta_data, mark)}
    )
