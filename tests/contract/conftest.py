"""A service that claims to be SortedPRO, spoken to over a socket: the demo, started as a program of its own.

Or any other: `--service-url URL --service-key KEY`. With CONSIGNMENT_DESK_SANDBOX_KEY in the environment it is the
service's own sandbox: then only tests marked `safe` run, and what they create is cancelled at the end.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
SANDBOX = "https://apisandbox.electioapp.com"
SANDBOX_KEY = "CONSIGNMENT_DESK_SANDBOX_KEY"
UNDER_WAY = {"Allocating", "Manifesting", "Cancelling"}
_RUN = f"{time.time_ns() // 1_000_000:X}"
_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the suite be run against another service than the demo (name tests/contract on the command line then)."""
    parser.addoption("--service-url", default="", help="run the contract suite against the service at this address")
    parser.addoption("--service-key", default="demo", help="its key (default: %(default)s)")


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers of the suite known."""
    config.addinivalue_line("markers", "safe: may be run against the sandbox; what it creates is cancelled afterwards")
    config.addinivalue_line("markers", "demo_only: about what only the demo has, such as its clock")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what must not, or cannot, be run against the service that was asked for."""
    url, on_sandbox = _url(config), _on_sandbox(config)
    for item in items:
        if "contract" not in item.path.parts:
            continue
        if on_sandbox and not item.get_closest_marker("safe"):
            item.add_marker(pytest.mark.skip(reason="not marked as safe on the sandbox"))
        elif url and item.get_closest_marker("demo_only"):
            item.add_marker(pytest.mark.skip(reason="about the demo alone"))


def _url(config: pytest.Config) -> str:
    given = str(config.getoption("--service-url", default="") or "").rstrip("/")
    return given or (SANDBOX if os.environ.get(SANDBOX_KEY) else "")


def _on_sandbox(config: pytest.Config) -> bool:
    return _url(config).endswith(".electioapp.com")


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Run the demo with those options on a free port; give its address."""
    command = [sys.executable, "-m", "desktop_app.demo", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    line = process.stdout.readline()
    found = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", line)
    assert found, line
    try:
        yield found[1]
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="session")
def start() -> Callable[..., Any]:
    """Return what runs a demo of a test's own, with options."""
    return running


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the service; start the demo, with its data on disk, where no other was asked for."""
    if url := _url(request.config):
        yield url
        return
    with running("--moment", "0", "--data", str(tmp_path_factory.mktemp("demo"))) as url:
        yield url


@pytest.fixture(scope="session")
def key(request: pytest.FixtureRequest) -> str:
    """Return the key of the service."""
    if _on_sandbox(request.config) and os.environ.get(SANDBOX_KEY):
        return os.environ[SANDBOX_KEY]
    return str(request.config.getoption("--service-key", default="demo"))


@pytest.fixture(scope="session")
def headers(key: str) -> dict[str, str]:
    """Return the documented headers."""
    return {"ocp-apim-subscription-key": key, "electio-api-version": "1.1", "accept": "application/json"}


@pytest.fixture(scope="session")
def service(base_url: str, headers: dict[str, str]) -> Iterator[httpx.Client]:
    """Return a client with the key and the documented headers."""
    with httpx.Client(base_url=base_url, headers=headers, timeout=20) as client:
        yield client


@pytest.fixture(scope="session")
def settle(service: httpx.Client) -> Callable[[str], str]:
    """Return a function that waits until a consignment is in no state in between (-ing); returns its state."""

    def settled(reference: str, client: httpx.Client = service, seconds: float = 60) -> str:
        end = time.monotonic() + seconds
        while True:
            state = str(client.get(f"/consignments/{reference}/status").raise_for_status().json()["Status"])
            if state not in UNDER_WAY:
                return state
            assert time.monotonic() < end, f"{reference} is still {state}"
            time.sleep(0.02)

    return settled


@pytest.fixture
def allocate(service: httpx.Client, settle: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that allocates a consignment to the cheapest service and waits until it is."""

    def allocated(reference: str) -> str:
        answer = service.put(f"/allocation/{reference}/allocatewithcheapestquote")
        assert answer.status_code in {200, 202}, answer.text
        assert settle(reference) == "Allocated"
        return reference

    return allocated


@pytest.fixture(scope="session")
def made(request: pytest.FixtureRequest, service: httpx.Client) -> Iterator[list[str]]:
    """Collect what the tests create; on the sandbox it is cancelled at the end."""
    references: list[str] = []
    yield references
    if _on_sandbox(request.config):
        for at in range(0, len(references), 50):
            service.put("/consignments/cancellist", json=references[at : at + 50])


@pytest.fixture(scope="session")
def location(service: httpx.Client) -> str:
    """Return a shipping location of the account; that of the documentation's examples where there is one."""
    references = [each["Reference"] for each in service.get("/shippinglocations").raise_for_status().json()]
    return "Sorted1" if "Sorted1" in references else str(references[0])


@pytest.fixture
def body(location: str) -> Json:
    """Return the body of a create as the documentation has it, with a customer reference of its own."""
    return {
        "ConsignmentReferenceProvidedByCustomer": f"CONTRACT-{_RUN}-{next(_numbers)}",
        "Packages": [
            {
                "Weight": {"Value": 0.5, "Unit": "Kg"},
                "Dimensions": {"Unit": "Cm", "Width": 10.0, "Length": 10.0, "Height": 10.0},
                "Description": "Socks",
                "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
            }
        ],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": location, "IsCached": False},
            {
                "AddressType": "Destination",
                "Contact": {
                    "Title": "Mr",
                    "FirstName": "Peter",
                    "LastName": "McPetersson",
                    "Telephone": "07700900123",
                    "Email": "peter.mcpetersson@example.com",
                },
                "AddressLine1": "13 Porter Street",
                "Town": "Manchester",
                "Region": "Greater Manchester",
                "Postcode": "M1 5WG",
                "Country": {"Name": "Great Britain", "IsoCode": {"TwoLetterCode": "GB"}},
                "IsCached": False,
            },
        ],
    }


@pytest.fixture
def create(service: httpx.Client, made: list[str]) -> Callable[[Json], str]:
    """Return a function that creates a consignment and returns its reference."""

    def created(body: Json) -> str:
        answer = service.post("/consignments", json=body)
        assert answer.status_code == 201, answer.text
        assert answer.json()[0]["Rel"] == "Link"
        made.append(str(answer.json()[0]["Href"].rsplit("/", 1)[1]))
        return made[-1]

    return created


@pytest.fixture
def abroad(body: Json) -> Json:
    """Return the body of a create to Poland that says everything that customs and any carrier want to know."""
    return body | {
        "Addresses": [
            body["Addresses"][0],
            body["Addresses"][1]
            | {"Town": "Łódź", "Postcode": "90-001", "Country": {"IsoCode": {"TwoLetterCode": "PL"}}},
        ],
        "CustomsDocumentation": {
            "DesignatedPersonResponsible": "Owen Hartley",
            "CategoryType": "SaleOfGoods",
            "ShippingTerms": "DAP",
            "DeclarationDate": "2031-06-02T00:00:00+00:00",
            "InvoiceDate": "2031-06-02T00:00:00+00:00",
            "ShippersVatNumber": "GB987654321",
            "ReceiversShippingCost": 3.5,
        },
        "MetaData": [
            {"KeyValue": "ShippersEORI", "StringValue": "GB987654321000"},
            {"KeyValue": "ReceiversEORI", "StringValue": "PL123456789000"},
            {"KeyValue": "CarriageCurrency", "StringValue": "GBP"},
        ],
        "Packages": [body["Packages"][0] | {"Items": [item()]}],
    }


def item(**changes: Any) -> Json:
    """Return one line of goods with everything that customs want to know."""
    return {
        "Sku": "SOCK-1",
        "Description": "Striped bamboo socks",
        "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "GB"}},
        "HarmonisationCode": "611595",
        "Quantity": 2,
        "Weight": {"Value": 0.2, "Unit": "Kg"},
        "Dimensions": {"Unit": "Cm", "Width": 5, "Length": 8, "Height": 4},
        "Value": {"Amount": 2.99, "Currency": {"IsoCode": "GBP"}},
    } | changes


@pytest.fixture
def goods() -> Callable[..., Json]:
    """Return what makes a line of goods."""
    return item


@pytest.fixture
def read(service: httpx.Client) -> Callable[[str], Json]:
    """Return a function that reads a consignment with its metadata."""

    def whole(reference: str) -> Json:
        answer = service.get(f"/consignments/getconsignmentwithmetadata/{reference}")
        assert answer.status_code == 200, answer.text
        consignment: Json = answer.json()
        return consignment

    return whole
