"""«Account»: what is set up for the account."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import (
    Carrier,
    CarrierService,
    CarrierServices,
    CollectionCalendar,
    PackageSize,
    ServiceGroup,
    ShippingLocation,
)
from desktop_app.pro.wire import Call, segments


class Account:
    """«Account»: sizes, locations, carriers, their services and groups of them, and when carriers collect.

    Each raises a ProError.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    async def package_sizes(self) -> tuple[PackageSize, ...]:
        """`GET /packagesizes`: centimetres and kilograms."""
        return await self._send(Call("GET", "/packagesizes", tuple[PackageSize, ...]))

    async def shipping_locations(self) -> tuple[ShippingLocation, ...]:
        """`GET /shippinglocations`: every place that goods leave from."""
        return await self._send(Call("GET", "/shippinglocations", tuple[ShippingLocation, ...]))

    async def assigned_shipping_locations(self) -> tuple[ShippingLocation, ...]:
        """`GET /shippinglocations/assigned`: those of the key's user."""
        return await self._send(Call("GET", "/shippinglocations/assigned", tuple[ShippingLocation, ...]))

    async def carriers(self) -> tuple[Carrier, ...]:
        """`GET /carriers/getcarriers`."""
        return await self._send(Call("GET", "/carriers/getcarriers", tuple[Carrier, ...]))

    async def carrier_services(self) -> tuple[CarrierService, ...]:
        """`GET /carrierservices`."""
        answer: CarrierServices = await self._send(Call("GET", "/carrierservices", CarrierServices))
        return answer.mpd_carrier_services

    async def service_groups(self) -> tuple[ServiceGroup, ...]:
        """`GET /servicegroups`."""
        return await self._send(Call("GET", "/servicegroups", tuple[ServiceGroup, ...]))

    async def collection_calendar(self, location: str, carrier: str) -> tuple[CollectionCalendar, ...]:
        """`GET /collectioncalendar/{location}/{carrier}`; what it answers is not documented: one object or a list."""
        path = segments("collectioncalendar", location, carrier)
        answer: CollectionCalendar | tuple[CollectionCalendar, ...] = await self._send(
            Call("GET", path, tuple[CollectionCalendar, ...] | CollectionCalendar)
        )
        return answer if isinstance(answer, tuple) else (answer,)
