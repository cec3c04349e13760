"""What nobody sees is not sent, wherever it was typed; what is seen stays."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.body import to_wire
from desktop_app.packing.characters import seen
from desktop_app.packing.checks import Code, check
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, Contact, Country

_UNSEEN = {
    "zero width space": "\u200b",
    "zero width non-joiner": "\u200c",
    "zero width joiner": "\u200d",
    "left to right": "\u200e",
    "override": "\u202e",
    "isolate": "\u2066",
    "end of isolate": "\u2069",
    "word joiner": "\u2060",
    "soft hyphen": "\xad",
    "byte order mark": "\ufeff",
    "tag": "\U000e0041",
    "variation": "\ufe0f",
    "hangul filler": "\u3164",
    "control": "\x07",
    "delete": "\x7f",
    "half a pair": "\ud83d",
}


def _everywhere(text: str) -> Consignment:
    item = Item("i", text, text, country_of_origin="GB", harmonisation_code="711319", reference=text)
    package = Package("p", [item], description=text, reference=text)
    lines: dict[str, Any] = {
        name: text for name in Address.model_fields if name.startswith(("address_line", "company", "special"))
    }
    person = Contact(**dict.fromkeys(set(Contact.model_fields), text))
    there = Address(contact=person, town=text, region=text, country=Country.of("GB"), postcode="M1 1AA", **lines)
    return Consignment("c", [package], text, "Shop", there, tags=(text, text))


@pytest.mark.parametrize("mark", _UNSEEN.values(), ids=_UNSEEN)
def test_it_is_dropped_from_all_that_is_sent(mark: str) -> None:
    plain = json.dumps(to_wire(_everywhere("Ada Byron")).body())
    assert json.dumps(to_wire(_everywhere(f"{mark}Ada{mark} By{mark}ron{mark}")).body()) == plain


@pytest.mark.parametrize(
    "blank", ["\xa0", "\u2007", "\u202f", "\u3000", "\t", "\n", "\r\n", " \u2028 ", "\x85", "\u2800"]
)
def test_any_blank_is_a_space(blank: str) -> None:
    plain = json.dumps(to_wire(_everywhere("Ada Byron")).body())
    assert json.dumps(to_wire(_everywhere(f"{blank}Ada{blank}Byron{blank}")).body()) == plain


@pytest.mark.parametrize(
    "text", ["Zoë Ødegård", "Łódź", "東京都", "ශ්‍රී", "می‌خواهم", "क्‍ष", "שלום", "e\u0301", "O’Neill – «x»", "😀"]
)
def test_what_is_seen_stays(text: str) -> None:
    assert seen(text) == text


def test_a_joiner_at_an_end_joins_nothing() -> None:
    assert seen("\u200dක\u200d") == "ක"


@given(st.text(st.characters(exclude_categories=[])))
def test_nothing_unseen_is_left(text: str) -> None:
    kept = seen(text)
    assert seen(kept) == kept
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(c) for c in kept}
    assert {c for c in kept if c.isspace()} <= {" "}
    kept.encode()


def test_what_is_not_seen_is_not_there_for_the_checks() -> None:
    made = _everywhere("\u200b\xa0")
    found = {(p.field, p.code) for p in check(made, None)}
    assert ("destination.town", Code.NO_TOWN) in found
    assert ("destination.address_line1", Code.NO_ADDRESS_LINE) in found
    assert ("destination.contact.first_name", Code.NO_RECEIVER) in found
    sent = to_wire(replace(made, tags=("\u200b", "a", "a\u200b"))).body()
    assert sent["Tags"] == ["a"]
    assert "ConsignmentReferenceProvidedByCustomer" not in sent
