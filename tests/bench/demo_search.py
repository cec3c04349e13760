"""The demo's search by every documented term, among a thousand and a hundred thousand consignments; their seeding."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

import httpx

from tests.bench.figures import Figure

KEY = "demo"
SMALL, LARGE = 1_000, 100_000
PAGE = 50
SEED_SECONDS = 60.0
MOST_MS = 30.0
TIMES = 3.0
SEARCHES = 5
"""Of each term for each run that is asked for."""
_ORDER = {
    "Packages": [{"PackageSizeReference": "TUBE"}],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
    ],
}


def measure(runs: int) -> list[Figure]:
    """Serve both sizes at once, so that what else the machine does touches both alike, and ask each in turn."""
    with _served(SMALL) as (small, _), _served(LARGE) as (large, seconds):
        figures = [Figure(f"Seeding {LARGE:,} consignments", "s", seconds, SEED_SECONDS, (seconds,))]
        values = _values(large)
        for name, value in values.items():
            few, many = [], []
            for number in range(runs * SEARCHES + 1):
                pair = _ask_ms(small, name, value), _ask_ms(large, name, value)
                if number > 0:
                    few.append(pair[0])
                    many.append(pair[1])
            note = f"{TIMES:.0f} × {median(few):.1f} ms among {SMALL:,}, {MOST_MS:.0f} ms at most"
            budget = min(MOST_MS, TIMES * median(few))
            figures.append(Figure(f"{name}={value}"[:50], "ms", median(many), budget, tuple(many), note))
    return figures


def _values(client: httpx.Client) -> dict[str, str]:
    """Return a value for every documented term, drawn from a consignment in the midst of them."""
    middle = client.get(f"/consignments/1/{LARGE // 2}", params={"state": "Delivered,Manifested"})
    if not middle.json()["ConsignmentSummaries"]:
        middle = client.get("/consignments/1/20", params={"state": "Delivered"})
    row = middle.json()["ConsignmentSummaries"][0]
    whole: dict[str, Any] = client.get(f"/consignments/{row['Reference']}").json()
    day = str(whole["DateCreated"])
    latest, shipped = str(whole["LatestDeliveryDate"]), str(whole["DateShipped"] or day)
    return {
        **dict.fromkeys(("startFrom", "endAt", "createdDateFrom", "createdDateTo"), day),
        **dict.fromkeys(("scheduledDeliveryDateFrom", "scheduledDeliveryDateTo"), latest),
        **dict.fromkeys(("shippedDateFrom", "shippedDateTo"), shipped),
        **dict.fromkeys(("shippingDateFrom", "shippingDateTo"), shipped),
        **dict.fromkeys(("requestedDeliveryDateFrom", "requestedDeliveryDateTo"), latest),
        **dict.fromkeys(("reference", "consignmentNumber"), whole["Reference"]),
        **dict.fromkeys(("referenceProvidedByCustomer", "cReference"), "WEB-20300"),
        **dict.fromkeys(("packageNumber", "pReference"), whole["Packages"][0]["Reference"]),
        "trackingReference": whole["ConsignmentLegs"][0]["TrackingReferences"][0],
        "state": "Delivered",
        "stateAttribute": "Shipped",
        "direction": "Inbound",
        "source": "Web",
        "weightInGramsFrom": "500",
        "weightInGramsTo": "500",
        "valueFrom": "100",
        "valueTo": "100",
        "carrierService": whole["Allocation"]["MpdCarrierServiceReference"],
        "postCode": "M14",
        "labelsPrinted": "false",
        "shippingLocationReference": "Bench1",
        "destinationCountryCode": "FR",
        "destinationRegion": "Greater London",
        "searchTerm": "Macleod",
    }


def _ask_ms(client: httpx.Client, name: str, value: str) -> float:
    # An order is nothing that a search finds, but a write: the demo may not remember its counts from the last time.
    client.post("/orders", json=_ORDER).raise_for_status()
    begun = perf_counter()
    client.get(f"/consignments/{PAGE}/0", params={name: value}).raise_for_status()
    return (perf_counter() - begun) * 1000


@contextmanager
def _served(consignments: int) -> Iterator[tuple[httpx.Client, float]]:
    """Serve the demo with so many consignments in memory; give a client, and the seconds that the start took."""
    begun = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_app.demo", "--consignments", str(consignments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        seconds = perf_counter() - begun
        url = line.removeprefix("listening on ").strip()
        with httpx.Client(base_url=url, headers={"ocp-apim-subscription-key": KEY}, timeout=60) as client:
            yield client, seconds
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
