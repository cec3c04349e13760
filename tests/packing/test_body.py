"""The body of a create call, as the documentation shows it."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from desktop_app.packing.body import package_description, to_wire
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Money, Weight

_SUMMER = timezone(timedelta(hours=1))


def test_the_clothing_example(c1: Consignment) -> None:
    c1.packages = c1.packages[:2]
    c1.packages[0].items[0].country_of_origin = "it"
    c1.packages[0].items[0].harmonisation_code = "7113.19"
    body = json.loads(json.dumps(to_wire(c1, _SUMMER).body()))
    gbp = {"IsoCode": "GBP"}
    assert body == {
        "ConsignmentReferenceProvidedByCustomer": "ORDER-7",
        "ShippingDate": "2026-03-02T00:00:00+01:00",
        "RequiredDeliveryDate": {
            "Date": "2026-03-04T00:00:00+01:00",
            "IsToBeExactlyOnTheDateSpecified": False,
        },
        "Tags": ["gift"],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "Shop", "IsCached": False},
            {
                "AddressType": "Destination",
                "Contact": {"FirstName": "Ada", "LastName": "Byron", "Email": "ada@example.com"},
                "AddressLine1": "12 St James’s Square",
                "Town": "London",
                "Postcode": "SW1Y 4JH",
                "Country": {"IsoCode": {"TwoLetterCode": "GB"}},
                "IsCached": False,
            },
        ],
        "Packages": [
            {
                "Weight": {"Value": 0.13, "Unit": "Kg"},
                "Dimensions": {"Unit": "Cm", "Length": 30, "Width": 20, "Height": 10},
                "Description": "Necklace, Bracelet",
                "Value": {"Amount": 99, "Currency": gbp},
                "Items": [
                    {
                        "Sku": "Nec",
                        "Description": "Necklace",
                        "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "IT"}},
                        "HarmonisationCode": "711319",
                        "Weight": {"Value": 0.05, "Unit": "Kg"},
                        "Value": {"Amount": 40, "Currency": gbp},
                        "Quantity": 1,
                    },
                    {
                        "Sku": "Bra",
                        "Description": "Bracelet",
                        "Weight": {"Value": 0.04, "Unit": "Kg"},
                        "Value": {"Amount": 29.5, "Currency": gbp},
                        "Quantity": 2,
                    },
                ],
            },
            {
                "Weight": {"Value": 2, "Unit": "Kg"},
                "Dimensions": {"Unit": "Cm", "Length": 60, "Width": 40, "Height": 20},
                "Description": "Coat",
                "Value": {"Amount": 80, "Currency": gbp},
                "Items": [
                    {
                        "Sku": "Coa",
                        "Description": "Coat",
                        "Weight": {"Value": 1.8, "Unit": "Kg"},
                        "Value": {"Amount": 80, "Currency": gbp},
                        "Quantity": 1,
                    }
                ],
            },
        ],
    }


def test_what_is_empty_is_left_out() -> None:
    there = Address(
        address_line1="  1 Quay ",
        town=" ",
        region="",
        contact=Contact(first_name="", email=None),
        country=Country.of(""),
    )
    item = Item("i", weight=Weight.kg(0))
    body = to_wire(Consignment("c", [Package("p", [item])], destination=there, tags=(" ", "a", " a"))).body()
    assert body == {
        "Addresses": [{"AddressType": "Destination", "AddressLine1": "1 Quay", "IsCached": False}],
        "Packages": [{"Items": [{"Quantity": 1}]}],
        "Tags": ["a"],
    }


@pytest.mark.parametrize("missing", ["weight", "dimensions"])
def test_a_size_stands_for_weight_and_dimensions_and_never_with_them(missing: str) -> None:
    package = Package("p", size_reference="BOX", weight=Weight.kg(1), dimensions=Dimensions.cm(1, 2, 3))
    whole = to_wire(Consignment("c", [package])).body()["Packages"]
    setattr(package, missing, None)
    by_size = to_wire(Consignment("c", [package])).body()["Packages"]
    assert set(whole[0]) == {"Weight", "Dimensions"}
    assert by_size == [{"PackageSizeReference": "BOX"}]


def test_a_weight_of_nothing_is_never_sent() -> None:
    package = Package("p", weight=Weight.kg(0), dimensions=Dimensions.cm(1, 2, 3), value=Money.of(0))
    assert set(to_wire(Consignment("c", [package])).body()["Packages"][0]) == {"Dimensions", "Value"}


def test_a_package_is_described_by_its_items_once_each() -> None:
    items = [Item("1", "Sock"), Item("2", " Sock "), Item("3", sku="SKU-9"), Item("4")]
    assert package_description(Package("p", items)) == "Sock, SKU-9"
    assert package_description(Package("p", items, description="Footwear")) == "Footwear"


def test_days_are_midnight_here_unless_told(c1: Consignment) -> None:
    sent = to_wire(c1)
    assert sent.shipping_date is not None
    assert sent.required_delivery_date is not None
    assert sent.shipping_date.text.startswith("2026-03-02T00:00:00")
    assert sent.shipping_date.utcoffset() == sent.shipping_date.astimezone().utcoffset()
