"""Packages and items of a consignment that is not allocated: updated, split, added, removed, moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Read = Callable[[str], Json]
Goods = Callable[..., Json]

pytestmark = pytest.mark.safe


def skus(whole: Json) -> list[list[str]]:
    """Return what is in each package, by SKU."""
    return [[item["Sku"] for item in package["Items"]] for package in whole["Packages"]]


def test_a_package_is_replaced_and_keeps_its_items_unless_given(
    service: httpx.Client, create: Create, read: Read, body: Json, goods: Goods
) -> None:
    first = body["Packages"][0] | {"Items": [goods(Sku="A")], "PackageReferenceProvidedByCustomer": "P-1"}
    reference = create(body | {"Packages": [first, body["Packages"][0]]})
    before = read(reference)
    package = before["Packages"][0]["Reference"]
    heavier = {name: first[name] for name in ("Dimensions", "Description")} | {"Weight": {"Value": 2.5, "Unit": "Kg"}}
    assert service.put(f"/packages/{package.lower()}", json=heavier).status_code == 200
    after = read(reference)
    assert after["Weight"]["Value"] == 3.0
    assert after["Packages"][0]["Reference"] == package
    assert after["Packages"][0]["PackageReferenceProvidedByCustomer"] == ""
    assert after["Packages"][0]["Value"] is None
    assert after["Packages"][0]["Items"] == before["Packages"][0]["Items"]
    assert after["Packages"][1] == before["Packages"][1]
    service.put(f"/packages/{package}", json=heavier | {"Items": []}).raise_for_status()
    assert read(reference)["Packages"][0]["Items"] == []
    refused = service.put(f"/packages/{package}", json={"Description": "No weight"})
    assert refused.status_code == 400
    assert service.put("/packages/EP-000-000-000", json=heavier).status_code == 404


def test_a_package_is_split_into_one_for_each_item(
    service: httpx.Client, create: Create, read: Read, body: Json, goods: Goods
) -> None:
    items = [goods(Sku="A", Quantity=3), goods(Sku="B", Weight=None, Value=None, Dimensions=None), goods(Sku="C")]
    reference = create(body | {"Packages": [body["Packages"][0] | {"Items": items}, body["Packages"][0]]})
    package, other = (each["Reference"] for each in read(reference)["Packages"])
    assert service.put(f"/packages/{package}/split").status_code == 200
    after = read(reference)
    assert skus(after) == [["A"], ["B"], ["C"], []]
    references = [each["Reference"] for each in after["Packages"]]
    assert (references[0], references[3], len(set(references))) == (package, other, 4)
    assert [each["Weight"]["Value"] for each in after["Packages"]] == [0.6, 0.16667, 0.4, 0.5]
    assert [each["Value"]["Amount"] for each in after["Packages"]] == [8.97, 2.0, 5.98, 5.99]
    assert after["Packages"][1]["Dimensions"] == body["Packages"][0]["Dimensions"]
    again = service.put(f"/packages/{package}/split")
    assert again.status_code == 409
    assert again.json()["Code"] == "NothingToSplit"


def test_items_are_added_moved_and_removed(
    service: httpx.Client, create: Create, read: Read, body: Json, goods: Goods
) -> None:
    reference = create(body | {"Packages": [body["Packages"][0] | {"Items": [goods(Sku="A")]}, body["Packages"][0]]})
    first, second = (each["Reference"] for each in read(reference)["Packages"])
    assert service.put(f"/items/{second.lower()}", json=goods(Sku="B")).status_code == 200
    assert skus(read(reference)) == [["A"], ["B"]]
    item = read(reference)["Packages"][0]["Items"][0]
    move = {"ItemReference": item["Reference"], "TargetPackageReference": second}
    assert service.put("/items/move", json=move).status_code == 200
    after = read(reference)
    assert skus(after) == [[], ["B", "A"]]
    assert after["Packages"][1]["Items"][1] == item
    assert service.delete(f"/items/{first}/{item['Reference']}").status_code == 404
    assert service.delete(f"/items/{second}/{item['Reference']}").status_code == 200
    assert skus(read(reference)) == [[], ["B"]]
    assert service.put("/items/move", json=move).status_code == 404
    for wrong in ({}, {"ItemReference": item["Reference"]}, move | {"ItemReference": 7}):
        assert service.put("/items/move", json=wrong).status_code == 400
    assert service.put("/items/EP-000-000-000", json=goods()).status_code == 404
    assert service.put(f"/items/{first}", json=goods(Quantity=0)).status_code == 400


def test_an_update_with_what_was_read_keeps_every_reference(
    service: httpx.Client, create: Create, read: Read, body: Json, goods: Goods
) -> None:
    reference = create(body | {"Packages": [body["Packages"][0] | {"Items": [goods(Sku="A"), goods(Sku="B")]}] * 2})
    first, second = (each["Reference"] for each in read(reference)["Packages"])
    moved = read(reference)["Packages"][0]["Items"][0]["Reference"]
    service.put("/items/move", json={"ItemReference": moved, "TargetPackageReference": second}).raise_for_status()
    service.put(f"/items/{first}", json=goods(Sku="C")).raise_for_status()
    before = read(reference)
    references = [item["Reference"] for package in before["Packages"] for item in package["Items"]]
    assert len(set(references)) == 5
    service.put("/consignments", json=before).raise_for_status()
    assert read(reference) == before


def test_nothing_is_edited_once_it_is_allocated(
    service: httpx.Client, create: Create, read: Read, allocate: Callable[[str], str], body: Json, goods: Goods
) -> None:
    items = [goods(), goods()]
    reference = allocate(create(body | {"Packages": [body["Packages"][0] | {"Items": items}] * 2}))
    before = read(reference)
    package, item = before["Packages"][0]["Reference"], before["Packages"][0]["Items"][0]["Reference"]
    target = before["Packages"][1]["Reference"]
    for answer in (
        service.put(f"/packages/{package}", json=body["Packages"][0]),
        service.put(f"/packages/{package}/split"),
        service.delete(f"/packages/{package}"),
        service.put(f"/items/{package}", json=goods()),
        service.delete(f"/items/{package}/{item}"),
        service.put("/items/move", json={"ItemReference": item, "TargetPackageReference": target}),
        service.put("/consignments", json=before),
    ):
        assert answer.status_code == 409, answer.text
        assert answer.json()["Code"] == "ActionNotAllowed"
    assert read(reference) == before
