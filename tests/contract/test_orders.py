"""Orders: created, read, updated by their own rules, packed as often as one likes, with and without a return."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]


@pytest.fixture
def ordered(body: Json) -> Json:
    """Return the body of an order of three socks and a hat in one package."""
    order = copy.deepcopy(body)
    del order["ConsignmentReferenceProvidedByCustomer"]
    value = {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}}
    order["Packages"][0]["Items"] = [
        {"Sku": "SOCK", "Description": "Socks", "Quantity": 3, "Value": value},
        {"Sku": "HAT", "Description": "Hat", "Value": value, "ItemReferenceProvidedByCustomer": "my-hat"},
    ]
    return order | {"OrderReferenceProvidedByCustomer": "ORD-1", "Tags": ["Fragile"], "ShippingDate": "2031-06-02"}


@pytest.fixture
def order(service: httpx.Client) -> Callable[[Json], str]:
    """Return a function that creates an order and returns its reference."""

    def made(body: Json) -> str:
        answer = service.post("/orders", json=body)
        assert answer.status_code == 201, answer.text
        assert answer.json()[0]["Rel"] == "Order"
        return str(answer.json()[0]["Href"].rsplit("/", 1)[1])

    return made


def pack(*items: Json, **more: Any) -> Json:
    """Return the body of a pack of one package."""
    sides = {"Unit": "Cm", "Width": 15.4, "Length": 21.7, "Height": 10.0}
    weight = {"Value": 1.3, "Unit": "Kg"}
    return {
        "Packages": [{"Dimensions": sides, "Weight": weight, "PackageSizeReference": "", "Items": list(items)}]
    } | more


def consignments(answer: httpx.Response) -> list[str]:
    """Return the references of the consignments that a pack made."""
    assert answer.status_code == 200, answer.text
    assert all(result["Result"] == "ConsignmentCreated" for result in answer.json()["Results"])
    links = [result["ApiLinks"][0] for result in answer.json()["Results"]]
    assert all(link["Rel"] == "Consignment" for link in links)
    return [link["Href"].rsplit("/", 1)[1] for link in links]


def test_an_order_comes_back_as_it_was_sent(service: httpx.Client, order: Callable[[Json], str], ordered: Json) -> None:
    reference = order(ordered)
    assert re.fullmatch(r"EO(-[0-9A-Z]{3}){3}", reference)
    found = service.get(f"/Orders/{reference.lower()}").json()
    assert found["OrderReference"] == reference
    assert found["OrderReferenceProvidedByCustomer"] == "ORD-1"
    assert found["DeliveryOptionReference"] is None
    items = found["Packages"][0]["Items"]
    assert [(item["Sku"], item["Quantity"]) for item in items] == [("SOCK", 3), ("HAT", 1)]
    assert all(re.fullmatch(r"[0-9a-f]{32}", item["Reference"]) for item in items)
    assert re.fullmatch(r"EP(-[0-9A-Z]{3}){3}", found["Packages"][0]["Reference"])
    origin, destination = found["Addresses"]
    assert (origin["ShippingLocationReference"], origin["AddressLine1"], origin["Country"]) == ("Sorted1", None, None)
    assert destination["AddressLine1"] == "13 Porter Street"
    assert destination["Country"]["Name"] == "United Kingdom"
    assert found["Tags"] == ["Fragile"]


def test_no_search_finds_an_order(service: httpx.Client, order: Callable[[Json], str], ordered: Json) -> None:
    order(ordered | {"OrderReferenceProvidedByCustomer": "UNFOUND-9"})
    assert service.get("/consignments/5/0", params={"searchTerm": "UNFOUND-9"}).json()["Count"] == 0


def test_update_overwrites_all_but_packages_and_what_is_replaced_only_if_given(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    reference = order(ordered | {"MetaData": [{"KeyValue": "A", "StringValue": "b"}]})
    before = service.get(f"/orders/{reference}").json()
    date = {"Date": "2031-06-05T00:00:00+01:00", "IsToBeExactlyOnTheDateSpecified": True}
    answer = service.put(
        f"/orders/{reference}",
        json={"OrderReference": reference, "RequiredDeliveryDate": date, "Packages": [{"junk": True}]},
    )
    assert answer.status_code == 200, answer.text
    after = service.get(f"/orders/{reference}").json()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"OrderReferenceProvidedByCustomer", "RequiredDeliveryDate", "ShippingDate", "MetaData"}
    assert after["RequiredDeliveryDate"] == date | {"DeliveryWindow": None}
    assert (after["ShippingDate"], after["MetaData"], after["OrderReferenceProvidedByCustomer"]) == (None, [], None)
    more = {"OrderReference": reference, "Direction": "Inbound", "Tags": [], "Addresses": []}
    service.put(f"/orders/{reference}", json=more).raise_for_status()
    found = service.get(f"/orders/{reference}").json()
    assert (found["Direction"], found["Tags"]) == ("Inbound", ["Fragile"])
    assert found["Addresses"] == before["Addresses"]


def test_an_order_is_updated_by_its_reference_alone(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    reference = order(ordered)
    before = service.get(f"/orders/{reference}").json()
    for said in ({}, {"OrderReference": None}, {"OrderReference": ""}):
        answer = service.put(f"/orders/{reference}", json={"Direction": "Inbound", **said})
        assert answer.status_code == 400
        assert [detail["Target"] for detail in answer.json()["Details"]] == ["OrderReference"]
    assert service.get(f"/orders/{reference}").json() == before


def test_the_shippers_eori_of_an_order_is_on_every_consignment_packed_of_it(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    eori = {"KeyValue": "ShippersEORI", "StringValue": "GB987654312000"}
    reference = order(ordered | {"Metadata": [eori, {"KeyValue": "Other", "StringValue": "x"}]})
    own = [{"KeyValue": "SampleKey", "StringValue": "SampleValue"}]

    def packed(**more: Any) -> list[dict[str, str]]:
        answer = service.post(f"/orders/{reference}/pack", json=pack({"Sku": "SOCK"}, GenerateReturn=True, **more))
        wholes = [service.get(f"/consignments/getconsignmentwithmetadata/{c}").json() for c in consignments(answer)]
        return [{entry["KeyValue"]: entry["StringValue"] for entry in whole["MetaData"]} for whole in wholes]

    with_own = {"SampleKey": "SampleValue", "ShippersEORI": "GB987654312000"}
    assert packed(MetaData=own) == [with_own, with_own]
    assert packed() == [{"ShippersEORI": "GB987654312000", "Other": "x"}] * 2
    another = [{"KeyValue": "shippersEori", "StringValue": "XI1"}]
    assert packed(MetaData=another) == [{"shippersEori": "XI1"}] * 2


def test_an_address_is_added_once_and_then_replaced(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    reference = order(ordered)
    address = {"AddressType": "Return", "ShippingLocationReference": "LeedsDC"}
    at = f"/orders/{reference}/address"
    assert service.put(at, json=address).status_code == 404
    added = service.post(at, json=address)
    assert (added.status_code, added.content) == (200, b"")
    assert service.post(at, json=address).status_code == 409
    replaced = service.put(at, json=address | {"ShippingLocationReference": "Bench1"})
    assert (replaced.status_code, replaced.content) == (200, b"")
    kept = service.get(f"/orders/{reference}").json()["Addresses"]
    found = {each["AddressType"]: each["ShippingLocationReference"] for each in kept}
    assert found == {"Origin": "Sorted1", "Destination": None, "Return": "Bench1"}
    assert service.put(at, json=address | {"ShippingLocationReference": "Nowhere"}).status_code == 400


def test_packing_makes_a_consignment_of_what_was_ordered(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    reference = order(ordered)
    (made,) = consignments(
        service.post(
            f"/orders/{reference}/pack",
            json=pack({"Sku": "SOCK", "Quantity": 2}, {"ItemReferenceProvidedByCustomer": "my-hat"}),
        )
    )
    whole = service.get(f"/consignments/{made}").json()
    assert whole["ConsignmentState"] == "Unallocated"
    assert whole["ConsignmentReferenceProvidedByCustomer"] == "ORD-1"
    assert whole["Tags"] == ["Fragile"]
    assert whole["ShippingDate"] == "2031-06-02"
    items = whole["Packages"][0]["Items"]
    assert [(item["Description"], item["Quantity"]) for item in items] == [("Socks", 2), ("Hat", 1)]
    assert whole["Packages"][0]["Value"]["Amount"] == 17.97
    assert whole["Addresses"][0]["AddressLine1"] == "Third Floor"


def test_the_same_goods_can_be_packed_again_but_not_more_at_once_than_were_ordered(
    service: httpx.Client, order: Callable[[Json], str], ordered: Json
) -> None:
    reference = order(ordered)
    at = f"/orders/{reference}/pack"
    everything = pack({"Sku": "SOCK", "Quantity": 3})
    assert consignments(service.post(at, json=everything)) != consignments(service.post(at, json=everything))
    for fault, wrong in {
        "Quantity": pack({"Sku": "SOCK", "Quantity": 2}, {"Sku": "SOCK", "Quantity": 2}),
        "Items[0]": pack({"Sku": "GLOVE"}),
        "Packages": {"Packages": []},
        "Dimensions": {"Packages": [{"Items": [{"Sku": "SOCK"}]}]},
        "OrderReference": everything | {"OrderReference": "EO-000-000-000"},
    }.items():
        answer = service.post(at, json=wrong)
        assert answer.status_code == 400, answer.text
        assert any(fault in detail["Target"] for detail in answer.json()["Details"])


def test_a_return_goes_back_the_way_it_came(service: httpx.Client, order: Callable[[Json], str], ordered: Json) -> None:
    reference = order(ordered)
    body = pack({"Sku": "HAT"}, GenerateReturn=True, OrderReferenceProvidedByCustomer="ORD-1/2", Tags=[])
    out, back = (
        service.get(f"/consignments/{made}").json()
        for made in consignments(service.post(f"/orders/{reference}/pack", json=body))
    )
    assert (out["Direction"], back["Direction"]) == ("Outbound", "Inbound")

    def ways(consignment: Json) -> dict[str, str]:
        return {each["AddressType"]: each["AddressLine1"] for each in consignment["Addresses"]}

    assert ways(out) == {"Origin": "Third Floor", "Destination": "13 Porter Street"}
    assert ways(back) == {"Origin": "13 Porter Street", "Destination": "Third Floor"}
    assert out["ConsignmentReferenceProvidedByCustomer"] == "ORD-1/2"
    assert (out["Tags"], back["ShippingDate"]) == ([], None)
    assert [item["Sku"] for item in back["Packages"][0]["Items"]] == ["HAT"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("PUT", ""), ("POST", "/address"), ("PUT", "/address"), ("POST", "/pack")]
)
def test_an_order_that_is_not_there_is_a_404(service: httpx.Client, method: str, path: str) -> None:
    body = {"AddressType": "Return", "ShippingLocationReference": "LeedsDC"} | pack({"Sku": "HAT"})
    body |= {"OrderReference": "EO-ZZZ-ZZZ-ZZZ"}
    answer = service.request(method, f"/orders/EO-ZZZ-ZZZ-ZZZ{path}", json=body if method != "GET" else None)
    assert (answer.status_code, answer.json()["Code"]) == (404, "NotFound")


@pytest.mark.parametrize(
    "call",
    [
        "POST /deliveryoptions",
        "POST /deliveryoptions/summary",
        "GET /deliveryoptions/details/EDO-000-79G-RXC",
        "POST /deliveryoptions/pickupoptions/",
        "POST /deliveryoptions/reserve/EDO-000-79G-RXC",
        "POST /deliveryoptions/select/EDO-000-79G-RXC",
        "POST /deliveryoptions/selectorder",
    ],
)
def test_delivery_options_need_a_licence(service: httpx.Client, body: Json, call: str) -> None:
    method, path = call.split()
    answer = service.request(method, path, json=body if method == "POST" else None)
    assert (answer.status_code, answer.json()["Code"]) == (403, "LicenceRequired")
