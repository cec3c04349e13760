"""A consignment as it is kept: made of a checked body, its packages and items, and what is read from it often."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from desktop_app.demo.rules.account import CUSTOMER_REFERENCE, Account
from desktop_app.demo.rules.bodies import Address, NewConsignment, Package
from desktop_app.demo.rules.countries import country_rules
from desktop_app.demo.rules.currencies import smallest
from desktop_app.demo.rules.fields import PLACES
from desktop_app.pro.states import State

Document = dict[str, Any]
"""A consignment (or a part of one) as it is kept: by its wire names, numbers as Decimal."""

NewReference = Callable[[str], str]
"""Gives the next free reference of a kind: `EC` or `EP`."""


def new_consignment(body: NewConsignment, account: Account, created: str, reference: NewReference) -> Document:
    """Return the document of a checked body: unallocated, made at the wire time `created`."""
    consignment: Document = {
        "ConsignmentLegs": [],
        "CollectionDate": None,
        "DateDelivered": None,
        "FirstAttemptedDeliveryDate": None,
        "DateReturned": None,
        "DateShipped": None,
        "DateCollected": None,
        "DateManifested": None,
        "AttemptedDeliveryDate": None,
        "MetaData": [entry.wire() for entry in body.meta_data],
        "Allocation": None,
        "FailedAllocation": None,
        "Source": body.source or "Api",
        "LabelsPrinted": False,
        "DateLabelsWereFirstPrinted": None,
        "CustomerReference": CUSTOMER_REFERENCE,
        "CustomsDocumentation": body.customs_documentation and body.customs_documentation.wire(),
        "Direction": body.direction or "Outbound",
        "Tags": list(body.tags),
        "Reference": reference("EC"),
        "ConsignmentState": str(State.UNALLOCATED),
        "DateCreated": created,
        "ShippingDate": body.shipping_date,
        "RequestedDeliveryDate": body.required_delivery_date and body.required_delivery_date.wire(),
        "EarliestDeliveryDate": None,
        "LatestDeliveryDate": None,
        "ConsignmentReferenceProvidedByCustomer": body.consignment_reference_provided_by_customer,
        "Addresses": kept_addresses(body.addresses, account),
    }
    set_packages(consignment, [new_package(package, account, reference("EP")) for package in body.packages])
    return consignment


def new_draft(body: NewConsignment, account: Account, created: str) -> Document:
    """Return the document of a checked body that is not to be kept: without references."""
    return new_consignment(body, account, created, lambda _kind: "")


def kept_addresses(given: list[Address], account: Account) -> list[Document]:
    """Return addresses as they are kept: a shipping location's own where one is referred to."""
    kept = []
    for address in given:
        location = address.shipping_location_reference and account.shipping_location(
            address.shipping_location_reference
        )
        kept.append(location.address(address.address_type) if location else _named(address.wire()))
    return kept


def new_package(body: Package, account: Account, reference: str, items: Collection[str] = frozenset()) -> Document:
    """Return the document of a checked package; a package size gives what the body leaves out.

    Its items keep references that are among `items`; the others are given new ones.
    """
    package = body.wire()
    size = body.package_size_reference and account.package_size(body.package_size_reference)
    if size and not body.weight:
        package["Weight"] = {"Value": size.weight, "Unit": "Kg"}
    if size and not body.dimensions:
        package["Dimensions"] = {"Unit": "Cm", "Width": size.width, "Length": size.length, "Height": size.height}
    for at, item in enumerate(package["Items"]):
        kept = item["Reference"] if item["Reference"] in items else None
        set_item_reference(item, kept or uuid.uuid5(uuid.NAMESPACE_URL, f"{reference}/{at}").hex)
    return {**package, "ConsignmentLegs": [], "Reference": reference}


def set_item_reference(item: Document, reference: str) -> None:
    """Give an item its reference, and its country of origin the country's name."""
    item["Reference"] = reference
    if item["CountryOfOrigin"]:
        _name_country(item["CountryOfOrigin"])


def set_packages(consignment: Document, packages: list[Document]) -> None:
    """Give `consignment` these packages, and the weight and value that they sum up to.

    The value is None where the packages are worth something in more than one currency.
    """
    consignment["Packages"] = packages
    consignment["Weight"] = {"Value": sum((p["Weight"]["Value"] for p in packages), Decimal(0)), "Unit": "Kg"}
    values = [package["Value"] for package in packages if package["Value"]]
    one_currency = len({value["Currency"]["IsoCode"] for value in values}) == 1
    consignment["Value"] = (
        {"Amount": sum((v["Amount"] for v in values), Decimal(0)), "Currency": values[0]["Currency"]}
        if one_currency
        else None
    )


def metadata_alone_changes(consignment: Document, said: Document) -> bool:
    """Say whether what an update says is what a consignment has already, but for its metadata.

    What it says nothing of (absent, null or empty) counts as what the consignment has; the day on which it ships as
    it was booked counts as that on which it was to.
    """
    if "MetaData" not in said or said["MetaData"] == consignment["MetaData"]:
        return False
    shown = {**consignment, "ShippingDate": consignment["ShippingDate"] or consignment["CollectionDate"]}
    return all(_agrees(value, shown.get(name)) for name, value in said.items() if name not in {"MetaData", "Reference"})


def _agrees(said: Any, has: Any) -> bool:
    if said in (None, "", []):
        return True
    if isinstance(said, dict):
        return isinstance(has, dict) and all(_agrees(value, has.get(name)) for name, value in said.items())
    if isinstance(said, list):
        return isinstance(has, list) and len(said) == len(has) and all(map(_agrees, said, has))
    return bool(said == has)


def split_off(package: Document, item: Document) -> Document:
    """Return the package that one item of `package` gets when it is split."""
    count, share = item["Quantity"] or 1, len(package["Items"])
    part = {**package, "Items": [item], "Description": item["Description"] or package["Description"]}
    if item is not package["Items"][0]:
        part["Charges"] = []
    if item["Dimensions"]:
        part |= {"Dimensions": item["Dimensions"], "PackageSizeReference": None}
    weight = item["Weight"]["Value"] * count if item["Weight"] else package["Weight"]["Value"] / share
    part["Weight"] = {"Value": max(PLACES, Decimal(weight).quantize(PLACES)), "Unit": "Kg"}
    if item["Value"]:
        part["Value"] = {**item["Value"], "Amount": item["Value"]["Amount"] * count}
    elif package["Value"]:
        amount = Decimal(package["Value"]["Amount"] / share).quantize(smallest(package["Value"]["Currency"]["IsoCode"]))
        part["Value"] = {**package["Value"], "Amount": amount}
    return part


def address_of(consignment: Document, address_type: str) -> Document | None:
    """Return the consignment's address of that type, or None."""
    return next((a for a in consignment["Addresses"] if a["AddressType"] == address_type), None)


def postcode_of(address: Document | None) -> str:
    """Return an address's postcode in upper case, or an empty string."""
    return ((address and address["Postcode"]) or "").strip().upper()


def country_of(address: Document | None) -> str:
    """Return an address's two-letter country code, or an empty string."""
    country = address and address["Country"]
    return str(country["IsoCode"]["TwoLetterCode"]) if country else ""


def _named(address: Document) -> Document:
    if address["Country"]:
        _name_country(address["Country"])
    return address


def _name_country(country: Document) -> None:
    known = country_rules(country["IsoCode"]["TwoLetterCode"])
    country["Name"] = known[0] if known else country["Name"]
