"""A manifested consignment travels by itself, over days: its states, its events in both forms, its dates."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{7})?[+-]\d\d:\d\d"
EVENT = {"TimeStamp", "Code", "Description", "SignedBy", "Location"}
ENDS = {"Delivered", "DeliveredDamaged", "Lost", "ReturnToSender"}
DAYS = ("--moment", "0", "--clock-speed", "400000", "--now")
"""Options of a demo whose days pass in a fifth of a second."""


def events_of(service: httpx.Client, reference: str) -> list[Json]:
    """Return a consignment's events; both forms are held to the documentation, and to each other."""
    by_leg = service.get(f"/Tracking/{reference}").raise_for_status().json()
    flat = service.get(f"/tracking/flattened/{reference}").raise_for_status().json()
    for tracked in (by_leg, flat):
        assert set(tracked) == {"ConsignmentReferenceForAllLegsAssignedByMpd", "TrackedPackages"}
        assert tracked["ConsignmentReferenceForAllLegsAssignedByMpd"] == reference
    legs = [leg["Events"] for leg in by_leg["TrackedPackages"][0]["Legs"]]
    events: list[Json] = flat["TrackedPackages"][0]["Events"]
    assert all(set(event) == EVENT | {"CarrierServiceName"} for event in events)
    assert all(re.fullmatch(TIME, event["TimeStamp"]) for event in events)
    assert [event["TimeStamp"] for event in events] == sorted(event["TimeStamp"] for event in events)
    bare = [{name: value for name, value in event.items() if name in EVENT} for event in events]
    assert (legs or [[]]) == [bare]
    return events


@pytest.mark.safe
def test_what_has_not_left_has_no_events(service: httpx.Client, create: Create, body: Json) -> None:
    reference = create(body)
    packages = service.get(f"/consignments/{reference}").json()["Packages"]
    tracked = service.get(f"/tracking/{reference}").json()["TrackedPackages"]
    assert [each["PackageReferenceForAllLegsAssignedByMpd"] for each in tracked] == [p["Reference"] for p in packages]
    assert events_of(service, reference) == []
    assert service.get("/tracking/EC-000-000-000").status_code == 404
    assert service.get("/tracking/flattened/EC-000-000-000").status_code == 404


def test_what_is_on_its_way_has_events_that_fit_its_state(service: httpx.Client) -> None:
    rows = service.get("/consignments/200/0", params={"stateAttribute": "Shipped"}).json()["ConsignmentSummaries"]
    delivered = [row["Reference"] for row in rows if row["State"] == "Delivered"][:5]
    assert all(events_of(service, reference)[-1]["Code"] == "DELIVERED" for reference in delivered)
    for row in rows[:20]:
        assert events_of(service, row["Reference"]), row["State"]


@pytest.mark.demo_only
def test_days_pass_and_all_arrive_or_come_back_whatever_happens_on_the_way(
    start: Any, headers: Json, body: Json, tmp_path: Path
) -> None:
    data = ("--data", str(tmp_path))
    with (
        start(*DAYS, "2031-06-02T09:00:00Z", *data) as url,
        httpx.Client(base_url=url, headers=headers, timeout=20) as service,
    ):
        references = [service.post("/consignments", json=body).json()[0]["Href"].rsplit("/", 1)[1] for _ in range(120)]
        for path in ("allocation/allocate", "consignments/manifest", "consignments/manifest"):
            service.put(f"/{path}", json={"ConsignmentReferences": references}).raise_for_status()
    until = time.monotonic() + 60
    # Started again, it goes on where it stopped: at the time that it had reached, with the plans that it had made.
    with (
        start(*DAYS[:-1], *data) as url,
        httpx.Client(base_url=url, headers=headers, timeout=20) as service,
    ):
        states: dict[str, str] = {}
        while set(states.values()) - ENDS or not states:
            assert time.monotonic() < until, Counter(states.values())
            states = {r: service.get(f"/consignments/{r}/status").json()["Status"] for r in references}
        codes: Counter[str] = Counter()
        for reference, state in states.items():
            events = events_of(service, reference)
            whole = service.get(f"/consignments/{reference}").json()
            codes.update(event["Code"] for event in events)
            assert whole["DateShipped"] <= whole["DateCollected"]
            assert (state in {"Delivered", "DeliveredDamaged"}) == (whole["DateDelivered"] is not None)
            assert (state == "ReturnToSender") == (whole["DateReturned"] is not None)
            if state == "Delivered":
                assert whole["DateDelivered"] == events[-1]["TimeStamp"]
                assert events[-1]["SignedBy"] == "P. McPetersson"
                late = datetime.fromisoformat(events[-1]["TimeStamp"]) > datetime.fromisoformat(
                    whole["LatestDeliveryDate"]
                )
                assert whole["IsLate"] is late
            refused = service.put(f"/consignments/{reference}/deallocate")
            assert refused.status_code == 409
    assert Counter(states.values())["Delivered"] > 90
    assert {"DELAYED", "CARD_LEFT", "COLLECTED", "OUT_FOR_DELIVERY"} <= set(codes), codes


@pytest.mark.demo_only
def test_the_same_seed_has_the_same_luck(start: Any, headers: Json, body: Json) -> None:
    told = []
    for _ in range(2):
        with (
            start("--moment", "0", "--now", "2031-06-02T09:00:00Z", "--clock-speed", "3000000") as url,
            httpx.Client(base_url=url, headers=headers, timeout=20) as service,
        ):
            reference = service.post("/consignments", json=body).json()[0]["Href"].rsplit("/", 1)[1]
            service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
            for _ in range(2):
                service.put("/consignments/manifest", json={"ConsignmentReferences": [reference]})
            until = time.monotonic() + 30
            while service.get(f"/consignments/{reference}/status").json()["Status"] not in ENDS:
                assert time.monotonic() < until
            told.append([event["Code"] for event in events_of(service, reference)])
    assert told[0] == told[1]
    assert len(told[0]) >= 5


@pytest.mark.demo_only
def test_what_is_cancelled_on_its_way_goes_no_further(start: Any, headers: Json, body: Json) -> None:
    with (
        start("--moment", "0", "--now", "2031-06-02T09:00:00Z", "--clock-speed", "100000") as url,
        httpx.Client(base_url=url, headers=headers, timeout=20) as service,
    ):
        reference, other = (
            service.post("/consignments", json=body).json()[0]["Href"].rsplit("/", 1)[1] for _ in range(2)
        )
        for path in ("allocation/allocate", "consignments/manifest", "consignments/manifest"):
            service.put(f"/{path}", json={"ConsignmentReferences": [reference, other]}).raise_for_status()
        until = time.monotonic() + 30
        while service.get(f"/consignments/{reference}/status").json()["Status"] == "Manifested":
            assert time.monotonic() < until
        assert service.put(f"/consignments/{reference}/cancel").status_code == 200
        events = events_of(service, reference)
        while service.get(f"/consignments/{other}/status").json()["Status"] not in ENDS:
            assert time.monotonic() < until
        assert service.get(f"/consignments/{reference}/status").json()["Status"] == "Cancelled"
        assert events_of(service, reference) == events
