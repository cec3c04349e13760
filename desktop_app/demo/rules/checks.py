"""What a consignment must have beyond the form of its body: addresses, places, package sizes; all faults at once."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import Address, ConsignmentUpdate, NewConsignment, Package
from desktop_app.demo.rules.countries import country_rules
from desktop_app.demo.rules.refusal import Detail, Refusal


def check_consignment(body: NewConsignment, account: Account) -> None:
    """Raise the 400 that names every fault of a consignment to be created."""
    _raise_if_any([*_address_faults(body.addresses, account), *_package_faults(body.packages, account)])


def check_update(body: ConsignmentUpdate, account: Account) -> None:
    """Raise the 400 for what an update brings; what it leaves out is erased, which is not a fault."""
    faults = [*_address_faults(body.addresses, account)] if body.addresses else []
    _raise_if_any([*faults, *_package_faults(body.packages, account)])


def check_addresses(addresses: list[Address], account: Account) -> None:
    """Raise the 400 for addresses that a consignment or an order cannot have."""
    _raise_if_any([*_address_faults(addresses, account)])


def check_added_package(body: Package, account: Account) -> None:
    """Raise the 400 for a package that cannot be added."""
    _raise_if_any([Detail(f.target.partition(".")[2], f.message) for f in _package_faults([body], account)])


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
    country = country_rules(code)
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
