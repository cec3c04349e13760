"""What the calls on consignments do: create, read, search, edit, cancel, deallocate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from desktop_app.demo import allocation, bodies, rules, shapes
from desktop_app.demo.account import Account
from desktop_app.demo.reading import page, read, read_references
from desktop_app.demo.refusal import Detail, Refusal
from desktop_app.demo.search import conditions
from desktop_app.demo.shapes import Json, Links
from desktop_app.demo.storage import Storage
from desktop_app.demo.times import Clock, stamp
from desktop_app.pro.states import Action


class Consignments:
    """Create, read, search and edit consignments, and take them from state to state."""

    def __init__(self, storage: Storage, account: Account, clock: Clock) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock

    def create(self, body: Any, links: Links) -> list[Json]:
        """`POST /consignments`."""
        wanted = read(bodies.NewConsignment, body)
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
        count, found = self._storage.search(conditions(terms), page("take", take), page("skip", skip, most=10**9))
        now = self._clock.now()
        return {"Count": count, "ConsignmentSummaries": [shapes.summary(document, now, links) for document in found]}

    def update(self, body: Any, links: Links) -> list[Json]:
        """`PUT /consignments`: one consignment or a list of them, all or none («Update replaces, …»)."""
        updates = [read(bodies.ConsignmentUpdate, part) for part in (body if isinstance(body, list) else [body])]
        if not updates:
            raise Refusal.invalid(Detail("Body", "must contain a consignment"))
        with self._storage.transaction():
            for update in updates:
                self._update(update)
        return [links.consignment(update.reference.upper(), "Link") for update in updates]

    def add_package(self, reference: str, body: Any) -> Json:
        """`POST /consignments/{ref}/addpackage`; the answer is the package."""
        wanted = read(bodies.AddedPackage, body)
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
        for reference in read_references(body):
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
