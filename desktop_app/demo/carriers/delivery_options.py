"""Which delivery options there are: a day and its hours, the service that delivers then, and until when to take it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from desktop_app.demo.carriers.allocation import Unfit, shipment_of
from desktop_app.demo.carriers.rate_card import SERVICES
from desktop_app.demo.carriers.services import CarrierService, Shipment
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.times import midnight, parse, stamp, working_day

_DAYS = 14
"""How many days ahead there are options, unless others are asked for."""

_MOST_DAYS = 60
_CUT_OFF = time(15, 30)


def offers(draft: Document, until: str | None, now: datetime) -> list[Json]:
    """Return what is offered for a consignment, the earliest first: one service for each window of each day.

    That is the cheapest that delivers then. Up to and including the day `until`, or two weeks ahead.
    """
    last = parse(until).date() if until else now.date() + timedelta(days=_DAYS)
    cheapest: dict[tuple[str, str, str], Json] = {}
    for offer in _every_offer(draft, last, now):
        window = offer["DeliveryWindow"]
        when = (offer["EstimatedDeliveryDate"]["Date"], window["Start"], window["End"])
        known = cheapest.get(when)
        if not known or _dearness(offer) < _dearness(known):
            cheapest[when] = offer
    return [cheapest[when] for when in sorted(cheapest)]


def _dearness(offer: Json) -> tuple[Decimal, str]:
    return offer["Price"]["Gross"], offer["CarrierServiceReference"]


def _every_offer(draft: Document, last: date, now: datetime) -> Iterator[Json]:
    """Yield each service on each day that it delivers on, up to `last`."""
    first = parse(draft["ShippingDate"]).date() if draft["ShippingDate"] else now.date()
    for after in range(max(0, (last - now.date()).days) + 1):
        leaves = working_day(max(first, now.date()), after)
        cut_off = datetime.combine(leaves, _CUT_OFF, now.tzinfo)
        if leaves > last or after > _MOST_DAYS:
            return
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
            if day <= last:
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
