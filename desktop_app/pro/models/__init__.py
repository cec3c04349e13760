"""Wire models of the consignments API, tolerant of the unknown; the value types are here too.

A module of this package is read when one of its models is first asked for, and a model's schema is built when it
is first used: a start pays for nothing that it does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from desktop_app.pro.values import (
    Address,
    Contact,
    Country,
    CountryCode,
    Currency,
    Dimensions,
    LatLong,
    Money,
    Number,
    Timestamp,
    Weight,
)

if TYPE_CHECKING:
    from desktop_app.pro.models.account import (
        Carrier,
        CarrierService,
        CarrierServices,
        CollectionCalendar,
        PackageSize,
        ServiceGroup,
        ShippingLocation,
    )
    from desktop_app.pro.models.consignments import Allocation, Consignment, ConsignmentStatus
    from desktop_app.pro.models.documents import (
        CustomsDocuments,
        DateRange,
        Label,
        ManifestFile,
        ManifestQuery,
        ManifestQueued,
        NamedDocument,
    )
    from desktop_app.pro.models.found import AuditMessage, ConsignmentSummary, Overview, SearchPage, StateCount
    from desktop_app.pro.models.goods import (
        Barcode,
        CustomsDocumentation,
        Item,
        Link,
        MetaDatum,
        Package,
        RequestedDate,
    )
    from desktop_app.pro.models.options import (
        ChosenOption,
        DeliveryDays,
        DeliveryOption,
        DeliveryOptionDetail,
        DeliveryOptions,
        Distance,
        EstimatedDate,
        KeyValue,
        OpeningTimes,
        OrderFromOption,
        OrdersFromOptions,
        PickupLocation,
        PickupLocations,
        PickupRequest,
        Reservation,
        TimeWindow,
    )
    from desktop_app.pro.models.orders import Order, OrderPacking, Packed, PackedResult
    from desktop_app.pro.models.quotes import GroupQuotes, Price, Quote, QuoteList, TaxRate, UnqualifiedService
    from desktop_app.pro.models.results import AllocationSummary, Leg, Result, Settled
    from desktop_app.pro.models.tracking import TrackedConsignment, TrackedLeg, TrackedPackage, TrackingEvent

__all__ = [
    "Address",
    "Allocation",
    "AllocationSummary",
    "AuditMessage",
    "Barcode",
    "Carrier",
    "CarrierService",
    "CarrierServices",
    "ChosenOption",
    "CollectionCalendar",
    "Consignment",
    "ConsignmentStatus",
    "ConsignmentSummary",
    "Contact",
    "Country",
    "CountryCode",
    "Currency",
    "CustomsDocumentation",
    "CustomsDocuments",
    "DateRange",
    "DeliveryDays",
    "DeliveryOption",
    "DeliveryOptionDetail",
    "DeliveryOptions",
    "Dimensions",
    "Distance",
    "EstimatedDate",
    "GroupQuotes",
    "Item",
    "KeyValue",
    "Label",
    "LatLong",
    "Leg",
    "Link",
    "ManifestFile",
    "ManifestQuery",
    "ManifestQueued",
    "MetaDatum",
    "Money",
    "NamedDocument",
    "Number",
    "OpeningTimes",
    "Order",
    "OrderFromOption",
    "OrderPacking",
    "OrdersFromOptions",
    "Overview",
    "Package",
    "PackageSize",
    "Packed",
    "PackedResult",
    "PickupLocation",
    "PickupLocations",
    "PickupRequest",
    "Price",
    "Quote",
    "QuoteList",
    "RequestedDate",
    "Reservation",
    "Result",
    "SearchPage",
    "ServiceGroup",
    "Settled",
    "ShippingLocation",
    "StateCount",
    "TaxRate",
    "TimeWindow",
    "Timestamp",
    "TrackedConsignment",
    "TrackedLeg",
    "TrackedPackage",
    "TrackingEvent",
    "UnqualifiedService",
    "Weight",
]

_HOMES: Final = {
    "account": """
        Carrier CarrierService CarrierServices CollectionCalendar PackageSize ServiceGroup ShippingLocation
    """,
    "consignments": """
        Allocation Consignment ConsignmentStatus
    """,
    "documents": """
        CustomsDocuments DateRange Label ManifestFile ManifestQuery ManifestQueued NamedDocument
    """,
    "found": """
        AuditMessage ConsignmentSummary Overview SearchPage StateCount
    """,
    "goods": """
        Barcode CustomsDocumentation Item Link MetaDatum Package RequestedDate
    """,
    "options": """
        ChosenOption DeliveryDays DeliveryOption DeliveryOptionDetail DeliveryOptions Distance EstimatedDate
        KeyValue OpeningTimes OrderFromOption OrdersFromOptions PickupLocation PickupLocations PickupRequest
        Reservation TimeWindow
    """,
    "orders": """
        Order OrderPacking Packed PackedResult
    """,
    "quotes": """
        GroupQuotes Price Quote QuoteList TaxRate UnqualifiedService
    """,
    "results": """
        AllocationSummary Leg Result Settled
    """,
    "tracking": """
        TrackedConsignment TrackedLeg TrackedPackage TrackingEvent
    """,
}
"""Module, and the models that live there."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
