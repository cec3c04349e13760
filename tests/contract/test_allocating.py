"""The five ways to allocate, what they answer, and what they refuse; tags, groups, and 202 while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Settle = Callable[..., str]
SUMMARY = {
    "StatusCode",
    "ApiLinks",
    "Description",
    "ConsignmentLegs",
    "CarrierReference",
    "CarrierName",
    "CarrierServiceReference",
    "CarrierServiceName",
}


def ways(service: httpx.Client, reference: str) -> dict[str, Callable[[], httpx.Response]]:
    """Return the five calls that would allocate a consignment."""
    quote = service.get(f"/quotes/consignment/{reference}").json()["Quotes"][0]
    groups = [each["Reference"] for each in service.get("/servicegroups").json()]
    references = {"ConsignmentReferences": [reference]}
    chosen = references | {"MpdCarrierServiceReference": quote["MpdCarrierServiceReference"]}
    path = f"/allocation/{reference}"
    return {
        "rules": lambda: service.put("/allocation/allocate", json=references),
        "service": lambda: service.put("/Allocation/AllocateWithCarrierService", json=chosen),
        "cheapest": lambda: service.put(f"{path}/allocatewithcheapestquote"),
        "group": lambda: service.put(f"{path}/allocatewithservicegroup/{groups[0].lower()}"),
        "quote": lambda: service.put(f"{path}/allocatewithquote/{quote['QuoteReference'].upper()}"),
    }


@pytest.mark.safe
@pytest.mark.parametrize("way", ["rules", "service", "cheapest", "group", "quote"])
def test_each_way_books_and_cannot_book_twice(
    service: httpx.Client, create: Create, settle: Settle, body: Json, way: str
) -> None:
    reference = create(body)
    call = ways(service, reference)[way]
    answer = call()
    assert answer.status_code in {200, 202}, answer.text
    (summary,) = answer.json() if isinstance(answer.json(), list) else [answer.json()]
    assert set(summary) >= SUMMARY
    assert summary["StatusCode"] == answer.status_code
    assert settle(reference) == "Allocated"
    booked = service.get(f"/consignments/{reference}").json()
    assert booked["Allocation"]["TrackingReferences"]
    assert booked["Allocation"]["Price"]["Net"] > 0
    assert (booked["Allocation"]["CarrierServiceGroupReference"] is not None) == (way == "group")
    again = call()
    results = again.json() if isinstance(again.json(), list) else [{"IsSuccess": again.is_success}]
    assert [result["IsSuccess"] for result in results] == [False]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("allocatewithservicegroup/SG_NONE", 404),
        ("allocatewithquote/00000000-0000-0000-0000-000000000000", 404),
        ("allocatewithcheapestquotes", 404),
    ],
)
def test_what_is_not_there_cannot_be_allocated_with(
    service: httpx.Client, create: Create, body: Json, path: str, status: int
) -> None:
    assert service.put(f"/allocation/{create(body)}/{path}").status_code == status


@pytest.mark.parametrize(
    "body",
    [[], {}, {"ConsignmentReferences": []}, {"ConsignmentReferences": "EC-1"}, {"ConsignmentReferences": [1]}],
)
@pytest.mark.parametrize("path", ["/allocation/allocate", "/allocation/allocatewithcarrierservice"])
def test_a_list_is_required(service: httpx.Client, path: str, body: Any) -> None:
    answer = service.put(path, json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["Details"]


def test_all_tags_must_be_on_the_service(service: httpx.Client, create: Create, settle: Settle, body: Json) -> None:
    booked = create(body | {"Tags": ["Fragile", "Documents"]})
    failed = create(body | {"Tags": ["Fragile", "No service has this"]})
    service.put("/allocation/allocate", json={"ConsignmentReferences": [booked, failed]})
    assert settle(booked) == "Allocated"
    assert settle(failed) == "AllocationFailed"
    message = service.get(f"/consignments/{failed}").json()["FailedAllocation"]["Message"]
    assert "No service has this" in message
    mended = service.get(f"/consignments/getconsignmentwithmetadata/{failed}").json() | {"Tags": ["Fragile"]}
    service.put("/consignments", json=mended).raise_for_status()
    service.put(f"/allocation/{failed}/allocatewithcheapestquote")
    assert settle(failed) == "Allocated"


@pytest.mark.demo_only
def test_what_takes_a_moment_says_so_and_allows_nothing_meanwhile(
    start: Any, headers: Json, settle: Settle, body: Json
) -> None:
    with (
        start("--moment", "0.4") as url,
        httpx.Client(base_url=url, headers=headers) as service,
    ):
        good, unfit = (
            service.post("/consignments", json=wanted).json()[0]["Href"].rsplit("/", 1)[1]
            for wanted in (body, body | {"Tags": ["No service has this"]})
        )
        both = {"ConsignmentReferences": [good, unfit]}
        answer = service.put("/allocation/allocate", json=both)
        assert answer.status_code == 202
        assert [(line["StatusCode"], line["IsSuccess"], line["Data"]) for line in answer.json()] == [
            (202, True, good),
            (202, True, unfit),
        ]
        assert service.get(f"/consignments/{good}/status").json()["Status"] == "Allocating"
        for path in ("cancel", "deallocate"):
            refused = service.put(f"/consignments/{good}/{path}")
            assert (refused.status_code, "Allocating" in refused.json()["Message"]) == (409, True)
        assert service.get(f"/labels/{good}").status_code == 409
        assert (settle(good, service), settle(unfit, service)) == ("Allocated", "AllocationFailed")
        (result,) = service.put("/consignments/manifest", json={"ConsignmentReferences": [good]}).json()
        assert result["IsSuccess"] is True
        assert service.get(f"/consignments/{good}/status").json()["Status"] == "Manifesting"
        assert settle(good, service) in {"Manifested", "ManifestFailed"}
        assert service.put(f"/consignments/{good}/cancel").status_code == 200
        assert service.get(f"/consignments/{good}/status").json()["Status"] == "Cancelling"
        assert settle(good, service) == "Cancelled"
