"""Each of the 33 states against each of the nine actions: the table of the states page, written out."""

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
    "label": {*BOOKED, *UNDER_WAY},
    "update": {*BEFORE},
    "add package": {*BEFORE},
    "dispatch": {"Manifested"},
    "setreadytoship": {"Allocated"},
    "setnotreadytoship": {"ReadyToShip"},
    "allocate": {*BEFORE},
    "deallocate": {"Allocated", "Manifested", "ManifestFailed"},
    "manifest": {"Allocated", "ReadyToShip", "ManifestFailed"},
    "cancel": {*BEFORE, "Allocated", "Manifested", "ManifestFailed", *UNDER_WAY}
    - {"InTransitWaiting", "PartiallyDelivered", "Delivered", "DeliveryFailed"},
}
"""In which states each action is allowed; those that leave a consignment where it is come first."""

ENDS = {
    "deallocate": {"Unallocated"},
    "cancel": {"Cancelled"},
    "allocate": {"Allocated", "AllocationFailed"},
    "setreadytoship": {"ReadyToShip"},
    "setnotreadytoship": {"Allocated"},
    "manifest": {"Manifested", "ManifestFailed"},
    "dispatch": {"Dispatched"},
}
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
        case "setreadytoship" | "setnotreadytoship":
            return service.put(f"/consignments/{action}", json=[reference])
        case "manifest" | "dispatch":
            return service.put(f"/consignments/{action}", json={"ConsignmentReferences": [reference]})
        case _:
            return service.put(f"/consignments/{reference}/{action}")


def refused(answer: httpx.Response) -> str:
    """Return why an action was refused, or an empty string if it was not; by the form of its call."""
    if (
        answer.status_code == 200
        and answer.content
        and isinstance(answer.json(), list)
        and "IsSuccess" in answer.json()[0]
    ):
        (result,) = answer.json()
        return "" if result["IsSuccess"] else str(result["Message"])
    if answer.is_success:
        return ""
    assert answer.status_code == 409, answer.text
    assert answer.json()["Code"] == "ActionNotAllowed"
    assert answer.json()["CorrelationId"]
    return str(answer.json()["Message"])


def one_in(service: httpx.Client, state: str) -> str:
    """Return the oldest seeded consignment in `state`."""
    count = service.get("/consignments/0/0", params={"state": state}).json()["Count"]
    if not count:
        pytest.skip(f"the service has no consignment that is {state}")
    rows = service.get(f"/consignments/1/{count - 1}", params={"state": state}).json()["ConsignmentSummaries"]
    assert rows[0]["State"] == state
    return str(rows[0]["Reference"])


def test_the_states_are_the_documented_33() -> None:
    assert len(set(STATES)) == 33


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ALLOWED)
def test_an_action_is_allowed_exactly_where_the_table_says(
    service: httpx.Client, settle: Callable[[str], str], action: str, state: str
) -> None:
    reference = one_in(service, state)
    answer = call(service, action, reference)
    status = service.get(f"/consignments/{reference}/status").json()["Status"]
    if state not in ALLOWED[action]:
        message = refused(answer)
        assert state in message
        assert reference in message
        assert status == state
    elif action in {"allocate", "manifest"} and settle(reference).endswith("Failed"):
        assert settle(reference) in ENDS[action], "refused by the carriers, which is theirs to do"
    else:
        assert not refused(answer), answer.text
        assert settle(reference) in ENDS.get(action, {state})


@pytest.mark.safe
@pytest.mark.parametrize(("listed", "action"), [("cancellist", "cancel"), ("deallocatelist", "deallocate")])
def test_a_list_does_what_it_can_and_says_what_it_cannot(
    service: httpx.Client,
    create: Callable[[dict[str, Any]], str],
    allocate: Callable[[str], str],
    settle: Callable[[str], str],
    body: dict[str, Any],
    listed: str,
    action: str,
) -> None:
    good, bad = allocate(create(body)), create(body)
    service.put(f"/consignments/{bad}/cancel").raise_for_status()
    assert settle(bad) == "Cancelled"
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
    assert {settle(good)} == ENDS[action]


@pytest.mark.safe
def test_deallocating_erases_the_booking(
    service: httpx.Client,
    create: Callable[[dict[str, Any]], str],
    allocate: Callable[[str], str],
    body: dict[str, Any],
) -> None:
    reference = create(body)
    before = service.get(f"/consignments/{reference}").json()
    allocate(reference)
    service.get(f"/labels/{reference}").raise_for_status()
    assert service.get(f"/consignments/{reference}").json() != before
    service.put(f"/consignments/{reference}/deallocate").raise_for_status()
    assert service.get(f"/consignments/{reference}").json() == before
