"""A postcode is taken as people write it, left as it was typed, and sent as its country does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.checks import Code, Mend, Severity, check
from desktop_app.packing.countries import address_rules, offered
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.postcodes import national_form
from desktop_app.pro.models import Address, Country

_CODES = [code for code, _ in offered()]


def _to(country: str, postcode: str | None) -> Consignment:
    return Consignment("c", destination=Address(country=Country.of(country), postcode=postcode, town="T", region="R"))


def _sent(country: str, postcode: str) -> str | None:
    from desktop_app.packing.body import to_wire

    address = to_wire(_to(country, postcode)).address("Destination")
    return address.postcode if address else None


def _said(country: str, postcode: str) -> list[Code]:
    return [p.code for p in check(_to(country, postcode), None) if p.field == "destination.postcode"]


@pytest.mark.parametrize(
    ("country", "typed", "sent"),
    [
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "SW1A  1AA", "SW1A 1AA"),
        ("GB", "S W1A1 AA", "SW1A 1AA"),
        ("GB", "SW1A\xa01AA", "SW1A 1AA"),
        ("GB", "SW1A\u20071AA", "SW1A 1AA"),
        ("GB", "\ufeffSW1A\u200b 1AA\u202c", "SW1A 1AA"),
        ("GB", "SW1A-1AA", "SW1A 1AA"),
        ("GB", "ＳＷ１Ａ　１ＡＡ", "SW1A 1AA"),
        ("GB", "GB-SW1A 1AA", "SW1A 1AA"),
        ("GB", "UK SW1A1AA", "SW1A 1AA"),
        ("GB", "CF 242NY", "CF24 2NY"),
        ("GB", "e16an", "E1 6AN"),
        ("GB", "BFPO61", "BFPO 61"),
        ("GB", "gir0aa", "GIR 0AA"),
        ("IE", "d02x285", "D02 X285"),
        ("IE", "IRL-D02 X285", "D02 X285"),
        ("LT", "LT-01100", "01100"),
        ("LT", "lt 01100", "01100"),
        ("SE", "SE-211 22", "211 22"),
        ("SE", "S-21122", "211 22"),
        ("SE", "21122", "211 22"),
        ("DE", "D-50667", "50667"),
        ("DE", "D – 50667", "50667"),
        ("LU", "L-1234", "1234"),
        ("SI", "SI-1000", "1000"),
        ("SI", "SLO 1000", "1000"),
        ("AT", "A-1010", "1010"),
        ("CH", "CH-8001", "8001"),
        ("LI", "FL-9490", "9490"),
        ("LI", "CH-9490", "9490"),
        ("FI", "FIN-00550", "00550"),
        ("AX", "AX-22100", "22100"),
        ("AX", "FI-22100", "22100"),
        ("FO", "FO-100", "100"),
        ("GL", "DK-3900", "3900"),
        ("GP", "F-97110", "97110"),
        ("MC", "MC-98000", "98000"),
        ("HR", "HR-10000", "10000"),
        ("MD", "MD-2012", "2012"),
        ("AZ", "AZ 1000", "1000"),
        ("LV", "1073", "LV-1073"),
        ("LV", "lv1073", "LV-1073"),
        ("AD", "100", "AD100"),
        ("NL", "NL-1234ab", "1234 AB"),
        ("CZ", "10000", "100 00"),
        ("GR", "GR-15124", "151 24"),
        ("SK", "sk 01001", "010 01"),
        ("PL", "PL 00950", "00-950"),
        ("PT", "2725079", "2725-079"),
        ("BR", "01310100", "01310-100"),
        ("MT", "vct1753", "VCT 1753"),
        ("FR", "75 001", "75001"),
        ("US", "CA 90210", "90210"),
        ("US", "902101234", "90210-1234"),
        ("US", "PR 00926", "00926"),
        ("PR", "PR 00926", "00926"),
        ("PR", "009261234", "00926-1234"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("CA", "ON K1A 0B1", "K1A 0B1"),
        ("JP", "〒100-0001", "100-0001"),
        ("JP", "〒１００−０００１", "100-0001"),
        ("JP", "1000001", "100-0001"),
        ("SA", "١١٥٦٤", "11564"),
        ("IR", "۱۱۹۳۶۱۲۳۴۵", "11936-12345"),
        ("FK", "fiqq1zz", "FIQQ 1ZZ"),
        ("JE", "je2 3ab", "JE2 3AB"),
        ("PE", "lima23", "LIMA 23"),
        ("HK", "  whatever\xa0they  say ", "whatever they say"),
    ],
)
def test_what_can_be_read_is_sent_in_the_national_form(country: str, typed: str, sent: str) -> None:
    assert _sent(country, typed) == sent
    assert set(_said(country, typed)) <= {Code.TERRITORY_POSTCODE}


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", "SW1A 1A"),
        ("GB", "SW1A/1AA"),
        ("GB", "90210"),
        ("GB", "12"),
        ("IE", "12345"),
        ("DE", "5066"),
        ("DE", "X-50667"),
        ("US", "9021"),
        ("JE", "SW1A 1AA"),
        ("DE", "5" * 1000),
        ("JP", "〒"),
    ],
)
def test_what_cannot_be_read_is_said_and_left_as_it_is(country: str, typed: str) -> None:
    assert _said(country, typed) == [Code.WRONG_POSTCODE]
    assert _sent(country, typed) == typed


@pytest.mark.parametrize("country", _CODES)
def test_the_examples_of_each_country_are_its_national_form(country: str) -> None:
    rules = address_rules(country)
    assert rules is not None
    for example in rules.examples if rules.postcode else ():
        assert national_form(example, country) == example
        for typed in (example.lower(), f" {example}\u200b", example.replace(" ", "\xa0\xa0"), example.replace(" ", "")):
            assert national_form(typed, country) == example
        # Anguilla's has the country's code in it, or not.
        assert national_form(f"{country}-{example}", country) in {example, "AI-2640"}


@given(st.text(), st.sampled_from(_CODES))
def test_the_national_form_is_its_own_national_form(text: str, country: str) -> None:
    form = national_form(text, country)
    assert form is None or national_form(form, country) == form


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=12), st.sampled_from(_CODES))
def test_what_was_accepted_stays_accepted(text: str, country: str) -> None:
    rules = address_rules(country)
    assert rules is not None
    if rules.postcode and text.strip() and rules.postcode.fullmatch(text.strip().upper()):
        assert national_form(text, country) is not None


@pytest.mark.parametrize(
    ("country", "typed", "territory", "severity"),
    [
        ("GB", "JE2 3AB", "JE", Severity.ADVICE),
        ("GB", "gy11aa", "GG", Severity.ADVICE),
        ("GB", "IM2 1AA", "IM", Severity.ADVICE),
        ("GB", "GX11 1AA", "GI", Severity.MUST),
        ("GB", "FIQQ 1ZZ", "FK", Severity.MUST),
        ("FR", "97110", "GP", Severity.ADVICE),
        ("FR", "97133", "BL", Severity.ADVICE),
        ("FR", "F-97400", "RE", Severity.ADVICE),
        ("FR", "98000", "MC", Severity.ADVICE),
        ("US", "00926", "PR", Severity.ADVICE),
        ("US", "PR 00926-1234", "PR", Severity.ADVICE),
        ("US", "96910", "GU", Severity.ADVICE),
        ("DK", "3900", "GL", Severity.ADVICE),
        ("DK", "FO-100", "FO", Severity.MUST),
        ("FI", "22100", "AX", Severity.ADVICE),
        ("NO", "9170", "SJ", Severity.ADVICE),
        ("AU", "2899", "NF", Severity.ADVICE),
        ("IT", "47890", "SM", Severity.ADVICE),
        ("CH", "9490", "LI", Severity.ADVICE),
    ],
)
def test_a_postcode_of_a_territory_gets_a_hint(country: str, typed: str, territory: str, severity: Severity) -> None:
    (problem,) = [p for p in check(_to(country, typed), None) if p.field == "destination.postcode"]
    assert (problem.code, problem.severity) == (Code.TERRITORY_POSTCODE, severity)
    assert problem.params == {"postcode": typed, "country": country, "territory": territory}
    assert problem.mend == Mend("destination.country", territory)
    assert _said(territory, typed) == []


@pytest.mark.parametrize(
    ("country", "typed"), [("GB", "SW1A 1AA"), ("GB", "BT1 1AA"), ("ES", "35001"), ("FR", "75001")]
)
def test_other_postcodes_get_none(country: str, typed: str) -> None:
    assert _said(country, typed) == []


def test_a_country_that_is_none_has_no_form() -> None:
    assert national_form(" a\u200bb ", "XX") == "ab"
    assert _sent("XX", "a1") == "a1"
