"""Answers have the documented shape: every property, its type and its value; names, references, times, decimals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
SHAPES: Json = json.loads(Path(__file__).with_name("shapes.json").read_text("utf-8"))
PATTERNS = {
    "<guid>": r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
    "<EC>": r"EC(-[0-9A-Z]{3}){3}",
    "<EP>": r"EP(-[0-9A-Z]{3}){3}",
    "<time>": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{7})?\+00:00",
    "<href>": r"http://127\.0\.0\.1:\d+/(consignments|labels)/EC(-[0-9A-Z]{3}){3}",
    "<text>": r".+",
}


def same(found: Any, wanted: Any, at: str = "") -> None:
    """Compare an answer with its shape; a word in angle brackets stands for what differs each time."""
    if isinstance(wanted, str) and wanted in PATTERNS:
        assert re.fullmatch(PATTERNS[wanted], found), f"{at}: {found}"
    elif isinstance(wanted, dict):
        assert set(found) == set(wanted), at
        for name, value in wanted.items():
            same(found[name], value, f"{at}.{name}")
    elif isinstance(wanted, list):
        assert len(found) == len(wanted), at
        for number, value in enumerate(wanted):
            same(found[number], value, f"{at}[{number}]")
    else:
        assert (type(found), found) == (type(wanted), wanted), at


def test_the_life_of_a_consignment_in_documented_shapes(
    service: httpx.Client, create: Callable[[Json], str], settle: Callable[[str], str], body: Json
) -> None:
    reference = create(body | {"ConsignmentReferenceProvidedByCustomer": None})
    same(service.get(f"/consignments/{reference}").json(), SHAPES["consignment"])
    allocated = service.put(f"/allocation/{reference}/allocatewithcheapestquote")
    if allocated.status_code == 202:
        assert set(allocated.json()) == set(SHAPES["allocation"])
    else:
        same(allocated.json(), SHAPES["allocation"])
    assert settle(reference) == "Allocated"
    label = service.get(f"/labels/{reference}").json()
    assert set(label) == {"File", "ContentType"}
    assert label["ContentType"] == "application/pdf"
    same(service.get(f"/consignments/{reference}/status").json(), SHAPES["status"])
    found = service.get("/consignments/1/0", params={"reference": reference}).json()
    assert set(found) == {"Count", "ConsignmentSummaries"}
    same(found["ConsignmentSummaries"][0], SHAPES["summary"])


def test_an_allocated_consignment_says_with_whom_for_how_much_and_when(
    service: httpx.Client, create: Callable[[Json], str], settle: Callable[[str], str], body: Json
) -> None:
    reference = create(body | {"Packages": body["Packages"] * 2})
    answer = service.put("/allocation/allocate", json={"ConsignmentReferences": [reference]})
    assert settle(reference) == "Allocated"
    whole = service.get(f"/consignments/{reference}").json()
    tracking = whole["ConsignmentLegs"][0]["TrackingReferences"]
    assert tracking == whole["Allocation"]["TrackingReferences"]
    if answer.status_code == 200:
        assert tracking == answer.json()[0]["ConsignmentLegs"][0]["TrackingReferences"]
    assert [p["ConsignmentLegs"][0]["TrackingReferences"] for p in whole["Packages"]] == [[t] for t in tracking]
    assert len(set(tracking)) == 2
    assert whole["Allocation"]["Price"]["Net"] == 5.3
    assert whole["Allocation"]["Price"]["Gross"] == 6.36
    assert whole["Allocation"]["MpdCarrierServiceName"] == "Letterbox 48"
    assert whole["EarliestDeliveryDate"] < whole["LatestDeliveryDate"]
    assert whole["CollectionDate"] == whole["ShippingDate"]


def test_many_are_allocated_each_with_an_answer_of_its_own(
    service: httpx.Client, create: Callable[[Json], str], settle: Callable[[str], str], body: Json
) -> None:
    good, unfit = create(body), create(body | {"Tags": ["Hazardous"]})
    body_of_call = {"ConsignmentReferences": [unfit, "EC-NO", good, good]}
    answer = service.put("/allocation/allocate", json=body_of_call)
    answers = answer.json()
    goes_on = answer.status_code == 202
    assert [(line["Data"], line["StatusCode"], line["IsSuccess"]) for line in answers] == [
        (unfit, 202 if goes_on else 400, goes_on),
        ("EC-NO", 404, False),
        (good, 202 if goes_on else 200, True),
        (good, 409, False),
    ]
    assert [answer["ApiLinks"][0]["Href"].rsplit("/", 1)[1] for answer in answers] == [unfit, "EC-NO", good, good]
    assert (settle(good), settle(unfit)) == ("Allocated", "AllocationFailed")
    failed = service.get(f"/consignments/{unfit}").json()
    reason = failed["FailedAllocation"]["Message"]
    assert "does not carry what is tagged Hazardous" in reason
    assert goes_on or answers[0]["Description"] == reason
    row = service.get("/consignments/1/0", params={"reference": unfit}).json()["ConsignmentSummaries"][0]
    assert row["FailedAllocationMessage"] == reason
    assert row["FailedAllocationAttemptedAllocationDate"]


def test_numbers_keep_five_places(service: httpx.Client, create: Callable[[Json], str], body: Json) -> None:
    package = body["Packages"][0] | {"Weight": {"Value": 0.12345, "Unit": "Kg"}}
    answer = service.get(f"/consignments/{create(body | {'Packages': [package] * 3})}")
    assert '"Weight":{"Value":0.37035,"Unit":"Kg"}' in answer.text
    assert '"Amount":17.97' in answer.text


def test_the_account_is_listed_in_documented_shapes(service: httpx.Client) -> None:
    sizes = service.get("/packagesizes").json()
    same(sizes[0], SHAPES["package size"])
    assert {size["Description"] for size in sizes} == {"Small box", "Medium box", "Large box", "Satchel", "Tube"}
    services = service.get("/carrierservices").json()
    assert set(services) == {"MpdCarrierServices"}
    same(services["MpdCarrierServices"][0], SHAPES["carrier service"])
    carriers = service.get("/carriers/getcarriers").json()
    assert {carrier["Name"] for carrier in carriers} == {row["CarrierName"] for row in services["MpdCarrierServices"]}
    locations = service.get("/shippinglocations").json()
    assert service.get("/shippinglocations/assigned").json() == locations
    assert {"Sorted1", "Bench1"} <= {location["Reference"] for location in locations}
    address = SHAPES["consignment"]["Addresses"][0]
    extra = {"Reference", "Name", "ShippingLocationType", "DefaultLocationForReturns"}
    assert all(set(location) == set(address) | extra for location in locations)


@pytest.mark.parametrize("path", ["/PackageSizes", "/PACKAGESIZES/", "/packagesizes"])
def test_paths_are_matched_in_any_case(service: httpx.Client, path: str) -> None:
    assert service.get(path).status_code == 200


def test_references_are_matched_in_any_case(service: httpx.Client, create: Callable[[Json], str], body: Json) -> None:
    reference = create(body)
    assert service.get(f"/Consignments/GetConsignmentWithMetadata/{reference.lower()}").json()["Reference"] == reference


def test_every_time_of_every_seeded_consignment_can_be_read(service: httpx.Client) -> None:
    seeded = {"referenceProvidedByCustomer": "", "searchTerm": "WEB-2"}
    rows = service.get("/consignments/500/0", params=seeded).json()["ConsignmentSummaries"]
    times = [value for row in rows for name, value in row.items() if "Date" in name and isinstance(value, str)]
    assert all(re.fullmatch(PATTERNS["<time>"], value) for value in times)
    assert {value[26] for value in times if "." in value} > {"0", "7"}, "the seventh decimal is used"
    assert all(datetime.fromisoformat(value) for value in times)
