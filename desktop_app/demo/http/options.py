"""What the calls on delivery and pickup options do: offer days and shops, hold one, make a consignment or order of it.

They need the HERO licence and answer 403 without. The page documents the shapes of the answers but little of the
rules; that an option is offered until its cut-off, is taken once, and what a reservation answers, is inferred.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from desktop_app.demo.carriers.delivery_options import offers
from desktop_app.demo.carriers.pickup_shops import SHOPS, Shop
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.allocation import Allocations
from desktop_app.demo.http.answers import Links, Reply
from desktop_app.demo.http.orders import Orders
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import NewConsignment
from desktop_app.demo.rules.checks import check_consignment
from desktop_app.demo.rules.consignment import Document, address_of, kept_addresses, new_draft, postcode_of
from desktop_app.demo.rules.option_bodies import ChosenOption, ChosenOptions, WantedOptions, WantedPickups
from desktop_app.demo.rules.order_bodies import NewOrder
from desktop_app.demo.rules.parsing import read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.options import Option, OptionTable, without_types
from desktop_app.demo.times import parse, stamp
from desktop_app.pro.states import Action, State

_HELD = timedelta(minutes=30)
_MILE = 1.609344
_NEAR, _FEW = 5.0, 10
"""Kilometres and shops, where a call says neither."""


class Options:
    """Delivery options by day, pickup options by shop; a consignment or an order of one that was chosen."""

    def __init__(
        self,
        storage: Storage,
        account: Account,
        clock: Clock,
        life: Lifecycle,
        orders: Orders,
        allocations: Allocations,
        *,
        licensed: bool,
    ) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._life = life
        self._orders = orders
        self._allocations = allocations
        self._licensed = licensed
        self._table = OptionTable(storage)

    def deliveries(self, body: Any) -> Json:
        """`POST /deliveryoptions`: for each window of each day one service, the cheapest; the earliest first."""
        request, offers = self._offered(read(WantedOptions, self._may(body)))
        with self._storage.transaction():
            return _listed([self._table.add(request, offer) for offer in offers])

    def heartbeat(self, body: Any) -> Json:
        """`POST /deliveryoptions/heartbeat`: the same, or nothing where only a sign of life is wanted."""
        return self.deliveries(body) if body else _listed([])

    def of_consignment(self, reference: str) -> Json:
        """`GET /deliveryoptions/consignment/{EC}`: options for one that exists; selecting one allocates it."""
        self._may(None)
        with self._storage.transaction():
            request, offers = self._offered_for(reference)
            return _listed([self._table.add(request, offer) for offer in offers])

    def pickups_of_consignment(self, reference: str) -> Json:
        """`GET /deliveryoptions/pickupoptions/consignment/{EC}`: as above, in the shops around its destination."""
        self._may(None)
        with self._storage.transaction():
            request, offers = self._offered_for(reference)
            to = address_of(self._storage.consignment(reference), "Destination")
            near = _shops(postcode_of(to), _NEAR)[:_FEW]
            locations = [self._location(shop, request, offers) for shop in near]
        return {"Distance": _NEAR, "MaxResults": _FEW, "Locations": locations, "NonGuaranteedLocation": None}

    def days(self, body: Any) -> Json:
        """`POST /deliveryoptions/summary`: the days alone; those of pickup where a shop is near the destination."""
        wanted = read(WantedOptions, self._may(body))
        request, offers = self._offered(wanted)
        found = sorted({offer["EstimatedDeliveryDate"]["Date"][:19] for offer in offers})
        pickup = found if _shops(_postcode(wanted), _NEAR) else []
        return {
            "Reference": request,
            "DeliveryOptions": found,
            "TimeSlots": None,
            "PickUp": pickup or None,
            "DropOff": None,
        }

    def existing(self, reference: str) -> Json:
        """`GET /deliveryoptions/{reference}`: one option, or all of a request (`EPC-…`), as they were offered."""
        self._may(None)
        is_request = reference.upper().startswith("EPC-")
        found = self._table.of_request(reference) if is_request else [self._table.option(reference)]
        return _listed([option.shown() for option in found])

    def details(self, reference: str) -> Json:
        """`GET /deliveryoptions/details/{EDO}`."""
        self._may(None)
        option = self._table.option(reference)
        return {
            "Reference": None,
            "ConsignmentDetail": {
                "Reference": option.request,
                "CustomerReference": "00000000-0000-0000-0000-000000000000",
                "Weight": {"Kg": 0.0},
                "Value": {"Amount": 0.0, "Currency": {"Name": "Pound Sterling", "IsoCode": "GBP"}},
                "CustomsDocumentation": None,
                "DateCreated": option.created,
                **dict.fromkeys(
                    ("ShippingDate", "RequestedDeliveryDate", "EarliestDeliveryDate", "LatestDeliveryDate")
                ),
                "ConsignmentReferenceProvidedByCustomer": option.body.get("ConsignmentReferenceProvidedByCustomer")
                or "",
                "Addresses": [],
            },
            "DeliveryOption": without_types(option.shown()),
        }

    def pickups(self, body: Any) -> Json:
        """`POST /deliveryoptions/pickupoptions/`: the shops around the destination's town, the nearest first."""
        wanted = read(WantedPickups, self._may(body))
        limit = float(wanted.distance.value) * (_MILE if wanted.distance.unit == "Miles" else 1)
        request, offers = self._offered(wanted)
        with self._storage.transaction():
            near = _shops(_postcode(wanted), limit)[: wanted.max_results]
            locations = [self._location(shop, request, offers) for shop in near]
        return {
            "Distance": float(wanted.distance.value),
            "MaxResults": wanted.max_results,
            "Locations": locations,
            "NonGuaranteedLocation": None,
        }

    def reserve(self, reference: str) -> Json:
        """`POST /deliveryoptions/reserve/{EDO}`: hold a place in the shop for half an hour (inferred)."""
        self._may(None)
        self._free(reference)
        until = stamp(self._clock.now() + _HELD)
        return {"Reference": reference.upper(), "Reservation": {"IsReservationRequired": True, "ExpiryDate": until}}

    def select(self, reference: str, links: Links) -> Json | Reply:
        """`POST /deliveryoptions/select/{EDO}`: create a consignment and allocate it with the option's service."""
        self._may(None)
        with self._storage.transaction():
            option = self._free(reference)
            made = self._chosen(option)
            self._life.begin(made, Action.ALLOCATE, Services=[option.offer["CarrierServiceReference"]])
            if made["ConsignmentState"] == State.ALLOCATION_FAILED:
                raise Refusal(400, "AllocationFailed", made["FailedAllocation"]["Message"])
            self._table.take(option, made["Reference"])
        return self._allocations.told(made["Reference"], links)

    def _chosen(self, option: Option) -> Document:
        """Return the consignment that an option makes, or that it was offered for, with the option's day and shop."""
        body = _dated(option)
        if not (existing := option.body.get("Consignment")):
            return self._life.create(read(NewConsignment, body), option.reference)
        consignment = self._storage.consignment(existing)
        wanted = read(NewConsignment, body)
        consignment["ShippingDate"] = wanted.shipping_date
        consignment["Addresses"] = kept_addresses(wanted.addresses, self._account)
        return consignment

    def select_order(self, body: Any, links: Links) -> Json:
        """`POST /deliveryoptions/selectorder`: an order of each option; what is refused is told in its own result."""
        chosen = read(ChosenOptions, self._may(body)).delivery_options
        return {"SelectOrderResults": [self._ordered(each, links) for each in chosen]}

    def _ordered(self, chosen: ChosenOption, links: Links) -> Json:
        answer: Json = {"DeliveryOptionReference": chosen.reference, "OrderReference": None}
        try:
            with self._storage.transaction():
                option = self._free(chosen.reference)
                body = _dated(option) | {
                    "OrderReferenceProvidedByCustomer": chosen.order_reference_provided_by_customer,
                    "MetaData": [entry.wire() for entry in chosen.meta_data] or option.body["MetaData"],
                }
                order = self._orders.add(read(NewOrder, body), option.reference)
                self._table.take(option, order)
        except Refusal as refusal:
            return {**answer, "Status": refusal.status, "Message": refusal.message, "Links": []}
        return {
            **answer,
            "OrderReference": order,
            "Status": 201,
            "Message": None,
            "Links": [links.order(order, "Detail")],
        }

    def _may(self, body: Any) -> Any:
        if not self._licensed:
            message = "Delivery and pickup options need the HERO licence, which this account does not have."
            raise Refusal(403, "LicenceRequired", message)
        return body

    def _free(self, reference: str) -> Option:
        """Return an option that can still be taken. Raises the 404 or the 409."""
        option = self._table.option(reference)
        if option.taken:
            raise _refused(option, "OptionTaken", f"was taken by {option.taken}")
        if parse(option.offer["AllocationCutOff"]) <= self._clock.now():
            raise _refused(option, "OptionExpired", f"was open until {option.offer['AllocationCutOff']}")
        return option

    def _offered(self, wanted: WantedOptions) -> tuple[str, list[Json]]:
        """Return the reference of the request, kept, and what is offered, the earliest first."""
        check_consignment(wanted, self._account)
        now = self._clock.now()
        found = offers(new_draft(wanted, self._account, stamp(now)), wanted.delivery_date, now)
        with self._storage.transaction():
            return self._table.add_request(wanted.wire(), now), found

    def _offered_for(self, reference: str) -> tuple[str, list[Json]]:
        """Do the same for a consignment that exists, inside a transaction. Raises the 404, the 409 if it is booked."""
        consignment = self._storage.consignment(reference)
        transitions.require(consignment, Action.ALLOCATE)
        now = self._clock.now()
        body = {
            **consignment,
            "RequiredDeliveryDate": consignment["RequestedDeliveryDate"],
            "Consignment": consignment["Reference"],
        }
        return self._table.add_request(body, now), offers(consignment, None, now)

    def _location(self, shop: Shop, request: str, offers: list[Json]) -> Json:
        """Return a shop with the three next days of the cheapest service; its address becomes the destination's."""
        days: dict[str, Json] = {}
        for offer in offers:
            days.setdefault(offer["EstimatedDeliveryDate"]["Date"], offer)
        return shop.wire(
            [
                without_types(self._table.add(request, {**offer, "Shop": shop.reference}))
                for offer in list(days.values())[:3]
            ]
        )


def _listed(kept: list[Json]) -> Json:
    """Return options as `POST /deliveryoptions` answers with them."""
    return {"DeliveryOptions": [{**each, "ServiceDirection": "Inbound, Outbound"} for each in kept]}


def _postcode(wanted: WantedOptions) -> str:
    to = next((a for a in wanted.addresses if a.address_type == "Destination"), None)
    return (to.postcode or "").strip().upper() if to else ""


def _shops(postcode: str, limit: float) -> list[Shop]:
    """Return the shops at most `limit` kilometres from a postcode, the nearest first."""
    return sorted(
        (shop for shop in SHOPS if shop.serves(postcode) and shop.kilometres <= limit), key=lambda shop: shop.kilometres
    )


def _dated(option: Option) -> Json:
    """Return the body of what an option makes: it leaves on the option's day, and goes to the option's shop."""
    body = {**option.body, "ShippingDate": option.offer["LeavesOn"], "RequiredDeliveryDate": None}
    shop = next((shop for shop in SHOPS if shop.reference == option.offer.get("Shop")), None)
    if shop:
        body["Addresses"] = [
            {**address, **shop.address(), "ShopLocationReference": shop.reference, "ShippingLocationReference": None}
            if address["AddressType"] == "Destination"
            else address
            for address in body["Addresses"]
        ]
    return body


def _refused(option: Option, code: str, fault: str) -> Refusal:
    message = f"The delivery option {option.reference} {fault}."
    return Refusal(409, code, message, (Detail("Reference", message, code),))
