"""The bench between two sittings: the draft is read when an environment opens and kept as it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from desktop_app.packing.draft import Draft, new_id
from desktop_app.packing.nodes import NOT_COMPARED, Consignment
from desktop_app.packing.saved import VERSION, Snapshot, read_data, to_data, version_of
from desktop_app.services.outbox.submitter import Created, Submitter, Waiting
from desktop_app.store.drafts import Drafts, DraftUnreadable
from desktop_app.store.losses import Loss, LossKind

Progress = Callable[[object], None]


class Bench:
    """The draft of one environment on this computer; `losses`: what of it could not be read, until that is told."""

    def __init__(self, drafts: Drafts, submitter: Submitter) -> None:
        self._drafts = drafts
        self._submitter = submitter
        self.losses: list[Loss] = []

    async def load(self) -> Draft:
        """Return the draft as it was kept, or an empty one; raises the store's AppErrors.

        What was sent shows as the journal knows it: the program may have ended before the draft was told.
        """
        draft = self._read()
        for consignment in draft.consignments:
            if not consignment.created:
                self._show_as_told(consignment)
        return draft

    async def save(self, data: dict[str, Any]) -> None:
        """Keep a draft (`packing.saved.to_data` of it); on disk when this returns; raises the store's AppErrors."""
        self._drafts.save(data)

    async def create(self, consignment: Consignment, draft: Snapshot, progress: Progress) -> Created | Waiting:
        """Create a consignment of `draft`, which is kept, with that one locked, as soon as the journal is written.

        Raises as Submitter.create.
        """

        def lock(submission: str) -> None:
            for each in draft.consignments:
                if each.id == consignment.id:
                    each.submission = submission
            self._drafts.save(to_data(draft))

        return await self._submitter.create(consignment, progress, lock)

    async def sent_before(self, ids: Iterable[str]) -> frozenset[str]:
        """Return those of these consignments on the bench that the journal knows as sent, or as waiting to be."""
        return frozenset(each for each in ids if self._submitter.told(each))

    def _read(self) -> Draft:
        try:
            data = self._drafts.read()
        except DraftUnreadable:
            return self._set_aside(LossKind.DRAFT_DAMAGED, "damaged")
        if data is None:
            return Draft()
        version = version_of(data)
        if version > VERSION:
            return self._set_aside(LossKind.DRAFT_NEWER, "newer")
        if not version:
            return self._set_aside(LossKind.DRAFT_DAMAGED, "damaged")
        reading = read_data(data)
        if reading.lost:
            self.losses.append(Loss(LossKind.DRAFT_PARTS, self._drafts.copy_out("damaged")))
            self._drafts.save(to_data(reading.draft))
        return reading.draft

    def _set_aside(self, kind: LossKind, why: str) -> Draft:
        self.losses.append(Loss(kind, self._drafts.set_aside(why)))
        return Draft()

    def _show_as_told(self, consignment: Consignment) -> None:
        match self._submitter.told(consignment.subject, consignment):
            case Created(reference=reference, same=True):
                consignment.created = reference
            case Created(reference=reference):
                consignment.submission, consignment.earlier, consignment.sent_as = "", reference, new_id()
            case Waiting(submission=submission) | str(submission):
                # Where the draft does not say that it was sent as it is, the two are compared once that is known.
                as_sent = consignment.submission not in {"", NOT_COMPARED}
                consignment.submission = submission if as_sent else submission and NOT_COMPARED
