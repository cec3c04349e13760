"""What the service refuses, and that it says so in the documented error body, whatever it was sent."""

from __future__ import annotations

import copy
import json
import uuid
from typing import Any

import httpx
import pytest

Json = dict[str, Any]


def error_of(answer: httpx.Response, status: int) -> Json:
    """Return the error body of an answer that has to have that status."""
    assert answer.status_code == status, answer.text
    error: Json = answer.json()
    assert set(error) == {"Code", "Message", "CorrelationId", "Details"}
    assert str(uuid.UUID(error["CorrelationId"])) == error["CorrelationId"]
    assert error["Message"]
    assert all(set(detail) == {"Code", "Target", "Message"} for detail in error["Details"])
    return error


@pytest.mark.parametrize("key", [None, "", "Demo", "demo2", "démo".encode()])
@pytest.mark.parametrize(("method", "path"), [("GET", "/packagesizes"), ("POST", "/consignments"), ("GET", "/nothing")])
def test_without_the_right_key_nothing_is_answered(
    base_url: str, method: str, path: str, key: str | bytes | None
) -> None:
    headers: Any = {} if key is None else {"ocp-apim-subscription-key": key}
    assert error_of(httpx.request(method, base_url + path, headers=headers), 401)["Code"] == "Unauthorized"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/consignments/EC-000-000-000"),
        ("GET", "/consignments/getconsignmentwithmetadata/EC-000-000-000"),
        ("GET", "/consignments/EC-000-000-000/status"),
        ("PUT", "/consignments/EC-000-000-000/cancel"),
        ("PUT", "/consignments/EC-000-000-000/deallocate"),
        ("PUT", "/allocation/EC-000-000-000/allocatewithcheapestquote"),
        ("GET", "/labels/EC-000-000-000"),
        ("GET", "/labels/package/EC-000-000-000/EP-000-000-000/PNG"),
        ("DELETE", "/packages/EP-000-000-000"),
        ("GET", "/nothing/of/the/sort"),
    ],
)
def test_what_is_not_there_is_404(service: httpx.Client, method: str, path: str) -> None:
    assert error_of(service.request(method, path), 404)["Code"] == "NotFound"


def test_a_call_by_the_wrong_method_is_405(service: httpx.Client) -> None:
    error_of(service.delete("/packagesizes"), 405)


def change(body: Json, path: str, value: Any) -> Json:
    """Return `body` with the value at `path` replaced, or left out where it is `...`."""
    changed = copy.deepcopy(body)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    inner: Any = changed
    for part in way:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "target"),
    [
        ("Packages", ..., "Packages"),
        ("Packages", [], "Packages"),
        ("Packages", {}, "Packages"),
        ("Packages.0", None, "Packages[0]"),
        ("Packages.0.Weight", ..., "Packages[0].Weight"),
        ("Packages.0.Dimensions", None, "Packages[0].Dimensions"),
        ("Packages.0.Weight.Value", 0, "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Value", -1.5, "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Value", 0.0000001, "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Value", "0.5", "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Value", True, "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Value", 10**400, "Packages[0].Weight.Value"),
        ("Packages.0.Weight.Unit", "Lb", "Packages[0].Weight.Unit"),
        ("Packages.0.Dimensions.Height", 0, "Packages[0].Dimensions.Height"),
        ("Packages.0.Value.Currency.IsoCode", "pounds", "Packages[0].Value.Currency.IsoCode"),
        ("Packages.0.Value.Amount", -1, "Packages[0].Value.Amount"),
        ("Packages.0.PackageSizeReference", "COFFIN", "Packages[0].PackageSizeReference"),
        ("Packages.0.Description", 7, "Packages[0].Description"),
        ("Packages.0.Description", "\ud800", "Packages[0].Description"),
        ("Packages.0.Items", [{"Quantity": 0}], "Packages[0].Items[0].Quantity"),
        ("Packages.0.Items", [{"Quantity": 1.5}], "Packages[0].Items[0].Quantity"),
        ("Addresses", ..., "Addresses"),
        ("Addresses", [], "Addresses"),
        ("Addresses.0.ShippingLocationReference", "Nowhere", "Addresses[0].ShippingLocationReference"),
        ("Addresses.0.ShippingLocationReference", ..., "Addresses[0].AddressLine1"),
        ("Addresses.0.AddressType", "Destination", "Addresses"),
        ("Addresses.0.AddressType", "Return", "Addresses"),
        ("Addresses.1.AddressLine1", " ", "Addresses[1].AddressLine1"),
        ("Addresses.1.Postcode", "", "Addresses[1].Postcode"),
        ("Addresses.1.Country", ..., "Addresses[1].Country"),
        ("Addresses.1.Country.IsoCode.TwoLetterCode", "QQ", "Addresses[1].Country.IsoCode.TwoLetterCode"),
        ("ShippingDate", "soon", "ShippingDate"),
        ("ShippingDate", "2026-13-01T00:00:00+00:00", "ShippingDate"),
        ("MetaData", [{"KeyValue": "A", "StringValue": "1"}, {"KeyValue": "A", "IntValue": 1}], "MetaData"),
        ("MetaData", [{"KeyValue": "A", "IntValue": "1"}], "MetaData[0].IntValue"),
        ("MetaData", [{"StringValue": "1"}], "MetaData[0].KeyValue"),
        ("Tags", [1], "Tags[0]"),
        ("Direction", "Sideways", "Direction"),
    ],
)
def test_a_consignment_that_is_not_valid_is_refused_by_name(
    service: httpx.Client, body: Json, path: str, value: Any, target: str
) -> None:
    before = service.get("/consignments/0/0").json()["Count"]
    content = json.dumps(change(body, path, value))
    answer = service.post("/consignments", content=content, headers={"content-type": "application/json"})
    error = error_of(answer, 400)
    assert target in [detail["Target"] for detail in error["Details"]]
    assert service.get("/consignments/0/0").json()["Count"] == before


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Addresses.1.Country.IsoCode.TwoLetterCode", "gb"),
        ("Addresses.1.Country", {"IsoCode": {"TwoLetterCode": "IE"}}),
        ("Packages.0", {"PackageSizeReference": "satchel"}),
        ("Addresses.0.ShippingLocationReference", "sorted1"),
        ("MetaData", None),
        ("Unheard", {"of": [1, {"deep": None}]}),
        ("ShippingDate", "2031-06-02T00:00:00"),
    ],
)
def test_what_only_looks_wrong_is_taken(service: httpx.Client, body: Json, path: str, value: Any) -> None:
    changed = change(body | {"MetaData": [], "Unheard": None, "ShippingDate": None}, path, value)
    assert service.post("/consignments", json=changed).status_code == 201


def test_a_country_without_postcodes_needs_none(service: httpx.Client, body: Json) -> None:
    body["Addresses"][1] |= {"Postcode": None, "Country": {"IsoCode": {"TwoLetterCode": "AE"}}}
    assert service.post("/consignments", json=body).status_code == 201


NUMBER = '{"Packages":[{"Weight":{"Value":%s,"Unit":"Kg"}}],"Addresses":[]}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"17",
        b'"text"',
        b"{",
        b"\xff\xfe\x00",
        b"<html>",
        (NUMBER % "NaN").encode(),
        (NUMBER % "-Infinity").encode(),
        (NUMBER % "1e999999999999999999999").encode(),
        (NUMBER % ("9" * 6000)).encode(),
        (NUMBER % ("0." + "3" * 100_000)).encode(),
        b"[" * 100_000,
        b'{"Packages":' * 900 + b"1" + b"}" * 900,
        b'{"Reference": "' + b"x" * 5_000_000 + b'"}',
    ],
    ids=lambda content: content[:20],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/consignments"),
        ("PUT", "/consignments"),
        ("PUT", "/consignments/cancellist"),
        ("PUT", "/consignments/deallocatelist"),
        ("PUT", "/allocation/allocate"),
        ("PUT", "/allocation/allocatewithcarrierservice"),
        ("POST", "/consignments/EC-000-000-000/addpackage"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_in_order(
    service: httpx.Client, method: str, path: str, content: bytes
) -> None:
    answer = service.request(method, path, content=content, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    error_of(answer, answer.status_code)


def test_xml_is_refused_by_its_type(service: httpx.Client) -> None:
    answer = service.post("/consignments", content=b"<Consignment/>", headers={"content-type": "application/xml"})
    error_of(answer, 415)


def test_an_unknown_carrier_service_refuses_the_whole_call(service: httpx.Client) -> None:
    wanted = {"MpdCarrierServiceReference": "MPD_NONE", "ConsignmentReferences": ["EC-000-000-000"]}
    error = error_of(service.put("/allocation/allocatewithcarrierservice", json=wanted), 400)
    assert error["Details"][0]["Target"] == "MpdCarrierServiceReference"


def test_an_unknown_label_format_is_refused(service: httpx.Client) -> None:
    assert error_of(service.get("/labels/EC-000-000-000/gif"), 400)["Details"][0]["Target"] == "format"
