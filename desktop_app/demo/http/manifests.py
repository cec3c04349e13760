"""What the calls for manifests do: hand bookings over to carriers, list the files, give them as PDF."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from desktop_app.demo.carriers.rate_card import CARRIERS, SERVICES
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import Links, result, results
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.call_bodies import ManifestQuery, References
from desktop_app.demo.rules.consignment import address_of
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.manifests import Manifest, ManifestTable
from desktop_app.demo.storage.search import Condition, conditions, one_of
from desktop_app.demo.times import micros_after, parse, stamp, to_micros
from desktop_app.pro.states import Action, State, allowed, known

_MOST_QUERIED = 5_000


class Manifests:
    """Manifest consignments: one file for each carrier and shipping location of a call."""

    def __init__(self, storage: Storage, account: Account, life: Lifecycle) -> None:
        self._storage = storage
        self._account = account
        self._life = life
        self._table = ManifestTable(storage.connection)

    def manifest(self, body: Any, links: Links) -> list[Json]:
        """`PUT /consignments/manifest`: a result for each."""
        return self._each(read(References, body).consignment_references, links)

    def from_query(self, body: Any, links: Links) -> Json:
        """`POST /consignments/manifestFromQuery`: manifest all that meet every term; without states: Allocated.

        The term for the location is taken by both names that the documentation has for it.
        """
        found = self._storage.search(self._conditions(read(ManifestQuery, body)), _MOST_QUERIED, 0)[1]
        answers = self._each([consignment["Reference"] for consignment in found], links)
        failed = [answer for answer in answers if not answer["IsSuccess"]]
        message = (
            f"Query found {len(answers)} consignment(s). {len(answers) - len(failed)} successfully queued to manifest."
            f" {len(failed)} failed to be added to the queue"
        )
        return {"Message": message, "FailedConsignments": [answer["Data"] for answer in failed]}

    def listed(self, terms: Iterable[tuple[str, str]]) -> list[Json]:
        """`GET /consignments/customer/manifests?shippingLocationReference=`: the newest first."""
        given = {name.casefold(): value.strip() for name, value in terms}
        return [self._row(each) for each in self._table.found(given.get("shippinglocationreference", ""))]

    def file(self, reference: str) -> str:
        """`GET /consignments/customer/manifest/{manifestRef}`: the PDF in base64. Raises the 404."""
        found = self._table.found(reference=reference.replace("-", ""))
        if not found:
            raise Refusal.unknown("manifest", reference)
        from desktop_app.demo.documents.manifest import manifest  # it loads reportlab and its fonts

        row = self._row(found[0])
        drawn = manifest(row, self._table.lines(found[0].reference))
        return base64.b64encode(drawn).decode("ascii")

    def _each(self, references: Iterable[str], links: Links) -> list[Json]:
        files: dict[tuple[str, str], str] = {}
        return results(references, lambda reference: self._one(reference, files, links))

    def _one(self, reference: str, files: dict[tuple[str, str], str], links: Links) -> Json:
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            booked = consignment["Allocation"] or {}
            origin = address_of(consignment, "Origin") or {}
            file = (booked.get("CarrierReference") or "", origin.get("ShippingLocationReference") or "")
            if file not in files:
                files[file] = self._life.new_manifest(consignment["Reference"])
            self._life.begin(consignment, Action.MANIFEST, Manifest=files[file])
        reference = consignment["Reference"]
        if consignment["ConsignmentState"] == State.MANIFEST_FAILED:
            message = consignment["FailedManifestMessage"]
            return result(reference, message, succeeded=False, links=[links.consignment(reference, "Link")])
        done = consignment["ConsignmentState"] == State.MANIFESTED
        end = "has been manifested successfully." if done else "has been queued to manifest."
        message = f"Consignment {reference} {end}"
        return result(reference, message, succeeded=True, links=[links.consignment(reference, "Link")])

    def _conditions(self, query: ManifestQuery) -> list[Condition]:
        wanted = [one_of("state", _states(query.states))]
        single = query.shipping_location_reference
        locations = [*query.shipping_location_references, *([single] if isinstance(single, str) else single or [])]
        if locations:
            places = " OR ".join("origin = ? OR target = ?" for _ in locations)
            wanted.append(Condition(f"({places})", tuple(x.casefold() for x in locations for _ in range(2))))
        if query.carriers:
            wanted.append(_carriers(query.carriers))
        if query.labels_printed is not None:
            wanted.extend(conditions([("labelsPrinted", str(query.labels_printed))]))
        ranges = [(each.start, each.end) for each in query.shipping_date_ranges]
        if query.shipping_date:
            day = parse(query.shipping_date).date().isoformat()
            ranges.append((day, day))
        if ranges:
            spans = [_span(start, end) for start, end in ranges]
            sql = " OR ".join("shipping >= ? AND shipping < ?" for _ in spans)
            wanted.append(Condition(f"({sql})", tuple(moment for span in spans for moment in span)))
        return wanted

    def _row(self, manifest: Manifest) -> Json:
        location = self._account.shipping_location(manifest.location)
        carrier = next((each.name for each in CARRIERS if each.reference == manifest.carrier), manifest.carrier)
        return {
            "ManifestReference": manifest.reference,
            "ManifestFileStorageContainer": f"demo-carrierbooking-{manifest.carrier.lower()}",
            "ManifestFileName": f"{manifest.location or 'CUSTOMER'}-{manifest.reference}.pdf",
            "ShippingLocationReference": manifest.location or None,
            "ShippingLocationName": location.name if location else None,
            "Created": stamp(manifest.created, int(manifest.reference[0], 16) % 10),
            "CarrierName": carrier,
            "BookingsCount": manifest.bookings,
            "ManifestFileNameSentToCarrier": None,
        }


def _states(names: list[str]) -> tuple[str, ...]:
    states = [known(name) for name in names] or [State.ALLOCATED]
    wrong = [
        name for name, state in zip(names, states, strict=False) if not state or not allowed(Action.MANIFEST, state)
    ]
    if wrong:
        fault = f"must be Allocated, ManifestFailed or ReadyToShip, not {', '.join(wrong)[:100]}"
        raise Refusal.invalid(Detail("States", fault))
    return tuple(str(state) for state in states)


def _carriers(names: list[str]) -> Condition:
    folded = {name.casefold() for name in names}
    services = [s.reference for s in SERVICES if {s.carrier.reference.casefold(), s.carrier.name.casefold()} & folded]
    return one_of("service", services)


def _span(start: str | None, end: str | None) -> tuple[int, int]:
    """Return the first microsecond of a range of dates, and the first after it."""
    return to_micros(parse(start)) if start else 0, micros_after(end or "2199-12-31")
