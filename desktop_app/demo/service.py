"""The demo service: its calls in groups, over one database."""

from __future__ import annotations

from pathlib import Path

from desktop_app.demo.account import Account
from desktop_app.demo.allocations import Allocations
from desktop_app.demo.carriers import CARRIERS, SERVICES
from desktop_app.demo.consignments import Consignments
from desktop_app.demo.labels import Labels
from desktop_app.demo.shapes import Json
from desktop_app.demo.storage import Storage
from desktop_app.demo.times import Clock


class Service:
    """The demo service: its calls in groups, over one database."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """Open the database at `path` (None: in memory)."""
        self.storage = Storage(path)
        self.account = Account()
        self.consignments = Consignments(self.storage, self.account, clock)
        self.allocations = Allocations(self.storage, clock)
        self.labels = Labels(self.storage, clock)

    def package_sizes(self) -> list[Json]:
        """`GET /packagesizes`."""
        return [size.wire() for size in self.account.package_sizes]

    def shipping_locations(self) -> list[Json]:
        """`GET /shippinglocations` and `GET /shippinglocations/assigned`: the demo's user is assigned to all."""
        return [location.wire() for location in self.account.shipping_locations]

    def carrier_services(self) -> Json:
        """`GET /carrierservices`."""
        return {"MpdCarrierServices": [service.wire() for service in SERVICES]}

    def carriers(self) -> list[Json]:
        """`GET /carriers/getcarriers`."""
        return [{"Reference": carrier.reference, "Name": carrier.name} for carrier in CARRIERS]

    def close(self) -> None:
        """Close the database; the service answers no more."""
        self.storage.close()
