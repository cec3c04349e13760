"""References of one's own: what was created with one already."""

from __future__ import annotations

import contextlib

from desktop_app.packing.checks import reference_key
from desktop_app.pro.errors import AppError
from desktop_app.pro.states import State, known
from desktop_app.services.consignments import Consignments, Query
from desktop_app.store.outbox import Outbox

_LOOKED_AT = 20
"""Rows of the service's search that are looked at: it finds references that only contain the one that is meant, too."""


class References:
    """Looks in the journal of one environment, and, once, at the service."""

    def __init__(self, outbox: Outbox, consignments: Consignments) -> None:
        self._outbox = outbox
        self._consignments = consignments

    async def created_with(self, reference: str) -> str:
        """Return the first consignment (EC-…) that was created with that reference of one's own; empty for none.

        The service is asked only where the journal does not tell. One that was cancelled does not count there. Where
        it cannot be asked none is known: this is advice. Raises the store's AppErrors.
        """
        wanted = reference_key(reference)
        if not wanted:
            return ""
        for customers, made in self._outbox.created_references():
            if reference_key(customers) == wanted:
                return made
        with contextlib.suppress(AppError):
            found = await self._consignments.search(Query(customer_reference=reference), _LOOKED_AT, 0)
            same = [
                row.reference
                for row in found.consignment_summaries
                if reference_key(row.consignment_reference_provided_by_customer or "") == wanted
                and known(row.state) is not State.CANCELLED
            ]
            # The newest come first.
            return same[-1] if same else ""
        return ""
