"""What each call of the demo service does: create, read, search, edit, allocate, cancel, label."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from desktop_app.demo import allocation, bodies, rules, shapes
from desktop_app.demo.account import Account
from desktop_app.demo.allocation import Unfit
from desktop_app.demo.carriers import CARRIERS, SERVICES, CarrierService, service
from desktop_app.demo.refusal import Detail, Refusal
from desktop_app.demo.rules import Document
from desktop_app.demo.search import conditions
from desktop_app.demo.shapes import Json, Links
from desktop_app.demo.storage import Storage
from desktop_app.demo.times import Clock, stamp
from desktop_app.pro.states import Action

_MOST_AT_ONCE = 5_000
_FORMATS = {
    "PDF": "application/pdf",
    "PNG": "image/png",
    "ZPL": "application/zpl",
    "ZPLII": "application/zpl",
}
_Body = TypeVar("_Body", bound=BaseModel)
_REFERENCES: TypeAdapter[list[str]] = TypeAdapter(bodies.ReferenceList, config=ConfigDict(defer_build=True))


class Consignments:
    """Create, read, search and edit consignments, and take them from state to state."""

    def __init__(self, storage: Storage, account: Account, clock: Clock) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock

    def create(self, body: Any, links: Links) -> list[Json]:
        """`POST /consignments`."""
        wanted = _read(bodies.NewConsignment, body)
        rules.check_consignment(wanted, self._account)
        with self._storage.transaction():
            made = rules.new_consignment(wanted, self._account, stamp(self._clock.now()), self._storage.reference)
            self._storage.add(made)
        return [links.consignment(made["Reference"], "Link")]

    def read(self, reference: str, *, metadata: bool) -> Json:
        """`GET /consignments/{ref}` and `GET /consignments/getconsignmentwithmetadata/{ref}`."""
        return shapes.consignment(self._storage.consignment(reference), self._clock.now(), metadata=metadata)

    def status(self, reference: str, links: Links) -> Json:
        """`GET /consignments/{ref}/status`."""
        return shapes.status(self._storage.consignment(reference), links)

    def search(self, take: str, skip: str, terms: Iterable[tuple[str, str]], links: Links) -> Json:
        """`GET /consignments/{take}/{skip}?…`: the newest first, `Count` is all that match."""
        count, found = self._storage.search(conditions(terms), _page("take", take), _page("skip", skip, most=10**9))
        now = self._clock.now()
        return {"Count": count, "ConsignmentSummaries": [shapes.summary(document, now, links) for document in found]}

    def update(self, body: Any, links: Links) -> list[Json]:
        """`PUT /consignments`: one consignment or a list of them, all or none («Update replaces, …»)."""
        updates = [_read(bodies.ConsignmentUpdate, part) for part in (body if isinstance(body, list) else [body])]
        if not updates:
            raise Refusal.invalid(Detail("Body", "must contain a consignment"))
        with self._storage.transaction():
            for update in updates:
                self._update(update)
        return [links.consignment(update.reference.upper(), "Link") for update in updates]

    def add_package(self, reference: str, body: Any) -> Json:
        """`POST /consignments/{ref}/addpackage`; the answer is the package."""
        wanted = _read(bodies.AddedPackage, body)
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            rules.require(consignment, Action.EDIT)
            rules.check_added_package(wanted, self._account)
            package = rules.new_package(wanted, self._account, self._storage.reference("EP"))
            rules.set_packages(consignment, [*consignment["Packages"], package])
            self._storage.save(consignment)
        return package

    def delete_package(self, reference: str, links: Links) -> list[Json]:
        """`DELETE /packages/{EP}`; a consignment keeps its last package."""
        with self._storage.transaction():
            consignment = self._storage.consignment_with_package(reference)
            rules.require(consignment, Action.EDIT)
            left = [p for p in consignment["Packages"] if p["Reference"] != reference.upper()]
            if not left:
                message = (
                    f"{reference.upper()} is the last package of {consignment['Reference']}; a consignment has one."
                )
                raise Refusal(409, "LastPackage", message)
            rules.set_packages(consignment, left)
            self._storage.save(consignment)
        return [links.consignment(consignment["Reference"], "Link")]

    def cancel(self, reference: str) -> Json:
        """`PUT /consignments/{ref}/cancel`."""
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            rules.move(consignment, Action.CANCEL)
            self._storage.save(consignment)
        return shapes.result(
            consignment["Reference"], "Consignment cancellation completed successfully", succeeded=True
        )

    def deallocate(self, reference: str) -> Json:
        """`PUT /consignments/{ref}/deallocate`: the booking is erased."""
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            rules.move(consignment, Action.DEALLOCATE)
            allocation.erase(consignment)
            self._storage.save(consignment)
        message = "Consignment deallocation completed successfully"
        return shapes.result(consignment["Reference"], message, succeeded=True)

    def each(self, body: Any, do: Callable[[str], Json]) -> list[Json]:
        """Do one thing to each of a list of references; a refusal is that reference's result, not the call's."""
        answers = []
        for reference in _read_references(body):
            try:
                answers.append(do(reference))
            except Refusal as refusal:
                answers.append(shapes.result(reference, refusal.message, succeeded=False))
        return answers

    def _update(self, update: bodies.ConsignmentUpdate) -> None:
        consignment = self._storage.consignment(update.reference)
        rules.require(consignment, Action.EDIT)
        rules.check_update(update, self._account)
        customs, wanted = update.customs_documentation, update.requested_delivery_date
        consignment["ShippingDate"] = update.shipping_date
        consignment["RequestedDeliveryDate"] = wanted and wanted.wire()
        consignment["ConsignmentReferenceProvidedByCustomer"] = update.consignment_reference_provided_by_customer
        consignment["CustomsDocumentation"] = customs and customs.wire()
        consignment["MetaData"] = [entry.wire() for entry in update.meta_data]
        consignment["Addresses"] = rules.addresses(update.addresses, self._account)
        if update.tags is not None:
            consignment["Tags"] = list(update.tags)
        if update.packages is not None:
            had = {package["Reference"] for package in consignment["Packages"]}
            packages = []
            for package in update.packages:
                kept = (package.reference or "").upper()
                had_it = kept in had
                had.discard(kept)
                reference = kept if had_it else self._storage.reference("EP")
                packages.append(rules.new_package(package, self._account, reference))
            rules.set_packages(consignment, packages)
        self._storage.save(consignment)


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
        return self._each(_read(bodies.References, body).consignment_references, SERVICES, links)

    def with_service(self, body: Any, links: Links) -> list[Json]:
        """`PUT /allocation/allocatewithcarrierservice`: each to one service, a summary for each."""
        wanted = _read(bodies.ReferencesForService, body)
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


class Labels:
    """Labels of allocated consignments; the first one asked for sets when they were printed."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def label(self, reference: str, package: str | None = None, form: str = "PDF") -> Json:
        """`GET /labels/{ref}`, `/labels/{ref}/{format}`, `/labels/package/{ref}/{EP}` and `…/{format}`."""
        form = form.upper()
        if form not in _FORMATS:
            raise Refusal.invalid(Detail("format", f"must be one of {', '.join(_FORMATS)}, not {form[:100]}"))
        from desktop_app.demo import documents  # reportlab and its fonts cost too much before a label is asked for

        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            rules.require(consignment, Action.DOCUMENTS)
            references = [each["Reference"] for each in consignment["Packages"]]
            wanted = [each for each in references if package is None or each == package.upper()]
            if not wanted:
                raise Refusal.unknown(f"package of {consignment['Reference']}", str(package).upper())
            drawn = documents.draw(consignment, wanted, form)
            if not consignment["LabelsPrinted"]:
                consignment.update(LabelsPrinted=True, DateLabelsWereFirstPrinted=stamp(self._clock.now()))
                self._storage.save(consignment)
        return {"File": base64.b64encode(drawn).decode("ascii"), "ContentType": _FORMATS[form]}


class Service:
    """The demo service: its calls in groups, over one database."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """Open the database at `path` (None: in memory)."""
        self.storage = Storage(path)
        self.account = Account()
        self.consignments = Consignments(self.storage, self.account, clock)
        self.allocations = Allocations(self.storage, clock)
        self.labels = Labels(self.storage, clock)

    def package_sizes(self) -> list[Json]:
        """`GET /packagesizes`."""
        return [size.wire() for size in self.account.package_sizes]

    def shipping_locations(self) -> list[Json]:
        """`GET /shippinglocations` and `GET /shippinglocations/assigned`: the demo's user is assigned to all."""
        return [location.wire() for location in self.account.shipping_locations]

    def carrier_services(self) -> Json:
        """`GET /carrierservices`."""
        return {"MpdCarrierServices": [service.wire() for service in SERVICES]}

    def carriers(self) -> list[Json]:
        """`GET /carriers/getcarriers`."""
        return [{"Reference": carrier.reference, "Name": carrier.name} for carrier in CARRIERS]

    def close(self) -> None:
        """Close the database; the service answers no more."""
        self.storage.close()


def _read(model: type[_Body], body: Any) -> _Body:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise Refusal.unreadable(error) from None


def _read_references(body: Any) -> list[str]:
    try:
        return _REFERENCES.validate_python(body)
    except ValidationError as error:
        raise Refusal.unreadable(error) from None


def _page(name: str, text: str, most: int = _MOST_AT_ONCE) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > most:
        raise Refusal.invalid(Detail(name, f"must be a whole number from 0 to {most}"))
    return int(text)
