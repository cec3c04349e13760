"""Each of the 33 states against each action that has a call: the table of the states page, written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

BEFORE = "Unallocated AllocationFailed".split()
BOOKED = "Allocated ReadyToShip Manifested ManifestFailed".split()
GONE = "Allocating Manifesting Cancelling Cancelled".split()
UNDER_WAY = (
    "Dispatched CollectionFailed CarrierUnableToCollect ExchangeFailed Collected AtDropOffPoint InTransit "
    "InTransitWaiting AtCustoms ActionRequired Delayed HeldByCarrier Missing Lost Damaged OutForDelivery "
    "DeliveredDamaged PartiallyDelivered AtCollectionPoint Delivered DeliveryFailedCardLeft DeliveryFailed "
    "ReturnToSender"
).split()
STATES = [*BEFORE, *BOOKED, *GONE, *UNDER_WAY]

ALLOWED = {
    "allocate": {*BEFORE},
    "deallocate": {"Allocated", "Manifested", "ManifestFailed"},
    "label": {*BOOKED, *UNDER_WAY},
    "cancel": {*BEFORE, "Allocated", "Manifested", "ManifestFailed", *UNDER_WAY}
    - {"InTransitWaiting", "PartiallyDelivered", "Delivered", "DeliveryFailed"},
    "update": {*BEFORE},
    "add package": {*BEFORE},
}
ENDS = {"deallocate": {"Unallocated"}, "cancel": {"Cancelled"}, "allocate": {"Allocated", "AllocationFailed"}}
PACKAGE = {
    "Weight": {"Value": 0.5, "Unit": "Kg"},
    "Dimensions": {"Unit": "Cm", "Width": 10, "Length": 10, "Height": 10},
    "Description": "Socks",
    "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
}


def call(service: httpx.Client, action: str, reference: str) -> httpx.Response:
    """Do `action` to one consignment by the call that takes one."""
    match action:
        case "allocate":
            return service.put(f"/allocation/{reference}/allocatewithcheapestquote")
        case "label":
            return service.get(f"/labels/{reference}/ZPL")
        case "update":
            packages = service.get(f"/consignments/{reference}").json()
            kept = {name: packages[name] for name in ("Reference", "Addresses", "ShippingDate")}
            return service.put("/consignments/", json=kept)
        case "add package":
            return service.post(f"/consignments/{reference}/addpackage", json=PACKAGE)
        case _:
            return service.put(f"/consignments/{reference}/{action}")


def one_in(service: httpx.Client, state: str) -> str:
    """Return the oldest seeded consignment in `state`."""
    count = service.get("/consignments/0/0", params={"state": state}).json()["Count"]
    assert count, f"no seeded consignment is {state}"
    rows = service.get(f"/consignments/1/{count - 1}", params={"state": state}).json()["ConsignmentSummaries"]
    assert rows[0]["State"] == state
    return str(rows[0]["Reference"])


def test_the_states_are_the_documented_33() -> None:
    assert len(set(STATES)) == 33


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ["label", "add package", "update", "deallocate", "allocate", "cancel"])
def test_an_action_is_allowed_exactly_where_the_table_says(service: httpx.Client, action: str, state: str) -> None:
    reference = one_in(service, state)
    answer = call(service, action, reference)
    after = service.get(f"/consignments/{reference}/status").json()["Status"]
    if state in ALLOWED[action]:
        refused_by_carriers = action == "allocate" and answer.json().get("Code") == "AllocationFailed"
        assert answer.is_success or refused_by_carriers, answer.text
        assert after in ENDS.get(action, {state})
    else:
        assert answer.status_code == 409, answer.text
        error = answer.json()
        assert error["Code"] == "ActionNotAllowed"
        assert state in error["Message"]
        assert reference in error["Message"]
        assert error["CorrelationId"]
        assert after == state


@pytest.mark.parametrize(("listed", "action"), [("cancellist", "cancel"), ("deallocatelist", "deallocate")])
def test_a_list_does_what_it_can_and_says_what_it_cannot(
    service: httpx.Client,
    create: Callable[[dict[str, Any]], str],
    body: dict[str, Any],
    listed: str,
    action: str,
) -> None:
    good, bad = create(body), one_in(service, "Cancelled")
    service.put(f"/allocation/{good}/allocatewithcheapestquote").raise_for_status()
    answer = service.put(f"/consignments/{listed}", json=[bad, "EC-000-000-000", good])
    assert answer.status_code == 200
    results = {result["Data"]: result for result in answer.json()}
    assert {reference: result["IsSuccess"] for reference, result in results.items()} == {
        bad: False,
        "EC-000-000-000": False,
        good: True,
    }
    assert "Cancelled" in results[bad]["Message"]
    assert all(set(result) == {"IsSuccess", "Message", "Data", "ApiLinks"} for result in results.values())
    assert service.get(f"/consignments/{good}/status").json()["Status"] == ENDS[action].copy().pop()


def test_deallocating_erases_the_booking(
    service: httpx.Client, create: Callable[[dict[str, Any]], str], body: dict[str, Any]
) -> None:
    reference = create(body)
    before = service.get(f"/consignments/{reference}").json()
    service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
    service.get(f"/labels/{reference}").raise_for_status()
    assert service.get(f"/consignments/{reference}").json() != before
    service.put(f"/consignments/{reference}/deallocate").raise_for_status()
    assert service.get(f"/consignments/{reference}").json() == before
