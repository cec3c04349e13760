"""What the calls on consignments do: create, read, search, update, and take them from state to state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http import answers
from desktop_app.demo.http.answers import Links, results
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import Address, ConsignmentUpdate, NewConsignment
from desktop_app.demo.rules.call_bodies import References
from desktop_app.demo.rules.checks import check_addresses, check_consignment, check_update
from desktop_app.demo.rules.consignment import (
    Document,
    kept_addresses,
    metadata_alone_changes,
    new_package,
    set_packages,
)
from desktop_app.demo.rules.parsing import page, read, read_references
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.search import conditions
from desktop_app.pro.states import Action, State, allowed


class Consignments:
    """Create, read, search and edit consignments, and take them from state to state."""

    def __init__(self, storage: Storage, account: Account, clock: Clock, life: Lifecycle) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._life = life

    def create(self, body: Any, links: Links) -> list[Json]:
        """`POST /consignments`."""
        wanted = read(NewConsignment, body)
        check_consignment(wanted, self._account)
        with self._storage.transaction():
            made = self._life.create(wanted)
        return [links.consignment(made["Reference"], "Link")]

    def read(self, reference: str, *, metadata: bool) -> Json:
        """`GET /consignments/{ref}` and `GET /consignments/getconsignmentwithmetadata/{ref}`."""
        return answers.consignment(self._storage.consignment(reference), self._clock.now(), metadata=metadata)

    def called(self, customer_reference: str) -> str:
        """Return the reference of the newest consignment with a reference of the customer's own. Raises the 404."""
        found = self._storage.search(conditions([("referenceProvidedByCustomer", customer_reference)]), 1, 0)[1]
        if not found:
            raise Refusal.unknown("consignment", customer_reference)
        return str(found[0]["Reference"])

    def set_address(self, reference: str, body: Any) -> None:
        """`POST /consignments/{ref}/updateconsignmentaddress`, as older clients call it; the answer has no body."""
        address = read(Address, body)
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            transitions.require(consignment, Action.EDIT)
            others = [each for each in consignment["Addresses"] if each["AddressType"] != address.address_type]
            addresses = [*(read(Address, each) for each in others), address]
            check_addresses(addresses, self._account)
            consignment["Addresses"] = kept_addresses(addresses, self._account)
            self._life.note(consignment, "Consignment updated", "Edit", address.address_type, self._clock.now())
            self._storage.save(consignment)

    def status(self, reference: str, links: Links) -> Json:
        """`GET /consignments/{ref}/status`."""
        return answers.status(self._storage.consignment(reference), links)

    def search(self, take: str, skip: str, terms: Iterable[tuple[str, str]], links: Links) -> Json:
        """`GET /consignments/{take}/{skip}?…`: the newest first, `Count` is all that match."""
        count, found = self._storage.search(conditions(terms), page("take", take), page("skip", skip, most=10**9))
        now = self._clock.now()
        return {"Count": count, "ConsignmentSummaries": [answers.summary(document, now, links) for document in found]}

    def update(self, body: Any, links: Links) -> list[Json]:
        """`PUT /consignments`: one consignment or a list of them, all or none («Update replaces, …»)."""
        updates = [read(ConsignmentUpdate, part) for part in (body if isinstance(body, list) else [body])]
        if not updates:
            raise Refusal.invalid(Detail("Body", "must contain a consignment"))
        with self._storage.transaction():
            for update in updates:
                self._update(update)
        return [links.consignment(update.reference.upper(), "Link") for update in updates]

    def cancel(self, reference: str) -> Json:
        """`PUT /consignments/cancellist`, for one of its list."""
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            self._life.begin(consignment, Action.CANCEL)
        done = consignment["ConsignmentState"] == State.CANCELLED
        message = "completed successfully" if done else "has begun"
        return answers.result(consignment["Reference"], f"Consignment cancellation {message}", succeeded=True)

    def cancel_one(self, reference: str) -> None:
        """`PUT /consignments/{ref}/cancel`: the answer has no body."""
        self.cancel(reference)

    def deallocate_one(self, reference: str) -> None:
        """`PUT /consignments/{ref}/deallocate`: the booking is erased; the answer has no body."""
        self.deallocate(reference)

    def deallocate(self, reference: str) -> Json:
        """`PUT /consignments/deallocatelist`, for one of its list."""
        return self._at_once(reference, Action.DEALLOCATE, "Consignment deallocation completed successfully")

    def set_ready(self, reference: str, links: Links) -> Json:
        """`PUT /consignments/setreadytoship`, for one of its list."""
        message = "Consignment marked as Ready To Ship completed successfully"
        return self._at_once(reference, Action.SET_READY_TO_SHIP, message, links)

    def set_not_ready(self, reference: str, links: Links) -> Json:
        """`PUT /consignments/setnotreadytoship`, for one of its list."""
        message = "Consignment set back to Allocated from Ready To Ship completed successfully"
        return self._at_once(reference, Action.SET_NOT_READY_TO_SHIP, message, links)

    def dispatch(self, body: Any, links: Links) -> list[Json]:
        """`PUT /consignments/dispatch`: a result for each."""
        message = "Consignment marked as dispatched successfully"
        wanted = read(References, body).consignment_references
        return results(wanted, lambda reference: self._at_once(reference, Action.DISPATCH, message, links))

    def each(self, body: Any, do: Callable[[str], Json]) -> list[Json]:
        """Do one thing to each of a list of references."""
        return results(read_references(body), do)

    def _at_once(self, reference: str, action: Action, message: str, links: Links | None = None) -> Json:
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            self._life.at_once(consignment, action, message)
        made = consignment["Reference"]
        return answers.result(made, message, succeeded=True, links=[links.consignment(made)] if links else None)

    def _update(self, update: ConsignmentUpdate) -> None:
        """Update a consignment that is not allocated, or the metadata alone of one that is."""
        consignment = self._storage.consignment(update.reference)
        check_update(update, self._account)
        booked = not allowed(Action.EDIT, consignment["ConsignmentState"])
        if booked and not self._changes_metadata_alone(consignment, update):
            transitions.require(consignment, Action.EDIT)
        consignment["MetaData"] = [entry.wire() for entry in update.meta_data]
        if not booked:
            self._replace(consignment, update)
        what = "Metadata" if booked else "Consignment"
        self._life.note(consignment, f"{what} updated", "Edit", "", self._clock.now())
        self._storage.save(consignment)

    def _changes_metadata_alone(self, consignment: Document, update: ConsignmentUpdate) -> bool:
        if not allowed(Action.DOCUMENTS, consignment["ConsignmentState"]):
            return False
        said = update.model_dump(by_alias=True, exclude_unset=True)
        if "MetaData" in said:
            said["MetaData"] = [entry.wire() for entry in update.meta_data]
        if "Addresses" in said:
            said["Addresses"] = kept_addresses(update.addresses, self._account)
        return metadata_alone_changes(consignment, said)

    def _replace(self, consignment: Document, update: ConsignmentUpdate) -> None:
        """Give a consignment what an update brings; what that leaves out is erased, but for packages and tags."""
        customs, wanted = update.customs_documentation, update.requested_delivery_date
        consignment["ShippingDate"] = update.shipping_date
        consignment["RequestedDeliveryDate"] = wanted and wanted.wire()
        consignment["ConsignmentReferenceProvidedByCustomer"] = update.consignment_reference_provided_by_customer
        consignment["CustomsDocumentation"] = customs and customs.wire()
        consignment["Addresses"] = kept_addresses(update.addresses, self._account)
        if update.tags:
            consignment["Tags"] = list(update.tags)
        if update.packages:
            had = {package["Reference"] for package in consignment["Packages"]}
            items = {item["Reference"] for package in consignment["Packages"] for item in package["Items"]}
            packages = []
            for package in update.packages:
                kept = (package.reference or "").upper()
                had_it = kept in had
                had.discard(kept)
                reference = kept if had_it else self._storage.reference("EP")
                packages.append(new_package(package, self._account, reference, items))
            set_packages(consignment, packages)
