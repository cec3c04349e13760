"""How a consignment travels: the plan of its days from the manifest to the door, and the events it has left behind.

The plan is drawn from a random number generator that the caller seeds, so that it is the same again for the same
consignment. Most arrive in time; a few are collected late, delayed, not met at home, damaged, lost or sent back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from desktop_app.demo.carriers.allocation import booked_service
from desktop_app.demo.carriers.customs import crosses_customs
from desktop_app.demo.carriers.services import zone
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.times import parse, stamp, working_day
from desktop_app.pro.states import State, known

Step = Json
"""What the carrier reports: `At` (wire time), the `State` it leads to, and the rest of a tracking event."""

_WORDS = {
    State.DISPATCHED: ("DISPATCHED", "The consignment has left the sender"),
    State.COLLECTED: ("COLLECTED", "Collected by the driver"),
    State.COLLECTION_FAILED: ("COLLECTION_FAILED", "The driver could not collect: nothing was ready"),
    State.CARRIER_UNABLE_TO_COLLECT: ("UNABLE_TO_COLLECT", "The vehicle broke down; it comes on the next working day"),
    State.IN_TRANSIT: ("IN_TRANSIT", "Sorted at the depot"),
    State.AT_CUSTOMS: ("AT_CUSTOMS", "Presented to customs"),
    State.DELAYED: ("DELAYED", "Held up on the road; expected a working day later"),
    State.MISSING: ("MISSING", "Not seen at the depot where it was expected"),
    State.LOST: ("LOST", "Not found; the carrier has given up the search"),
    State.OUT_FOR_DELIVERY: ("OUT_FOR_DELIVERY", "With the driver"),
    State.DELIVERED: ("DELIVERED", "Delivered"),
    State.DELIVERED_DAMAGED: ("DELIVERED_DAMAGED", "Delivered, the wrapping is damaged"),
    State.PARTIALLY_DELIVERED: ("PARTIALLY_DELIVERED", "A part has been delivered, the rest follows"),
    State.DELIVERY_FAILED_CARD_LEFT: ("CARD_LEFT", "Nobody at home; a card was left"),
    State.DELIVERY_FAILED: ("DELIVERY_FAILED", "Could not be delivered after two attempts"),
    State.AT_COLLECTION_POINT: ("AT_COLLECTION_POINT", "Ready to be picked up at the collection point"),
    State.ACTION_REQUIRED: ("ACTION_REQUIRED", "The address cannot be found"),
    State.RETURN_TO_SENDER: ("RETURN_TO_SENDER", "Back with the sender"),
}

_TO_COLLECT = frozenset(
    {State.MANIFESTED, State.COLLECTION_FAILED, State.CARRIER_UNABLE_TO_COLLECT, State.EXCHANGE_FAILED}
)
_ON_THE_ROAD = frozenset(
    {
        State.IN_TRANSIT,
        State.IN_TRANSIT_WAITING,
        State.AT_CUSTOMS,
        State.DELAYED,
        State.HELD_BY_CARRIER,
        State.MISSING,
        State.ACTION_REQUIRED,
    }
)
MOVING = (
    _TO_COLLECT
    | _ON_THE_ROAD
    | {
        State.DISPATCHED,
        State.COLLECTED,
        State.AT_DROP_OFF_POINT,
        State.OUT_FOR_DELIVERY,
        State.DELIVERY_FAILED_CARD_LEFT,
        State.DELIVERY_FAILED,
        State.AT_COLLECTION_POINT,
        State.PARTIALLY_DELIVERED,
    }
)
"""The states from which the carrier takes a consignment on by itself."""


def plan(consignment: Document, now: datetime, random: Random) -> list[Step]:
    """Return the steps that lie before an allocated consignment, from its present state to the end of its journey."""
    return _Planner(consignment, now, random).steps_from(State(consignment["ConsignmentState"]))


def past(consignment: Document, now: datetime) -> list[Step]:
    """Return the events that lie behind a consignment whose events were not recorded, told from its dates."""
    state = known(consignment["ConsignmentState"])
    events = [
        event(consignment, reached, parse(consignment[at]))
        for reached, at in (
            (State.DISPATCHED, "DateShipped"),
            (State.COLLECTED, "DateCollected"),
            (State.DELIVERED, "DateDelivered"),
        )
        if consignment[at] and not (reached == State.DELIVERED and state in _WORDS and state != reached)
    ]
    if events and state in _WORDS and events[-1]["State"] != state:
        when = consignment["DateReturned"] or consignment["DateDelivered"] or consignment["AttemptedDeliveryDate"]
        last = parse(events[-1]["At"])
        events.append(
            event(consignment, state, max(last, min(now, parse(when) if when else last + timedelta(minutes=25))))
        )
    return events


def arrive(consignment: Document, step: Step) -> None:
    """Write the dates that come with a step into `consignment`."""
    at, state = step["At"], step["State"]
    if state == State.DISPATCHED:
        consignment["DateShipped"] = at
    elif state == State.COLLECTED:
        consignment["DateCollected"] = at
        consignment["DateShipped"] = consignment["DateShipped"] or at
    elif state == State.RETURN_TO_SENDER:
        consignment["DateReturned"] = at
    elif state in {
        State.DELIVERED,
        State.DELIVERED_DAMAGED,
        State.PARTIALLY_DELIVERED,
        State.DELIVERY_FAILED_CARD_LEFT,
        State.DELIVERY_FAILED,
    }:
        consignment["AttemptedDeliveryDate"] = at
        consignment["FirstAttemptedDeliveryDate"] = consignment["FirstAttemptedDeliveryDate"] or at
        if state in {State.DELIVERED, State.DELIVERED_DAMAGED}:
            consignment["DateDelivered"] = at


def event(consignment: Document, state: State, at: datetime, tick: int = 0) -> Step:
    """Return the step in which the carrier reports `state` at a moment; `tick` is the seventh decimal of its time."""
    code, description = _WORDS[state]
    destination = address_of(consignment, "Destination") or {}
    origin = address_of(consignment, "Origin") or {}
    early = {State.DISPATCHED, State.COLLECTED, State.COLLECTION_FAILED, State.CARRIER_UNABLE_TO_COLLECT}
    place = origin if state in early | {State.RETURN_TO_SENDER} else destination
    depot = state in {State.IN_TRANSIT, State.AT_CUSTOMS, State.DELAYED, State.MISSING, State.LOST}
    where = " ".join(filter(None, (place.get("Town"), "depot" if depot else "")))
    return {
        "At": stamp(at, tick),
        "State": str(state),
        "Code": code,
        "Description": description,
        "SignedBy": _signature(destination) if state in {State.DELIVERED, State.DELIVERED_DAMAGED} else None,
        "Location": where or country_of(place or None) or None,
    }


class _Planner:
    """Draws the rest of one journey, a step after another."""

    def __init__(self, consignment: Document, now: datetime, random: Random) -> None:
        self._consignment = consignment
        self._last = now
        self._random = random
        self._steps: list[Step] = []
        booked = booked_service(consignment)
        country = country_of(address_of(consignment, "Destination"))
        self._days = booked.days.get(zone(country), (2, 4)) if booked else (2, 4)

    def steps_from(self, state: State) -> list[Step]:
        stages: list[Callable[[], None]] = [self._collected, self._on_the_road, self._delivered]
        if state in _TO_COLLECT:
            stages.insert(0, self._leave)
        elif state in _ON_THE_ROAD:
            stages = [self._delivered]
        elif state == State.OUT_FOR_DELIVERY:
            stages = [self._at_the_door]
        elif state == State.DELIVERY_FAILED_CARD_LEFT:
            stages = [self._second_attempt]
        elif state in {State.AT_COLLECTION_POINT, State.PARTIALLY_DELIVERED}:
            stages = [self._picked_up]
        elif state == State.DELIVERY_FAILED:
            stages = [self._sent_back]
        elif state in {State.COLLECTED, State.AT_DROP_OFF_POINT}:
            stages = stages[1:]
        elif state != State.DISPATCHED:
            return []
        for stage in stages:
            if not self._over:
                stage()
        return self._steps

    @property
    def _over(self) -> bool:
        ends = {State.LOST, State.RETURN_TO_SENDER}
        return bool(self._steps) and self._steps[-1]["State"] in ends

    def _leave(self) -> None:
        day = max(parse(self._consignment["CollectionDate"]).date(), self._last.date())
        if _at(day, 16, 55) < self._last:
            day += timedelta(days=1)
        day = working_day(day, 0)
        if self._consignment["ConsignmentState"] == State.MANIFESTED and self._random.random() < 0.04:
            states = (State.COLLECTION_FAILED, State.CARRIER_UNABLE_TO_COLLECT)
            self._add(self._random.choice(states), _at(day, 17), 40)
            day = working_day(day, 1)
        self._add(State.DISPATCHED, _at(day, 17), 40)

    def _collected(self) -> None:
        self._add(State.COLLECTED, self._last + timedelta(minutes=5), 25)

    def _on_the_road(self) -> None:
        self._add(State.IN_TRANSIT, self._last + timedelta(hours=3), 150)
        destination = address_of(self._consignment, "Destination") or {}
        if crosses_customs(country_of(destination or None)):
            self._add(State.AT_CUSTOMS, _at(self._last.date() + timedelta(days=1), 8), 240)
            self._add(State.IN_TRANSIT, self._last + timedelta(hours=2), 600)
        if self._random.random() < 0.006:
            self._add(State.MISSING, _at(working_day(self._last.date(), 2), 6), 90)
            self._add(State.LOST, _at(working_day(self._last.date(), 4), 15), 90)

    def _delivered(self) -> None:
        collected = self._consignment["DateCollected"] or self._consignment["DateShipped"]
        left = parse(collected).date() if collected else self._left()
        day = max(working_day(left, self._random.randint(*self._days)), working_day(self._last.date(), 1))
        if self._random.random() < 0.07:
            self._add(State.DELAYED, _at(day, 5), 80)
            day = working_day(day, 1)
        if self._random.random() < 0.008:
            self._add(State.ACTION_REQUIRED, _at(day, 9), 300)
            self._sent_back()
            return
        self._add(State.OUT_FOR_DELIVERY, _at(day, 7), 90)
        self._at_the_door()

    def _at_the_door(self) -> None:
        when, luck = max(_at(self._last.date(), 9), self._last + timedelta(minutes=5)), self._random.random()
        if luck < 0.87:
            self._add(State.DELIVERED, when, 480)
        elif luck < 0.94:
            self._add(State.DELIVERY_FAILED_CARD_LEFT, when, 480)
            self._second_attempt()
        elif luck < 0.97:
            self._add(State.AT_COLLECTION_POINT, when, 300)
            self._picked_up()
        elif luck < 0.985 and len(self._consignment["Packages"]) > 1:
            self._add(State.PARTIALLY_DELIVERED, when, 480)
            self._picked_up()
        else:
            self._add(State.DELIVERED_DAMAGED, when, 480)

    def _second_attempt(self) -> None:
        self._add(State.OUT_FOR_DELIVERY, _at(working_day(self._last.date(), 1), 7), 90)
        when, luck = _at(self._last.date(), 9), self._random.random()
        if luck < 0.6:
            self._add(State.DELIVERED, when, 480)
        elif luck < 0.8:
            self._add(State.AT_COLLECTION_POINT, when, 480)
            self._picked_up()
        else:
            self._add(State.DELIVERY_FAILED, when, 480)
            self._sent_back()

    def _picked_up(self) -> None:
        self._add(State.DELIVERED, _at(working_day(self._last.date(), self._random.randint(1, 3)), 10), 420)

    def _sent_back(self) -> None:
        self._add(State.RETURN_TO_SENDER, _at(working_day(self._last.date(), self._random.randint(3, 5)), 10), 300)

    def _left(self) -> date:
        leaving = next((step for step in self._steps if step["State"] == State.COLLECTED), None)
        return parse(leaving["At"]).date() if leaving else self._last.date()

    def _add(self, state: State, not_before: datetime, minutes: int) -> None:
        """Add a step at some moment of the `minutes` from `not_before` on, later than the last one in any case."""
        seconds = self._random.uniform(0, minutes * 60)
        self._last = max(not_before, self._last + timedelta(minutes=1)) + timedelta(seconds=seconds)
        self._steps.append(event(self._consignment, state, self._last, self._random.randrange(10)))


def _signature(destination: dict[str, Any]) -> str:
    contact = destination.get("Contact") or {}
    first, last = contact.get("FirstName") or "", contact.get("LastName") or ""
    return f"{first[:1]}. {last}" if first and last else last or first or "the receiver"


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
