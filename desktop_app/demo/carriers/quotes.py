"""What a quote says, how long it holds, and what it depends on.

It holds until the next midnight, but for an hour at least; one for a consignment is good to allocate with while the
consignment stays as it was quoted. Source: «Quotes».
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta

from desktop_app.demo.carriers.allocation import Unfit, shipment_of
from desktop_app.demo.carriers.services import CarrierService, Shipment
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.consignment import Document, address_of
from desktop_app.demo.times import end_of, midnight, stamp

_LEAST = timedelta(hours=1)


def quoted(consignment: Document, service: CarrierService, shipment: Shipment, now: datetime, reference: str) -> Json:
    """Return the quote of a service for a consignment that it takes, given at `now`."""
    transit, price = service.transit(shipment), service.price(shipment).wire()
    return {
        "MpdCarrierServiceSource": 2,
        "MpdCarrierService": service.name,
        "CarrierReference": service.carrier.reference,
        "OriginAddress": _address(consignment, "Origin"),
        "DestinationAddress": _address(consignment, "Destination"),
        "CollectionDate": midnight(transit.leaves),
        "EarliestDeliveryDate": midnight(transit.first),
        "LatestDeliveryDate": end_of(transit.last),
        "BasePrice": price,
        "Price": price,
        "Surcharges": [],
        "Legs": [_leg(service)],
        "CarrierAccountOwner": None,
        "IsElectioService": False,
        "ServiceDirection": "Inbound, Outbound",
        "QuoteReference": reference,
        "CreationDate": stamp(now),
        "ExpiryDate": stamp(expiry(now)),
        "Requestor": "API user",
        "ConsignmentReference": consignment["Reference"],
        "ConsignmentReferenceProvidedByCustomer": consignment["ConsignmentReferenceProvidedByCustomer"],
        "MpdCarrierServiceReference": service.reference,
    }


def _address(consignment: Document, kind: str) -> Document | None:
    """Return an address as quotes have it: with all codes of its country, and whether it was cached (it never is)."""
    address = address_of(consignment, kind)
    if not address:
        return None
    country = address["Country"]
    if country:
        two = country["IsoCode"]["TwoLetterCode"]
        three, number = ("GBR", "826") if two == "GB" else (None, None)
        codes = {"TwoLetterCode": two, "ThreeLetterCode": three, "NumericCode": number}
        country = {**country, "IsoCode": codes}
    return {**address, "Country": country, "CacheDate": None, "CacheSource": ""}


def expiry(now: datetime) -> datetime:
    """Return until when a quote holds that is given at `now`."""
    tonight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return tonight if tonight - now >= _LEAST else tonight + timedelta(days=1)


def depends_on(consignment: Document, today: date) -> str:
    """Return what a quote for `consignment` would depend on today, in short; empty if it has no destination."""
    try:
        return fingerprint(shipment_of(consignment, today))
    except Unfit:
        return ""


def fingerprint(shipment: Shipment) -> str:
    """Return what a quote depends on, in short."""
    what = (
        [(parcel.kg.normalize(), *(side.normalize() for side in parcel.sides)) for parcel in shipment.parcels],
        shipment.value.normalize(),
        shipment.country,
        shipment.postcode,
        sorted(shipment.tags),
        shipment.shipping,
        shipment.wanted,
        shipment.exactly,
        sorted(shipment.declaration.says.items()),
        shipment.declaration.business,
        [(sorted(package.says), [sorted(item) for item in package.items]) for package in shipment.declaration.packages],
    )
    return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unqualified(service: CarrierService, reason: str) -> Json:
    """Return why a service has no quote, as answers show it."""
    return {
        "Available": False,
        "Rates": True,
        "MpdCarrierService": service.name,
        "CarrierReference": service.carrier.reference,
        "MpdCarrierServiceReference": service.reference,
        "ExclusionReason": reason,
    }


def _leg(service: CarrierService) -> Json:
    return {
        "JourneyStage": 1,
        "CarrierService": {
            "Reference": service.reference.removeprefix("MPD_"),
            "Name": service.name,
            "CarrierReference": service.carrier.reference,
            "CarrierName": service.carrier.name,
            "ExternalReference": None,
            "IsDropOff": service.drop_off,
            "IsPickUp": service.pick_up,
            "IsTimed": False,
            "IsTracked": True,
            "IsSigned": "Signed" in service.name,
            "ServiceDirection": "Inbound, Outbound",
        },
        "CarrierAccountReference": f"{service.carrier.prefix}1",
        "DeliveryHub": None,
        "CostItems": None,
        "VolumetricParcelWeight": None,
        "CollectionType": "NotApplicable",
        "Metadata": [],
    }
