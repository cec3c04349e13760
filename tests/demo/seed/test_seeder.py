"""The seeded consignments: the same for the same seed, in every state, plausible, there after a restart."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.demo.http.answers import Links
from desktop_app.demo.times import parse
from desktop_app.pro.states import State

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
KEY = {"ocp-apim-subscription-key": "demo"}


class Still:
    """A clock that stands at NOW."""

    def now(self) -> datetime:
        """Return NOW."""
        return NOW


def seeded(path: Path | None = None, **options: Any) -> list[dict[str, Any]]:
    """Return all consignments of a new service, the newest first."""
    service = create_app(path, clock=Still(), **options).state.service
    try:
        found: list[dict[str, Any]] = service.storage.search([], 5000, 0)[1]
        return found
    finally:
        service.close()


def test_the_same_seed_gives_the_same_consignments() -> None:
    assert seeded(seed=7) == seeded(seed=7)
    assert seeded(seed=7) != seeded(seed=8)


def test_five_hundred_are_in_every_state_over_thirty_days_in_ten_countries() -> None:
    consignments = seeded()
    states = Counter(consignment["ConsignmentState"] for consignment in consignments)
    assert len(consignments) == 500
    assert set(states) == {str(state) for state in State}
    assert min(states.values()) >= 3
    created = [parse(consignment["DateCreated"]) for consignment in consignments]
    assert created == sorted(created, reverse=True)
    assert NOW - timedelta(days=30) <= created[-1] < NOW - timedelta(days=20)
    assert NOW - timedelta(days=1) < created[0] <= NOW
    countries = {
        address["Country"]["IsoCode"]["TwoLetterCode"] for each in consignments for address in each["Addresses"]
    }
    assert len(countries) >= 10
    assert len({consignment["Reference"] for consignment in consignments}) == 500


def test_a_seeded_consignment_is_what_its_state_says() -> None:
    for consignment in seeded():
        state = State(consignment["ConsignmentState"])
        booked = consignment["Allocation"] is not None
        if state in {State.UNALLOCATED, State.ALLOCATING, State.ALLOCATION_FAILED}:
            assert not booked
        elif state not in {State.CANCELLED, State.CANCELLING}:
            assert booked
        assert (consignment["FailedAllocation"] is not None) == (state == State.ALLOCATION_FAILED)
        assert (consignment["DateDelivered"] is not None) <= (consignment["DateShipped"] is not None) <= booked
        for name, value in consignment.items():
            if name.startswith("Date") and value:
                assert parse(value) <= NOW, name


def test_a_seeded_consignment_has_the_shape_of_a_created_one() -> None:
    service = create_app(None, clock=Still()).state.service
    money = {"Amount": 1, "Currency": {"IsoCode": "GBP"}}
    body = {
        "Packages": [{"PackageSizeReference": "TUBE", "Value": money, "Items": [{"Value": money, "Quantity": 1}]}],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
            {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
        ],
        "RequiredDeliveryDate": {"Date": "2026-03-09"},
        "MetaData": [{"KeyValue": "A"}],
        "CustomsDocumentation": {},
    }
    service.consignments.create(body, Links("http://x"))
    created, *found = service.storage.search([], 5000, 0)[1]
    service.close()

    def parts(consignment: dict[str, Any]) -> list[dict[str, Any]]:
        packages = consignment["Packages"]
        items = [item for package in packages for item in package["Items"]]
        lists = (consignment["Addresses"], packages, items, [each for each in items if each["Value"]])
        objects = ("Weight", "Value", "RequestedDeliveryDate", "CustomsDocumentation")
        return [consignment, *(consignment[name] or {} for name in objects), *(each[0] for each in lists)]

    extra = {"FailedManifestMessage", "FailedManifestTimeStamp"}
    for consignment in found:
        for seeded_part, created_part in zip(parts(consignment), parts(created), strict=True):
            assert set(seeded_part) - extra in (set(), set(created_part))


@pytest.mark.parametrize("count", [0, 1, 20, 60])
def test_any_number_can_be_had(count: int) -> None:
    consignments = seeded(consignments=count)
    assert len(consignments) == count
    assert len({each["ConsignmentState"] for each in consignments}) >= min(count, 33) * (count >= 33)


def test_a_database_is_seeded_once_and_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "demo.db"
    first = seeded(path, consignments=5)
    assert seeded(path, consignments=9, seed=2) == first
    service = create_app(path, clock=Still()).state.service
    body = {
        "Packages": [{"PackageSizeReference": "TUBE"}],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
            {"AddressType": "Destination", "ShippingLocationReference": "LeedsDC"},
        ],
    }
    made = service.consignments.create(body, Links("http://x"))[0]["Href"].rsplit("/", 1)[1]
    service.close()
    everything = seeded(path)
    assert everything[0]["Reference"] == made
    assert made not in {each["Reference"] for each in first}
    assert everything[1:] == first


def test_filled_later_it_is_whole_when_the_first_call_asks_for_consignments() -> None:
    app = create_app(None, clock=Still(), fill_later=True)

    async def ask() -> tuple[bool, int]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://demo", headers=KEY) as client:
            assert (await client.get("/PackageSizes")).json()
            empty = app.state.service.storage.is_empty()
            return empty, (await client.get("/consignments/1/0")).json()["Count"]

    try:
        assert asyncio.run(ask()) == (True, 500)
    finally:
        app.state.service.close()
