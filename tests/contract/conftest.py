"""A service that claims to be SortedPRO, spoken to over a socket: the demo, started as a program of its own."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the demo on a free port, with its data on disk."""
    data = tmp_path_factory.mktemp("demo")
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_app.demo", "--data", str(data)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)\n", line)
    assert found, line
    yield found[1]
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[httpx.Client]:
    """Return a client with the key and the documented headers."""
    headers = {"ocp-apim-subscription-key": "demo", "electio-api-version": "1.1", "accept": "application/json"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=20) as client:
        yield client


@pytest.fixture
def body() -> Json:
    """Return the body of a create as the documentation has it, with a customer reference of its own."""
    return {
        "ConsignmentReferenceProvidedByCustomer": f"CONTRACT-{next(_numbers)}",
        "Packages": [
            {
                "Weight": {"Value": 0.5, "Unit": "Kg"},
                "Dimensions": {"Unit": "Cm", "Width": 10.0, "Length": 10.0, "Height": 10.0},
                "Description": "Socks",
                "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
            }
        ],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "Sorted1", "IsCached": False},
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
def create(service: httpx.Client) -> Callable[[Json], str]:
    """Return a function that creates a consignment and returns its reference."""

    def made(body: Json) -> str:
        answer = service.post("/consignments", json=body)
        assert answer.status_code == 201, answer.text
        assert answer.json()[0]["Rel"] == "Link"
        return str(answer.json()[0]["Href"].rsplit("/", 1)[1])

    return made


@pytest.fixture
def read(service: httpx.Client) -> Callable[[str], Json]:
    """Return a function that reads a consignment with its metadata."""

    def whole(reference: str) -> Json:
        answer = service.get(f"/consignments/getconsignmentwithmetadata/{reference}")
        assert answer.status_code == 200, answer.text
        consignment: Json = answer.json()
        return consignment

    return whole
