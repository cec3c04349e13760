"""Create a consignment, or pack one out of an order: what is made carries the journal's id, and is found by it.

A consignment goes out with a customer reference and a metadata entry that holds its journal id, so that a
search for the one and a look at the other tell whether it arrived («Never twice» in the rooms' README).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from desktop_app.packing import nodes
from desktop_app.packing.body import SUBMISSION_KEY, to_wire
from desktop_app.pro import models
from desktop_app.pro.client import ProClient
from desktop_app.pro.models import MetaDatum
from desktop_app.services.outbox.operations import Operation, Told, body_of, made_reference
from desktop_app.store.outbox import Entry, New, new_entry_id

CREATE: Final = "create"
PACK: Final = "pack"
_PAGE: Final = 50
_REFERENCE: Final = re.compile(r"EC-[0-9A-Z-]+", re.IGNORECASE)


def create_entry(slot: str, consignment: nodes.Consignment) -> New:
    """Return what is journalled of a create: the body with its marks, a made reference where the user gave none."""
    entry_id = new_entry_id()
    marked = _marked(consignment, entry_id)
    reference = str(marked.consignment_reference_provided_by_customer)
    return New(CREATE, slot, marked.body(), consignment.subject, reference, entry_id)


def same_as_sent(entry: Entry, consignment: nodes.Consignment) -> bool:
    """Say whether what was sent is what `consignment` would be sent as now.

    Days count and not the hours at which they begin, for the computer may be in another zone now. One that is locked
    with an id of the journal is as it was sent; of an entry whose body was removed for its age it cannot be said.
    """
    if consignment.submission not in {"", nodes.NOT_COMPARED}:
        return True
    return entry.body_kept and _days(entry.body) == _days(_marked(consignment, entry.id).body())


def _marked(consignment: nodes.Consignment, entry_id: str) -> models.Consignment:
    body = to_wire(consignment)
    return body.model_copy(
        update={
            "consignment_reference_provided_by_customer": body.consignment_reference_provided_by_customer
            or made_reference(entry_id),
            "meta_data": (*body.meta_data, _mark(entry_id)),
        }
    )


def _days(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body with its times cut to the day."""
    required = body.get("RequiredDeliveryDate") or {}
    return {
        **body,
        "ShippingDate": str(body.get("ShippingDate") or "")[:10],
        "RequiredDeliveryDate": {**required, "Date": str(required.get("Date") or "")[:10]},
    }


def pack_entry(slot: str, order: str, packing: models.OrderPacking, subject: str) -> New:
    """Return what is journalled of packing some items of the order with that reference (EO-…).

    The service does not count what was packed before: `subject`, an id of this pack, is what keeps it from being
    done twice.
    """
    entry_id = new_entry_id()
    reference = packing.order_reference_provided_by_customer or made_reference(entry_id)
    marked = packing.model_copy(
        update={
            "order_reference": order,
            "order_reference_provided_by_customer": reference,
            "meta_data": (*packing.meta_data, _mark(entry_id)),
        }
    )
    return New(PACK, slot, marked.body(), subject, reference, entry_id)


class _Making(Operation):
    """What a new consignment is looked for by, whichever call made it."""

    once: ClassVar[bool] = True
    looks: ClassVar[tuple[float, ...]] = (0.0, 1.0, 2.0, 4.0)
    """The search may lag behind a create."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def look(self, entry: Entry) -> Told:
        """Search for its customer reference and look at each mark; that it is not to be seen proves nothing."""
        api = self._client.consignments
        terms = (("referenceProvidedByCustomer", entry.customer_reference),)
        found: list[models.Consignment] = []
        async for row in api.each(terms, _PAGE):
            full = await api.get_with_metadata(row.reference)
            if full.metadata(SUBMISSION_KEY) == entry.id:
                found.append(full)
        if not found:
            return Told(None)
        # A pack may have made its return too, with the same marks.
        return Told(True, min(found, key=lambda each: each.direction == "Inbound").reference or "")


class CreateConsignment(_Making):
    """Makes one consignment; its `reference` is the new one's (EC-…)."""

    async def send(self, entry: Entry) -> Told:
        """Create it; raises NoKey or a ProError."""
        made = await self._client.consignments.create(body_of(entry, models.Consignment))
        return _told([link.reference for link in made]) if len(made) == 1 else Told(None)


class PackOrder(_Making):
    """Makes a consignment of some items of an order; of a return that is made with it nothing is told here."""

    async def send(self, entry: Entry) -> Told:
        """Pack it; raises NoKey or a ProError."""
        packing = body_of(entry, models.OrderPacking)
        packed = await self._client.orders.pack(packing.order_reference, packing)
        return _told([link.reference for result in packed.results for link in result.api_links][:1])


def _told(references: list[str]) -> Told:
    """Return what links tell: one that leads anywhere but to a consignment tells nothing, and it is looked for."""
    return Told(True, references[0]) if references and _REFERENCE.fullmatch(references[0]) else Told(None)


def _mark(entry_id: str) -> MetaDatum:
    return MetaDatum(key_value=SUBMISSION_KEY, string_value=entry_id)
