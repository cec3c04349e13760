"""Which carrier service takes a consignment, and what booking it writes into the consignment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from desktop_app.demo.carriers.customs import Declaration
from desktop_app.demo.carriers.rate_card import SERVICES, ServiceGroup
from desktop_app.demo.carriers.rate_card import service as service_of
from desktop_app.demo.carriers.services import CarrierService, Parcel, Shipment
from desktop_app.demo.rules.consignment import Document, address_of, country_of, postcode_of
from desktop_app.demo.times import end_of, midnight, parse, stamp


class Unfit(Exception):
    """No carrier service, or not the one asked for, can take a consignment; the message says why."""


def shipment_of(consignment: Document, today: date) -> Shipment:
    """Return what decides about the carrier service of `consignment`. Raises Unfit if it has no destination."""
    destination = address_of(consignment, "Destination")
    if not destination or not country_of(destination):
        raise Unfit("The consignment has no destination.")
    wanted = consignment["RequestedDeliveryDate"]
    shipping = consignment["ShippingDate"]
    return Shipment(
        parcels=tuple(_parcel(package) for package in consignment["Packages"]),
        value=consignment["Value"]["Amount"] if consignment["Value"] else Decimal(0),
        country=country_of(destination),
        postcode=postcode_of(destination),
        tags=frozenset(consignment["Tags"]),
        earliest=today,
        shipping=parse(shipping).date() if shipping else None,
        wanted=parse(wanted["Date"]).date() if wanted else None,
        exactly=bool(wanted and wanted["IsToBeExactlyOnTheDateSpecified"]),
        declaration=Declaration.of(consignment),
    )


def choose(shipment: Shipment, among: tuple[CarrierService, ...] = SERVICES) -> CarrierService:
    """Return the cheapest service that does not refuse `shipment`. Raises Unfit with every service's reason."""
    refusals = {service: service.refuses(shipment) for service in among}
    fit = [service for service, reason in refusals.items() if reason is None]
    if not fit:
        reasons = "; ".join(f"{service.name} {reason}" for service, reason in refusals.items())
        raise Unfit(f"No carrier service can take this consignment: {reasons}.")
    return min(fit, key=lambda service: (service.price(shipment).gross, service.reference))


def book(
    consignment: Document,
    service: CarrierService,
    shipment: Shipment,
    now: datetime,
    tracking: list[str],
    tick: int = 0,
    group: ServiceGroup | None = None,
) -> None:
    """Write the booking with `service` into `consignment`; `tracking` has one reference for each package.

    `group` is the group of services that it was chosen from, where one was asked for.
    """
    transit = service.transit(shipment)
    consignment["FailedAllocation"] = None
    consignment["Allocation"] = {
        "CarrierServiceGroupReference": group and group.reference,
        "MpdCarrierServiceGroupName": group and group.name,
        "MpdCarrierServiceReference": service.reference,
        "MpdCarrierServiceName": service.name,
        "CarrierReference": service.carrier.reference,
        "CarrierName": service.carrier.name,
        "AllocationDate": stamp(now, tick),
        "Price": service.price(shipment).wire(),
        "TrackingReferences": tracking,
    }
    consignment["ConsignmentLegs"] = [_leg(service, tracking)]
    for package, reference in zip(consignment["Packages"], tracking, strict=True):
        package["ConsignmentLegs"] = [_leg(service, [reference])]
    consignment["CollectionDate"] = midnight(transit.leaves)
    consignment["EarliestDeliveryDate"] = midnight(transit.first)
    consignment["LatestDeliveryDate"] = end_of(transit.last)


def fail(
    consignment: Document,
    reason: str,
    now: datetime,
    service: CarrierService | None = None,
    group: ServiceGroup | None = None,
) -> None:
    """Write into `consignment` that an allocation failed, and why; `service` or `group` is what was asked for."""
    consignment["FailedAllocation"] = {
        "CarrierServiceGroupReference": group and group.reference,
        "MpdCarrierServiceGroupName": group and group.name,
        "MpdCarrierServiceReference": service and service.reference,
        "MpdCarrierServiceName": service and service.name,
        "AttemptedAllocationDate": stamp(now),
        "Message": reason,
    }


def erase(consignment: Document) -> None:
    """Take every trace of an allocation out of `consignment`: its booking, dates, tracking and printed labels."""
    dates = ("CollectionDate", "EarliestDeliveryDate", "LatestDeliveryDate", "DateManifested")
    for name in ("Allocation", "FailedAllocation", *dates):
        consignment[name] = None
    for name in ("FailedManifestMessage", "FailedManifestTimeStamp"):
        consignment.pop(name, None)
    consignment.update(ConsignmentLegs=[], LabelsPrinted=False, DateLabelsWereFirstPrinted=None)
    for package in consignment["Packages"]:
        package["ConsignmentLegs"] = []


def booked_service(consignment: Document) -> CarrierService | None:
    """Return the service that `consignment` is allocated to, or None."""
    return service_of((consignment["Allocation"] or {}).get("MpdCarrierServiceReference") or "")


def tracking_reference(service: CarrierService, number: int) -> str:
    """Return a tracking reference in the form of UPU S10: prefix, eight digits, check digit, GB."""
    digits = f"{number % 100_000_000:08d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return f"{service.carrier.prefix}{digits}{ {10: 0, 11: 5}.get(rest, rest) }GB"


def _parcel(package: Document) -> Parcel:
    sides = package["Dimensions"]
    longest, middle, shortest = sorted((sides["Length"], sides["Width"], sides["Height"]), reverse=True)
    return Parcel(package["Weight"]["Value"], (longest, middle, shortest))


def _leg(service: CarrierService, tracking: list[str]) -> dict[str, Any]:
    return {
        "Leg": 1,
        "TrackingReferences": tracking,
        "CarrierReference": service.carrier.reference,
        "CarrierServiceReference": service.reference,
        "CarrierName": service.carrier.name,
    }
