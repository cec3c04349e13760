"""A country is found by whatever a person calls it, and by nothing that could mean another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.body import to_wire
from desktop_app.packing.checks import check
from desktop_app.packing.countries import address_rules, candidates, find_country, offered, sent_as, three_letter_code
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, Country


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("gb", "GB"),
        ("GBR", "GB"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("England", "GB"),
        ("scotland", "GB"),
        ("Wales", "GB"),
        ("Northern Ireland", "GB"),
        ("Great Britain", "GB"),
        ("United K", "GB"),
        ("Großbritannien", "GB"),
        ("GROSSBRITANNIEN", "GB"),
        ("Royaume-Uni", "GB"),
        ("United St", "US"),
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("America", "US"),
        ("Etats-Unis", "US"),
        ("Holland", "NL"),
        ("The Netherlands", "NL"),
        ("Netherlands, the", "NL"),
        ("Nederland", "NL"),
        ("UAE", "AE"),
        ("Emirates", "AE"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("TURKIYE", "TR"),
        ("Hong Kong", "HK"),
        ("hongkong", "HK"),
        ("Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("Czech Republic", "CZ"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Macedonia", "MK"),
        ("Holy See", "VA"),
        ("Österreich", "AT"),
        ("osterreich", "AT"),
        ("Allemagne", "DE"),
        ("Deutschl", "DE"),
        ("Eire", "IE"),
        ("EL", "GR"),
        ("España", "ES"),
        ("espana", "ES"),
        ("日本", "JP"),
        ("Россия", "RU"),
        ("St Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Trinidad and Tobago", "TT"),
        ("Bosnia & Herz", "BA"),
        ("Réunion", "RE"),
        ("\u200bFrance\xa0", "FR"),
        ("Niger", "NE"),
        ("Guinea", "GN"),
        ("Dominica", "DM"),
        ("Canary Islands", "ES"),
        ("Ceuta & Melilla", "ES"),
        ("Melilla", "ES"),
        ("IC", "ES"),
        ("Diego Garcia", "IO"),
        ("Clipperton Island", "FR"),
        ("Sark", "GG"),
        ("Azores", "PT"),
    ],
)
def test_a_country_is_found(typed: str, code: str) -> None:
    assert find_country(typed) == code


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("United", {"GB", "US", "AE"}),
        ("Nig", {"NE", "NG"}),
        ("Congo", {"CD", "CG"}),
        ("Channel Islands", {"GG", "JE"}),
        ("Virgin Islands", {"VG", "VI"}),
        ("Fran", {"FR", "GF"}),
    ],
)
def test_what_may_mean_several_is_none_of_them(typed: str, among: set[str]) -> None:
    assert find_country(typed) is None
    assert among <= set(candidates(typed))


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "x", "Atlantis", "kingdom", "!?"])
def test_what_means_none_is_none(typed: str) -> None:
    assert find_country(typed) is None
    assert candidates(typed) == ()


def test_all_that_are_offered_can_be_sent_and_are_found() -> None:
    assert len(offered()) == 252
    for code, name in offered():
        assert address_rules(code) is not None
        assert sent_as(code) == code
        assert find_country(name) == find_country(code) == find_country(three_letter_code(code)) == code
    assert not {"IC", "EA", "DG", "CP"} & {code for code, _ in offered()}
    assert three_letter_code("XX") == ""


def test_they_are_offered_by_name() -> None:
    names = [name for _, name in offered()]
    assert names[0] == "Afghanistan"
    assert names.index("Åland Islands") < names.index("Albania")


@given(st.text())
def test_any_text_finds_a_country_or_none(text: str) -> None:
    code = find_country(text)
    assert code is None or address_rules(code) is not None


@pytest.mark.parametrize(("code", "sent"), [("IC", "ES"), ("EA", "ES"), (" ic", "ES"), ("gb", "GB"), ("DG", "IO")])
def test_a_part_is_sent_as_the_country_it_belongs_to(code: str, sent: str) -> None:
    there = Address(country=Country.of(code).model_copy(update={"name": "Name"}), address_line1="1 Way")
    made = Consignment("c", [Package("p", [Item("i", country_of_origin=code)])], destination=there)
    body = to_wire(made).body()
    wanted = {"IsoCode": {"TwoLetterCode": sent}}
    named = wanted | ({"Name": "Name"} if code == "gb" else {})
    assert body["Addresses"][0]["Country"] == named
    assert body["Packages"][0]["Items"][0]["CountryOfOrigin"] == wanted
    assert "destination.country" not in {p.field for p in check(made, None)}
