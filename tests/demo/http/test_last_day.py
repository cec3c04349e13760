"""A term for the last day that a time may have is one like any other."""

from __future__ import annotations

from collections.abc import Callable

import httpx


def test_manifesting_up_to_the_last_day_manifests(service: httpx.Client, create: Callable[..., str]) -> None:
    reference = create(ShippingDate="2026-03-10")
    service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
    body = {"ShippingDateRanges": [{"Start": "2026-03-10", "End": "2199-12-31"}]}
    answer = service.post("/consignments/manifestfromquery", json=body)
    assert answer.status_code == 200, answer.text
    # One carrier in fifty does not answer the first time, as the reference has it; all do when asked again.
    again = service.post("/consignments/manifestfromquery", json=body | {"States": ["ManifestFailed"]})
    assert again.status_code == 200, again.text
    assert service.get(f"/consignments/{reference}/status").json()["Status"] == "Manifested"


def test_a_search_up_to_the_last_day_finds_all(service: httpx.Client, create: Callable[..., str]) -> None:
    create()
    every = service.get("/consignments/0/0").json()["Count"]
    assert service.get("/consignments/0/0", params={"endAt": "2199-12-31"}).json()["Count"] == every
