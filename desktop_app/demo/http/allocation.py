"""What the five calls that allocate do: book consignments with carrier services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.demo.carriers.rate_card import SERVICES, group, service
from desktop_app.demo.carriers.services import CarrierService
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import Links, Reply, allocated, as_result, not_allocated
from desktop_app.demo.http.quotes import Quotes
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.bodies import References, ReferencesForService
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.pro.states import Action, State


class Allocations:
    """Book consignments with carrier services; 200, or 202 where it goes on (then the status tells)."""

    def __init__(self, storage: Storage, life: Lifecycle, quotes: Quotes) -> None:
        self._storage = storage
        self._life = life
        self._quotes = quotes

    def cheapest(self, reference: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithcheapestquote`. Raises a 400 if no service can take the consignment."""
        return self._one(self._allocate(reference, SERVICES), links)

    def in_group(self, reference: str, group_reference: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithservicegroup/{groupRef}`: to the cheapest of a group; raises as above."""
        wanted = group(group_reference)
        if not wanted:
            raise Refusal.unknown("service group", group_reference)
        return self._one(self._allocate(reference, wanted.services, wanted.reference), links)

    def with_quote(self, reference: str, quote: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithquote/{quoteRef}`: 404 for an unknown quote, 409 for one that will not do.

        It must not have expired, must have been given for this consignment, and the consignment must not have
        changed since.
        """
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            chosen = self._quotes.taken(quote, consignment)
            self._life.begin(consignment, Action.ALLOCATE, Services=[chosen])
        return self._one(consignment, links)

    def by_rules(self, body: Any, links: Links) -> list[Json] | Reply:
        """`PUT /allocation/allocate`: each to the cheapest service, a summary for each."""
        return self._each(read(References, body).consignment_references, SERVICES, links)

    def with_service(self, body: Any, links: Links) -> list[Json] | Reply:
        """`PUT /allocation/allocatewithcarrierservice`: each to one service, a summary for each."""
        wanted = read(ReferencesForService, body)
        chosen = service(wanted.mpd_carrier_service_reference)
        if not chosen:
            fault = f"names no carrier service of the account: {wanted.mpd_carrier_service_reference}"
            raise Refusal.invalid(Detail("MpdCarrierServiceReference", fault))
        return self._each(wanted.consignment_references, (chosen,), links)

    def _each(self, references: Iterable[str], among: tuple[CarrierService, ...], links: Links) -> list[Json] | Reply:
        answers = []
        for reference in references:
            try:
                answer = _summary(self._allocate(reference, among), links)
            except Refusal as refusal:
                answer = not_allocated(reference, refusal.status, refusal.message, links)
            answers.append(as_result(answer, reference))
        goes_on = any(answer["StatusCode"] == 202 for answer in answers)
        return Reply(202, answers) if goes_on else answers

    def _one(self, consignment: Document, links: Links) -> Json | Reply:
        answer = _summary(consignment, links)
        if answer["StatusCode"] == 400:
            reason = answer["Description"]
            detail = Detail(consignment["Reference"], reason, "AllocationFailed")
            raise Refusal(400, "AllocationFailed", reason, (detail,))
        return Reply(202, answer) if answer["StatusCode"] == 202 else answer

    def _allocate(self, reference: str, among: tuple[CarrierService, ...], group_reference: str = "") -> Document:
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            services = [each.reference for each in among]
            self._life.begin(consignment, Action.ALLOCATE, Services=services, Group=group_reference)
        return consignment


def _summary(consignment: Document, links: Links) -> Json:
    reference = consignment["Reference"]
    match consignment["ConsignmentState"]:
        case State.ALLOCATED:
            return allocated(consignment, links)
        case State.ALLOCATING:
            return not_allocated(reference, 202, f"Consignment {reference} is being allocated.", links)
        case _:
            return not_allocated(reference, 400, consignment["FailedAllocation"]["Message"], links)
