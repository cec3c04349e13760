"""Wire models of the consignments API, tolerant of the unknown; the value types are here too."""

from __future__ import annotations

from typing import Annotated, Any

from desktop_app.pro.values import (
    Address,
    Contact,
    Country,
    CountryCode,
    Currency,
    Dimensions,
    Flag,
    LatLong,
    Money,
    Number,
    Rows,
    Text,
    Timestamp,
    Weight,
    Wire,
    WireTime,
)

__all__ = [
    "Address",
    "AllocationSummary",
    "Barcode",
    "CarrierService",
    "Consignment",
    "ConsignmentStatus",
    "ConsignmentSummary",
    "Contact",
    "Country",
    "CountryCode",
    "Currency",
    "CustomsDocumentation",
    "Dimensions",
    "Item",
    "Label",
    "LatLong",
    "Link",
    "MetaDatum",
    "Money",
    "Number",
    "Package",
    "PackageSize",
    "RequestedDate",
    "Result",
    "SearchPage",
    "ShippingLocation",
    "Timestamp",
    "Weight",
]


class Link(Wire):
    """A link of the service; the reference is the last path segment of `href`."""

    rel: Text = ""
    href: Text = ""

    @property
    def reference(self) -> str:
        """The reference that the link leads to."""
        return self.href.rstrip("/").rsplit("/", 1)[-1]


class MetaDatum(Wire):
    """One entry of `MetaData`: at most one value of each type for a key («MetaData»)."""

    key_value: Text = ""
    string_value: str | None = None
    int_value: int | None = None
    decimal_value: Number | None = None
    date_time_value: WireTime | None = None
    bool_value: bool | None = None


class Barcode(Wire):
    """A code that the customer put on the goods."""

    code: Text = ""
    barcode_type: str | None = None


class Item(Wire):
    """One line of goods: `quantity` pieces of `weight` each («Item»)."""

    sku: str | None = None
    reference: str | None = None
    model: str | None = None
    description: str | None = None
    country_of_origin: Country | None = None
    harmonisation_code: str | None = None
    harmonisation_key_words: Annotated[tuple[str, ...], Rows] = ()
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    item_reference_provided_by_customer: str | None = None
    barcode: Barcode | None = None
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    quantity: int | None = None
    unit: str | None = None
    content_classification: str | None = None
    content_classification_details: str | None = None


class Package(Wire):
    """Items wrapped together: a weight and dimensions, or a `package_size_reference` instead of both («Package»)."""

    reference: str | None = None
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    package_size_reference: str | None = None
    description: str | None = None
    value: Money | None = None
    package_reference_provided_by_customer: str | None = None
    barcode: Barcode | None = None
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    items: Annotated[tuple[Item, ...], Rows] = ()
    charges: Annotated[tuple[Any, ...], Rows] = ()
    consignment_legs: Annotated[tuple[Any, ...], Rows] = ()


class RequestedDate(Wire):
    """The day on which the receiver wants it; an exact one narrows the choice of carrier services most."""

    date: WireTime | None = None
    is_to_be_exactly_on_the_date_specified: Flag = False
    delivery_window: Any = None


class CustomsDocumentation(Wire):
    """What customs wants to know; kept whole, field by field, as it came («CustomsDocumentation»)."""


class Allocation(Wire):
    """The carrier service that a consignment is booked with (shape inferred: every part may be missing)."""

    mpd_carrier_service_name: str | None = None
    mpd_carrier_service_reference: str | None = None
    carrier_name: str | None = None
    carrier_reference: str | None = None
    allocation_date: WireTime | None = None
    price: Any = None
    tracking_references: Annotated[tuple[str, ...], Rows] = ()


class Consignment(Wire):
    """Packages shipped together, as create takes and get returns them («Consignment»).

    Create names the delivery date `RequiredDeliveryDate`, get and update name it `RequestedDeliveryDate`.
    """

    reference: str | None = None
    consignment_state: Text = ""
    consignment_reference_provided_by_customer: str | None = None
    source: str | None = None
    direction: str | None = None
    date_created: WireTime | None = None
    shipping_date: WireTime | None = None
    required_delivery_date: RequestedDate | None = None
    requested_delivery_date: RequestedDate | None = None
    earliest_delivery_date: WireTime | None = None
    latest_delivery_date: WireTime | None = None
    weight: Weight | None = None
    value: Money | None = None
    labels_printed: Flag = False
    is_late: Flag = False
    addresses: Annotated[tuple[Address, ...], Rows] = ()
    packages: Annotated[tuple[Package, ...], Rows] = ()
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    tags: Annotated[tuple[str, ...], Rows] = ()
    customs_documentation: CustomsDocumentation | None = None
    consignment_legs: Annotated[tuple[Any, ...], Rows] = ()
    allocation: Allocation | None = None
    failed_allocation: Any = None

    def address(self, address_type: str) -> Address | None:
        """Return the first address of that type (Origin, Destination…), or None."""
        return next(
            (a for a in self.addresses if a.address_type.casefold() == address_type.casefold()),
            None,
        )

    def metadata(self, key: str) -> str:
        """Return the string under `key`, or an empty one."""
        return next((m.string_value or "" for m in self.meta_data if m.key_value == key), "")


class ConsignmentStatus(Wire):
    """Answer of `GET /consignments/{ref}/status`."""

    consignment_reference_for_all_legs_assigned_by_mpd: Text = ""
    status: Text = ""
    expected_delivery_date: WireTime | None = None


class ConsignmentSummary(Wire):
    """One row of a search."""

    reference: Text
    state: Text = ""
    consignment_reference_provided_by_customer: str | None = None
    source: str | None = None
    mpd_carrier_service_name: str | None = None
    mpd_carrier_service_reference: str | None = None
    mpd_carrier_reference: str | None = None
    destination_address_line1: str | None = None
    destination_address_town: str | None = None
    destination_address_postcode: str | None = None
    destination_address_country: str | None = None
    requested_delivery_date: WireTime | None = None
    estimated_delivery_date: WireTime | None = None
    date_created: WireTime | None = None
    shipping_date: WireTime | None = None
    allocation_date: WireTime | None = None
    labels_printed: Flag = False
    is_late: Flag = False
    failed_allocation_message: str | None = None
    failed_manifest_message: str | None = None
    value: Money | None = None
    weight: Weight | None = None


class SearchPage(Wire):
    """Answer of a search: `count` is all that match (inferred; None when the service left it out)."""

    count: int | None = None
    consignment_summaries: Annotated[tuple[ConsignmentSummary, ...], Rows] = ()


class Result(Wire):
    """One line of a bulk answer; `data` is the consignment's reference: match by it, never by position."""

    is_success: Flag = False
    message: Text = ""
    data: Text = ""
    api_links: Annotated[tuple[Link, ...], Rows] = ()


class AllocationSummary(Wire):
    """What allocation says of one consignment; its reference is in the `detail` link."""

    status_code: int | None = None
    api_links: Annotated[tuple[Link, ...], Rows] = ()
    description: Text = ""
    consignment_legs: Annotated[tuple[Any, ...], Rows] = ()
    carrier_reference: str | None = None
    carrier_name: str | None = None
    carrier_service_reference: str | None = None
    carrier_service_name: str | None = None

    @property
    def reference(self) -> str:
        """The consignment's reference, or an empty string where no link tells."""
        links = sorted(self.api_links, key=lambda link: link.rel.casefold() != "detail")
        return links[0].reference if links else ""


class Label(Wire):
    """A label: `file` is base64, of the type that `content_type` names."""

    file: Text = ""
    content_type: Text = ""


class PackageSize(Wire):
    """A box that the account keeps: centimetres, and the kilograms taken for a package that is sent without a weight."""

    reference: Text
    description: Text = ""
    length: Number | None = None
    width: Number | None = None
    height: Number | None = None
    weight: Number | None = None
    is_default: Flag = False


class ShippingLocation(Address):
    """A place of the account that goods leave from: an address with a reference and a name."""

    reference: Text = ""
    name: str | None = None
    shipping_location_type: str | None = None
    default_location_for_returns: Any = None


class CarrierService(Wire):
    """A carrier service of the account."""

    name: Text = ""
    reference: Text = ""
    mpd_carrier_reference: str | None = None
    carrier_name: str | None = None
    is_configured: Flag = False


class CarrierServices(Wire):
    """Answer of `GET /carrierservices`."""

    mpd_carrier_services: Annotated[tuple[CarrierService, ...], Rows] = ()
