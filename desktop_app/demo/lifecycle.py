"""The life of consignments on the demo's clock: calls that take a moment, and what their carriers do with them.

Nothing runs in the background: whatever has become due is done when the next call comes, in the order of its time
and with the time at which it was due, so that a demo that was switched off has not stood still.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop_app.demo.carriers import allocation, transit
from desktop_app.demo.carriers.allocation import Unfit
from desktop_app.demo.carriers.rate_card import SERVICES, group
from desktop_app.demo.carriers.transit import Step
from desktop_app.demo.clock import Clock
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.audit import audit_message
from desktop_app.demo.rules.bodies import NewConsignment
from desktop_app.demo.rules.consignment import Document, address_of, new_consignment
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.storage.history import History
from desktop_app.demo.storage.manifests import Manifest, ManifestTable
from desktop_app.demo.storage.schedule import Schedule
from desktop_app.demo.times import from_micros, micros, parse, stamp, to_micros
from desktop_app.pro.states import Action, State

_MOST_AT_ONCE = 1_000
_HOUR = 3_600_000_000
_CARRIER_SILENT = 0.02


class Lifecycle:
    """Takes consignments from state to state; every method is called inside a transaction, but for `advance`."""

    def __init__(self, storage: Storage, account: Account, clock: Clock, *, moment: float, seed: int) -> None:
        """`moment` is how many seconds allocating, manifesting and cancelling take; with 0 they are done at once."""
        self._storage = storage
        self._account = account
        self._clock = clock
        self.moment = timedelta(seconds=moment)
        self._seed = seed
        self._schedule = Schedule(storage.connection)
        self._manifests = ManifestTable(storage.connection)
        self.history = History(storage.connection)

    def wake(self) -> None:
        """Let go on what was seeded in the middle of its life: its carriers within a day, calls after some hours."""
        now = to_micros(self._clock.now())
        with self._storage.transaction():
            self._schedule.wake(sorted(map(str, transit.MOVING)), now + _HOUR, 24 * _HOUR)
            self._schedule.wake(sorted(map(str, transitions.UNDER_WAY.values())), now + 6 * _HOUR, 12 * _HOUR)

    def advance(self) -> None:
        """Do what has become due by now, the longest overdue first; so much of it as a call can wait for."""
        now = self._clock.now()
        due = self._schedule.due(to_micros(now), _MOST_AT_ONCE)
        if not due:
            return
        with self._storage.transaction():
            for reference, at, plan in due:
                consignment = self._storage.consignment(reference)
                steps = self._resumed(consignment, from_micros(at)) if plan is None else plan
                self._follow(consignment, steps, now)
                self._storage.save(consignment)

    def create(self, body: NewConsignment, about: str = "") -> Document:
        """Make, keep and return the consignment of a checked body; its audit says `about`, or else its source."""
        now = self._clock.now()
        made = new_consignment(body, self._account, stamp(now), self._storage.reference)
        self._storage.add(made)
        self.note(made, "Consignment created", "Consignment", about or made["Source"], now)
        return made

    def begin(self, consignment: Document, action: Action, **job: Any) -> None:
        """Begin what takes a moment, and end it where it takes none; raises the 409 as `transitions.require` does.

        `job` says what is to be done: `Services` (references) and `Group` to allocate, `Manifest` to manifest.
        """
        transitions.begin(consignment, action)
        now = self._clock.now()
        step = {"At": stamp(now + self.moment), "Do": str(action), **job}
        self._follow(consignment, [step], now)
        self._storage.save(consignment)

    def at_once(self, consignment: Document, action: Action, message: str) -> None:
        """Do what takes no moment: deallocate, set ready or not ready to ship, dispatch; raises the 409."""
        was = consignment["ConsignmentState"]
        transitions.move(consignment, action)
        now = self._clock.now()
        if action == Action.DEALLOCATE:
            allocation.erase(consignment)
            self.history.forget_events(consignment["Reference"])
            self._schedule.set(consignment["Reference"], None, None)
        elif action == Action.DISPATCH:
            self._arrive(consignment, transit.event(consignment, State.DISPATCHED, now))
            self._plan(consignment, self._transit(consignment, now))
        self.note(consignment, message, "State", f"{was} → {consignment['ConsignmentState']}", now)
        self._storage.save(consignment)

    def note(
        self, consignment: Document, message: str, category: str, details: str, at: datetime, severity: str = "Info"
    ) -> None:
        """Write an audit message."""
        self.history.note(consignment["Reference"], audit_message(stamp(at), message, category, details, severity))

    def _follow(self, consignment: Document, plan: list[Step], now: datetime) -> None:
        """Do the steps of a plan whose time has come, and keep the rest; a step may replace what comes after it."""
        while plan and parse(plan[0]["At"]) <= now:
            step, *plan = plan
            if "Do" in step:
                plan = self._finish(consignment, step)
            else:
                self._arrive(consignment, step)
        self._plan(consignment, plan)

    def _plan(self, consignment: Document, plan: list[Step]) -> None:
        due = micros(plan[0]["At"]) if plan else None
        self._schedule.set(consignment["Reference"], due, plan or None)

    def _arrive(self, consignment: Document, step: Step) -> None:
        transitions.carry(consignment, State(step["State"]))
        transit.arrive(consignment, step)
        self.history.add_event(consignment["Reference"], step)

    def _finish(self, consignment: Document, step: Step) -> list[Step]:
        """End a call that took its moment; return what follows from it."""
        at = parse(step["At"])
        match Action(step["Do"]):
            case Action.ALLOCATE:
                self._allocate(consignment, step, at)
            case Action.MANIFEST:
                return self._manifest(consignment, step, at)
            case _:
                transitions.end(consignment, Action.CANCEL)
                self.note(consignment, "Consignment cancelled", "State", "", at)
        return []

    def _allocate(self, consignment: Document, step: Step, at: datetime) -> None:
        services = tuple(each for each in SERVICES if each.reference in step["Services"])
        asked = group(step["Group"]) if step.get("Group") else None
        try:
            shipment = allocation.shipment_of(consignment, at.date())
            chosen = allocation.choose(shipment, services)
        except Unfit as error:
            transitions.end(consignment, Action.ALLOCATE, succeeded=False)
            allocation.fail(consignment, str(error), at, services[0] if len(services) == 1 else None, asked)
            self.note(consignment, "Allocation failed", "Allocation", str(error), at, "Error")
            return
        transitions.end(consignment, Action.ALLOCATE)
        tracking = [allocation.tracking_reference(chosen, self._storage.number("TRK")) for _ in consignment["Packages"]]
        allocation.book(consignment, chosen, shipment, at, tracking, self._tick(consignment), asked)
        self.note(consignment, f"Allocated to {chosen.carrier.name} {chosen.name}", "Allocation", "", at)

    def _manifest(self, consignment: Document, step: Step, at: datetime) -> list[Step]:
        """Hand the booking over to the carrier, which now and then does not answer, but does when asked again."""
        booked = consignment["Allocation"]
        silent = self._random(consignment, "manifest").random() < _CARRIER_SILENT
        if silent and not consignment.get("FailedManifestMessage"):
            transitions.end(consignment, Action.MANIFEST, succeeded=False)
            reason = f"{booked['CarrierName']} did not answer. Manifest the consignment again."
            consignment["FailedManifestMessage"] = reason
            consignment["FailedManifestTimeStamp"] = stamp(at, self._tick(consignment))
            self.note(consignment, "Manifest failed", "Manifest", reason, at, "Error")
            return []
        transitions.end(consignment, Action.MANIFEST)
        consignment["DateManifested"] = stamp(at, self._tick(consignment))
        for name in ("FailedManifestMessage", "FailedManifestTimeStamp"):
            consignment.pop(name, None)
        origin = (address_of(consignment, "Origin") or {}).get("ShippingLocationReference") or ""
        manifest = Manifest(step["Manifest"], at, origin, booked["CarrierReference"], 0)
        self._manifests.add_line(manifest, _line(consignment))
        self.note(consignment, f"Manifested with {booked['CarrierName']}", "Manifest", manifest.reference, at)
        return self._transit(consignment, at)

    def _resumed(self, consignment: Document, at: datetime) -> list[Step]:
        """Return the plan of a consignment that was seeded in the middle of its life."""
        state, reference = consignment["ConsignmentState"], consignment["Reference"]
        action = next((action for action, meanwhile in transitions.UNDER_WAY.items() if meanwhile == state), None)
        if action:
            job = {"Services": [each.reference for each in SERVICES], "Manifest": self.new_manifest(reference)}
            return [{"At": stamp(at), "Do": str(action), **job}]
        for event in transit.past(consignment, at):
            self.history.add_event(reference, event)
        return self._transit(consignment, at)

    def new_manifest(self, about: str) -> str:
        """Return the reference of a manifest file that is to be made: 32 hexadecimal digits, drawn from `about`."""
        return f"{Random(f'{self._seed}/{about}/{self._clock.now()}').getrandbits(128):032x}"  # noqa: S311

    def _transit(self, consignment: Document, since: datetime) -> list[Step]:
        # The word is a part of the seed: with another, kept consignments would meet another fate.
        return transit.plan(consignment, since, self._random(consignment, "journey"))

    def _random(self, consignment: Document, purpose: str) -> Random:
        return Random(f"{self._seed}/{consignment['Reference']}/{purpose}")  # noqa: S311 - the same again is wanted

    def _tick(self, consignment: Document) -> int:
        return self._random(consignment, "tick").randrange(10)


def _line(consignment: Document) -> dict[str, Any]:
    destination = address_of(consignment, "Destination") or {}
    booked = consignment["Allocation"]
    return {
        "Reference": consignment["Reference"],
        "Service": booked["MpdCarrierServiceName"],
        "Tracking": booked["TrackingReferences"],
        "Packages": len(consignment["Packages"]),
        "Kg": consignment["Weight"]["Value"],
        "Town": destination.get("Town") or "",
        "Postcode": destination.get("Postcode") or "",
    }
