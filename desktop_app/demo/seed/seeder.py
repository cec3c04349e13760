"""Fills an empty demo with consignments: the same for the same seed, in every state, over the last thirty days."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

from desktop_app.demo.carriers import allocation
from desktop_app.demo.carriers.allocation import Unfit
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.transitions import SHIPPED
from desktop_app.demo.seed.generator import ConsignmentGenerator
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.times import midnight, parse, stamp
from desktop_app.pro.states import Action, State, allowed

_SPAN = timedelta(days=30)
_LAST_HOUR = 16
"""What is booked after it leaves on the day after."""

_OVER = frozenset({State.DELIVERED, State.DELIVERED_DAMAGED})
_ATTEMPTED = _OVER | {
    State.PARTIALLY_DELIVERED,
    State.AT_COLLECTION_POINT,
    State.DELIVERY_FAILED,
    State.DELIVERY_FAILED_CARD_LEFT,
    State.RETURN_TO_SENDER,
}
_NOT_BOOKED = frozenset({State.UNALLOCATED, State.ALLOCATING, State.ALLOCATION_FAILED})

_FRESH = {
    State.UNALLOCATED: 40,
    State.ALLOCATED: 26,
    State.READY_TO_SHIP: 9,
    State.MANIFESTED: 10,
    State.ALLOCATION_FAILED: 6,
    State.MANIFEST_FAILED: 2,
    State.CANCELLED: 4,
    State.DISPATCHED: 3,
}
_MOVING = {
    State.IN_TRANSIT: 40,
    State.COLLECTED: 12,
    State.OUT_FOR_DELIVERY: 14,
    State.DELIVERED: 20,
    State.DELAYED: 4,
    State.AT_CUSTOMS: 2,
    State.CANCELLED: 4,
    State.UNALLOCATED: 2,
    State.DELIVERY_FAILED_CARD_LEFT: 2,
}
_OLD = {
    State.DELIVERED: 86,
    State.CANCELLED: 5,
    State.AT_COLLECTION_POINT: 2,
    State.RETURN_TO_SENDER: 2,
    State.DELIVERY_FAILED: 1,
    State.PARTIALLY_DELIVERED: 1,
    State.UNALLOCATED: 1,
    State.LOST: 1,
    State.DAMAGED: 1,
}
_AGES = ((timedelta(days=3), _FRESH), (timedelta(days=11), _MOVING), (timedelta(days=10**4), _OLD))
"""What is found among consignments of at most that age, in parts of a hundred or so."""


def seed_consignments(storage: Storage, account: Account, now: datetime, *, seed: int, consignments: int) -> None:
    """Add `consignments` consignments to the storage, which has none yet."""
    random = Random(seed)  # noqa: S311 - the same again for the same seed is what it is for
    ages = sorted((_SPAN * random.random() ** 1.8 for _ in range(consignments)), reverse=True)
    with storage.bulk_insert() as inserts:
        generator = ConsignmentGenerator(account, random, inserts.reference)
        for at, (age, state) in enumerate(zip(ages, _states(random, ages), strict=True)):
            created = now - age
            made = generator.consignment(at, created, stamp(created, random.randrange(10)))
            if state == State.ALLOCATION_FAILED:
                generator.make_unfit(made)
            _bring_to(made, state, random, _Timeline(random, created, now), inserts.number, generator)
            inserts.add(made)


def _states(random: Random, ages: list[timedelta]) -> list[State]:
    """Return a state for each age (the oldest first): likely ones, and each of the 33 often enough to try things on."""
    kinds = [next(kind for most, kind in _AGES if age <= most) for age in ages]
    states = [random.choices(list(kind), list(kind.values()))[0] for kind in kinds]
    spare = Counter(states)
    enough = 3 if len(ages) >= 300 else 1
    missing = [state for state in State for _ in range(enough - spare[state])]
    for state in missing:
        wanted = _MOVING if state in SHIPPED else _FRESH
        places = [at for at, old in enumerate(states) if spare[old] > enough]
        if not places:
            break
        place = random.choice([at for at in places if kinds[at] is wanted] or places)
        spare[states[place]] -= 1
        states[place] = state
    return states


class _Timeline:
    """Gives the moments of a consignment's life: each later than the one before, and none ahead of now."""

    def __init__(self, random: Random, created: datetime, now: datetime) -> None:
        self._random = random
        self._last = created
        self._now = now

    def next(self, wanted: datetime) -> datetime:
        """Return `wanted`, or a moment between the one before and now where that is no time for it."""
        if not self._last < wanted <= self._now:
            left = (self._now - self._last) * self._random.uniform(0.1, 0.5)
            soon = timedelta(minutes=self._random.uniform(1, 30))
            wanted = self._last + (left if wanted > self._now else min(left, soon))
        self._last = wanted
        return wanted


def _bring_to(
    made: Document, state: State, random: Random, times: _Timeline, number: Any, generator: ConsignmentGenerator
) -> None:
    """Give a new consignment what it has gathered on its way to `state`."""
    made["ConsignmentState"] = str(state)
    created = parse(made["DateCreated"])
    booked = times.next(created + timedelta(minutes=random.randint(1, 90), microseconds=random.randrange(10**6)))
    leaves = booked.date() + timedelta(days=booked.hour >= _LAST_HOUR)
    if state == State.ALLOCATION_FAILED:
        try:
            allocation.choose(allocation.shipment_of(made, leaves))
        except Unfit as error:
            allocation.fail(made, str(error), booked)
    if state in _NOT_BOOKED or (state in {State.CANCELLED, State.CANCELLING} and random.random() < 0.5):
        return
    try:
        service = allocation.choose(allocation.shipment_of(made, leaves))
    except Unfit:
        generator.make_fit(made)
        service = allocation.choose(allocation.shipment_of(made, leaves))
    shipment = allocation.shipment_of(made, leaves)
    tracking = [allocation.tracking_reference(service, number("TRK")) for _ in made["Packages"]]
    allocation.book(made, service, shipment, booked, tracking, random.randrange(10))
    if allowed(Action.DOCUMENTS, state) and state != State.ALLOCATED:
        made["LabelsPrinted"] = True
        printed = times.next(booked + timedelta(minutes=random.randint(1, 40)))
        made["DateLabelsWereFirstPrinted"] = stamp(printed)
        asked = printed + timedelta(minutes=random.randint(2, 15))
        if state == State.MANIFEST_FAILED:
            made["FailedManifestMessage"] = f"{service.carrier.name} did not answer."
            made["FailedManifestTimeStamp"] = stamp(times.next(asked))
        elif state != State.READY_TO_SHIP:
            made["DateManifested"] = stamp(times.next(asked))
    if state in SHIPPED:
        _ship(made, state, random, times)


def _ship(made: Document, state: State, random: Random, times: _Timeline) -> None:
    left = times.next(parse(made["CollectionDate"]) + timedelta(hours=17, minutes=random.randint(0, 55)))
    made["DateShipped"] = stamp(left)
    if left < parse(made["CollectionDate"]):
        made["CollectionDate"] = midnight(left.date())
    if state != State.DISPATCHED:
        made["DateCollected"] = made["DateShipped"]
    if state in _ATTEMPTED:
        days = (parse(made["LatestDeliveryDate"]) - left).days + (2 if random.random() < 0.08 else 0)
        arrived = left + timedelta(days=max(1, days), hours=-random.randint(1, 7), seconds=random.randrange(3600))
        made["AttemptedDeliveryDate"] = made["FirstAttemptedDeliveryDate"] = stamp(times.next(arrived))
        if state == State.RETURN_TO_SENDER:
            made["DateReturned"] = stamp(times.next(arrived + timedelta(days=random.randint(3, 5))))
    if state in _OVER:
        made["DateDelivered"] = made["AttemptedDeliveryDate"]
