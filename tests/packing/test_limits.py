"""What the service takes passes the checks, and what it refuses does not; what is implausible is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from desktop_app.demo.rules.bodies import NewConsignment
from desktop_app.packing.body import package_description, to_wire
from desktop_app.packing.checks import Code, Problem, Severity, check
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address, Contact, Country, Dimensions, Money, ShippingLocation, Weight

_BOX = Dimensions.cm(30, 20, 10)
_SHOP = ShippingLocation(reference="Shop", country=Country.of("GB"))
_DAY = date(2026, 3, 1)
_MUST, _ADVICE = Severity.MUST, Severity.ADVICE


def _item(**values: Any) -> Item:
    return replace(Item("i", "Coat", weight=Weight.kg(1), value=Money.of(80)), **values)


def _package(**values: Any) -> Package:
    return replace(Package("p", [_item()], weight=Weight.kg(2), dimensions=_BOX, value=Money.of(80)), **values)


def _consignment(**values: Any) -> Consignment:
    there = Address(
        contact=Contact(last_name="B"), address_line1="1", town="T", postcode="M1 1AA", country=Country.of("GB")
    )
    return replace(Consignment("c", [_package()], origin="Shop", destination=there), **values)


def _there(**values: Any) -> Consignment:
    made = _consignment()
    return replace(made, destination=made.destination.model_copy(update=values))


def _found(made: Consignment) -> list[tuple[str, str, Code, Severity]]:
    return [(p.node, p.field, p.code, p.severity) for p in check(made, [_SHOP], _DAY)]


def _is_taken(made: Consignment) -> bool:
    body = json.loads(json.dumps(to_wire(made).body()), parse_float=Decimal)
    try:
        NewConsignment.model_validate(body)
    except ValidationError:
        return False
    return True


def test_the_example_is_right() -> None:
    assert _found(_consignment()) == []
    assert _is_taken(_consignment())


_LONG = "x" * 2000
_TAG = "t" * 200


_BOUNDS: list[tuple[Consignment, Consignment, tuple[str, str, Code]]] = [
    (_consignment(reference=_LONG), _consignment(reference=_LONG + "x"), ("c", "reference", Code.TOO_LONG)),
    (_consignment(tags=(_TAG,)), _consignment(tags=("a", _TAG + "t")), ("c", "tags", Code.TOO_LONG)),
    (
        _consignment(tags=tuple(map(str, range(200)))),
        _consignment(tags=tuple(map(str, range(201)))),
        ("c", "tags", Code.TOO_MANY_TAGS),
    ),
    (
        _consignment(packages=[_package(id=str(n)) for n in range(200)]),
        _consignment(packages=[_package(id=str(n)) for n in range(201)]),
        ("c", "packages", Code.TOO_MANY_PACKAGES),
    ),
    (_there(town=_LONG), _there(town=_LONG + "x"), ("c", "destination.town", Code.TOO_LONG)),
    (
        _there(contact=Contact(last_name=_LONG)),
        _there(contact=Contact(last_name=_LONG + "x")),
        ("c", "destination.contact.last_name", Code.TOO_LONG),
    ),
    *(
        (
            _consignment(packages=[_package(**most)]),
            _consignment(packages=[_package(**more)]),
            ("p", next(iter(more)), code),
        )
        for most, more, code in (
            ({"description": _LONG}, {"description": _LONG + "x"}, Code.TOO_LONG),
            ({"reference": _LONG}, {"reference": _LONG + "x"}, Code.TOO_LONG),
            ({"weight": Weight.kg(100_000)}, {"weight": Weight.kg("100000.00001")}, Code.TOO_HEAVY),
            ({"weight": Weight.kg(100_000)}, {"weight": Weight.kg(15_000_000_000)}, Code.TOO_HEAVY),
            (
                {"dimensions": Dimensions.cm(100_000, 1, 1)},
                {"dimensions": Dimensions.cm(100_001, 1, 1)},
                Code.TOO_LARGE,
            ),
            ({"value": Money.of(10_000_000)}, {"value": Money.of(10_000_001)}, Code.TOO_VALUABLE),
            ({"value": Money.of(0)}, {"value": Money.of(-1)}, Code.NEGATIVE_VALUE),
            (
                {"items": [_item(id=str(n)) for n in range(1000)]},
                {"items": [_item(id=str(n)) for n in range(1001)]},
                Code.TOO_MANY_ITEMS,
            ),
        )
    ),
    *(
        (
            _consignment(packages=[_package(items=[_item(**most)])]),
            _consignment(packages=[_package(items=[_item(**more)])]),
            ("i", next(iter(more)), code),
        )
        for most, more, code in (
            ({"description": _LONG}, {"description": _LONG + "x"}, Code.TOO_LONG),
            ({"sku": _LONG}, {"sku": _LONG + "x"}, Code.TOO_LONG),
            ({"reference": _LONG}, {"reference": _LONG + "x"}, Code.TOO_LONG),
            ({"quantity": 1_000_000}, {"quantity": 1_000_001}, Code.WRONG_QUANTITY),
            ({"weight": Weight.kg(100_000)}, {"weight": Weight.kg(100_001)}, Code.TOO_HEAVY),
            ({"value": Money.of(10_000_000)}, {"value": Money.of(10_000_001)}, Code.TOO_VALUABLE),
            ({"dimensions": _BOX}, {"dimensions": Dimensions.cm(1, 100_001, 1)}, Code.TOO_LARGE),
            ({"dimensions": _BOX}, {"dimensions": Dimensions.cm(1, 1, 0), "weight": None}, Code.NO_DIMENSIONS),
        )
    ),
]
"""The most that is taken, more than that, and what is said of it."""


@pytest.mark.parametrize(("most", "more", "place"), _BOUNDS)
def test_the_service_takes_so_much_and_no_more(
    most: Consignment, more: Consignment, place: tuple[str, str, Code]
) -> None:
    assert _is_taken(most)
    assert (*place, _MUST) not in _found(most)
    assert not _is_taken(more)
    assert (*place, _MUST) in _found(more)


def problems_of_all_kinds() -> list[Problem]:
    """Return what is said of consignments that are wrong in most of the ways there are."""
    bare = Consignment("c", [Package("p", [Item("i", weight=Weight.kg(0))], weight=Weight.kg(5000), dimensions=_BOX)])
    wrong = [more for _, more, _ in _BOUNDS]
    wrong += [
        bare,
        _there(postcode="JE2 3AB"),
        _there(postcode="x"),
        _there(country=Country.of("FR"), postcode="75001"),
    ]
    return [problem for made in wrong for problem in check(made, [_SHOP], _DAY)]


def test_many_pieces_may_be_too_much_together() -> None:
    made = _consignment(packages=[_package(weight=None, value=None, items=[_item(quantity=200_000)])])
    assert ("p", "weight", Code.TOO_HEAVY, _MUST) in _found(made)
    assert ("p", "value", Code.TOO_VALUABLE, _MUST) in _found(made)
    assert not _is_taken(made)


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"weight": Weight.kg(71), "dimensions": Dimensions.cm(100, 80, 60)}, "weight", Code.HEAVY),
        ({"weight": Weight.kg(5000)}, "weight", Code.DENSE),
        ({"weight": Weight.kg(200), "dimensions": Dimensions.cm(20, 20, 20)}, "weight", Code.DENSE),
        ({"dimensions": Dimensions.cm(10, 275, 10)}, "dimensions", Code.LARGE),
        ({"dimensions": Dimensions.cm(100, 100, 101)}, "dimensions", Code.LARGE),
        ({"value": Money.of(50_001)}, "value", Code.VALUABLE),
        ({"value": Money.of(0)}, "value", Code.ZERO_VALUE),
    ],
)
def test_what_is_implausible_is_said_and_may_be_sent(values: dict[str, Any], field: str, code: Code) -> None:
    made = _consignment(packages=[_package(**values)])
    assert _found(made) == [("p", field, code, _ADVICE)]
    assert _is_taken(made)


@pytest.mark.parametrize(
    "values",
    [
        {"weight": Weight.kg(70), "dimensions": Dimensions.cm(100, 80, 60)},
        {"dimensions": Dimensions.cm(274, 30, 30)},
        {"dimensions": Dimensions.cm(100, 80, 70)},
        {"value": Money.of(50_000)},
        {"value": Money.of(900_000, "JPY")},
    ],
)
def test_what_is_plausible_gets_no_word(values: dict[str, Any]) -> None:
    assert _found(_consignment(packages=[_package(**values)])) == []


@pytest.mark.parametrize("kilograms", [0, -1])
def test_no_piece_weighs_nothing(kilograms: int) -> None:
    made = _consignment(packages=[_package(items=[_item(weight=Weight.kg(kilograms))])])
    assert _found(made) == [("i", "weight", Code.ZERO_WEIGHT, _MUST)]


def test_a_value_of_nothing_is_advice_at_home_and_to_mend_abroad() -> None:
    packages = [_package(value=None, items=[_item(value=Money.of(0))])]
    home = _consignment(packages=packages)
    assert _found(home) == [("i", "value", Code.ZERO_VALUE, _ADVICE)]
    abroad = replace(_there(country=Country.of("FR"), postcode="75001"), packages=packages)
    assert ("i", "value", Code.ZERO_VALUE_ABROAD, _MUST) in _found(abroad)


def test_goods_abroad_without_weight_get_a_word() -> None:
    abroad = _there(country=Country.of("FR"), postcode="75001")
    assert ("i", "weight", Code.CUSTOMS_WEIGHT, _ADVICE) not in _found(abroad)
    abroad.packages = [_package(items=[_item(weight=None)])]
    assert ("i", "weight", Code.CUSTOMS_WEIGHT, _ADVICE) in _found(abroad)
    assert _found(_consignment(packages=abroad.packages)) == []


def test_a_description_that_is_put_together_is_shortened_to_what_is_taken() -> None:
    items = [_item(id=str(n), description=f"Coat number {n} " + "wool " * 10, weight=None) for n in range(100)]
    made = _consignment(packages=[_package(items=items)])
    sent = package_description(made.packages[0])
    assert 1900 < len(sent) <= 2000
    assert sent.endswith("wool…")
    assert _found(made) == [("p", "description", Code.SHORTENED, _ADVICE)]
    assert _is_taken(made)
    made.packages[0].description = "Coats"
    assert _found(made) == []
    assert package_description(_package(items=[_item(description="x" * 3000)])) == "x" * 1999 + "…"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("711319", "711319"),
        ("7113.19", "711319"),
        ("7113 19 00", "71131900"),
        ("7113.19.00.00", "7113190000"),
        (" 7113-19\u200b", "711319"),
        ("７１１３．１９", "711319"),
    ],
)
def test_a_code_of_goods_is_sent_as_digits(typed: str, sent: str) -> None:
    made = _consignment(packages=[_package(items=[_item(harmonisation_code=typed)])])
    assert to_wire(made).packages[0].items[0].harmonisation_code == sent
    assert _found(made) == []


@pytest.mark.parametrize(
    "typed", ["7113", "71131", "7113190", "711319001", "711319000012345", "ABCDEF", "7113.19x", "²³¹²³¹a"]
)
def test_what_is_no_code_of_goods_is_to_mend(typed: str) -> None:
    made = _consignment(packages=[_package(items=[_item(harmonisation_code=typed)])])
    assert _found(made) == [("i", "harmonisation_code", Code.WRONG_HARMONISATION, _MUST)]


def test_goods_are_made_in_a_country() -> None:
    made = _consignment(packages=[_package(items=[_item(country_of_origin="qq")])])
    assert _found(made) == [("i", "country_of_origin", Code.UNKNOWN_COUNTRY, _MUST)]
