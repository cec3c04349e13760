"""The demo service: its calls in groups, over one database."""

from __future__ import annotations

from pathlib import Path

from desktop_app.demo.carriers.collection_calendar import collections
from desktop_app.demo.carriers.rate_card import CARRIERS, GROUPS, SERVICES, ServiceGroup, group
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.allocation import Allocations
from desktop_app.demo.http.consignments import Consignments
from desktop_app.demo.http.customs_documents import CustomsDocuments
from desktop_app.demo.http.labels import Labels
from desktop_app.demo.http.manifests import Manifests
from desktop_app.demo.http.options import Options
from desktop_app.demo.http.orders import Orders
from desktop_app.demo.http.overview import Overview
from desktop_app.demo.http.packages import Packages
from desktop_app.demo.http.quotes import Quotes
from desktop_app.demo.http.tracking import Tracking
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.storage.database import Storage


class Service:
    """The demo service: its calls in groups, over one database."""

    def __init__(
        self,
        path: Path | None,
        clock: Clock,
        *,
        moment: float = 0.0,
        seed: int = 1,
        hero: bool = False,
        search_lag: float = 0.0,
    ) -> None:
        """Open the database at `path` (None: in memory).

        Allocating, manifesting and cancelling take `moment` seconds of the clock's time; what befalls consignments on
        their way is drawn from `seed`. `hero` is the licence for delivery and pickup options. A search
        finds a consignment `search_lag` seconds after it was created, of this computer's time.
        """
        self.storage = Storage(path, search_lag=search_lag)
        self.account = Account()
        self.life = Lifecycle(self.storage, self.account, clock, moment=moment, seed=seed)
        self.consignments = Consignments(self.storage, self.account, clock, self.life)
        self.packages = Packages(self.storage, self.account, clock, self.life)
        self.overview = Overview(self.storage, clock, self.life.history)
        self.quotes = Quotes(self.storage, self.account, clock)
        self.allocations = Allocations(self.storage, self.life, self.quotes)
        self.labels = Labels(self.storage, clock, self.life)
        self.customs_documents = CustomsDocuments(self.storage)
        self.orders = Orders(self.storage, self.account, clock, self.life)
        self.options = Options(
            self.storage, self.account, clock, self.life, self.orders, self.allocations, licensed=hero
        )
        self.manifests = Manifests(self.storage, self.account, self.life)
        self.tracking = Tracking(self.storage, self.life.history, clock)
        self._clock = clock

    def package_sizes(self) -> list[Json]:
        """`GET /packagesizes`."""
        return [size.wire() for size in self.account.package_sizes]

    def package_size(self, reference: str) -> Json:
        """`GET /packagesizes/default` and `GET /packagesizes/{reference}`. Raises the 404."""
        default = next(size for size in self.account.package_sizes if size.is_default)
        size = default if reference.casefold() == "default" else self.account.package_size(reference)
        if not size:
            raise Refusal.unknown("package size", reference)
        return size.wire()

    def shipping_locations(self) -> list[Json]:
        """`GET /shippinglocations` and `GET /shippinglocations/assigned`: the demo's user is assigned to all."""
        return [location.wire() for location in self.account.shipping_locations]

    def shipping_location(self, reference: str) -> Json:
        """`GET /shippinglocations/{reference}`. Raises the 404."""
        if not (location := self.account.shipping_location(reference)):
            raise Refusal.unknown("shipping location", reference)
        return location.wire()

    def is_location_reference_free(self, reference: str) -> bool:
        """`GET /shippinglocations/{reference}/available`: whether a new location could have that reference."""
        return self.account.shipping_location(reference) is None

    def carrier_services(self) -> Json:
        """`GET /carrierservices`."""
        return {"MpdCarrierServices": [service.wire() for service in SERVICES]}

    def carriers(self) -> list[Json]:
        """`GET /carriers/getcarriers`."""
        return [{"Reference": carrier.reference, "Name": carrier.name} for carrier in CARRIERS]

    def service_groups(self) -> list[Json]:
        """`GET /servicegroups` and `GET /servicegroups/summaries`."""
        return [_named(each) for each in GROUPS]

    def service_group(self, reference: str) -> Json:
        """`GET /servicegroups/{reference}` and `GET /servicegroups/summary/{reference}`. Raises the 404."""
        if not (found := group(reference)):
            raise Refusal.unknown("service group", reference)
        services = [service.wire() for service in found.services]
        return {**_named(found), "IsEnabled": True, "MpdCarrierServiceProfiles": services}

    def is_group_reference_free(self, reference: str) -> bool:
        """`GET /servicegroups/{reference}/available`: whether a new group could have that reference."""
        return group(reference) is None

    def collection_calendar(self, location: str, carrier: str) -> list[Json]:
        """`GET /collectioncalendar/{location}/{carrier}`: the collections of the next two weeks."""
        if not (place := self.account.shipping_location(location)):
            raise Refusal.unknown("shipping location", location)
        known = next((each for each in CARRIERS if each.reference.casefold() == carrier.casefold()), None)
        if not known:
            raise Refusal.unknown("carrier", carrier)
        return collections(place.reference, known.reference, self._clock.now())

    def close(self) -> None:
        """Close the database; the service answers no more."""
        self.storage.close()


def _named(group: ServiceGroup) -> Json:
    return {"Reference": group.reference, "Name": group.name}
