"""The demo's account: its shipping locations and package sizes, fixed as an administrator would have set them up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

CUSTOMER_REFERENCE = "5d1f0c62-7b0e-4c3c-9a55-2f6c0e1b7d43"
"""The account's own id, which the service repeats on every consignment."""


@dataclass(frozen=True, slots=True)
class PackageSize:
    """A box that the account keeps; sides in centimetres, `weight` the kilograms taken where none is given."""

    reference: str
    description: str
    length: Decimal
    width: Decimal
    height: Decimal
    weight: Decimal
    is_default: bool = False

    def wire(self) -> dict[str, Any]:
        """Return one row of `GET /packagesizes`."""
        return {
            "Reference": self.reference,
            "Description": self.description,
            "Length": self.length,
            "Width": self.width,
            "Height": self.height,
            "Weight": self.weight,
            "IsDefault": self.is_default,
        }


@dataclass(frozen=True, slots=True)
class ShippingLocation:
    """A place of the account that goods leave from, or come back to."""

    reference: str
    name: str
    contact: tuple[str, str, str]
    lines: tuple[str, str | None, str | None]
    town: str
    region: str
    postcode: str
    telephone: str
    email: str
    returns: bool = False

    def address(self, address_type: str) -> dict[str, Any]:
        """Return the location as an address of a consignment."""
        title, first, last = self.contact
        return {
            "AddressType": address_type,
            "ShopLocationReference": None,
            "Contact": {
                "Reference": None,
                "Title": title,
                "FirstName": first,
                "LastName": last,
                "Position": None,
                "Telephone": self.telephone,
                "Mobile": self.telephone,
                "LandLine": "",
                "Email": self.email,
            },
            "CompanyName": None,
            "ShippingLocationReference": self.reference,
            "CustomerName": None,
            "AddressLine1": self.lines[0],
            "AddressLine2": self.lines[1],
            "AddressLine3": self.lines[2],
            "Town": self.town,
            "Region": self.region,
            "Postcode": self.postcode,
            "Country": {"Name": "United Kingdom", "IsoCode": {"TwoLetterCode": "GB"}},
            "RegionCode": "",
            "SpecialInstructions": "",
            "LatLong": None,
            "IsCached": False,
        }

    def wire(self) -> dict[str, Any]:
        """Return one row of `GET /shippinglocations`."""
        return {
            **self.address("Origin"),
            "Reference": self.reference,
            "Name": self.name,
            "ShippingLocationType": "Warehouse",
            "DefaultLocationForReturns": self.returns,
        }


def _size(reference: str, description: str, sides: tuple[str, str, str], kg: str, default: bool = False) -> PackageSize:
    length, width, height = (Decimal(side) for side in sides)
    return PackageSize(reference, description, length, width, height, Decimal(kg), default)


_SIZES = (
    _size("SMALL_BOX", "Small box", ("30.0", "20.0", "10.0"), "1.0", default=True),
    _size("MEDIUM_BOX", "Medium box", ("45.0", "35.0", "20.0"), "3.0"),
    _size("LARGE_BOX", "Large box", ("60.0", "45.0", "40.0"), "8.0"),
    _size("SATCHEL", "Satchel", ("34.0", "24.0", "3.0"), "0.5"),
    _size("TUBE", "Tube", ("80.0", "10.0", "10.0"), "1.2"),
)
_LOCATIONS = (
    ShippingLocation(
        "Sorted1",
        "Manchester head office",
        ("Miss", "Laura", "Somebody"),
        ("Third Floor", "Merchant Exchange", "Whitworth Street West"),
        "Manchester",
        "",
        "M1 5WG",
        "01234 567 890",
        "laura.somebody@example.com",
        returns=True,
    ),
    ShippingLocation(
        "Bench1",
        "Packing bench 1, Salford",
        ("Mr", "Owen", "Hartley"),
        ("Unit 4", "Ordsall Trading Park", None),
        "Salford",
        "Greater Manchester",
        "M5 3LP",
        "0161 496 0101",
        "bench1@example.com",
    ),
    ShippingLocation(
        "Bench2",
        "Packing bench 2, Salford",
        ("Ms", "Priya", "Nair"),
        ("Unit 5", "Ordsall Trading Park", None),
        "Salford",
        "Greater Manchester",
        "M5 3LP",
        "0161 496 0102",
        "bench2@example.com",
    ),
    ShippingLocation(
        "LeedsDC",
        "Leeds distribution centre",
        ("Mrs", "Janet", "Ackroyd"),
        ("12 Cross Green Way", None, None),
        "Leeds",
        "West Yorkshire",
        "LS9 0SE",
        "0113 496 0145",
        "leeds@example.com",
    ),
)


class Account:
    """Looks up shipping locations and package sizes by reference, whatever its case."""

    def __init__(self) -> None:
        self.package_sizes = _SIZES
        self.shipping_locations = _LOCATIONS
        self._sizes = {size.reference.casefold(): size for size in _SIZES}
        self._locations = {location.reference.casefold(): location for location in _LOCATIONS}

    def package_size(self, reference: str) -> PackageSize | None:
        """Return the package size with that reference, or None."""
        return self._sizes.get(reference.casefold())

    def shipping_location(self, reference: str) -> ShippingLocation | None:
        """Return the shipping location with that reference, or None."""
        return self._locations.get(reference.casefold())
