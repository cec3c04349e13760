"""Delivery and pickup options with the HERO licence: what is offered, what becomes of the one that is chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx
import pytest

from desktop_app.demo.app import create_app

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
BODY: Json = {
    "ConsignmentReferenceProvidedByCustomer": "OPTION",
    "Packages": [
        {
            "Weight": {"Value": 0.5, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Width": 10.0, "Length": 10.0, "Height": 10.0},
            "Value": {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}},
        }
    ],
    "Addresses": [
        {"AddressType": "Origin", "ShippingLocationReference": "Sorted1"},
        {
            "AddressType": "Destination",
            "Contact": {"FirstName": "Peter"},
            "AddressLine1": "13 Porter Street",
            "Postcode": "M1 5WG",
            "Country": {"IsoCode": {"TwoLetterCode": "GB"}},
        },
    ],
}


class Clock:
    """A clock that stands until it is set."""

    moment = MONDAY

    def now(self) -> datetime:
        """Return the moment that the clock stands at."""
        return self.moment


class Ask(Protocol):
    """Calls the demo."""

    def __call__(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Return its answer."""
        ...


@pytest.fixture
def clock() -> Clock:
    """Return the demo's clock, on a Monday morning."""
    return Clock()


@pytest.fixture
def ask(clock: Clock) -> Iterator[Ask]:
    """Return a function that calls a demo that has the licence."""
    app = create_app(None, consignments=0, hero=True, clock=clock)

    def call(method: str, path: str, body: Any = None) -> httpx.Response:
        async def answer() -> httpx.Response:
            headers = {"ocp-apim-subscription-key": "demo"}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://demo", headers=headers) as client:
                return await client.request(method, path, json=body)

        return asyncio.run(answer())

    yield call
    app.state.service.close()


def options(ask: Ask, **more: Any) -> list[Json]:
    """Return what is offered for the parcel."""
    found: list[Json] = ask("POST", "/deliveryoptions", BODY | more).json()["DeliveryOptions"]
    return found


def test_the_cheapest_service_is_offered_for_each_day_on_which_one_delivers(ask: Ask) -> None:
    offered = options(ask)
    assert offered[0]["EstimatedDeliveryDate"] == {
        "Date": "2026-03-03T00:00:00+00:00",
        "Guaranteed": True,
        "DayOfWeek": "Tuesday",
    }
    dates = [each["EstimatedDeliveryDate"]["Date"] for each in offered]
    assert dates == sorted(set(dates)), "one service for each window of each day"
    assert dates[-1] <= "2026-03-16T23:59", "two weeks ahead"
    quotes = ask("POST", "/quotes", BODY | {"ShippingDate": "2026-03-02"}).json()["Quotes"]
    by_day: dict[str, list[float]] = {}
    for quote in quotes:
        by_day.setdefault(quote["LatestDeliveryDate"][:10], []).append(quote["Price"]["Gross"])
    assert offered[0]["Price"]["Gross"] == min(by_day["2026-03-03"])
    assert len({each["Reference"] for each in offered}) == len(offered)
    for each in offered:
        price = each["Price"]
        assert price["Gross"] == round(price["Net"] + price["VatAmount"], 2)
        assert price["TaxRate"]["Rate"] == 0.2
        assert "2026-03-02T15:30:00+00:00" <= each["AllocationCutOff"] < each["EstimatedDeliveryDate"]["Date"]
    days = ask("POST", "/deliveryoptions/summary", BODY).json()
    assert days["Reference"].startswith("EPC-")
    assert days["DeliveryOptions"] == sorted({date[:19] for date in dates})
    assert days["PickUp"] == days["DeliveryOptions"]
    until = [each["EstimatedDeliveryDate"]["Date"] for each in options(ask, DeliveryDate="2026-03-06")]
    assert until == [date for date in dates if date <= "2026-03-06T00:00:00+00:00"], "up to and including that day"


def test_the_summary_has_no_pickup_where_no_shop_is_near(ask: Ask) -> None:
    far = {**BODY["Addresses"][1], "Postcode": "TR1 1AA"}
    days = ask("POST", "/deliveryoptions/summary", BODY | {"Addresses": [BODY["Addresses"][0], far]}).json()
    assert days["DeliveryOptions"]
    assert days["PickUp"] is None


@pytest.mark.parametrize("missing", ["Distance", "MaxResults"])
def test_pickup_options_need_a_distance_and_how_many_shops(ask: Ask, missing: str) -> None:
    body = BODY | {"Distance": {"Unit": "km", "Value": 5}, "MaxResults": 5}
    answer = ask("POST", "/deliveryoptions/pickupoptions/", {n: v for n, v in body.items() if n != missing})
    assert answer.status_code == 400
    assert [detail["Target"] for detail in answer.json()["Details"]] == [missing]


def test_a_distance_is_taken_as_a_number_of_kilometres(ask: Ask) -> None:
    found = ask("POST", "/deliveryoptions/pickupoptions/", BODY | {"distance": 1.0, "maxresults": 10}).json()
    assert (found["Distance"], len(found["Locations"])) == (1.0, 2)


def test_options_of_a_consignment_that_exists_allocate_it(ask: Ask) -> None:
    reference = ask("POST", "/consignments", BODY).json()[0]["Href"].rsplit("/", 1)[1]
    offered = ask("GET", f"/deliveryoptions/consignment/{reference}").json()["DeliveryOptions"]
    assert [each["CarrierService"] for each in offered] == [each["CarrierService"] for each in options(ask)]
    chosen = offered[1]
    assert ask("GET", f"/deliveryoptions/{chosen['Reference']}").json() == {"DeliveryOptions": [chosen]}
    answer = ask("POST", f"/deliveryoptions/select/{chosen['Reference']}").json()
    assert answer["ApiLinks"][0]["Href"].endswith(reference)
    whole = ask("GET", f"/consignments/{reference}").json()
    assert whole["LatestDeliveryDate"][:10] == chosen["EstimatedDeliveryDate"]["Date"][:10]
    assert ask("GET", f"/deliveryoptions/consignment/{reference}").status_code == 409
    assert ask("GET", "/consignments/5/0").json()["Count"] == 1

    other = ask("POST", "/consignments", BODY).json()[0]["Href"].rsplit("/", 1)[1]
    shops = ask("GET", f"/deliveryoptions/pickupoptions/consignment/{other}").json()["Locations"]
    ask("POST", f"/deliveryoptions/select/{shops[0]['DeliveryOptions'][0]['Reference']}").raise_for_status()
    assert ask("GET", f"/consignments/{other}").json()["Addresses"][1]["ShopLocationReference"] == "GB14002"


def test_a_heartbeat_is_answered_with_or_without_a_consignment(ask: Ask) -> None:
    assert ask("POST", "/deliveryoptions/heartbeat").json() == {"DeliveryOptions": []}
    assert ask("POST", "/deliveryoptions/heartbeat", BODY).json()["DeliveryOptions"]


def test_what_no_service_takes_has_no_options(ask: Ask) -> None:
    assert options(ask, Tags=["Hazardous"]) == []


def test_selecting_creates_and_allocates_as_was_offered_and_only_once(ask: Ask) -> None:
    chosen = options(ask)[4]
    details = ask("GET", f"/deliveryoptions/details/{chosen['Reference'].lower()}").json()
    assert details["DeliveryOption"]["CarrierServiceReference"] == chosen["CarrierServiceReference"]
    assert details["DeliveryOption"]["Price"]["VatRate"] == chosen["Price"]["TaxRate"]
    answer = ask("POST", f"/deliveryoptions/select/{chosen['Reference']}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["CarrierServiceReference"] == chosen["CarrierServiceReference"]
    made = ask("GET", f"/consignments/{answer.json()['ApiLinks'][0]['Href'].rsplit('/', 1)[1]}").json()
    assert made["ConsignmentState"] == "Allocated"
    assert made["ConsignmentReferenceProvidedByCustomer"] == "OPTION"
    assert made["LatestDeliveryDate"][:10] == chosen["EstimatedDeliveryDate"]["Date"][:10]
    assert made["Allocation"]["Price"]["Gross"] == chosen["Price"]["Gross"]
    again = ask("POST", f"/deliveryoptions/select/{chosen['Reference']}")
    assert (again.status_code, again.json()["Code"]) == (409, "OptionTaken")


def test_an_option_is_offered_until_its_cut_off(ask: Ask, clock: Clock) -> None:
    first = options(ask)[0]
    clock.moment = MONDAY + timedelta(hours=6)
    late = ask("POST", f"/deliveryoptions/select/{first['Reference']}")
    assert (late.status_code, late.json()["Code"]) == (409, "OptionExpired")
    assert ask("POST", "/deliveryoptions/reserve/EDO-ZZZ-ZZZ-ZZZ").status_code == 404
    assert options(ask)[0]["EstimatedDeliveryDate"]["DayOfWeek"] == "Wednesday"
    assert ask("GET", "/consignments/5/0").json()["Count"] == 0, "what was refused has made nothing"


def test_pickup_is_in_shops_near_the_destination(ask: Ask) -> None:
    body = BODY | {"Distance": {"Unit": "Km", "Value": 1.0}, "MaxResults": 10}
    answer = ask("POST", "/deliveryoptions/pickupoptions/", body).json()
    assert [each["Distance"] for each in answer["Locations"]] == [0.15, 0.8]
    shop = answer["Locations"][0]
    assert shop["OpeningTimes"]["Sunday"] == []
    assert {each["Price"]["VatRate"]["Rate"] for each in shop["DeliveryOptions"]} == {0.2}
    wide = ask("POST", "/deliveryoptions/pickupoptions/", body | {"MaxResults": 1}).json()
    assert len(wide["Locations"]) == 1
    chosen = shop["DeliveryOptions"][0]["Reference"]
    held = ask("POST", f"/deliveryoptions/reserve/{chosen}").json()["Reservation"]
    assert held["ExpiryDate"] == "2026-03-02T10:45:00+00:00"
    made = ask("POST", f"/deliveryoptions/select/{chosen}").json()["ApiLinks"][0]["Href"].rsplit("/", 1)[1]
    destination = ask("GET", f"/consignments/{made}").json()["Addresses"][1]
    assert (destination["ShopLocationReference"], destination["Postcode"]) == ("GB14002", "M1 5BD")
    assert destination["Contact"]["FirstName"] == "Peter"


def test_orders_are_made_of_options_each_with_a_result_of_its_own(ask: Ask) -> None:
    chosen = options(ask)[2]["Reference"]
    wanted = {
        "DeliveryOptions": [
            {"Reference": chosen, "OrderReferenceProvidedByCustomer": "MYORDEREF001"},
            {"Reference": chosen},
            {"Reference": "EDO-000-000-000"},
        ]
    }
    results = ask("POST", "/deliveryoptions/selectorder", wanted).json()["SelectOrderResults"]
    assert [result["Status"] for result in results] == [201, 409, 404]
    order = ask("GET", f"/orders/{results[0]['OrderReference']}").json()
    assert order["DeliveryOptionReference"] == chosen
    assert order["OrderReferenceProvidedByCustomer"] == "MYORDEREF001"
    assert [item["OrderReference"] for item in results[1:]] == [None, None]
