"""An order as it is kept, and the consignments that packing it makes.

Items that are packed are checked against the order, not against what was packed before: as in the real service, the
same goods can be packed twice, and it is for the caller to keep count.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import Address
from desktop_app.demo.rules.consignment import Document, kept_addresses
from desktop_app.demo.rules.order_bodies import NewOrder, PackedItem, PackedOrder, PackedPackage
from desktop_app.demo.rules.refusal import Detail, Refusal

_EORI = "shipperseori"
_SWAPPED = {"Origin": "Destination", "Destination": "Origin"}
_UNNAMED = ("Title", "FirstName", "LastName", "Telephone", "Mobile", "LandLine", "Email")
_SHOWN = (
    *("DateCreated", "ShippingDate", "MetaData", "EarliestDeliveryDate", "LatestDeliveryDate", "Weight"),
    *("Source", "Value", "CustomsDocumentation", "Direction", "Tags"),
)


def new_order(body: NewOrder, made: Document, account: Account, reference: str, option: str | None) -> Document:
    """Return the order of a checked body, of which `made` would be the consignment.

    It is made of the delivery option with the reference `option`, or of none.
    """
    return {
        "OrderReference": reference,
        "OrderReferenceProvidedByCustomer": body.order_reference_provided_by_customer,
        "DeliveryOptionReference": option,
        "Packages": [_ordered(package) for package in made["Packages"]],
        **{name: made[name] for name in _SHOWN},
        "RequiredDeliveryDate": made["RequestedDeliveryDate"],
        "Addresses": [order_address(address, account) for address in body.addresses],
    }


def packed(order: Document, wanted: PackedOrder) -> list[Json]:
    """Return the bodies of the consignments that packing makes: one, and with `GenerateReturn` an inbound one like it.

    Raises the 400 that names every item which the order does not have, or not so many of.
    """
    outward = _consignment(order, wanted)
    if not wanted.generate_return:
        return [outward]
    back = [{**a, "AddressType": _SWAPPED.get(a["AddressType"], a["AddressType"])} for a in order["Addresses"]]
    direction = "Outbound" if order["Direction"] == "Inbound" else "Inbound"
    inward = {**outward, "Addresses": back, "Direction": direction, "ShippingDate": None, "RequiredDeliveryDate": None}
    return [outward, inward]


def _ordered(package: Document) -> Document:
    """Return a package as an order keeps it: not yet on its way, of each item one at least."""
    left_out = {"ConsignmentLegs"} if package["Charges"] else {"ConsignmentLegs", "Charges"}
    kept = {name: value for name, value in package.items() if name not in left_out}
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
        "MetaData": _metadata([entry.wire() for entry in wanted.meta_data], order["MetaData"]),
        "Tags": order["Tags"] if wanted.tags is None else list(wanted.tags),
        "CustomsDocumentation": customs.wire() if customs else order["CustomsDocumentation"],
    }


def _metadata(own: list[Json], ordered: list[Json]) -> list[Json]:
    """Return the metadata of a packed consignment: its own or the order's, and the order's EORI number in any case."""
    if not own:
        return ordered
    said = {entry["KeyValue"].casefold() for entry in own}
    return own + [e for e in ordered if e["KeyValue"].casefold() == _EORI and e["KeyValue"].casefold() not in said]


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


def order_address(address: Address, account: Account) -> Document:
    """Return an address as an order keeps it: a shipping location by its reference, without the place's own data."""
    kept = address.wire()
    if address.shipping_location_reference:
        kept["Contact"] = kept["Contact"] or {"Reference": None, "Position": None, **dict.fromkeys(_UNNAMED, "")}
        return {**kept, "Postcode": kept["Postcode"] or "", "RegionCode": kept["RegionCode"] or None}
    return kept_addresses([address], account)[0]
