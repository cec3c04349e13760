"""What the calls for tracking do: where a consignment's packages have been seen, in both of the documented forms."""

from __future__ import annotations

from desktop_app.demo.carriers import transit
from desktop_app.demo.carriers.transit import Step
from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.history import History


class Tracking:
    """Tell the events of packages; a consignment travels as one, so that its packages have the same."""

    def __init__(self, storage: Storage, history: History, clock: Clock) -> None:
        self._storage = storage
        self._history = history
        self._clock = clock

    def by_leg(self, reference: str) -> Json:
        """`GET /tracking/{ref}`: per package, per leg."""
        consignment = self._storage.consignment(reference)
        service = (consignment["Allocation"] or {}).get("MpdCarrierServiceName")
        events = [_event(step) for step in self._steps(reference)]
        legs = [{"CarrierServiceName": service, "Events": events}] if service else []
        return _tracked(consignment["Reference"], consignment["Packages"], {"Legs": legs})

    def flattened(self, reference: str) -> Json:
        """`GET /tracking/flattened/{ref}`: per package."""
        consignment = self._storage.consignment(reference)
        service = (consignment["Allocation"] or {}).get("MpdCarrierServiceName")
        events = [{**_event(step), "CarrierServiceName": service} for step in self._steps(reference)]
        return _tracked(consignment["Reference"], consignment["Packages"], {"Events": events})

    def _steps(self, reference: str) -> list[Step]:
        consignment = self._storage.consignment(reference)
        return self._history.events(consignment["Reference"]) or transit.past(consignment, self._clock.now())


def _tracked(reference: str, packages: list[Json], what: Json) -> Json:
    return {
        "ConsignmentReferenceForAllLegsAssignedByMpd": reference,
        "TrackedPackages": [
            {"PackageReferenceForAllLegsAssignedByMpd": package["Reference"], **what} for package in packages
        ],
    }


def _event(step: Step) -> Json:
    return {
        "TimeStamp": step["At"],
        "Code": step["Code"],
        "Description": step["Description"],
        "SignedBy": step["SignedBy"],
        "Location": step["Location"],
    }
