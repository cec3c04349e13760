"""Manifests: a result for each consignment, both spellings of the query, a file for each carrier and location."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import httpx
import pypdf
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Allocate = Callable[[str], str]
Settle = Callable[[str], str]
RESULT = {"IsSuccess", "Message", "Data", "ApiLinks"}


def manifested(service: httpx.Client, settle: Settle, reference: str) -> None:
    """Manifest a consignment; once more where its carrier did not answer, as carriers do now and then."""
    for _ in range(2):
        answer = service.put("/consignments/manifest", json={"ConsignmentReferences": [reference]})
        assert answer.status_code == 200, answer.text
        if settle(reference) == "Manifested":
            return
    raise AssertionError(f"{reference} is {settle(reference)}")


def files(service: httpx.Client, location: str = "") -> dict[str, Json]:
    """Return the list of manifests by reference, each held to the documented form."""
    terms = {"shippingLocationReference": location} if location else {}
    rows = service.get("/consignments/customer/manifests", params=terms).json()
    assert [row["Created"] for row in rows] == sorted((row["Created"] for row in rows), reverse=True)
    for row in rows:
        assert {"ManifestReference", "ManifestFileName", "Created", "CarrierName", "BookingsCount"} <= set(row)
        assert row["BookingsCount"] > 0
        assert location in {"", row["ShippingLocationReference"]}
    return {row["ManifestReference"]: row for row in rows}


def test_a_list_is_manifested_with_a_result_each(
    service: httpx.Client, create: Create, allocate: Allocate, settle: Settle, body: Json
) -> None:
    good, not_allocated = allocate(create(body)), create(body)
    before = files(service)
    answer = service.put(
        "/consignments/manifest", json={"ConsignmentReferences": [not_allocated, "EC-000-000-000", good]}
    )
    assert answer.status_code == 200
    results = {result["Data"]: result for result in answer.json()}
    assert all(set(result) == RESULT for result in results.values())
    if settle(good) == "ManifestFailed":
        assert service.get(f"/consignments/{good}").json()["FailedManifestMessage"]
        manifested(service, settle, good)
    assert [results[r]["IsSuccess"] for r in (not_allocated, "EC-000-000-000")] == [False, False]
    assert settle(not_allocated) == "Unallocated"
    (new,) = [row for reference, row in files(service).items() if reference not in before]
    booked = service.get(f"/consignments/{good}").json()
    assert new["CarrierName"] == booked["Allocation"]["CarrierName"]
    assert new["ShippingLocationReference"] == "Sorted1"
    assert new["BookingsCount"] == 1
    assert new["ManifestReference"] in files(service, "Sorted1")
    assert new["ManifestReference"] not in files(service, "LeedsDC")


def test_a_manifest_is_a_pdf_that_names_what_was_handed_over(
    service: httpx.Client, create: Create, allocate: Allocate, settle: Settle, body: Json
) -> None:
    before = files(service)
    reference = allocate(create(body))
    manifested(service, settle, reference)
    (new,) = [row for row in files(service).values() if row["ManifestReference"] not in before]
    answer = service.get(f"/consignments/customer/manifest/{new['ManifestReference']}")
    assert answer.status_code == 200
    pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(answer.json(), validate=True)))
    text = "".join(page.extract_text() for page in pdf.pages)
    tracking = service.get(f"/consignments/{reference}").json()["Allocation"]["TrackingReferences"]
    assert all(words in text for words in (reference, *tracking, new["CarrierName"], new["ManifestReference"]))
    assert service.get("/consignments/customer/manifest/00000000000000000000000000000000").status_code == 404


@pytest.mark.parametrize(
    "term", [{"ShippingLocationReferences": ["LeedsDC"]}, {"ShippingLocationReference": "leedsdc"}], ids=["s", ""]
)
@pytest.mark.parametrize("ready", [False, True])
def test_a_query_takes_the_location_by_both_of_its_names(
    service: httpx.Client, create: Create, allocate: Allocate, settle: Settle, body: Json, term: Json, ready: bool
) -> None:
    from_leeds = [{"AddressType": "Origin", "ShippingLocationReference": "LeedsDC"}, body["Addresses"][1]]
    day = "2031-06-03T00:00:00+00:00"
    there = allocate(create(body | {"Addresses": from_leeds, "ShippingDate": day}))
    elsewhere = allocate(create(body | {"ShippingDate": day}))
    printed = allocate(create(body | {"Addresses": from_leeds, "ShippingDate": day}))
    service.get(f"/labels/{printed}/ZPL").raise_for_status()
    if ready:
        service.put("/consignments/setreadytoship", json=[there, elsewhere, printed]).raise_for_status()
    carrier = service.get(f"/consignments/{there}").json()["Allocation"]["CarrierReference"]
    state = "ReadyToShip" if ready else "Allocated"
    query = term | {"States": [state], "Carriers": [carrier], "LabelsPrinted": False, "ShippingDate": day}
    other_day = {"ShippingDate": "2031-06-04T00:00:00+00:00"}
    assert "found 0 " in service.post("/consignments/manifestFromQuery", json=query | other_day).json()["Message"]
    answer = service.post("/consignments/manifestFromQuery", json=query)
    assert answer.status_code == 200, answer.text
    assert answer.json()["Message"].startswith("Query found 1 consignment(s). ")
    assert isinstance(answer.json()["FailedConsignments"], list)
    assert settle(there) in {"Manifested", "ManifestFailed"}
    assert (settle(elsewhere), settle(printed)) == (state, state)
    for reference in (there, elsewhere, printed):
        if ready and settle(reference) == "ReadyToShip":
            service.put("/consignments/setnotreadytoship", json=[reference])
        service.put(f"/consignments/{reference}/cancel").raise_for_status()


@pytest.mark.parametrize(
    "query",
    [{"States": ["Delivered"]}, {"States": ["Nonsense"]}, {"LabelsPrinted": "yes"}, {"ShippingDate": "soon"}, []],
)
def test_a_query_that_cannot_be_is_refused(service: httpx.Client, query: Any) -> None:
    answer = service.post("/consignments/manifestFromQuery", json=query)
    assert answer.status_code == 400, answer.text
    assert answer.json()["Details"]


def test_ready_dispatched_and_all_that_cannot_be(
    service: httpx.Client, create: Create, allocate: Allocate, settle: Settle, body: Json
) -> None:
    reference, fresh = allocate(create(body)), create(body)

    def sent(path: str, content: Any) -> dict[str, bool]:
        answer = service.put(f"/consignments/{path}", json=content)
        assert answer.status_code == 200, answer.text
        assert all(set(result) == RESULT for result in answer.json())
        return {result["Data"]: result["IsSuccess"] for result in answer.json()}

    assert sent("SetReadyToShip", [reference, fresh]) == {reference: True, fresh: False}
    assert settle(reference) == "ReadyToShip"
    assert sent("setnotreadytoship", [fresh, reference]) == {reference: True, fresh: False}
    assert sent("Dispatch", {"ConsignmentReferences": [reference]}) == {reference: False}
    manifested(service, settle, reference)
    assert sent("dispatch", {"ConsignmentReferences": [fresh, reference]}) == {reference: True, fresh: False}
    assert settle(reference) == "Dispatched"
    assert service.get(f"/consignments/{reference}").json()["DateShipped"]
    assert service.put("/consignments/dispatch", json=[reference]).status_code == 400
    assert service.put("/consignments/setreadytoship", json={"ConsignmentReferences": [reference]}).status_code == 400
