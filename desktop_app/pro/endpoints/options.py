"""«Delivery and pickup options»: they need the HERO licence; without it each call raises Forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import (
    AllocationSummary,
    ChosenOption,
    Consignment,
    DeliveryDays,
    DeliveryOptionDetail,
    DeliveryOptions,
    OrdersFromOptions,
    PickupLocations,
    PickupRequest,
)
from desktop_app.pro.wire import Call, segments


class Options:
    """«Delivery and pickup options»: asked for a draft, then selected."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def delivery(self, consignment: Consignment) -> DeliveryOptions:
        """`POST /deliveryoptions`: on which days, and how, a draft can be delivered."""
        return await self._send(Call("POST", "/deliveryoptions", DeliveryOptions, body=consignment.body(), asks=True))

    async def delivery_days(self, consignment: Consignment) -> DeliveryDays:
        """`POST /deliveryoptions/summary`: the days alone."""
        path = "/deliveryoptions/summary"
        return await self._send(Call("POST", path, DeliveryDays, body=consignment.body(), asks=True))

    async def pickup(self, request: PickupRequest) -> PickupLocations:
        """`POST /deliveryoptions/pickupoptions/`: shops near the destination, with their options; kilometres."""
        path = "/deliveryoptions/pickupoptions/"
        return await self._send(Call("POST", path, PickupLocations, body=request.body(), asks=True))

    async def details(self, option: str) -> DeliveryOptionDetail:
        """`GET /deliveryoptions/details/{EDO}`: an option, and what it was asked for."""
        return await self._send(Call("GET", segments("deliveryoptions", "details", option), DeliveryOptionDetail))

    async def reserve(self, option: str) -> None:
        """`POST /deliveryoptions/reserve/{ref}`: hold a place at a shop that wants that before it is selected."""
        await self._send(Call[None]("POST", segments("deliveryoptions", "reserve", option), None))

    async def select(self, option: str) -> AllocationSummary:
        """`POST /deliveryoptions/select/{EDO}`: create the consignment *and* allocate it."""
        return await self._send(Call("POST", segments("deliveryoptions", "select", option), AllocationSummary))

    async def select_orders(self, chosen: Sequence[ChosenOption]) -> OrdersFromOptions:
        """`POST /deliveryoptions/selectorder`: make an order of each option; a line each says what became of it."""
        body = {"DeliveryOptions": [option.body() for option in chosen]}
        return await self._send(Call("POST", "/deliveryoptions/selectorder", OrdersFromOptions, body=body))
