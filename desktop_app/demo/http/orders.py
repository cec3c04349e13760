"""What the calls on orders do: create, read, update, pack. Source: «Orders» of the API page."""

from __future__ import annotations

from typing import Any

from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import Links
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import Address, NewConsignment
from desktop_app.demo.rules.checks import check_addresses, check_consignment
from desktop_app.demo.rules.consignment import new_consignment
from desktop_app.demo.rules.order_bodies import NewOrder, OrderUpdate, PackedOrder
from desktop_app.demo.rules.orders import new_order, order_address, packed
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.orders import OrderTable
from desktop_app.demo.times import stamp


class Orders:
    """Create, read, update and pack orders."""

    def __init__(self, storage: Storage, account: Account, clock: Clock, life: Lifecycle) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._life = life
        self._table = OrderTable(storage.connection)

    def create(self, body: Any, links: Links) -> list[Json]:
        """`POST /orders`."""
        wanted = read(NewOrder, body)
        check_consignment(wanted, self._account)
        with self._storage.transaction():
            reference = self.add(wanted)
        return [links.order(reference)]

    def add(self, wanted: NewOrder, option: str | None = None) -> str:
        """Add an order of a checked body, made of the delivery option with that reference or of none; return its own.

        Inside a transaction.
        """
        reference = self._storage.reference("EO")
        made = new_consignment(wanted, self._account, stamp(self._clock.now()), self._storage.reference)
        self._table.add(new_order(wanted, made, self._account, reference, option))
        return reference

    def read(self, reference: str) -> Json:
        """`GET /orders/{EO}`."""
        return self._table.order(reference)

    def update(self, reference: str, body: Any, links: Links) -> list[Json]:
        """`PUT /orders/{EO}`: packages stay; addresses, direction and tags are replaced if given; the rest always."""
        wanted = read(OrderUpdate, body)
        _same(reference, wanted.order_reference)
        customs, date = wanted.customs_documentation, wanted.required_delivery_date
        with self._storage.transaction():
            order = self._table.order(reference)
            if wanted.addresses:
                check_addresses(wanted.addresses, self._account)
                order["Addresses"] = [order_address(address, self._account) for address in wanted.addresses]
            if wanted.direction:
                order["Direction"] = wanted.direction
            if wanted.tags:
                order["Tags"] = list(wanted.tags)
            order["OrderReferenceProvidedByCustomer"] = wanted.order_reference_provided_by_customer
            order["ShippingDate"] = wanted.shipping_date
            order["RequiredDeliveryDate"] = date and date.wire()
            order["MetaData"] = [entry.wire() for entry in wanted.meta_data]
            order["CustomsDocumentation"] = customs and customs.wire()
            self._table.save(order)
        return [links.order(order["OrderReference"])]

    def add_address(self, reference: str, body: Any) -> None:
        """`POST /orders/{EO}/address`: of a type that the order lacks; 409 otherwise. The answer has no body."""
        self._set_address(reference, body, new=True)

    def set_address(self, reference: str, body: Any) -> None:
        """`PUT /orders/{EO}/address`: of a type that the order has; 404 otherwise. The answer has no body."""
        self._set_address(reference, body, new=False)

    def pack(self, reference: str, body: Any, links: Links) -> Json:
        """`POST /orders/{EO}/pack`: a consignment of the packages, and with `GenerateReturn` an inbound one like it."""
        wanted = read(PackedOrder, body)
        _same(reference, wanted.order_reference)
        with self._storage.transaction():
            made = [self._make(each) for each in packed(self._table.order(reference), wanted)]
        return {
            "Results": [
                {"Result": "ConsignmentCreated", "ApiLinks": [links.consignment(each, "Consignment")]} for each in made
            ]
        }

    def _make(self, body: Json) -> str:
        wanted = read(NewConsignment, body)
        check_consignment(wanted, self._account)
        return str(self._life.create(wanted)["Reference"])

    def _set_address(self, reference: str, body: Any, *, new: bool) -> None:
        address = read(Address, body)
        with self._storage.transaction():
            order = self._table.order(reference)
            others = [each for each in order["Addresses"] if each["AddressType"] != address.address_type]
            has_it = len(others) < len(order["Addresses"])
            if new and has_it:
                message = f"The order {order['OrderReference']} has an address of the type {address.address_type}."
                raise Refusal(409, "AddressExists", message)
            if not new and not has_it:
                message = f"The order {order['OrderReference']} has no address of the type {address.address_type}."
                raise Refusal(404, "NotFound", message)
            addresses = [read(Address, each) for each in others] + [address]
            check_addresses(addresses, self._account)
            order["Addresses"] = [order_address(each, self._account) for each in addresses]
            self._table.save(order)


def _same(reference: str, given: str | None) -> None:
    if given and given.upper() != reference.upper():
        raise Refusal.invalid(Detail("OrderReference", f"is not that of the path, {reference.upper()[:100]}"))
