"""The life of consignments on the demo's clock: what is due is done when asked, in order, also after a restart."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_app.demo.app import create_app
from desktop_app.demo.carriers import transit
from desktop_app.demo.clock import FastClock
from desktop_app.demo.http.answers import Links, Reply
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.service import Service
from desktop_app.demo.times import parse
from desktop_app.pro.states import State

Json = dict[str, Any]
LINKS = Links("http://demo")
MONDAY = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
BODY = {
    "Packages": [{"PackageSizeReference": "TUBE"}],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
    ],
}


class Hand:
    """A clock that is set by hand."""

    moment = MONDAY

    def now(self) -> datetime:
        """Return the moment that it was set to."""
        return self.moment


@pytest.fixture
def clock() -> Hand:
    """Return a clock that stands at a Monday morning."""
    return Hand()


@contextmanager
def opened(path: Path | None, clock: Hand, moment: float = 60, **options: Any) -> Iterator[Service]:
    """Open the service where a moment is a minute."""
    service: Service = create_app(path, clock=clock, moment=moment, **{"consignments": 0} | options).state.service
    try:
        yield service
    finally:
        service.close()


def created(service: Service, count: int = 1) -> list[str]:
    """Create consignments."""
    return [service.consignments.create(BODY, LINKS)[0]["Href"].rsplit("/", 1)[1] for _ in range(count)]


def state(service: Service, reference: str) -> str:
    """Return a consignment's state after what is due has been done."""
    service.life.advance()
    return str(service.consignments.status(reference, LINKS)["Status"])


def test_a_call_takes_its_moment_and_ends_after_a_restart(tmp_path: Path, clock: Hand) -> None:
    path = tmp_path / "demo.db"
    with opened(path, clock) as service:
        (reference,) = created(service)
        answer = service.allocations.cheapest(reference, LINKS)
        assert isinstance(answer, Reply)
        assert answer.status == 202
        clock.moment += timedelta(seconds=59)
        assert state(service, reference) == "Allocating"
        with pytest.raises(Refusal, match="Allocating"):
            service.consignments.cancel(reference)
    clock.moment += timedelta(hours=3)
    with opened(path, clock) as service:
        assert state(service, reference) == "Allocated"
        booked = service.consignments.read(reference, metadata=False)
        assert parse(booked["Allocation"]["AllocationDate"]).replace(microsecond=0) == MONDAY + timedelta(minutes=1)
        service.consignments.cancel(reference)
        assert state(service, reference) == "Cancelling"
    clock.moment += timedelta(minutes=1)
    with opened(path, clock) as service:
        assert state(service, reference) == "Cancelled"


def test_a_journey_is_the_same_whether_it_was_watched_or_not(tmp_path: Path, clock: Hand) -> None:
    told = []
    for step in (timedelta(hours=7), timedelta(days=40)):
        clock.moment = MONDAY
        with opened(None, clock, moment=0) as service:
            references = created(service, 60)
            service.allocations.by_rules({"ConsignmentReferences": references}, LINKS)
            service.manifests.manifest({"ConsignmentReferences": references}, LINKS)
            while clock.moment < MONDAY + timedelta(days=40):
                clock.moment += step
                service.life.advance()
            told.append([service.tracking.by_leg(reference) for reference in references])
    assert told[0] == told[1]


def test_every_journey_ends_and_each_step_is_one_that_is_told(clock: Hand) -> None:
    clock.moment = MONDAY
    with opened(None, clock, moment=0) as service:
        (reference,) = created(service)
        service.allocations.cheapest(reference, LINKS)
        document = service.storage.consignment(reference)
        document["ConsignmentState"] = str(State.MANIFESTED)
        ends: Counter[str] = Counter()
        for luck in range(3000):
            steps = transit.plan(document, MONDAY, Random(luck))
            times = [parse(step["At"]) for step in steps]
            assert times == sorted(times)
            assert times[0] > MONDAY
            assert times[-1] < MONDAY + timedelta(days=45)
            assert all(step["Description"] and step["Code"] for step in steps)
            ends[steps[-1]["State"]] += 1
    assert set(ends) == {"Delivered", "DeliveredDamaged", "Lost", "ReturnToSender"}
    assert 0.9 < ends["Delivered"] / 3000 < 0.96


def test_what_was_seeded_on_its_way_arrives_and_what_was_under_way_ends(clock: Hand) -> None:
    with opened(None, clock, consignments=400) as service:
        before = Counter(each["ConsignmentState"] for each in service.storage.search([], 1000, 0)[1])
        service.life.advance()
        assert Counter(each["ConsignmentState"] for each in service.storage.search([], 1000, 0)[1]) == before
        assert {"Allocating", "Manifesting", "Cancelling", "InTransit"} <= set(before)
        clock.moment += timedelta(days=60)
        service.life.advance()
        after = service.storage.search([], 1000, 0)[1]
    states = Counter(each["ConsignmentState"] for each in after)
    moving = {str(state) for state in transit.MOVING} | {"Allocating", "Manifesting", "Cancelling"}
    assert not moving & set(states), states
    assert states["Unallocated"] == before["Unallocated"]
    for each in after:
        if each["ConsignmentState"] == "Delivered":
            assert parse(each["DateDelivered"]) <= clock.moment


def test_deallocating_takes_the_journey_back(clock: Hand) -> None:
    with opened(None, clock, moment=0) as service:
        references = created(service, 20)
        everything = {"ConsignmentReferences": references}
        service.allocations.by_rules(everything, LINKS)
        service.manifests.manifest(everything, LINKS)
        reference = next(each for each in references if state(service, each) == "Manifested")
        service.consignments.deallocate(reference)
        clock.moment += timedelta(days=30)
        assert state(service, reference) == "Unallocated"
        assert service.tracking.flattened(reference)["TrackedPackages"][0]["Events"] == []
        assert service.consignments.read(reference, metadata=False)["Allocation"] is None


def test_a_backlog_is_worked_off_in_parts_and_nothing_due_costs_next_to_nothing(clock: Hand) -> None:
    with opened(None, clock, moment=0) as service:
        references = created(service, 1500)
        for _ in range(2):
            service.allocations.by_rules({"ConsignmentReferences": references}, LINKS)
            service.manifests.manifest({"ConsignmentReferences": references}, LINKS)
        clock.moment += timedelta(days=60)
        service.life.advance()
        left = [each for each in references if service.consignments.status(each, LINKS)["Status"] == "Manifested"]
        assert len(left) == 500
        assert {state(service, each) for each in references} <= {
            "Delivered", "DeliveredDamaged", "Lost", "ReturnToSender"
        }  # fmt: skip
        start = time.perf_counter()
        for _ in range(1000):
            service.life.advance()
        assert time.perf_counter() - start < 0.5


def test_the_clock_can_be_sped_up_and_set() -> None:
    clock = FastClock(3_600_000, MONDAY)
    first = clock.now()
    while clock.now() - first < timedelta(hours=1):
        pass
    clock.set(MONDAY + timedelta(days=400))
    assert timedelta(0) <= clock.now() - (MONDAY + timedelta(days=400)) < timedelta(days=60)
    before = clock.now()
    clock.set_forward(MONDAY)
    clock.set_forward(None)
    assert clock.now() >= before
    for speed, start in ((0.0, None), (-1.0, None), (float("nan"), None), (1.0, datetime(2026, 3, 2))):  # noqa: DTZ001
        with pytest.raises(ValueError, match=r"clock|offset"):
            FastClock(speed, start)
