"""What the account has set up, asked for once and kept while its environment is open."""

from __future__ import annotations

from async_lru import alru_cache

from desktop_app.pro.endpoints import Account
from desktop_app.pro.models import CarrierService, PackageSize, ShippingLocation


class AccountData:
    """Package sizes, shipping locations and carrier services of the account.

    Each is asked for when first wanted; two who want it at once share one request; a failure is not kept.
    """

    def __init__(self, account: Account) -> None:
        self._package_sizes = alru_cache(account.package_sizes)
        self._shipping_locations = alru_cache(account.shipping_locations)
        self._carrier_services = alru_cache(account.carrier_services)

    async def package_sizes(self) -> tuple[PackageSize, ...]:
        """Return the account's package sizes; raises a ProError."""
        return await self._package_sizes()

    async def shipping_locations(self) -> tuple[ShippingLocation, ...]:
        """Return the places that goods leave from; raises a ProError."""
        return await self._shipping_locations()

    async def carrier_services(self) -> tuple[CarrierService, ...]:
        """Return the carrier services that can be allocated to; raises a ProError."""
        return await self._carrier_services()

    def refresh(self) -> None:
        """Forget what is kept, so that it is asked for anew."""
        for kept in (self._package_sizes, self._shipping_locations, self._carrier_services):
            kept.cache_clear()
