"""What update erases, replaces and leaves alone («Update replaces, …»); packages added and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Read = Callable[[str], Json]

FULL = {
    "Source": "Web",
    "Direction": "Inbound",
    "ShippingDate": "2031-06-02T00:00:00+01:00",
    "RequiredDeliveryDate": {"Date": "2031-06-05T00:00:00.1234567+01:00", "IsToBeExactlyOnTheDateSpecified": True},
    "MetaData": [{"KeyValue": "Picked", "StringValue": "Josh", "IntValue": 3, "DecimalValue": 1.25, "BoolValue": True}],
    "Tags": ["Fragile"],
    "CustomsDocumentation": {"CategoryType": "Gift", "ShippingTerms": "DAP", "CN23Comments": "None"},
}
ERASED: Json = {
    "ShippingDate": None,
    "RequestedDeliveryDate": None,
    "ConsignmentReferenceProvidedByCustomer": "",
    "CustomsDocumentation": None,
    "MetaData": [],
    "Addresses": [],
}


@pytest.mark.safe
def test_create_names_the_date_one_way_and_get_the_other(create: Create, read: Read, body: Json) -> None:
    whole = read(create(body | FULL))
    assert "RequiredDeliveryDate" not in whole
    assert whole["RequestedDeliveryDate"]["Date"] == "2031-06-05T00:00:00.1234567+01:00"
    assert whole["RequestedDeliveryDate"]["IsToBeExactlyOnTheDateSpecified"] is True
    assert whole["MetaData"] == [FULL["MetaData"][0] | {"DateTimeValue": None}]  # type: ignore[index]
    assert {name: whole[name] for name in ("Source", "Direction", "Tags")} == {
        "Source": "Web",
        "Direction": "Inbound",
        "Tags": ["Fragile"],
    }
    assert whole["CustomsDocumentation"]["CN23Comments"] == "None"


@pytest.mark.safe
def test_a_plain_get_leaves_metadata_empty(service: httpx.Client, create: Create, body: Json) -> None:
    assert service.get(f"/consignments/{create(body | FULL)}").json()["MetaData"] == []


@pytest.mark.safe
def test_update_erases_exactly_what_it_leaves_out(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body | FULL)
    before = read(reference)
    answer = service.put("/consignments/", json={"Reference": reference, "Source": "Api", "Direction": "Outbound"})
    assert answer.status_code == 200, answer.text
    assert answer.json()[0]["Href"].endswith(reference)
    after = read(reference)
    assert {name: after[name] for name in after if after[name] != before[name]} == ERASED


@pytest.mark.safe
def test_update_with_everything_that_was_read_changes_nothing(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body | FULL)
    before = read(reference)
    service.put("/consignments", json=before).raise_for_status()
    assert read(reference) == before


@pytest.mark.safe
@pytest.mark.parametrize("name", ["RequiredDeliveryDate", "RequestedDeliveryDate"])
def test_the_date_is_taken_by_both_of_its_names(
    service: httpx.Client, create: Create, read: Read, body: Json, name: str
) -> None:
    wanted = FULL["RequiredDeliveryDate"]
    reference = create(body | {name: wanted})
    assert read(reference)["RequestedDeliveryDate"] == wanted | {"DeliveryWindow": None}  # type: ignore[operator]
    other = create(body)
    without = {key: value for key, value in read(other).items() if key != "RequestedDeliveryDate"}
    service.put("/consignments", json=without | {name: wanted}).raise_for_status()
    assert read(other)["RequestedDeliveryDate"]["Date"] == wanted["Date"]  # type: ignore[index]


@pytest.mark.safe
def test_of_two_dates_the_one_that_the_page_names_is_taken(create: Create, read: Read, body: Json) -> None:
    wanted, other = FULL["RequiredDeliveryDate"], {"Date": "2031-07-01"}
    whole = read(create(body | {"RequestedDeliveryDate": other, "RequiredDeliveryDate": wanted}))
    assert whole["RequestedDeliveryDate"]["Date"] == wanted["Date"]  # type: ignore[index]
    assert read(create(body | {"RequestedDeliveryDate": other, "RequiredDeliveryDate": None}))["RequestedDeliveryDate"]


def test_empty_lists_of_packages_and_tags_change_nothing(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body | FULL)
    before = read(reference)
    nothings: tuple[list[Json] | None, ...] = ([], None)
    for nothing in nothings:
        service.put("/consignments", json=before | {"Packages": nothing, "Tags": nothing}).raise_for_status()
        assert read(reference) == before


def test_metadata_alone_may_change_once_it_is_allocated(
    service: httpx.Client, create: Create, read: Read, body: Json, allocate: Callable[[str], str]
) -> None:
    reference = allocate(create(body | {"MetaData": FULL["MetaData"]}))
    before = read(reference)
    for at, said in enumerate(
        ({"Reference": reference}, before, {"Reference": reference.lower(), "Addresses": body["Addresses"]})
    ):
        picked = [{"KeyValue": "Picked", "StringValue": f"{at}"}]
        answer = service.put("/consignments", json={**said, "MetaData": picked})
        assert answer.status_code == 200, answer.text
        after = read(reference)
        assert [entry["StringValue"] for entry in after["MetaData"]] == [f"{at}"]
        assert {**after, "MetaData": before["MetaData"]} == before
    other = {"Tags": ["Oil"], "ShippingDate": "2033-01-01", "ConsignmentReferenceProvidedByCustomer": "another"}
    for name, value in other.items():
        said = {"Reference": reference, "MetaData": [], name: value}
        assert service.put("/consignments", json=said).status_code == 409, name
    assert service.put("/consignments", json={"Reference": reference, "MetaData": []}).status_code == 200
    assert read(reference)["MetaData"] == []
    service.put(f"/consignments/{reference}/cancel").raise_for_status()
    said = {"Reference": reference, "MetaData": FULL["MetaData"]}
    assert service.put("/consignments", json=said).status_code == 409


def test_update_replaces_packages_and_tags_when_given(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body | FULL)
    before = read(reference)
    heavier = before["Packages"][0] | {"Weight": {"Value": 2.5, "Unit": "Kg"}}
    packages = [heavier, {"PackageSizeReference": "SMALL_BOX"}]
    service.put("/consignments", json=before | {"Packages": packages, "Tags": ["TagC"]}).raise_for_status()
    after = read(reference)
    assert after["Tags"] == ["TagC"]
    assert after["Packages"][0]["Reference"] == before["Packages"][0]["Reference"]
    assert after["Packages"][1]["Reference"] not in {before["Packages"][0]["Reference"], None}
    assert after["Packages"][1]["Dimensions"] == {"Unit": "Cm", "Width": 20.0, "Length": 30.0, "Height": 10.0}
    assert after["Weight"]["Value"] == 2.5 + after["Packages"][1]["Weight"]["Value"]


@pytest.mark.safe
@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"Packages": [{}]}, "Packages"),
        ({"Addresses": [{"AddressType": "Origin", "ShippingLocationReference": "Nowhere"}]}, "Addresses"),
        ({"MetaData": [{"KeyValue": "A"}, {"KeyValue": "A"}]}, "MetaData"),
    ],
)
def test_a_refused_update_changes_nothing(
    service: httpx.Client, create: Create, read: Read, body: Json, change: Json, target: str
) -> None:
    reference = create(body)
    before = read(reference)
    answer = service.put("/consignments", json=before | change)
    assert answer.status_code == 400
    assert answer.json()["Details"][0]["Target"].startswith(target)
    assert read(reference) == before


@pytest.mark.safe
def test_packages_come_and_go_but_the_last_one_stays(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body)
    added = service.post(f"/consignments/{reference}/addpackage", json=body["Packages"][0])
    assert added.status_code == 201
    packages = read(reference)["Packages"]
    assert packages[1] == added.json()
    assert read(reference)["Weight"]["Value"] == 1.0
    assert read(reference)["Value"]["Amount"] == 11.98
    deleted = service.delete(f"/packages/{packages[0]['Reference'].lower()}")
    assert (deleted.status_code, deleted.content) == (200, b"")
    last = service.delete(f"/packages/{packages[1]['Reference']}")
    assert last.status_code == 409
    assert last.json()["Code"] == "LastPackage"
    assert read(reference)["Packages"] == packages[1:]
    assert service.delete(f"/packages/{packages[0]['Reference']}").status_code == 404


@pytest.mark.safe
@pytest.mark.parametrize("missing", ["Weight", "Dimensions", "Description", "Value"])
def test_an_added_package_needs_all_that_the_page_requires(
    service: httpx.Client, create: Create, body: Json, missing: str
) -> None:
    reference = create(body)
    package = {name: value for name, value in body["Packages"][0].items() if name != missing}
    answer = service.post(f"/consignments/{reference}/addpackage", json=package)
    assert answer.status_code == 400
    assert [detail["Target"] for detail in answer.json()["Details"]] == [missing]
