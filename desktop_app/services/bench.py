"""The bench between two sittings: the draft is read when an environment opens and kept as it changes."""

from __future__ import annotations

from typing import Any

from desktop_app.packing.draft import Draft
from desktop_app.packing.saved import from_data
from desktop_app.services.outbox.submitter import Created, Submitter, Waiting
from desktop_app.store.drafts import Drafts


class Bench:
    """The draft of one environment on this computer."""

    def __init__(self, drafts: Drafts, submitter: Submitter) -> None:
        self._drafts = drafts
        self._submitter = submitter

    async def load(self) -> Draft:
        """Return the draft as it was kept, or an empty one; raises the store's AppErrors.

        What was sent shows as the journal knows it: the program may have ended before the draft was told.
        """
        data = self._drafts.load()
        draft = Draft() if data is None else from_data(data)
        for consignment in draft.consignments:
            if consignment.submission and not consignment.created:
                match self._submitter.told(consignment.id):
                    case Created(reference=reference):
                        consignment.created = reference
                    case Waiting(submission=submission) | str(submission):
                        consignment.submission = submission
        return draft

    async def save(self, data: dict[str, Any]) -> None:
        """Keep a draft (`packing.saved.to_data` of it); on disk when this returns; raises the store's AppErrors."""
        self._drafts.save(data)
