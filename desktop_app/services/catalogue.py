"""What the account has set up, asked for once and kept while its environment is open."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop_app.pro.endpoints import Account
from desktop_app.pro.models import CarrierService, PackageSize, ShippingLocation

T = TypeVar("T")


class Catalogue:
    """Package sizes, shipping locations and carrier services of the account.

    Each is asked for when first wanted; two who want it at once share one request; a failure is not kept.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._kept: dict[str, object] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def package_sizes(self) -> tuple[PackageSize, ...]:
        """Return the account's package sizes; raises a ProError."""
        return await self._once("sizes", self._account.package_sizes)

    async def shipping_locations(self) -> tuple[ShippingLocation, ...]:
        """Return the places that goods leave from; raises a ProError."""
        return await self._once("locations", self._account.shipping_locations)

    async def carrier_services(self) -> tuple[CarrierService, ...]:
        """Return the carrier services that can be allocated to; raises a ProError."""
        return await self._once("services", self._account.carrier_services)

    def refresh(self) -> None:
        """Forget what is kept, so that it is asked for anew."""
        self._kept.clear()

    async def _once(self, name: str, ask: Callable[[], Awaitable[tuple[T, ...]]]) -> tuple[T, ...]:
        async with self._locks[name]:
            if name not in self._kept:
                self._kept[name] = await ask()
            return self._kept[name]  # type: ignore[return-value]
