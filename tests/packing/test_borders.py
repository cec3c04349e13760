"""Customs borders are where the law has them, whichever way goods go, and are told by the postcode."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.borders import Place, crosses_customs_border, customs_areas
from desktop_app.packing.checks import Code, check
from desktop_app.packing.countries import address_rules, offered
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.paths import resource
from desktop_app.pro.models import Address, Country, ShippingLocation

_CODES = [code for code, _ in offered()]
_DATA = json.loads(resource("customs_borders.json").read_text(encoding="utf-8"))
_NONE = [
    ("IE", "GB BT1 1AA"),
    ("FR", "GB bt11aa"),
    ("GB", "GB BT1 1AA"),
    ("GB", "IM"),
    ("GB", "GB IM2 1AA"),
    ("IM", "GB BT1 1AA"),
    ("FR", "DE"),
    ("FR", "MC"),
    ("DE", "FR 98000"),
    ("IT", "SM"),
    ("CH", "LI"),
    ("CH", "DE 78266"),
    ("LI", "DE D-78266"),
    ("US", "PR"),
    ("US", "US PR 00926"),
    ("PT", "ES 07001"),
    ("AT 6691", "DE"),
    ("RU", "BY"),
    ("KZ", "AM"),
    ("ES 35001", "ES 38001"),
    ("ES 35001", "IC"),
    ("EA", "ES 51001"),
    ("EA", "ES 52001"),
    ("JE", "GB JE2 3AB"),
    ("FI 22100", "AX"),
    ("FR 97110", "GP"),
    ("IT 22061", "CH 6911"),
    # The towns round Cabiate: Campione had their code until 2019.
    ("IT", "IT 22060"),
    ("GP", "MQ"),
    ("FR 97110", "FR 97200"),
    ("CY", "CY 8010"),
]
_SOME = [
    ("GB", "FR"),
    ("GB", "IE"),
    ("FR", "CH"),
    ("GB", "JE"),
    ("GB", "GG"),
    ("GB", "GB JE2 3AB"),
    ("IM", "JE"),
    ("JE", "GG"),
    ("GB BT1 1AA", "CH"),
    ("GB BT1 1AA", "JE"),
    ("GB", "GI"),
    ("ES", "GI"),
    ("ES", "ES 35001"),
    ("ES", "ES E-38001"),
    ("ES", "IC"),
    ("ES", "EA"),
    ("ES", "ES 51001"),
    ("ES", "ES 52001"),
    ("ES 51001", "ES 52001"),
    ("DE", "ES 35001"),
    ("FR", "GF"),
    ("FR", "GP"),
    ("GP", "GF"),
    ("MQ", "MF"),
    ("CY", "CY 99010"),
    ("GR", "CY 99300"),
    ("FR", "MQ"),
    ("FR", "RE"),
    ("FR", "YT"),
    ("FR", "MF"),
    ("FR", "BL"),
    ("FR", "PM"),
    ("FR", "NC"),
    ("FR", "PF"),
    ("FR", "FR 97110"),
    ("DE", "FR 97400"),
    ("FI", "AX"),
    ("SE", "FI 22100"),
    ("IT", "IT 23041"),
    ("IT", "IT 22061"),
    ("IT", "VA"),
    ("CH", "IT 22061"),
    ("DE", "DE 78266"),
    ("DE", "DE 27498"),
    ("GR", "GR 630 86"),
    ("GR", "GR 63087"),
    ("CH", "CH 7562"),
    ("DK", "GL"),
    ("DK", "FO"),
    ("DK", "DK 3900"),
    ("NO", "SJ"),
    ("NO", "SE"),
    ("US", "GU"),
    ("US", "VI"),
    ("US", "US 00802"),
    ("CN", "HK"),
    ("HK", "MO"),
    ("FR", "AD"),
    ("ES", "AD"),
    ("AU", "NF"),
    ("TR", "BG"),
    ("RS", "XK"),
    ("RU", "UA"),
    ("NL", "CW"),
]


def _place(text: str) -> Place:
    country, _, postcode = text.partition(" ")
    return Place(country, postcode)


@pytest.mark.parametrize(("here", "there"), _NONE)
def test_there_is_no_border(here: str, there: str) -> None:
    assert not crosses_customs_border(_place(here), _place(there))
    assert not crosses_customs_border(_place(there), _place(here))


@pytest.mark.parametrize(("here", "there"), _SOME)
def test_there_is_a_border(here: str, there: str) -> None:
    assert crosses_customs_border(_place(here), _place(there))
    assert crosses_customs_border(_place(there), _place(here))


def test_between_all_regions_both_ways() -> None:
    shared = {code: {area["name"] for area in _DATA["areas"] if code in area["of"]} for code in _CODES}
    for here, there in product(_CODES, _CODES):
        crosses = crosses_customs_border(Place(here), Place(there))
        assert crosses is (here != there and not shared[here] & shared[there]), f"{here} to {there}"


@given(st.sampled_from(_CODES), st.text(max_size=9), st.sampled_from(_CODES), st.text(max_size=9))
def test_with_any_postcode_it_is_the_same_both_ways_and_never_within_a_place(
    here: str, postcode: str, there: str, other: str
) -> None:
    first, second = Place(here, postcode), Place(there, other)
    assert crosses_customs_border(first, second) is crosses_customs_border(second, first)
    assert not crosses_customs_border(first, first)
    assert customs_areas(first)


@pytest.mark.parametrize("code", _CODES)
def test_an_example_of_a_postcode_does_not_move_a_place(code: str) -> None:
    rules = address_rules(code)
    assert rules is not None
    if rules.postcode is not None:
        assert not crosses_customs_border(Place(code), Place(code, rules.example))


def test_the_data_says_where_it_is_from() -> None:
    rows = _DATA["areas"] + _DATA["parts"]
    assert all(row["sources"] and set(row["sources"]) <= set(_DATA["sources"]) for row in rows)
    assert {source for row in rows for source in row["sources"]} == set(_DATA["sources"])
    assert _DATA["as_of"]
    for part in _DATA["parts"]:
        assert {part["country"], part.get("is", "GB")} <= set(_CODES)
        assert ("is" in part) != ("areas" in part)
    assert {code for area in _DATA["areas"] for code in area["of"]} <= {*_CODES, "IC", "EA"}


def test_a_territory_is_told_under_the_country_it_belongs_to() -> None:
    # The library's examples for St Barthélemy and St Martin are of Guadeloupe.
    for part in [part for part in _DATA["parts"] if part.get("is", "BL") not in {"BL", "MF"}]:
        rules = address_rules(part["is"])
        assert rules is not None
        if rules.postcode is not None:
            assert customs_areas(Place(part["is"])) == customs_areas(Place(part["country"], rules.example))


@pytest.mark.parametrize(
    ("origin", "postcode", "country", "to", "asks"),
    [
        ("IE", "D02 X285", "GB", "BT1 1AA", False),
        ("GB", "BT1 1AA", "IE", "D02 X285", False),
        ("GB", "SW1A 1AA", "IE", "D02 X285", True),
        ("ES", "28001", "ES", "35001", True),
        ("ES", "35001", "ES", "28001", True),
        ("FR", "75001", "GF", "97300", True),
        ("GB", "SW1A 1AA", "JE", "JE2 3AB", True),
        ("GB", "SW1A 1AA", "GB", "M1 1AA", False),
    ],
)
def test_the_checks_ask_for_customs_where_there_is_a_border(
    origin: str, postcode: str, country: str, to: str, *, asks: bool
) -> None:
    shop = ShippingLocation(reference="Shop", country=Country.of(origin), postcode=postcode)
    there = Address(country=Country.of(country), postcode=to)
    made = Consignment("c", [Package("p", [Item("i")])], origin="Shop", destination=there)
    assert (Code.CUSTOMS_VALUE in {p.code for p in check(made, [shop])}) is asks
