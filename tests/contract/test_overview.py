"""Counts, the summary by state, late consignments, audit messages, service groups and the collection calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{7})?[+-]\d\d:\d\d"


@pytest.mark.safe
def test_a_count_is_that_of_the_search(service: httpx.Client, create: Create, body: Json) -> None:
    before = service.get("/consignments/count", params={"state": "unallocated"}).json()
    assert isinstance(before, int)
    create(body)
    assert service.get("/Consignments/Count", params={"State": "Unallocated"}).json() == before + 1
    assert service.get("/consignments/count").json() == service.get("/consignments/0/0").json()["Count"]
    assert service.get("/consignments/count", params={"state": "Nonsense"}).status_code == 400


@pytest.mark.safe
def test_references_are_those_of_the_search(service: httpx.Client, create: Create, body: Json) -> None:
    reference = create(body)
    path = "/consignments/getConsignmentReferences"
    assert service.get(path, params={"reference": reference}).json() == [reference]
    found = service.get("/consignments/50/0", params={"state": "Unallocated"}).json()
    listed = service.get(path, params={"state": "Unallocated"}).json()
    assert len(listed) == found["Count"]
    assert listed[:50] == [row["Reference"] for row in found["ConsignmentSummaries"]]
    assert service.get(path, params={"state": "Nonsense"}).status_code == 400


@pytest.mark.safe
def test_the_summary_counts_each_state_within_a_time(service: httpx.Client, create: Create, body: Json) -> None:
    reference = create(body)
    created = service.get(f"/consignments/{reference}").json()["DateCreated"]
    whole = service.get("/consignments/summary").json()
    assert set(whole) == {"NumberOfConsignments", "Summary", "StartFrom", "EndAt"}
    assert sum(line["Value"] for line in whole["Summary"]) == whole["NumberOfConsignments"]
    for line in whole["Summary"]:
        assert service.get("/consignments/count", params={"state": line["Key"]}).json() == line["Value"]
    one = service.get("/consignments/summary", params={"startFrom": created, "endAt": created}).json()
    assert {"Key": "Unallocated", "Value": 1} in one["Summary"]
    assert re.fullmatch(TIME, one["StartFrom"])
    assert service.get("/consignments/summary", params={"startFrom": "soon"}).status_code == 400
    none = service.get("/consignments/summary", params={"startFrom": "2199-01-01"}).json()
    assert (none["NumberOfConsignments"], none["Summary"]) == (0, [])


def test_late_ones_are_late_and_can_be_narrowed_and_paged(service: httpx.Client) -> None:
    everything = service.get("/consignments/late", params={"take": "500"}).json()
    rows = everything["ConsignmentSummaries"]
    assert len(rows) == everything["Count"]
    assert all(row["IsLate"] for row in rows)
    for row in rows[:3]:
        narrowed = service.get("/consignments/late", params={"reference": row["Reference"]}).json()
        assert [each["Reference"] for each in narrowed["ConsignmentSummaries"]] == [row["Reference"]]
    page = service.get("/consignments/late", params={"take": 2, "skip": 1}).json()
    assert page["ConsignmentSummaries"] == rows[1:3]
    assert service.get("/consignments/late", params={"take": "many"}).status_code == 400


@pytest.mark.safe
def test_the_audit_tells_what_was_done(
    service: httpx.Client, create: Create, allocate: Callable[[str], str], settle: Callable[[str], str], body: Json
) -> None:
    reference = create(body)
    service.post(f"/consignments/{reference}/addpackage", json=body["Packages"][0]).raise_for_status()
    allocate(reference)
    service.get(f"/labels/{reference}/ZPL").raise_for_status()
    service.put("/consignments/deallocatelist", json=[reference]).raise_for_status()
    service.put(f"/consignments/{reference}/cancel").raise_for_status()
    settle(reference)
    messages = service.get(f"/consignments/{reference}/audit").json()
    fields = {"Timestamp", "Message", "Severity", "Category", "Username", "Details"}
    assert all(set(message) == fields for message in messages)
    assert all(re.fullmatch(TIME, message["Timestamp"]) for message in messages)
    assert [message["Timestamp"] for message in messages] == sorted(message["Timestamp"] for message in messages)
    words = " | ".join(message["Message"] for message in messages)
    assert re.search(r"created .*added .*Allocated to .*Labels .*deallocation .*cancelled", words), words
    assert service.get("/consignments/EC-000-000-000/audit").status_code == 404


def test_every_seeded_consignment_has_a_past(service: httpx.Client) -> None:
    for row in service.get("/consignments/40/0", params={"stateAttribute": "Shipped"}).json()["ConsignmentSummaries"]:
        messages = service.get(f"/consignments/{row['Reference']}/audit").json()
        assert messages[0]["Message"] == "Consignment created"
        assert any(message["Category"] == "Allocation" for message in messages)


@pytest.mark.safe
def test_groups_and_collections_of_the_account(service: httpx.Client) -> None:
    assert all(set(group) >= {"Reference", "Name"} for group in service.get("/ServiceGroups").json())
    carrier = service.get("/carriers/getcarriers").json()[0]["Reference"]
    location = service.get("/shippinglocations").json()[0]["Reference"]
    assert service.get(f"/collectioncalendar/{location}/{carrier}").status_code == 200
    assert service.get(f"/CollectionCalendar/Nowhere/{carrier}").status_code == 404
    assert service.get(f"/collectioncalendar/{location}/Nobody").status_code == 404
