"""Every call of the API page: what is not there is 404, malformed 400, by the wrong method 405; paths in any case."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
EC, EP, ITEM = "EC-000-000-000", "EP-000-000-000", "0" * 32
GUID = "00000000-0000-0000-0000-000000000000"

READS = {
    f"/consignments/{EC}": 404,
    f"/consignments/getconsignmentwithmetadata/{EC}": 404,
    f"/consignments/{EC}/status": 404,
    f"/consignments/{EC}/audit": 404,
    "/consignments/1/0": 200,
    "/consignments/count": 200,
    "/consignments/summary": 200,
    "/consignments/late": 200,
    f"/quotes/consignment/{EC}": 404,
    f"/labels/{EC}": 404,
    f"/labels/{EC}/PNG": 404,
    f"/labels/package/{EC}/{EP}": 404,
    f"/labels/package/{EC}/{EP}/ZPL": 404,
    f"/consignments/docs/{EC}": 404,
    f"/consignments/docs/commercialinvoice/{EC}": 404,
    f"/consignments/docs/CN22/{EC}/{EP}": 404,
    f"/consignments/docs/CN23/{EC}/{EP}": 404,
    "/consignments/customer/manifests": 200,
    f"/consignments/customer/manifest/{ITEM}": 404,
    f"/tracking/{EC}": 404,
    f"/tracking/flattened/{EC}": 404,
    "/packagesizes": 200,
    "/shippinglocations": 200,
    "/shippinglocations/assigned": 200,
    "/carriers/getcarriers": 200,
    "/carrierservices": 200,
    "/servicegroups": 200,
    "/collectioncalendar/Nowhere/Nobody": 404,
}
REFERENCES = {"ConsignmentReferences": [EC]}
PACKAGE = {
    "Weight": {"Value": 1, "Unit": "Kg"},
    "Dimensions": {"Unit": "Cm", "Width": 1, "Length": 1, "Height": 1},
    "Description": "Socks",
    "Value": {"Amount": 1, "Currency": {"IsoCode": "GBP"}},
}
SERVICE = "MpdCarrierServiceReference"
WRITES: list[tuple[str, str, Any, list[Any]]] = [
    ("POST", "/consignments", None, [{}, [], {"Packages": [PACKAGE]}, {"Addresses": []}]),
    ("PUT", "/consignments/", {"Reference": EC}, [{}, [], [{}], {"Reference": 7}, {"Reference": ""}]),
    ("POST", f"/consignments/{EC}/addpackage", PACKAGE, [{}, [], {"Weight": 1}]),
    ("DELETE", f"/packages/{EP}", None, []),
    ("PUT", f"/packages/{EP}", PACKAGE, [[], PACKAGE | {"Weight": {"Value": 0}}, {"Items": {}}]),
    ("PUT", f"/packages/{EP}/split", None, []),
    ("PUT", f"/items/{EP}", {"Sku": "A"}, [[], {"Quantity": "two"}, {"Weight": {"Value": -1}}]),
    ("DELETE", f"/items/{EP}/{ITEM}", None, []),
    ("PUT", "/items/move", {"ItemReference": ITEM, "TargetPackageReference": EP}, [{}, [], {"ItemReference": ITEM}]),
    ("PUT", f"/consignments/{EC}/cancel", None, []),
    ("PUT", "/consignments/cancellist", [EC], [{}, [], [1], "EC", REFERENCES]),
    ("PUT", f"/consignments/{EC}/deallocate", None, []),
    ("PUT", "/consignments/deallocatelist", [EC], [{}, [], [None], REFERENCES]),
    ("PUT", "/consignments/setreadytoship", [EC], [{}, [], [[]], REFERENCES]),
    ("PUT", "/consignments/setnotreadytoship", [EC], [{}, [], 7, REFERENCES]),
    ("PUT", "/consignments/dispatch", REFERENCES, [{}, [], [EC], {"ConsignmentReferences": []}]),
    ("PUT", "/consignments/manifest", REFERENCES, [{}, [], [EC], {"ConsignmentReferences": EC}]),
    ("POST", "/consignments/manifestfromquery", {"Carriers": ["NOBODY"]}, [[], {"States": 1}, {"LabelsPrinted": 1}]),
    ("PUT", "/allocation/allocate", REFERENCES, [{}, [], {"ConsignmentReferences": []}]),
    ("PUT", f"/allocation/{EC}/allocatewithcheapestquote", None, []),
    ("PUT", f"/allocation/{EC}/allocatewithservicegroup/SG_NONE", None, []),
    ("PUT", f"/allocation/{EC}/allocatewithquote/{GUID}", None, []),
    ("PUT", "/allocation/allocatewithcarrierservice", None, [{}, REFERENCES, REFERENCES | {SERVICE: "NONE"}]),
    ("POST", "/quotes", None, [{}, [], {"Packages": [PACKAGE]}]),
    ("POST", "/quotes/servicegroups", None, [{}, [], {"Packages": [PACKAGE], "Addresses": []}]),
]
"""Method, path, a body that is right, and bodies that are not; the references of all of them lead nowhere."""
CALLS = [*((("GET", path)) for path in READS), *((method, path) for method, path, *_ in WRITES)]


def send(service: httpx.Client, method: str, path: str, body: Any) -> httpx.Response:
    """Send a body as JSON, whatever it is; None for no body."""
    content = None if body is None else json.dumps(body)
    return service.request(method, path, content=content, headers={"content-type": "application/json"})


def is_error(answer: httpx.Response, status: int) -> None:
    """Hold an answer to the documented error body."""
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"Code", "Message", "CorrelationId", "Details"}
    assert answer.json()["Message"]


@pytest.mark.safe
@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("case", [str, str.upper, str.lower], ids=["as it is", "upper", "lower"])
def test_a_read_answers_in_any_case_of_its_path(service: httpx.Client, path: str, case: Any) -> None:
    answer = service.get(case(path))
    if READS[path] == 200:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("application/json")
    else:
        is_error(answer, READS[path])


@pytest.mark.safe
@pytest.mark.parametrize(("method", "path", "body", "_wrong"), WRITES, ids=[f"{m} {p}" for m, p, *_ in WRITES])
def test_a_write_about_nothing_is_404_or_a_result_that_says_so(
    service: httpx.Client, method: str, path: str, body: Any, _wrong: list[Any]
) -> None:
    answer = send(service, method, path.upper(), body)
    if body is None and EC not in path and EP not in path:
        is_error(answer, 400)
    elif answer.status_code == 200 and isinstance(answer.json(), list):
        assert [(result["IsSuccess"], result["Data"]) for result in answer.json()] == [(False, EC)]
    elif "manifestfromquery" in path:
        assert "found 0 " in answer.json()["Message"]
    else:
        is_error(answer, 404)


@pytest.mark.safe
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [(method, path, wrong) for method, path, _, bodies in WRITES for wrong in bodies],
)
def test_a_malformed_body_is_400_and_says_where(service: httpx.Client, method: str, path: str, body: Any) -> None:
    answer = send(service, method, path, body)
    is_error(answer, 400)
    assert answer.json()["Details"]
    assert all(detail["Target"] and detail["Message"] for detail in answer.json()["Details"])


@pytest.mark.safe
@pytest.mark.parametrize(("method", "path"), [(m, p) for m, p, body, wrong in WRITES if wrong])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"a":NaN}', b"[" * 5000])
def test_what_is_no_json_is_400(service: httpx.Client, method: str, path: str, content: bytes) -> None:
    is_error(service.request(method, path, content=content, headers={"content-type": "application/json"}), 400)


@pytest.mark.safe
@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_call_wants_the_key(base_url: str, method: str, path: str) -> None:
    is_error(httpx.request(method, base_url + path, headers={"ocp-apim-subscription-key": "wrong"}), 401)


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_no_call_is_made_by_a_method_that_it_does_not_have(service: httpx.Client, method: str, path: str) -> None:
    answer = service.request("PATCH", path)
    assert answer.status_code in {404, 405}
    is_error(answer, answer.status_code)
