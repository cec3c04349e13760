"""What the calls that allocate do: book consignments with carrier services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from desktop_app.demo.carriers.rate_card import SERVICES, group, service
from desktop_app.demo.carriers.services import CarrierService
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import PATIENCE, Links, Reply, allocated, as_result, not_allocated
from desktop_app.demo.http.quotes import Quotes
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.call_bodies import (
    DueConsignments,
    References,
    ReferencesForGroup,
    ReferencesForService,
    ReferencesWithFilters,
)
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.search import Condition
from desktop_app.demo.times import parse, to_micros
from desktop_app.pro.states import Action, State

_MOST_DUE = 5_000


class Allocations:
    """Book consignments with carrier services; 200, or 202 where it takes longer (then the status tells)."""

    def __init__(self, storage: Storage, life: Lifecycle, quotes: Quotes) -> None:
        self._storage = storage
        self._life = life
        self._quotes = quotes

    def cheapest(self, reference: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithcheapestquote`. Raises a 400 if no service can take the consignment."""
        self._allocate(reference, SERVICES)
        return self.told(reference, links)

    def in_group(self, reference: str, group_reference: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithservicegroup/{groupRef}`: to the cheapest of a group; raises as above."""
        wanted = group(group_reference)
        if not wanted:
            raise Refusal.unknown("service group", group_reference)
        self._allocate(reference, wanted.services, wanted.reference)
        return self.told(reference, links)

    def with_quote(self, reference: str, quote: str, links: Links) -> Json | Reply:
        """`PUT /allocation/{ref}/allocatewithquote/{quoteRef}`: 404 for an unknown quote, 409 for one that will not do.

        It must not have expired, must have been given for this consignment, and the consignment must not have
        changed since.
        """
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            chosen = self._quotes.taken(quote, consignment)
            self._life.begin(consignment, Action.ALLOCATE, Services=[chosen])
        return self.told(reference, links)

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

    def in_group_each(self, body: Any, links: Links) -> list[Json] | Reply:
        """`PUT /allocation/allocatewithservicegroup`, as older clients call it: each to the cheapest of one group."""
        wanted = read(ReferencesForGroup, body)
        chosen = group(wanted.mpd_carrier_service_group_reference)
        if not chosen:
            fault = f"names no service group of the account: {wanted.mpd_carrier_service_group_reference}"
            raise Refusal.invalid(Detail("MpdCarrierServiceGroupReference", fault))
        return self._each(wanted.consignment_references, chosen.services, links, chosen.reference)

    def with_filters(self, body: Any, links: Links) -> list[Json] | Reply:
        """`PUT /allocation/allocateConsignmentsWithServiceFilters`: each to the cheapest that they let through.

        Every service of the demo goes both ways, out and back.
        """
        wanted = read(ReferencesWithFilters, body)
        filters = wanted.filters
        among = tuple(
            each
            for each in SERVICES
            if filters.is_drop_off in {None, each.drop_off} and filters.is_pick_up in {None, each.pick_up}
        )
        return self._each(wanted.consignment_references, among, links)

    def due(self, by: str, body: Any, links: Links) -> list[Json] | Reply:
        """`PUT /allocation/allocate/{date}`, as older clients call it: all unallocated that are to leave before then.

        With a service or a group of services in the body: to that. One without a date to leave on is due.
        """
        wanted = read(DueConsignments, body or {})
        among: tuple[CarrierService, ...] = SERVICES
        named = wanted.mpd_carrier_service_group_reference or ""
        if named:
            chosen = group(named)
            if not chosen:
                raise Refusal.unknown("service group", named)
            among, named = chosen.services, chosen.reference
        elif wanted.mpd_carrier_service_reference:
            one = service(wanted.mpd_carrier_service_reference)
            if not one:
                raise Refusal.unknown("carrier service", wanted.mpd_carrier_service_reference)
            among = (one,)
        terms = [
            Condition("state = ?", (str(State.UNALLOCATED),)),
            Condition("(shipping IS NULL OR shipping < ?)", (to_micros(_moment(by)),)),
        ]
        if location := wanted.shipping_location_reference:
            terms.append(Condition("origin = ?", (location.casefold(),)))
        found = self._storage.search(terms, _MOST_DUE, 0)[1]
        return self._each([each["Reference"] for each in found], among, links, named)

    def _each(
        self, references: Sequence[str], among: tuple[CarrierService, ...], links: Links, group_reference: str = ""
    ) -> list[Json] | Reply:
        refused: dict[int, Json] = {}
        for at, reference in enumerate(references):
            try:
                self._allocate(reference, among, group_reference)
            except Refusal as refusal:
                refused[at] = not_allocated(reference, refusal.status, refusal.message, links)

        def answer() -> list[Json] | Reply:
            answers = [
                as_result(refused[at] if at in refused else self._summary(reference, links), reference)
                for at, reference in enumerate(references)
            ]
            goes_on = any(each["StatusCode"] == 202 for each in answers)
            return Reply(202, answers, self._soon(answer)) if goes_on else answers

        return answer()

    def told(self, reference: str, links: Links) -> Json | Reply:
        """Return what the calls that allocate one consignment answer. Raises the 400 if no service can take it."""

        def answer() -> Json | Reply:
            said = self._summary(reference, links)
            if said["StatusCode"] == 400:
                reason = said["Description"]
                detail = Detail(reference.upper(), reason, "AllocationFailed")
                raise Refusal(400, "AllocationFailed", reason, (detail,))
            return Reply(202, said, self._soon(answer)) if said["StatusCode"] == 202 else said

        return answer()

    def _soon(self, answer: Callable[[], Any]) -> Callable[[], Any] | None:
        """Return `answer` if what was begun is to be done so soon that the call can wait for it."""
        return answer if self._life.moment.total_seconds() <= PATIENCE else None

    def _summary(self, reference: str, links: Links) -> Json:
        return summary(self._storage.consignment(reference), links)

    def _allocate(self, reference: str, among: tuple[CarrierService, ...], group_reference: str = "") -> None:
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            services = [each.reference for each in among]
            self._life.begin(consignment, Action.ALLOCATE, Services=services, Group=group_reference)


def summary(consignment: Document, links: Links) -> Json:
    """Return the allocation summary of a consignment that was to be allocated, whatever has become of that by now."""
    reference, state = consignment["Reference"], consignment["ConsignmentState"]
    if state == State.ALLOCATING:
        return not_allocated(reference, 202, f"Consignment {reference} is being allocated.", links)
    if consignment["Allocation"]:
        return allocated(consignment, links)
    failed = consignment["FailedAllocation"] or {"Message": f"Consignment {reference} is in the state {state}."}
    return not_allocated(reference, 400, failed["Message"], links)


def _moment(text: str) -> datetime:
    """Return the moment that a path names: in ISO 8601, or as .NET writes one. Raises the 400.

    .NET writes times as its computer's country does; where day and month could be either, the day comes first.
    """
    with suppress(ValueError):
        return parse(text)
    for form in ("%d/%m/%Y", "%m/%d/%Y"):
        for clock in (" %H:%M:%S", " %I:%M:%S %p", ""):
            with suppress(ValueError):
                return datetime.strptime(text.strip(), form + clock).replace(tzinfo=UTC)
    raise Refusal.invalid(Detail("date", f"must be a date, not {text[:100]}"))
