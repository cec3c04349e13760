"""What the calls on orders do: create, read, update, pack. Source: «Orders» of the API page.

Items that are packed are checked against the order, not against what was packed before: as in the real service, the
same goods can be packed twice, and it is for the caller to keep count.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.demo.account import Account
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import Links
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.bodies import Address, ConsignmentUpdate, NewConsignment
from desktop_app.demo.rules.checks import check_consignment, check_update
from desktop_app.demo.rules.consignment import Document, kept_addresses, new_consignment
from desktop_app.demo.rules.order_bodies import NewOrder, OrderUpdate, PackedItem, PackedOrder, PackedPackage
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.orders import OrderTable
from desktop_app.demo.times import stamp

_SWAPPED = {"Origin": "Destination", "Destination": "Origin"}
_UNNAMED = ("Title", "FirstName", "LastName", "Telephone", "Mobile", "LandLine", "Email")


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
        shown = (
            *("DateCreated", "ShippingDate", "MetaData", "EarliestDeliveryDate", "LatestDeliveryDate", "Weight"),
            *("Source", "Value", "CustomsDocumentation", "Direction", "Tags"),
        )
        order = {
            "OrderReference": reference,
            "OrderReferenceProvidedByCustomer": wanted.order_reference_provided_by_customer,
            "DeliveryOptionReference": option,
            "Packages": [_ordered(package) for package in made["Packages"]],
            **{name: made[name] for name in shown},
            "RequiredDeliveryDate": made["RequestedDeliveryDate"],
            "Addresses": [_address(address, self._account) for address in wanted.addresses],
        }
        self._table.add(order)
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
                self._check_addresses(wanted.addresses)
                order["Addresses"] = [_address(address, self._account) for address in wanted.addresses]
            if wanted.direction:
                order["Direction"] = wanted.direction
            if wanted.tags is not None:
                order["Tags"] = list(wanted.tags)
            order["OrderReferenceProvidedByCustomer"] = wanted.order_reference_provided_by_customer
            order["ShippingDate"] = wanted.shipping_date
            order["RequiredDeliveryDate"] = date and date.wire()
            order["MetaData"] = [entry.wire() for entry in wanted.meta_data]
            order["CustomsDocumentation"] = customs and customs.wire()
            self._table.save(order)
        return [links.order(order["OrderReference"])]

    def add_address(self, reference: str, body: Any, links: Links) -> list[Json]:
        """`POST /orders/{EO}/address`: of a type that the order lacks; 409 otherwise."""
        return self._set_address(reference, body, links, new=True)

    def set_address(self, reference: str, body: Any, links: Links) -> list[Json]:
        """`PUT /orders/{EO}/address`: of a type that the order has; 404 otherwise."""
        return self._set_address(reference, body, links, new=False)

    def pack(self, reference: str, body: Any, links: Links) -> Json:
        """`POST /orders/{EO}/pack`: a consignment of the packages, and with `GenerateReturn` an inbound one like it."""
        wanted = read(PackedOrder, body)
        _same(reference, wanted.order_reference)
        with self._storage.transaction():
            order = self._table.order(reference)
            outward = _consignment(order, wanted)
            bodies = [outward]
            if wanted.generate_return:
                back = [
                    {**a, "AddressType": _SWAPPED.get(a["AddressType"], a["AddressType"])} for a in order["Addresses"]
                ]
                direction = "Outbound" if order["Direction"] == "Inbound" else "Inbound"
                bodies.append({**outward, "Addresses": back, "Direction": direction, "ShippingDate": None})
                bodies[-1]["RequiredDeliveryDate"] = None
            made = [self._make(each) for each in bodies]
        return {
            "Results": [
                {"Result": "ConsignmentCreated", "ApiLinks": [links.consignment(each, "Consignment")]} for each in made
            ]
        }

    def _make(self, body: Json) -> str:
        wanted = read(NewConsignment, body)
        check_consignment(wanted, self._account)
        return str(self._life.create(wanted)["Reference"])

    def _set_address(self, reference: str, body: Any, links: Links, *, new: bool) -> list[Json]:
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
            self._check_addresses(addresses)
            order["Addresses"] = [_address(each, self._account) for each in addresses]
            self._table.save(order)
        return [links.order(order["OrderReference"])]

    def _check_addresses(self, addresses: list[Address]) -> None:
        body = {"Reference": "-", "Addresses": addresses}
        check_update(ConsignmentUpdate.model_validate(body), self._account)


def _ordered(package: Document) -> Document:
    """Return a package as an order keeps it: not yet on its way, of each item one at least."""
    kept = {name: value for name, value in package.items() if name not in {"ConsignmentLegs", "Charges"}}
    return {**kept, "Items": [{**item, "Quantity": item["Quantity"] or 1} for item in package["Items"]]}


def _consignment(order: Document, wanted: PackedOrder) -> Json:
    """Return the body of the consignment that a pack makes; what the call leaves out comes from the order."""
    left = {item["Reference"]: item["Quantity"] for item in _items(order)}
    faults: list[Detail] = []
    packages = [_package(package, f"Packages[{at}]", order, left, faults) for at, package in enumerate(wanted.packages)]
    if faults:
        raise Refusal.invalid(*faults)
    own = wanted.order_reference_provided_by_customer or order["OrderReferenceProvidedByCustomer"] or ""
    customs = wanted.customs_documentation
    return {
        "ConsignmentReferenceProvidedByCustomer": own,
        "Source": order["Source"],
        "Packages": packages,
        "Addresses": order["Addresses"],
        "ShippingDate": order["ShippingDate"],
        "RequiredDeliveryDate": order["RequiredDeliveryDate"],
        "Direction": order["Direction"],
        "MetaData": [entry.wire() for entry in wanted.meta_data] or order["MetaData"],
        "Tags": order["Tags"] if wanted.tags is None else list(wanted.tags),
        "CustomsDocumentation": customs.wire() if customs else order["CustomsDocumentation"],
    }


def _package(package: PackedPackage, target: str, order: Document, left: dict[str, int], faults: list[Detail]) -> Json:
    items = []
    for at, packed in enumerate(package.items):
        item = _item(order, packed)
        if not item:
            faults.append(Detail(f"{target}.Items[{at}]", f"is no item of the order {order['OrderReference']}"))
            continue
        left[item["Reference"]] -= packed.quantity
        if left[item["Reference"]] < 0:
            most = item["Quantity"]
            faults.append(Detail(f"{target}.Items[{at}].Quantity", f"is more than the {most} that were ordered"))
        items.append({**item, "Quantity": packed.quantity})
    return {
        **package.wire(),
        "Description": package.description or ", ".join(item["Description"] or "" for item in items)[:200] or None,
        "Value": _value(items),
        "Items": items,
    }


def _item(order: Document, packed: PackedItem) -> Document | None:
    """Return the item of the order that is meant: by its reference, else the customer's for it, else its SKU."""
    given = (
        ("Reference", packed.reference),
        ("ItemReferenceProvidedByCustomer", packed.item_reference_provided_by_customer),
        ("Sku", packed.sku),
    )
    name, wanted = next(((name, value) for name, value in given if value), ("Reference", ""))
    return next((item for item in _items(order) if item[name] == wanted), None) if wanted else None


def _items(order: Document) -> Iterable[Document]:
    return (item for package in order["Packages"] for item in package["Items"])


def _value(items: list[Document]) -> Json | None:
    """Return what the items are worth, or None if that is not known of each in one currency."""
    values = [item["Value"] for item in items]
    if not values or not all(values) or len({value["Currency"]["IsoCode"] for value in values}) > 1:
        return None
    amount = sum(item["Value"]["Amount"] * item["Quantity"] for item in items)
    return {"Amount": amount, "Currency": values[0]["Currency"]}


def _address(address: Address, account: Account) -> Document:
    """Return an address as an order keeps it: a shipping location by its reference, without the place's own data."""
    kept = address.wire()
    if address.shipping_location_reference:
        kept["Contact"] = kept["Contact"] or {"Reference": None, "Position": None, **dict.fromkeys(_UNNAMED, "")}
        return {**kept, "Postcode": kept["Postcode"] or "", "RegionCode": kept["RegionCode"] or None}
    return kept_addresses([address], account)[0]


def _same(reference: str, given: str | None) -> None:
    if given and given.upper() != reference.upper():
        raise Refusal.invalid(Detail("OrderReference", f"is not that of the path, {reference.upper()[:100]}"))
