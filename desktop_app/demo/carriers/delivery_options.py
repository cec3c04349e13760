"""Which delivery options there are: a service, the day it delivers on, and until when it can be had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from desktop_app.demo.carriers.allocation import Unfit, shipment_of
from desktop_app.demo.carriers.rate_card import SERVICES
from desktop_app.demo.carriers.services import CarrierService, Shipment
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.times import midnight, parse, stamp, working_day

_DAYS = 10
_CUT_OFF = time(15, 30)


def offers(draft: Document, only: str | None, now: datetime) -> Iterator[Json]:
    """Yield what is offered for a consignment: each service on each day that it delivers on, or on the day `only`."""
    first = parse(draft["ShippingDate"]).date() if draft["ShippingDate"] else now.date()
    for after in range(_DAYS + 1):
        leaves = working_day(max(first, now.date()), after)
        cut_off = datetime.combine(leaves, _CUT_OFF, now.tzinfo)
        if cut_off <= now:
            continue
        dated = {**draft, "ShippingDate": midnight(leaves), "RequestedDeliveryDate": None}
        try:
            shipment = shipment_of(dated, now.date())
        except Unfit:
            return
        for service in SERVICES:
            if service.refuses(shipment):
                continue
            day = service.transit(shipment).last
            if only is None or parse(only).date() == day:
                yield _offer(service, shipment, day, cut_off)


def _offer(service: CarrierService, shipment: Shipment, day: date, cut_off: datetime) -> Json:
    return {
        "EstimatedDeliveryDate": {"Date": midnight(day), "Guaranteed": True, "DayOfWeek": f"{day:%A}"},
        "DeliveryWindow": {"Start": "00:00:00", "End": "23:59:00", "UtcOffset": "+00:00"},
        "Carrier": service.carrier.name,
        "CarrierService": service.name,
        "CarrierServiceReference": service.reference,
        "CarrierServiceTypes": ["Standard"],
        "Price": service.price(shipment).wire(),
        "AllocationCutOff": stamp(cut_off),
        "OperationalCutOff": stamp(cut_off),
        "LeavesOn": shipment.shipping and midnight(shipment.shipping),
    }
