"""What is wrong with a consignment is found, where it is, once; what is right is left in peace."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.packing.borders import Place, crosses_customs_border
from desktop_app.packing.checks import Code, Problem, Severity, check, reference_key
from desktop_app.packing.countries import address_rules
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Money, ShippingLocation, Weight

_TODAY = date(2026, 3, 1)
_SHOP = ShippingLocation(reference="Shop", country=Country.of("GB"))
_MUST, _ADVICE = Severity.MUST, Severity.ADVICE


def _found(consignment: Consignment) -> dict[tuple[str, str], tuple[Code, Severity]]:
    problems = check(consignment, [_SHOP], _TODAY)
    assert len({(p.node, p.field, p.code) for p in problems}) == len(problems)
    return {(p.node, p.field): (p.code, p.severity) for p in problems}


def test_the_clothing_example_has_no_problem(c1: Consignment) -> None:
    assert check(c1, [_SHOP], _TODAY) == ()


@pytest.mark.parametrize(
    ("values", "field", "code", "severity"),
    [
        ({"packages": []}, "packages", Code.NO_PACKAGE, _MUST),
        ({"origin": ""}, "origin", Code.NO_ORIGIN, _MUST),
        ({"origin": "Barn"}, "origin", Code.UNKNOWN_ORIGIN, _MUST),
        ({"shipping_date": date(2026, 2, 28)}, "shipping_date", Code.SHIPPING_IN_THE_PAST, _MUST),
        ({"shipping_date": date(2026, 3, 5)}, "required_date", Code.DELIVERY_BEFORE_SHIPPING, _MUST),
        (
            {"shipping_date": None, "required_date": date(2026, 2, 28)},
            "required_date",
            Code.DELIVERY_IN_THE_PAST,
            _MUST,
        ),
        ({"required_exactly": True}, "required_exactly", Code.EXACT_DATE, _ADVICE),
    ],
)
def test_what_is_wrong_with_a_consignment(
    c1: Consignment, values: dict[str, Any], field: str, code: Code, severity: Severity
) -> None:
    for name, value in values.items():
        setattr(c1, name, value)
    assert _found(c1) == {("c1", field): (code, severity)}


def test_today_and_no_dates_are_no_problem(c1: Consignment) -> None:
    c1.shipping_date = c1.required_date = _TODAY
    assert _found(c1) == {}
    c1.shipping_date = c1.required_date = None
    c1.required_exactly = True
    assert _found(c1) == {}


@pytest.mark.parametrize(
    ("values", "field", "code", "severity"),
    [
        ({"country": None}, "country", Code.NO_COUNTRY, _MUST),
        ({"country": Country.of(" ")}, "country", Code.NO_COUNTRY, _MUST),
        ({"country": Country.of("UK")}, "country", Code.UNKNOWN_COUNTRY, _MUST),
        ({"country": Country.of("ALL")}, "country", Code.UNKNOWN_COUNTRY, _MUST),
        ({"address_line1": " "}, "address_line1", Code.NO_ADDRESS_LINE, _MUST),
        ({"town": None}, "town", Code.NO_TOWN, _MUST),
        ({"postcode": ""}, "postcode", Code.NO_POSTCODE, _MUST),
        ({"postcode": "SW1Y 4J"}, "postcode", Code.WRONG_POSTCODE, _MUST),
        ({"postcode": "GIR 0AAX"}, "postcode", Code.WRONG_POSTCODE, _MUST),
        ({"contact": None}, "contact.first_name", Code.NO_RECEIVER, _ADVICE),
        ({"contact": Contact(last_name="B", email="b@nowhere")}, "contact.email", Code.WRONG_EMAIL, _ADVICE),
    ],
)
def test_what_is_wrong_with_a_destination(
    c1: Consignment, values: dict[str, Any], field: str, code: Code, severity: Severity
) -> None:
    c1.destination = c1.destination.model_copy(update=values)
    assert _found(c1) == {("c1", f"destination.{field}"): (code, severity)}


@pytest.mark.parametrize(
    ("country", "values", "codes"),
    [
        ("gb", {"postcode": " sw1y4jh "}, []),
        ("GB", {"contact": None, "company_name": "Byron Ltd"}, []),
        ("HK", {"postcode": "", "town": "", "region": "Kowloon"}, []),
        ("IE", {"postcode": ""}, []),
        ("IE", {"postcode": "12345"}, [Code.WRONG_POSTCODE]),
        ("US", {"postcode": "90210", "region": ""}, [Code.NO_REGION]),
        ("US", {"postcode": "90210-1234", "region_code": "CA"}, []),
        ("PL", {"postcode": "0001"}, [Code.WRONG_POSTCODE]),
        ("PL", {"postcode": "00001"}, []),
    ],
)
def test_each_country_has_its_own_form(
    c1: Consignment, country: str, values: dict[str, Any], codes: list[Code]
) -> None:
    c1.destination = c1.destination.model_copy(update={"country": Country.of(country), **values})
    found = [p.code for p in check(c1, [_SHOP], _TODAY) if p.field.startswith("destination")]
    assert found == codes


def test_the_words_get_what_they_need(c1: Consignment) -> None:
    c1.destination = c1.destination.model_copy(update={"postcode": "nonsense"})
    (problem,) = check(c1, [_SHOP], _TODAY)
    assert problem.params == {"country": "GB", "example": "EC1Y 8SY", "postcode": "nonsense"}
    assert hash(problem)


def test_a_known_place_needs_nothing_else(c1: Consignment) -> None:
    c1.destination = Address(shipping_location_reference="Depot")
    assert _found(c1) == {}


def test_locations_that_are_not_known_yet_are_not_held_against_anyone(c1: Consignment) -> None:
    assert check(c1, None, _TODAY) == ()
    assert [p.code for p in check(c1, [], _TODAY)] == [Code.UNKNOWN_ORIGIN]


@pytest.mark.parametrize(
    ("values", "field", "code", "severity", "params"),
    [
        ({"items": []}, "items", Code.EMPTY_PACKAGE, _ADVICE, {}),
        ({"weight": Weight.kg(0)}, "weight", Code.NO_WEIGHT, _MUST, {"items": 0}),
        ({"weight": None, "items": [Item("i")]}, "weight", Code.NO_WEIGHT, _MUST, {"items": 1}),
        (
            {"weight": Weight.kg("1.79")},
            "weight",
            Code.WEIGHT_BELOW_ITEMS,
            _ADVICE,
            {"weight": Decimal("1.79"), "items": Decimal("1.8")},
        ),
        ({"dimensions": None}, "dimensions", Code.NO_DIMENSIONS, _MUST, {}),
        ({"dimensions": Dimensions.cm(1, 0, 1)}, "dimensions", Code.NO_DIMENSIONS, _MUST, {}),
        (
            {"items": [Item("i", value=Money.of(1, "EUR")), Item("j", value=Money.of(1))]},
            "value",
            Code.MIXED_CURRENCIES,
            _ADVICE,
            {"currencies": "EUR, GBP"},
        ),
        ({"dimensions": None, "size_reference": "B"}, "weight", Code.WEIGHT_OF_SIZE, _ADVICE, {"size": "B"}),
        (
            {
                "weight": None,
                "items": [Item("i")],
                "size_reference": "B",
                "size_name": "Box",
                "size_weight": Weight.kg(1),
            },
            "weight",
            Code.WEIGHT_OF_SIZE,
            _ADVICE,
            {"size": "Box"},
        ),
        (
            {"weight": None, "items": [Item("i")], "size_reference": "B"},
            "weight",
            Code.NO_WEIGHT,
            _MUST,
            {"items": 1},
        ),
        (
            {"weight": Weight.kg(0), "size_reference": "B", "size_weight": Weight.kg(1)},
            "weight",
            Code.NO_WEIGHT,
            _MUST,
            {"items": 0},
        ),
    ],
)
def test_what_is_wrong_with_a_package(
    c1: Consignment, values: dict[str, Any], field: str, code: Code, severity: Severity, params: dict[str, Any]
) -> None:
    for name, value in values.items():
        setattr(c1.packages[1], name, value)
    assert check(c1, [_SHOP], _TODAY) == (Problem("warm", field, code, severity, params),)


def test_a_box_may_weigh_nothing(c1: Consignment) -> None:
    c1.packages[1].weight = Weight.kg("1.8")
    assert _found(c1) == {}


def test_a_package_with_a_value_of_its_own_may_mix_currencies(c1: Consignment) -> None:
    c1.packages[0].items[0].value = Money.of(1, "EUR")
    c1.packages[0].value = Money.of(100)
    assert _found(c1) == {}


def test_an_item_is_one_piece_at_least(c1: Consignment) -> None:
    c1.packages[0].items[0].quantity = 0
    assert _found(c1) == {("necklace", "quantity"): (Code.WRONG_QUANTITY, _MUST)}


def test_customs_asks_for_each_item_when_a_border_is_crossed(c1: Consignment) -> None:
    del c1.packages[1:]
    c1.destination = c1.destination.model_copy(update={"country": Country.of("FR"), "postcode": "75001"})
    first, second = c1.packages[0].items
    first.country_of_origin, first.harmonisation_code = "IT", "711319"
    second.description, second.value = " ", None
    codes = {Code.CUSTOMS_DESCRIPTION, Code.CUSTOMS_ORIGIN, Code.CUSTOMS_HARMONISATION, Code.CUSTOMS_VALUE}
    problems = check(c1, [_SHOP], _TODAY)
    assert {p.code for p in problems} == codes
    assert {p.node for p in problems} == {"bracelet"}
    assert {p.severity for p in problems} == {_ADVICE}


def test_customs_borders() -> None:
    assert crosses_customs_border(Place("GB"), Place("FR"))
    assert crosses_customs_border(Place("FR"), Place("CH"))
    assert not crosses_customs_border(Place("FR"), Place("DE"))
    assert not crosses_customs_border(Place("GB"), Place("GB"))


def test_the_bench_is_checked_but_for_what_was_sent(clothes: Draft) -> None:
    clothes.consignments[0].origin = ""
    assert {p.node for p in check(clothes, None, _TODAY)} == {"c1", "c2"}
    clothes.change("c1", created="EC-000-000-001")
    assert {p.node for p in check(clothes, None, _TODAY)} == {"c2"}


def _same(draft: Draft, **more: Any) -> dict[str, tuple[Code, Severity, dict[str, Any]]]:
    found = check(draft, None, _TODAY, **more)
    return {p.node: (p.code, p.severity, dict(p.params)) for p in found if p.field == "reference"}


def test_a_reference_that_is_there_twice_gets_a_word_with_the_way_to_the_first(clothes: Draft) -> None:
    assert _same(clothes) == {}
    clothes.change("c2", reference=" order-7\u200b")
    params = {"reference": "order-7", "number": 1, "node": "c1"}
    assert _same(clothes) == {"c2": (Code.SAME_REFERENCE, _ADVICE, params)}
    c1, c2 = clothes.consignments
    assert [p.code for p in check(c2, None, _TODAY, bench=clothes) if p.field == "reference"] == [Code.SAME_REFERENCE]
    assert [p.code for p in check(c1, None, _TODAY, bench=clothes) if p.field == "reference"] == []
    assert [p.code for p in check(c2, None, _TODAY) if p.field == "reference"] == []


def test_a_reference_that_was_sent_from_the_bench_counts_though_it_lies_behind(clothes: Draft) -> None:
    clothes.change("c2", reference="ORDER-7")
    clothes.change("c2", created="EC-000-000-001")
    params = {"reference": "ORDER-7", "number": 2, "node": "c2"}
    assert _same(clothes) == {"c1": (Code.SAME_REFERENCE, _ADVICE, params)}


def test_a_reference_that_was_created_lately_gets_a_word(clothes: Draft) -> None:
    created = {reference_key(" Order-7 "): "EC-000-000-001"}
    params = {"reference": "ORDER-7", "first": "EC-000-000-001"}
    assert _same(clothes, created=created) == {"c1": (Code.REFERENCE_CREATED, _ADVICE, params)}


def test_no_reference_is_not_the_same_as_none(clothes: Draft) -> None:
    clothes.change("c1", reference="")
    assert _same(clothes, created={"": "EC-000-000-001"}) == {}


def test_without_a_day_it_is_today(c1: Consignment) -> None:
    c1.shipping_date, c1.required_date = date(2020, 1, 1), None
    assert [p.code for p in check(c1, None)] == [Code.SHIPPING_IN_THE_PAST]


@pytest.mark.parametrize("country", ["GB", "CN", "US", "BR"])
def test_the_rules_of_a_country_are_read_once(country: str) -> None:
    address_rules.cache_clear()
    assert address_rules(country) is address_rules(country)


def test_a_full_consignment_is_checked_between_two_keystrokes(make_clothes: Callable[[], Draft]) -> None:
    draft = make_clothes()
    box = {"weight": Weight.kg(1), "dimensions": Dimensions.cm(1, 1, 1)}
    packages = [Package(f"p{n}", [Item(f"i{n}-{m}", weight=Weight.kg(1)) for m in range(4)], **box) for n in range(100)]  # type: ignore[arg-type]
    draft.add(Consignment("big", packages), CONSIGNMENTS)
    check(draft, [_SHOP], _TODAY)
    best = min(_seconds(lambda: check(draft, [_SHOP], _TODAY)) for _ in range(5))
    assert best < 0.016, f"{best:.4f} s for 100 packages of 4 items"


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_what_could_not_be_read_is_all_that_is_said_of_a_field(c1: Consignment) -> None:
    """A weight that is not readable is not missing, and a size neither."""
    package = c1.packages[0]
    package.weight = package.dimensions = None
    package.size_reference = ""
    package.unread = {"weight": "1,800", "dimensions": "30 x"}
    for item in package.items:
        item.weight = None
    said = [(p.field, p.code) for p in check(c1, [_SHOP], _TODAY) if p.node == package.id and p.severity is _MUST]
    assert said == [("weight", Code.UNREADABLE), ("dimensions", Code.UNREADABLE)]
