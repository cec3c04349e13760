"""The bodies of calls that say what to do with consignments, checked: lists of references, filters, queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from desktop_app.demo.rules.fields import AnyCase, Body, Empty, Key, Text, Texts, WireTime

ReferenceList = Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=5000)]


class References(Body):
    """`{ConsignmentReferences}`, the body of a bulk call."""

    consignment_references: ReferenceList


class ReferencesForService(References):
    """`{MpdCarrierServiceReference, ConsignmentReferences}`."""

    mpd_carrier_service_reference: Annotated[str, Field(min_length=1, max_length=200)]


class ReferencesForGroup(References):
    """`{MpdCarrierServiceGroupReference, ConsignmentReferences}`."""

    mpd_carrier_service_group_reference: Annotated[str, Field(min_length=1, max_length=200)]


class ServiceFilters(Body):
    """Which services may be chosen from; a property that is left out does not matter."""

    service_direction: Annotated[Literal["Inbound", "Outbound", "Both"], AnyCase()] | None = None
    is_pick_up: Annotated[bool, Field(strict=True)] | None = None
    is_drop_off: Annotated[bool, Field(strict=True)] | None = None


class ReferencesWithFilters(References):
    """`{ConsignmentReferences, Filters}`."""

    filters: ServiceFilters = Field(default_factory=ServiceFilters)


class DueConsignments(Body):
    """Which of the consignments that are due are to be allocated, and with what; the body may be left out."""

    shipping_location_reference: Key = None
    mpd_carrier_service_reference: Key = None
    mpd_carrier_service_group_reference: Key = None


class WantedLabels(Body):
    """The body of the older `POST /labels/GetLabels`."""

    other_names: ClassVar[Mapping[str, str]] = {
        "MpdConsignmentReference": "ConsignmentReference",
        "MpdPackageReference": "PackageReference",
        "Format": "LabelFormat",
    }

    consignment_reference: Annotated[str, Field(min_length=1, max_length=100)]
    package_reference: Key = None
    label_format: Key = None


class ItemMove(Body):
    """`{ItemReference, TargetPackageReference}`."""

    item_reference: Annotated[str, Field(min_length=1, max_length=100)]
    target_package_reference: Annotated[str, Field(min_length=1, max_length=100)]


class DateRange(Body):
    """From one day to another, both included."""

    start: WireTime | None = None
    end: WireTime | None = None


class ManifestQuery(Body):
    """The body of `manifestFromQuery`; the location's term is accepted by both of its names."""

    shipping_location_references: Texts = Field(default_factory=list)
    shipping_location_reference: Text | Texts | None = None
    states: Texts = Field(default_factory=list)
    carriers: Texts = Field(default_factory=list)
    labels_printed: Annotated[bool, Field(strict=True)] | None = None
    shipping_date: WireTime | None = None
    shipping_date_ranges: Annotated[list[DateRange], Empty, Field(max_length=50)] = Field(default_factory=list)
