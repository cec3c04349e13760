"""What a search, a count and an audit answer with."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.models.goods import Link
from desktop_app.pro.values import Flag, Json, Money, Rows, Text, Weight, Whole, Wire, WireTime


class ConsignmentSummary(Wire):
    """One row of a search."""

    reference: Text
    state: Text = ""
    consignment_reference_provided_by_customer: str | None = None
    source: str | None = None
    mpd_carrier_reference: str | None = None
    mpd_carrier_service_name: str | None = None
    mpd_carrier_service_reference: str | None = None
    mpd_carrier_service_group_name: str | None = None
    mpd_carrier_service_group_reference: str | None = None
    destination_address_line1: str | None = None
    destination_address_town: str | None = None
    destination_address_postcode: str | None = None
    destination_address_country: str | None = None
    destination_shipping_location_reference: str | None = None
    requested_delivery_date: WireTime | None = None
    requested_delivery_date_is_to_be_exactly_on_the_date_specified: Flag = False
    estimated_delivery_date: WireTime | None = None
    delivery_date: WireTime | None = None
    attempted_delivery_date: WireTime | None = None
    collection_date: WireTime | None = None
    date_created: WireTime | None = None
    shipping_date: WireTime | None = None
    shipped_date: WireTime | None = None
    allocation_date: WireTime | None = None
    labels_printed: Flag = False
    date_labels_were_first_printed: WireTime | None = None
    is_late: Flag = False
    shipping_terms: str | None = None
    failed_allocation_attempted_allocation_date: WireTime | None = None
    failed_allocation_message: str | None = None
    failed_allocation_mpd_carrier_service_reference: str | None = None
    failed_allocation_mpd_carrier_service_name: str | None = None
    failed_allocation_mpd_carrier_service_group_reference: str | None = None
    failed_allocation_mpd_carrier_service_group_name: str | None = None
    failed_manifest_message: str | None = None
    failed_manifest_time_stamp: WireTime | None = None
    value: Money | None = None
    weight: Weight | None = None
    api_link: Link | None = None


class SearchPage(Wire):
    """Answer of a search: `count` is all that match (inferred; None when the service left it out)."""

    known_by = ("consignment_summaries",)

    count: Whole | None = None
    consignment_summaries: Annotated[tuple[ConsignmentSummary, ...], Rows] = ()


class StateCount(Wire):
    """How many consignments are in one state (`key`)."""

    key: Text = ""
    value: Whole = 0


class Overview(Wire):
    """Answer of `GET /consignments/summary`: how many there are in each state, created within a span of time."""

    known_by = ("number_of_consignments", "summary")

    number_of_consignments: Whole | None = None
    summary: Annotated[tuple[StateCount, ...], Rows] = ()
    start_from: WireTime | None = None
    end_at: WireTime | None = None


class AuditMessage(Wire):
    """One line of a consignment's history, in the service's words."""

    known_by = ("message", "timestamp", "category", "details")

    timestamp: WireTime | None = None
    message: Text = ""
    severity: str | None = None
    category: str | None = None
    username: str | None = None
    details: Json = None
