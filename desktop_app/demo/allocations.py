"""What the calls that allocate do: book consignments with carrier services."""

from __future__ import annotations

from typing import Any

from desktop_app.demo import allocation, bodies, rules, shapes
from desktop_app.demo.allocation import Unfit
from desktop_app.demo.carriers import SERVICES, CarrierService, service
from desktop_app.demo.reading import read
from desktop_app.demo.refusal import Detail, Refusal
from desktop_app.demo.rules import Document
from desktop_app.demo.shapes import Json, Links
from desktop_app.demo.storage import Storage
from desktop_app.demo.times import Clock
from desktop_app.pro.states import Action


class Allocations:
    """Book consignments with carrier services."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def cheapest(self, reference: str, links: Links) -> Json:
        """`PUT /allocation/{ref}/allocatewithcheapestquote`. Raises a 400 if no service can take the consignment."""
        document, reason = self._allocate(reference, SERVICES)
        if reason:
            raise Refusal(400, "AllocationFailed", reason, (Detail(document["Reference"], reason, "AllocationFailed"),))
        return shapes.allocated(document, links)

    def by_rules(self, body: Any, links: Links) -> list[Json]:
        """`PUT /allocation/allocate`: each to the cheapest service, a summary for each."""
        return self._each(read(bodies.References, body).consignment_references, SERVICES, links)

    def with_service(self, body: Any, links: Links) -> list[Json]:
        """`PUT /allocation/allocatewithcarrierservice`: each to one service, a summary for each."""
        wanted = read(bodies.ReferencesForService, body)
        chosen = service(wanted.mpd_carrier_service_reference)
        if not chosen:
            fault = f"names no carrier service of the account: {wanted.mpd_carrier_service_reference}"
            raise Refusal.invalid(Detail("MpdCarrierServiceReference", fault))
        return self._each(wanted.consignment_references, (chosen,), links)

    def _each(self, references: list[str], among: tuple[CarrierService, ...], links: Links) -> list[Json]:
        answers = []
        for reference in references:
            try:
                document, reason = self._allocate(reference, among)
                answer = (
                    shapes.not_allocated(document["Reference"], 400, reason, links)
                    if reason
                    else shapes.allocated(document, links)
                )
            except Refusal as refusal:
                answer = shapes.not_allocated(reference, refusal.status, refusal.message, links)
            answers.append(shapes.as_result(answer, reference))
        return answers

    def _allocate(self, reference: str, among: tuple[CarrierService, ...]) -> tuple[Document, str]:
        """Allocate to the cheapest `among` services; return the consignment and, if it failed, why."""
        now, reason = self._clock.now(), ""
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            rules.require(consignment, Action.ALLOCATE)
            try:
                shipment = allocation.shipment_of(consignment, now.date())
                chosen = allocation.choose(shipment, among)
            except Unfit as error:
                reason = str(error)
                rules.move(consignment, Action.ALLOCATE, succeeded=False)
                allocation.fail(consignment, reason, now, among[0] if len(among) == 1 else None)
            else:
                tracking = [
                    allocation.tracking_reference(chosen, self._storage.number("TRK")) for _ in consignment["Packages"]
                ]
                rules.move(consignment, Action.ALLOCATE)
                allocation.book(consignment, chosen, shipment, now, tracking)
            self._storage.save(consignment)
        return consignment, reason
