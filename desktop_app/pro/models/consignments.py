"""A consignment as create takes it and get returns it, and its state."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.models.goods import CustomsDocumentation, Link, MetaDatum, Package, RequestedDate
from desktop_app.pro.values import Address, Flag, Json, Money, Rows, Text, Weight, Whole, Wire, WireTime


class Allocation(Wire):
    """The carrier service that a consignment is booked with (shape inferred: every part may be missing)."""

    mpd_carrier_service_name: str | None = None
    mpd_carrier_service_reference: str | None = None
    carrier_name: str | None = None
    carrier_reference: str | None = None
    allocation_date: WireTime | None = None
    price: Json = None
    tracking_references: Annotated[tuple[str, ...], Rows] = ()


class Consignment(Wire):
    """Packages shipped together, as create takes and get returns them («Consignment»).

    Create names the delivery date `RequiredDeliveryDate`, get and update name it `RequestedDeliveryDate`.
    """

    known_by = ("reference",)

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
    consignment_legs: Annotated[tuple[Json, ...], Rows] = ()
    allocation: Allocation | None = None
    failed_allocation: Json = None
    customer_reference: str | None = None
    label_count: Whole | None = None
    date_labels_were_first_printed: WireTime | None = None
    late_for_customer: Flag = False
    date_shipped: WireTime | None = None
    collection_date: WireTime | None = None
    date_collected: WireTime | None = None
    first_attempted_delivery_date: WireTime | None = None
    attempted_delivery_date: WireTime | None = None
    date_delivered: WireTime | None = None
    date_returned: WireTime | None = None

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

    known_by = ("status",)

    consignment_reference_for_all_legs_assigned_by_mpd: Text = ""
    status: Text = ""
    expected_delivery_date: WireTime | None = None
    api_link: Link | None = None
