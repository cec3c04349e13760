"""Whatever is sent, the demo answers: a right answer or an error body, never a failure of its own."""

from __future__ import annotations

import copy
import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FUZZ = settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BODY: dict[str, Any] = {
    "ConsignmentReferenceProvidedByCustomer": "FUZZ",
    "ShippingDate": "2031-06-02T00:00:00+01:00",
    "RequiredDeliveryDate": {"Date": "2031-06-05T00:00:00Z", "IsToBeExactlyOnTheDateSpecified": True},
    "RequestedDeliveryDate": {"Date": "2031-06-05T00:00:00Z"},
    "Tags": ["Fragile"],
    "MetaData": [{"KeyValue": "A", "StringValue": "s", "IntValue": 1, "DecimalValue": 1.5, "BoolValue": True}],
    "CustomsDocumentation": {"CategoryType": "Gift", "ReceiversShippingCost": 1.5, "InvoiceDate": "2031-06-02"},
    "Packages": [
        {
            "Weight": {"Value": 0.5, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Width": 10, "Length": 10, "Height": 10},
            "PackageSizeReference": "TUBE",
            "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
            "Barcode": {"Code": "1"},
            "Items": [{"Sku": "S", "Quantity": 1, "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "GB"}}}],
        }
    ],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {
            "AddressType": "Destination",
            "Contact": {"FirstName": "F"},
            "AddressLine1": "1 Road",
            "Postcode": "M1 5WG",
            "Country": {"IsoCode": {"TwoLetterCode": "GB"}},
            "LatLong": {"Latitude": 53.4, "Longitude": -2.2},
        },
    ],
}
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**18, max_value=10**60)
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(["", "GB", "2031-01-01", "9999-12-31T23:59:59-14:00", "\x00", "\ud800", "1e9", "x" * 3000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to all places in a body."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inner for place in [(*way, key), *places(part, (*way, key))]]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """Return the body with one to three of its places filled with junk, or left out."""
    body = copy.deepcopy(BODY)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(places(body)))
        inner: Any = body
        for key in way:
            inner = inner[key]
        if draw(st.booleans()) and isinstance(inner, dict):
            del inner[last]
        else:
            inner[last] = draw(JUNK)
        if not places(body):
            break
    return body


def check(answer: httpx.Response) -> None:
    """Accept a right answer or an error body."""
    assert answer.status_code < 500, answer.text
    if answer.is_error:
        assert set(answer.json()) == {"Code", "Message", "CorrelationId", "Details"}


@pytest.fixture(scope="module")
def reference(service: httpx.Client) -> str:
    """Return a consignment to update."""
    return str(service.post("/consignments", json=BODY).json()[0]["Href"].rsplit("/", 1)[1])


@FUZZ
@given(body=mutated())
def test_any_create_and_all_that_follows(service: httpx.Client, body: Any) -> None:
    answer = service.post("/consignments", content=json.dumps(body), headers={"content-type": "application/json"})
    check(answer)
    if answer.status_code == 201:
        made = answer.json()[0]["Href"].rsplit("/", 1)[1]
        check(service.put(f"/allocation/{made}/allocatewithcheapestquote"))
        check(service.get(f"/labels/{made}"))
        whole = service.get(f"/consignments/getconsignmentwithmetadata/{made}")
        assert whole.status_code == 200
        assert service.get("/consignments/1/0", params={"reference": made}).json()["Count"] == 1


@FUZZ
@given(body=mutated())
def test_any_update(service: httpx.Client, reference: str, body: Any) -> None:
    content = json.dumps({"Reference": reference, **body} if isinstance(body, dict) else body)
    check(service.put("/consignments", content=content, headers={"content-type": "application/json"}))
    assert service.get(f"/consignments/{reference}").status_code == 200


@FUZZ
@given(body=JUNK)
@pytest.mark.parametrize(
    "path", ["/consignments/cancellist", "/allocation/allocate", "/allocation/allocatewithcarrierservice"]
)
def test_any_bulk_call(service: httpx.Client, path: str, body: Any) -> None:
    content = json.dumps(body if path.endswith("list") else {"ConsignmentReferences": body})
    check(service.put(path, content=content, headers={"content-type": "application/json"}))


TERMS = ["reference", "cReference", "state", "postCode", "searchTerm", "createdDateTo", "valueFrom", "pReference"]


@FUZZ
@given(name=st.sampled_from(TERMS), value=st.text(max_size=40))
def test_any_search(service: httpx.Client, name: str, value: str) -> None:
    check(service.get("/consignments/5/0", params={name: value.encode("utf-8", "replace").decode()}))


@FUZZ
@given(path=st.binary(min_size=1, max_size=40), method=st.sampled_from(["GET", "PUT", "POST", "DELETE"]))
def test_any_path(service: httpx.Client, path: bytes, method: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in path)
    check(service.request(method, f"/consignments/{quoted}"))
    check(service.request(method, f"/{quoted}"))


CALLS = [
    ("POST", "/quotes"),
    ("POST", "/quotes/servicegroups"),
    ("POST", "/consignments/manifestfromquery"),
    ("PUT", "/consignments/dispatch"),
    ("PUT", "/consignments/setreadytoship"),
    ("PUT", "/packages/{package}"),
    ("PUT", "/items/{package}"),
    ("PUT", "/items/move"),
]


@FUZZ
@given(body=mutated() | JUNK, inner=JUNK)
@pytest.mark.parametrize(("method", "path"), CALLS)
def test_any_body_of_the_other_calls(
    service: httpx.Client, reference: str, method: str, path: str, body: Any, inner: Any
) -> None:
    package = service.get(f"/consignments/{reference}").json()["Packages"][0]["Reference"]
    if isinstance(body, dict):
        body = body | {"TargetPackageReference": package, "ItemReference": inner, "States": inner, "Carriers": inner}
    if "package" in path and isinstance(body, dict):
        body = next(iter(body.get("Packages") or [body])) if isinstance(body.get("Packages"), list) else body
    content = json.dumps(body)
    check(
        service.request(
            method, path.format(package=package), content=content, headers={"content-type": "application/json"}
        )
    )


@FUZZ
@given(text=st.text(min_size=1, max_size=30))
@pytest.mark.parametrize(
    "path",
    [
        "/consignments/count?state={}",
        "/consignments/summary?startFrom={}",
        "/consignments/late?take={}",
        "/consignments/customer/manifests?shippingLocationReference={}",
        "/consignments/customer/manifest/{}",
        "/consignments/docs/{}",
        "/consignments/docs/{}/EC-000-005-EU2/EP-000-000-000",
        "/tracking/flattened/{}",
        "/quotes/consignment/{}",
        "/collectioncalendar/Sorted1/{}",
    ],
)
def test_any_word_in_a_path_or_a_query(service: httpx.Client, path: str, text: str) -> None:
    check(service.get(path.format(quote(text.encode("utf-8", "replace"), safe=""))))
