"""What carrier services would cost: quotes for a draft, for a consignment, and by group of services.

A quote holds until the next midnight, but for an hour at least; one for a consignment is good to allocate with while
the consignment stays as it was quoted. Source: «Quotes».
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, time, timedelta
from typing import Any

from desktop_app.demo.account import Account
from desktop_app.demo.carriers import allocation
from desktop_app.demo.carriers.allocation import Unfit
from desktop_app.demo.carriers.rate_card import GROUPS, SERVICES
from desktop_app.demo.carriers.services import CarrierService, Shipment
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.bodies import Draft
from desktop_app.demo.rules.checks import check_consignment
from desktop_app.demo.rules.consignment import Document, address_of, new_consignment
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.quotes import Quoted, QuoteTable
from desktop_app.demo.times import end_of, midnight, stamp

_LEAST = timedelta(hours=1)


class Quotes:
    """Say what a consignment would cost with each service, and why it cannot go with the others."""

    def __init__(self, storage: Storage, account: Account, clock: Clock) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._table = QuoteTable(storage.connection)

    def draft(self, body: Any) -> Json:
        """`POST /quotes/`: a consignment that is not created."""
        return self._quote(self._drafted(body), SERVICES)

    def of_consignment(self, reference: str) -> Json:
        """`GET /quotes/consignment/{ref}`."""
        return self._quote(self._storage.consignment(reference), SERVICES)

    def by_group(self, body: Any) -> list[Json]:
        """`POST /quotes/serviceGroups`: the quotes of each of the account's groups, the cheapest of them once more."""
        draft = self._drafted(body)
        answers = []
        for group in GROUPS:
            answer = self._quote(draft, group.services)
            cheapest = min(answer["Quotes"], key=lambda quote: quote["Price"]["Gross"], default=None)
            answers.append({"Reference": group.reference, "Name": group.name, "CheapestQuote": cheapest, **answer})
        return answers

    def taken(self, reference: str, consignment: Document) -> str:
        """Return the service of a quote that `consignment` may be allocated with.

        Raises the 404 for an unknown quote; the 409 for one that has expired, was given for another consignment or
        for a draft, or for the consignment as it was before it was changed.
        """
        quoted = self._table.quote(reference)
        if not quoted:
            raise Refusal.unknown("quote", reference)
        now = self._clock.now()
        if quoted.consignment != consignment["Reference"]:
            whose = f"the consignment {quoted.consignment}" if quoted.consignment else "a draft"
            raise _refused("QuoteForAnother", f"The quote {reference.lower()} was given for {whose}.")
        if quoted.expires <= now:
            raise _refused("QuoteExpired", f"The quote {reference.lower()} expired on {stamp(quoted.expires)}.")
        if quoted.about != _about(consignment, now):
            message = f"The consignment has changed since the quote {reference.lower()} was given. Ask for another."
            raise _refused("QuoteOutdated", message)
        return quoted.service

    def _drafted(self, body: Any) -> Document:
        draft = read(Draft, body)
        check_consignment(draft, self._account)
        if draft.requested_delivery_date and not draft.required_delivery_date:
            draft = draft.model_copy(update={"required_delivery_date": draft.requested_delivery_date})
        return new_consignment(draft, self._account, stamp(self._clock.now()), lambda _kind: "")

    def _quote(self, consignment: Document, services: tuple[CarrierService, ...]) -> Json:
        now = self._clock.now()
        answer: Json = {
            "QuoteRequestReference": str(uuid.uuid4()),
            "Quotes": [],
            "Message": None,
            "UnqualifiedServices": [],
        }
        try:
            shipment = allocation.shipment_of(consignment, now.date())
        except Unfit as error:
            answer["Message"] = str(error)
            answer["UnqualifiedServices"] = [_unqualified(service, str(error)) for service in services]
            return answer
        with self._storage.transaction():
            for service in services:
                if reason := service.refuses(shipment):
                    answer["UnqualifiedServices"].append(_unqualified(service, reason[0].upper() + reason[1:]))
                else:
                    answer["Quotes"].append(self._given(consignment, shipment, service, now))
        answer["Quotes"].sort(key=lambda quote: (quote["Price"]["Gross"], quote["MpdCarrierServiceReference"]))
        if not answer["Quotes"]:
            answer["Message"] = "No carrier service can take this consignment."
        return answer

    def _given(self, consignment: Document, shipment: Shipment, service: CarrierService, now: datetime) -> Json:
        reference, expires = str(uuid.uuid4()), _expiry(now)
        quoted = Quoted(consignment["Reference"], service.reference, expires, _fingerprint(shipment))
        self._table.add(reference, quoted, now)
        transit, price = service.transit(shipment), service.price(shipment).wire()
        return {
            "MpdCarrierServiceSource": 2,
            "MpdCarrierService": service.name,
            "CarrierReference": service.carrier.reference,
            "OriginAddress": address_of(consignment, "Origin"),
            "DestinationAddress": address_of(consignment, "Destination"),
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
            "ExpiryDate": stamp(expires),
            "Requestor": "API user",
            "ConsignmentReference": consignment["Reference"],
            "ConsignmentReferenceProvidedByCustomer": consignment["ConsignmentReferenceProvidedByCustomer"],
            "MpdCarrierServiceReference": service.reference,
        }


def _expiry(now: datetime) -> datetime:
    tonight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return tonight if tonight - now >= _LEAST else tonight + timedelta(days=1)


def _about(consignment: Document, now: datetime) -> str:
    try:
        return _fingerprint(allocation.shipment_of(consignment, now.date()))
    except Unfit:
        return ""


def _fingerprint(shipment: Shipment) -> str:
    """Return what a quote depends on, in short."""
    what = (
        shipment.parcels,
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


def _unqualified(service: CarrierService, reason: str) -> Json:
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
            "IsDropOff": False,
            "IsPickUp": False,
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


def _refused(code: str, message: str) -> Refusal:
    return Refusal(409, code, message, (Detail("QuoteReference", message, code),))
