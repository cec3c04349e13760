"""Delivery and pickup options (they need the HERO licence)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from desktop_app.pro.models.consignments import Consignment
from desktop_app.pro.models.goods import Link, MetaDatum
from desktop_app.pro.models.quotes import Price
from desktop_app.pro.values import Address, Amount, Flag, Json, Number, Rows, Text, Whole, Wire, WireTime


class TimeWindow(Wire):
    """From one time of day to another, such as 09:00:00 to 17:30:00, at an offset from UTC."""

    start: str | None = None
    end: str | None = None
    utc_offset: str | None = None


class EstimatedDate(Wire):
    """The day on which it should arrive."""

    date: WireTime | None = None
    guaranteed: Flag = False
    day_of_week: str | None = None


class DeliveryOption(Wire):
    """One way in which it can be delivered; select it by its reference (EDO-…) before its cut-off."""

    known_by = ("reference",)

    reference: Text = ""
    estimated_delivery_date: EstimatedDate | None = None
    delivery_window: TimeWindow | None = None
    carrier: str | None = None
    carrier_service: str | None = None
    carrier_service_reference: str | None = None
    carrier_service_types: Annotated[tuple[str, ...], Rows] = ()
    price: Price | None = None
    allocation_cut_off: WireTime | None = None
    operational_cut_off: WireTime | None = None
    service_direction: str | None = None


class DeliveryOptions(Wire):
    """Answer of `POST /deliveryoptions`."""

    known_by = ("delivery_options",)

    delivery_options: Annotated[tuple[DeliveryOption, ...], Rows] = ()


class DeliveryDays(Wire):
    """Answer of `POST /deliveryoptions/summary`: the days on which something can be delivered."""

    known_by = ("reference", "delivery_options")

    reference: str | None = None
    delivery_options: Annotated[tuple[WireTime, ...], Rows] = ()
    time_slots: Json = None
    pick_up: Json = None
    drop_off: Json = None


class DeliveryOptionDetail(Wire):
    """Answer of `GET /deliveryoptions/details/{EDO}`: an option, and what it was asked for."""

    known_by = ("delivery_option", "consignment_detail")

    reference: str | None = None
    consignment_detail: Consignment | None = None
    delivery_option: DeliveryOption | None = None


class Distance(Wire):
    """How far, in `unit` (Km)."""

    unit: Text = "Km"
    value: Amount = Decimal(0)


class PickupRequest(Consignment):
    """A consignment that could be collected by the receiver: which shops are near, and on which day."""

    distance: Distance | None = None
    max_results: Whole | None = None
    delivery_date: WireTime | None = None
    guaranteed_only: bool | None = None


class OpeningTimes(Wire):
    """When a shop is open, by the day of the week; no window means closed."""

    monday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    tuesday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    wednesday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    thursday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    friday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    saturday: Annotated[tuple[TimeWindow, ...], Rows] = ()
    sunday: Annotated[tuple[TimeWindow, ...], Rows] = ()


class Reservation(Wire):
    """Whether a place in a shop's locker has to be reserved before it is selected."""

    is_reservation_required: Flag = False
    expiry_date: WireTime | None = None


class KeyValue(Wire):
    """A named value, such as `DisabledAccess`."""

    key: Text = ""
    value: str | None = None


class PickupLocation(Wire):
    """A shop where the receiver can collect it; `distance` in kilometres."""

    name: Text = ""
    shop_reference: str | None = None
    address: Address | None = None
    distance: Number | None = None
    opening_times: OpeningTimes | None = None
    delivery_options: Annotated[tuple[DeliveryOption, ...], Rows] = ()
    reservation: Reservation | None = None
    additional_information: Annotated[tuple[KeyValue, ...], Rows] = ()


class PickupLocations(Wire):
    """Answer of `POST /deliveryoptions/pickupoptions/`; `distance` in kilometres."""

    known_by = ("locations",)

    distance: Number | None = None
    max_results: Whole | None = None
    locations: Annotated[tuple[PickupLocation, ...], Rows] = ()
    non_guaranteed_location: PickupLocation | None = None


class ChosenOption(Wire):
    """A delivery option that an order is to be made of."""

    reference: Text = ""
    order_reference_provided_by_customer: str | None = None
    meta_data: tuple[MetaDatum, ...] = ()


class OrderFromOption(Wire):
    """What became of one chosen option; `status` is an HTTP status."""

    known_by = ("order_reference", "delivery_option_reference")

    delivery_option_reference: str | None = None
    order_reference: str | None = None
    status: Whole | None = None
    message: str | None = None
    links: Annotated[tuple[Link, ...], Rows] = ()


class OrdersFromOptions(Wire):
    """Answer of `POST /deliveryoptions/selectorder`."""

    known_by = ("select_order_results",)

    select_order_results: Annotated[tuple[OrderFromOption, ...], Rows] = ()
