"""What is set up for the account: sizes, locations, carriers and their services."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.values import Address, Flag, Json, Number, Rows, Text, Wire


class PackageSize(Wire):
    """A box that the account keeps: centimetres, and the kilograms of a package that is sent without a weight."""

    reference: Text
    description: Text = ""
    length: Number | None = None
    width: Number | None = None
    height: Number | None = None
    weight: Number | None = None
    is_default: Flag = False


class ShippingLocation(Address):
    """A place of the account that goods leave from: an address with a reference and a name."""

    known_by = ("reference",)

    reference: Text = ""
    name: str | None = None
    shipping_location_type: str | None = None
    default_location_for_returns: Json = None


class CarrierService(Wire):
    """A carrier service of the account."""

    known_by = ("reference",)

    name: Text = ""
    reference: Text = ""
    mpd_carrier_reference: str | None = None
    carrier_name: str | None = None
    is_configured: Flag = False


class CarrierServices(Wire):
    """Answer of `GET /carrierservices`."""

    known_by = ("mpd_carrier_services",)

    mpd_carrier_services: Annotated[tuple[CarrierService, ...], Rows] = ()


class Carrier(Wire):
    """A carrier of the account."""

    known_by = ("reference",)

    reference: Text = ""
    name: Text = ""


class ServiceGroup(Wire):
    """Carrier services that the account has put together, to allocate to the cheapest of them."""

    known_by = ("reference",)

    reference: Text = ""
    name: Text = ""


class CollectionCalendar(Wire):
    """When a carrier collects from a shipping location; its properties are not documented and kept as they come."""
