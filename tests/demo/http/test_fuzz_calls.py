"""Any request to any call of the demo: answered in time with a right answer or an error body, and nothing grows.

A few hundred by default; CONSIGNMENT_DESK_FUZZ=10000 in the environment for a long run.
"""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.demo.routes import ROUTES

EXAMPLES = int(os.environ.get("CONSIGNMENT_DESK_FUZZ", "400"))
MOST_SECONDS = 10.0
MOST_GROWTH = 48 * 1024 * 1024
PARCEL: dict[str, Any] = {
    "Weight": {"Value": 0.5, "Unit": "Kg"},
    "Dimensions": {"Unit": "Cm", "Width": 10, "Length": 10, "Height": 10},
    "Description": "Socks",
    "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
    "Items": [{"Sku": "S", "Reference": "", "Quantity": 1, "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}}}],
}
DESTINATION = {
    "AddressType": "Destination",
    "AddressLine1": "1 Road",
    "Postcode": "M1 5WG",
    "Country": {"IsoCode": {"TwoLetterCode": "GB"}},
}
ORIGIN = {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"}
REFERENCES = ["EC-000-05E-GG6", "EO-000-002-0TT"]
BODIES: list[Any] = [
    {
        "Packages": [PARCEL],
        "Addresses": [ORIGIN, DESTINATION],
        "Tags": [],
        "MetaData": [{"KeyValue": "A", "IntValue": 1}],
        "RequiredDeliveryDate": {"Date": "2031-06-05T00:00:00Z", "IsToBeExactlyOnTheDateSpecified": True},
        "ShippingDate": "2031-06-02T00:00:00+01:00",
        "DeliveryDate": "2031-06-05",
        "Distance": {"Unit": "Km", "Value": 1.0},
        "MaxResults": 10,
    },
    {"Packages": [PARCEL], "GenerateReturn": True, "OrderReferenceProvidedByCustomer": "R", "Tags": ["T"]},
    {"ConsignmentReferences": REFERENCES, "MpdCarrierServiceReference": "MPD_QM48"},
    {"DeliveryOptions": [{"Reference": "EDO-000-79G-RXC", "MetaData": []}]},
    {"ShippingLocationReferences": ["Sorted1"], "States": ["Allocated"], "Carriers": [], "LabelsPrinted": False},
    {"ItemReference": "0" * 32, "TargetPackageReference": "EP-000-05G-2R6"},
    {"Reference": REFERENCES[0], "Addresses": [ORIGIN, DESTINATION]},
    PARCEL,
    DESTINATION,
    REFERENCES,
]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**30), max_value=10**30)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["", "GB", "2031-01-01", "9999-12-31T23:59:59-14:00", "\x00", "\ud800", "1e9", "x" * 3000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
REFERENCE = st.sampled_from([*REFERENCES, "EP-000-05G-2R6", "EDO-000-79G-RXC", "PDF", "5", "0"]) | st.text(
    min_size=1, max_size=12
)
TERMS = st.sampled_from(["state", "searchTerm", "createdDateFrom", "valueTo", "startFrom", "endAt", "postCode", "x"])
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 5000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to all places in a body."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inner for place in [(*way, key), *places(part, (*way, key))]]


@st.composite
def content(draw: st.DrawFn) -> bytes:
    """Return a body with up to two places changed, or cut off, or no JSON at all."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return draw(st.binary(max_size=40))
    if kind == 1:
        return json.dumps(draw(JUNK)).encode()
    body = copy.deepcopy(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(0, 2))):
        if ways := places(body):
            *way, last = draw(st.sampled_from(ways))
            inner: Any = body
            for key in way:
                inner = inner[key]
            inner[last] = draw(JUNK)
    text = json.dumps(body).encode()
    return text[: draw(st.integers(0, len(text)))] if kind == 2 else text


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, dict[str, str], bytes]:
    """Return method, path, query and body of a call, more or less as documented."""
    method, template, _status, _do = draw(st.sampled_from(ROUTES))
    path = re.sub(r"{\w+}", lambda _: "%" + draw(REFERENCE).encode("utf-8", "replace").hex("%"), template)
    query = draw(st.dictionaries(TERMS, st.text(st.characters(codec="utf-8"), max_size=20), max_size=2))
    return method, path, query, draw(content()) if method in {"POST", "PUT"} else b""


class Demo:
    """A demo that runs as a program of its own, with the licence and its data on disk."""

    def __init__(self, process: subprocess.Popen[str], client: httpx.Client) -> None:
        self.client = client
        self._statm = Path(f"/proc/{process.pid}/statm")

    def resident(self) -> int:
        """Return how many bytes of memory it has, 0 where that cannot be known."""
        return int(self._statm.read_text().split()[1]) * 4096 if self._statm.exists() else 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start the demo; at the end it must not have said anything, nor have grown."""
    program = [sys.executable, "-m", "desktop_app.demo", "--hero", "--consignments", "100", "--moment", "0"]
    process = subprocess.Popen(
        [*program, "--data", str(tmp_path_factory.mktemp("fuzzed"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    url = process.stdout.readline().removeprefix("listening on ").strip()
    headers = {"ocp-apim-subscription-key": "demo", "content-type": "application/json"}
    with httpx.Client(base_url=url, headers=headers, timeout=MOST_SECONDS) as client:
        yield Demo(process, client)
    process.terminate()
    _, errors = process.communicate(timeout=20)
    assert errors == ""


def test_any_request_is_answered_and_leaves_nothing_behind(demo: Demo) -> None:
    for method, template, _status, _do in ROUTES:  # what is loaded on first use is no growth
        demo.client.request(method, template.replace("{", "").replace("}", ""), json=BODIES[0])
    before = demo.resident()

    @FUZZ
    @given(request=requests())
    def ask(request: tuple[str, str, dict[str, str], bytes]) -> None:
        method, path, query, body = request
        answer = demo.client.request(method, path, params=query, content=body)
        assert answer.status_code < 500, answer.text
        if answer.is_error:
            assert set(answer.json()) == {"Code", "Message", "CorrelationId", "Details"}
        assert answer.json() is not None or answer.text == "null"

    ask()
    assert demo.resident() - before < MOST_GROWTH
    assert demo.client.get("/consignments/1/0").status_code == 200
