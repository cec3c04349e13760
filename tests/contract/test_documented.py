"""Every example of the public documentation: each request is taken, each answer has every property of the example's.

`documented.json` holds the sample payloads of the pages `pro/api/help` and `pro/api/includes` of the documentation
(the repository snrnats/doc-centre): requests as they stand there, answers as the names of their properties. Only
references are put in the place of the examples' own: the account's locations and services, and consignments, orders
and options in the state that the call is for. Left out are the examples in XML, which the demo refuses with a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
DOCUMENTED: Json = json.loads(Path(__file__).with_name("documented.json").read_text("utf-8"))
REQUESTS: list[Json] = DOCUMENTED["requests"]
ANSWERS: list[Json] = DOCUMENTED["answers"]
OURS = {
    r'(?<="ShippingLocationReference": ")[^"]+': "Sorted1",
    "Example-Carrier-Service": "MPD_WFSTD",
    "valuableGoods": "SG_ECONOMY",
    "EDC5-SL1": "Sorted1",
}
"""What stands for the examples' account in the demo's."""

GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ANY = r"(?:-[0-9A-Z]{3}){3}"

pytestmark = pytest.mark.demo_only


def kind(call: str) -> str:
    """Return a call with `EC`, `EO`, `EDO`, `EP` or `Q` for each reference of that kind, and without its query."""
    method, path = call.partition("?")[0].split(" ")
    path = re.sub(GUID, "Q", re.sub(rf"(EC|EO|EDO|EP){ANY}", r"\1", path))
    return f"{method} {path.replace('/orders/EC', '/orders/EO')}"


class Stage:
    """Makes what the examples' references stand for."""

    def __init__(self, service: httpx.Client, body: Json, abroad: Json) -> None:
        self._service = service
        self._body = body
        self._abroad = abroad

    def send(self, request: Json) -> httpx.Response:
        """Send an example with references of the demo's own."""
        method, path = self.told(request["call"], request).split(" ", 1)
        content = json.dumps(request["body"]) if "body" in request else None
        if content:
            path, content = self.told(f"{path} {content}", request).split(" ", 1)
        return self._service.request(method, path, content=content, headers={"content-type": "application/json"})

    def told(self, text: str, request: Json) -> str:
        """Return a part of an example with the demo's own references."""
        for theirs, ours in OURS.items():
            text = re.sub(theirs, ours, text)
        call = kind(request["call"])
        if "/orders/EO" in call:
            text = re.sub(rf"E[CO]{ANY}", self.once(request, "order", self.order), text)
        text = re.sub(rf"EDO{ANY}", lambda _: self.once(request, "option", self.option), text)
        text = re.sub(rf"EC{ANY}", lambda found: self.once(request, found[0], lambda: self.consignment(call)), text)
        if re.search(rf"EP{ANY}", text):
            of = next((ours for theirs, ours in request.get("ours", {}).items() if theirs.startswith("EC")), "")
            text = re.sub(rf"EP{ANY}", lambda _: self.package(of), text)
        return re.sub(GUID, lambda _: self.quote(text), text) if call.endswith("allocatewithquote/Q") else text

    def once(self, request: Json, theirs: str, make: Callable[[], str]) -> str:
        """Return what stands for one reference of a request, made when it is first met."""
        ours: dict[str, str] = request.setdefault("ours", {})
        if theirs not in ours and theirs not in ours.values():
            ours[theirs] = make()
        return ours.get(theirs, theirs)

    def consignment(self, call: str) -> str:
        """Return a consignment in a state in which the call is of use."""
        body = self._abroad if "/docs/" in call else self._body
        if "/docs/" in call:
            far = {"Postcode": "10001", "Town": "New York", "Country": {"IsoCode": {"TwoLetterCode": "US"}}}
            body |= {"Addresses": [body["Addresses"][0], body["Addresses"][1] | far]}
        if call in {"GET /consignments/EC", "GET /consignments/EC/status"}:
            window = {"Start": "00:00:00", "End": "12:00:00"}
            full = next(each["body"] for each in REQUESTS if each["page"].endswith("_create_consignments"))
            text = json.dumps(full | {"RequiredDeliveryDate": {"Date": "2019-07-01", "DeliveryWindow": window}})
            body = json.loads(re.sub(r'(?<="ShippingLocationReference": ")[^"]+', "Sorted1", text))
        reference = self.created(body)
        if re.search(r"/(docs|deallocate|labels|manifest|setready|setnotready|tracking)|GET /consignments/EC", call):
            by = {"MpdCarrierServiceReference": "MPD_PHTRK" if "/docs/" in call else "MPD_WFSTD"}
            wanted = by | {"ConsignmentReferences": [reference]}
            self._service.put("/allocation/allocatewithcarrierservice", json=wanted).raise_for_status()
        if "setnotready" in call:
            self._service.put("/consignments/setreadytoship", json=[reference]).raise_for_status()
        if "tracking" in call:
            for action in ("manifest", "manifest", "dispatch"):
                self._service.put(f"/consignments/{action}", json={"ConsignmentReferences": [reference]})
        return reference

    def created(self, body: Json) -> str:
        """Create a consignment and return its reference."""
        answer = self._service.post("/consignments", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()[0]["Href"].rsplit("/", 1)[1])

    def package(self, of: str) -> str:
        """Return a package of a consignment, or of one made for it that has two."""
        consignment = of or self.created(self._body | {"Packages": self._body["Packages"] * 2})
        return str(self._service.get(f"/consignments/{consignment}").json()["Packages"][0]["Reference"])

    def quote(self, text: str) -> str:
        """Return a quote for the consignment that a text names."""
        found = re.search(rf"EC{ANY}", text)
        assert found
        quotes = self._service.get(f"/quotes/consignment/{found[0]}").json()["Quotes"]
        return str(quotes[0]["QuoteReference"])

    def order(self) -> str:
        """Return an order of the documented goods."""
        item = {"Sku": "SKU093434", "Description": "Socks", "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "GB"}}}
        value = {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}}
        sides = {"Unit": "Cm", "Width": 10, "Length": 10, "Height": 10}
        more: Json = {"Quantity": 1, "Value": value, "Weight": {"Value": 0.5}, "Dimensions": sides}
        package = self._body["Packages"][0] | {"Items": [item | more]}
        answer = self._service.post("/orders", json=self._body | {"Packages": [package]})
        return str(answer.json()[0]["Href"].rsplit("/", 1)[1])

    def option(self) -> str:
        """Return a delivery option."""
        return str(self._service.post("/deliveryoptions", json=self._body).json()["DeliveryOptions"][0]["Reference"])


@pytest.fixture(scope="module")
def documented(start: Any, headers: Json) -> Iterator[httpx.Client]:
    """Give a client of a demo with every licence, at a time at which all dates of the examples are to come."""
    options = ("--hero", "--moment", "0", "--now", "2019-05-20T09:00:00Z", "--consignments", "100")
    with start(*options) as url, httpx.Client(base_url=url, headers=headers, timeout=20) as client:
        yield client


@pytest.fixture
def stage(documented: httpx.Client, body: Json, abroad: Json) -> Stage:
    """Return what makes the examples' references."""
    return Stage(documented, body, abroad)


def label(example: Json) -> str:
    """Return by what a test is known."""
    return f"{example['page'].rsplit('/', 1)[1]}: {kind(example['call'])}"


def test_there_are_as_many_examples_as_the_documentation_has() -> None:
    assert (len(REQUESTS), len(ANSWERS)) == (72, 50)


@pytest.mark.parametrize("request_", REQUESTS, ids=label)
def test_a_documented_request_is_taken(stage: Stage, request_: Json) -> None:
    answer = stage.send(request_ | {"ours": {}})
    assert answer.status_code in {200, 201}, answer.text
    lines = answer.json() if answer.content else []
    for line in lines if isinstance(lines, list) else [lines]:
        if isinstance(line, dict):
            assert line.get("IsSuccess", True) or "did not answer" in line["Message"], line
            assert line.get("StatusCode", 200) == 200, line


@pytest.mark.parametrize("answer", ANSWERS, ids=label)
def test_an_answer_has_every_documented_property(
    documented: httpx.Client, stage: Stage, body: Json, answer: Json
) -> None:
    if answer["page"].endswith("404Content"):
        error = stage.send({"call": "GET /orders/none"})
        assert (error.status_code, lacking(error.json(), answer["shape"])) == (404, [])
        return
    examples = [each for each in REQUESTS if kind(each["call"]) == answer["call"]]
    if "State=Allocated&Direction=Inbound" in examples[0]["call"]:
        inbound = stage.created(body | {"Direction": "Inbound"})
        documented.put(f"/allocation/{inbound}/allocatewithcheapestquote").raise_for_status()
    if answer["call"].endswith("customer/manifests"):
        stage.send(next(each for each in REQUESTS if kind(each["call"]) == "PUT /consignments/manifest"))
    given = stage.send(examples[0] | {"ours": {}})
    assert given.is_success, given.text
    found = given.json()
    if isinstance(answer["shape"], list) and isinstance(found, dict):
        found = [found]  # of one consignment that was allocated: the page has a list around it, the prose has none
    assert lacking(found, answer["shape"]) == []


def lacking(found: Any, shape: Any, at: str = "") -> list[str]:
    """Return the properties of an example that an answer has not; of a list, those that not one of its entries has."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            return [f"{at} is no object"] if found is not None else []
        absent = [f"{at}.{name}" for name in shape if name not in found]
        return absent + [
            fault for name, part in shape.items() for fault in lacking(found.get(name), part, f"{at}.{name}")
        ]
    if isinstance(shape, list) and shape:
        if not isinstance(found, list) or not found:
            return [f"{at} is empty"]
        faults = [lacking(part, shape[0], f"{at}[{number}]") for number, part in enumerate(found)]
        return min(faults, key=len)
    return []
