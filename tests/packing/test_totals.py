"""Totals: what is typed wins, what is not known makes the sum unknown, currencies do not mix."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.packing import totals
from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS
from desktop_app.pro.models import Dimensions, Money, Weight


def test_a_package_weighs_its_pieces_and_not_its_size(c1: Consignment) -> None:
    assert totals.weight(c1.packages[0]) == Weight.kg("0.13")
    assert totals.items_weight(c1.packages[0]) == Weight.kg("0.13")


def test_what_the_scales_say_wins(c1: Consignment) -> None:
    assert totals.weight(c1.packages[1]) == Weight.kg(2)


@pytest.mark.parametrize("typed", ["0", "-1"])
def test_no_weight_is_not_a_weight(c1: Consignment, typed: str) -> None:
    c1.packages[1].weight = Weight.kg(typed)
    assert totals.weight(c1.packages[1]) is None


def test_one_unknown_makes_the_sum_unknown(c1: Consignment) -> None:
    assert totals.of_consignment(c1) == totals.Totals(3, 4, Weight.kg("2.33"), Money.of("191.00"))
    c1.packages[0].items[0].weight = None
    c1.packages[2].items[0].value = None
    assert totals.of_consignment(c1) == totals.Totals(3, 4, None, None)


def test_an_empty_box_has_no_known_weight_and_no_value() -> None:
    box = Package("p", size_weight=Weight.kg(1))
    assert totals.weight(box) is None
    assert totals.value(box) is None
    assert totals.of_consignment(Consignment("c")) == totals.Totals(0, 0, None, None)


def test_a_typed_value_wins_and_currencies_do_not_mix(c1: Consignment) -> None:
    c1.packages[0].items[0].value = Money.of(40, "EUR")
    assert totals.value(c1.packages[0]) is None
    c1.packages[0].value = Money.of(100, "EUR")
    assert totals.value(c1.packages[0]) == Money.of(100, "EUR")
    assert totals.of_consignment(c1).value is None


def test_a_barcode_read_into_an_amount_makes_the_sum_unknown_and_no_error(c1: Consignment) -> None:
    necklace = c1.packages[0].items[0]
    necklace.value, necklace.weight, necklace.quantity = Money.of(340123450000000018), Weight.kg(10**18), 3
    assert totals.of_consignment(c1) == totals.Totals(3, 4, None, None)
    necklace.quantity = 1
    assert totals.value(c1.packages[0]) is not None
    c1.packages[1].value = Money.of(10**18)
    assert totals.of_consignment(c1).value is None


@pytest.mark.parametrize(
    ("target", "ids", "kilograms"),
    [
        ("jewels", ["hat"], "0.33"),
        ("jewels", ["hat", "necklace"], "0.33"),
        ("warm", ["hat"], "2"),
        ("c1", ["scarf", "gloves"], "2.78"),
        ("c1", ["head"], "2.33"),
        ("c1", ["necklace"], "2.33"),
        ("c2", ["head", "warm"], "2.2"),
        ("c1", ["spare"], None),
        ("spare", ["gone"], None),
        (LOOSE_ITEMS, ["hat"], None),
        ("hat", ["scarf"], None),
    ],
)
def test_what_a_target_would_weigh(clothes: Draft, target: str, ids: list[str], kilograms: str | None) -> None:
    assert totals.weight_with(clothes, target, ids) == (None if kilograms is None else Weight.kg(kilograms))


@pytest.mark.parametrize(("target", "ids"), [("jewels", ["hat", "scarf"]), ("c2", ["head", "warm"])])
def test_the_forecast_is_what_comes(clothes: Draft, target: str, ids: list[str]) -> None:
    forecast = totals.weight_with(clothes, target, ids)
    clothes.move(ids, target)
    node = clothes.find(target)
    came = totals.weight(node) if isinstance(node, Package) else totals.of_consignment(clothes.consignments[1]).weight
    assert forecast == came is not None


def box(*sides: str) -> Dimensions:
    return Dimensions.cm(*sides)


def test_the_room_in_a_package_that_its_pieces_take() -> None:
    scarf = Item("s", quantity=2, dimensions=box("10", "10", "3"))
    package = Package("p", [scarf], dimensions=box("30", "20", "10"))
    assert totals.space_taken(package) == Decimal("0.1")
    assert totals.unmeasured(package) == 0
    scarf.quantity = 30
    assert totals.space_taken(package) == Decimal("1.5")


@pytest.mark.parametrize("sides", [None, box("30", "0", "10")])
def test_room_is_not_made_up_where_a_size_is_not_known(sides: Dimensions | None) -> None:
    known, unknown = Item("k", dimensions=box("1", "1", "1")), Item("u", dimensions=sides)
    assert totals.space_taken(Package("p", [known], dimensions=sides)) is None
    assert totals.space_taken(Package("p", [known, unknown], dimensions=box("30", "20", "10"))) is None
    assert totals.space_taken(Package("p", dimensions=box("30", "20", "10"))) is None
    assert totals.unmeasured(Package("p", [known, unknown])) == 1


def test_what_is_held_in_the_hand_weighs_what_it_weighs(c1: Consignment) -> None:
    draft = Draft()
    draft.add(c1, CONSIGNMENTS)
    necklace, bracelet = c1.packages[0].items
    assert totals.weight_of(draft, [necklace.id, bracelet.id]) == Weight.kg("0.13")
    assert totals.weight_of(draft, [package.id for package in c1.packages]) == Weight.kg("2.33")
    bracelet.weight = None
    assert totals.weight_of(draft, [necklace.id, bracelet.id]) is None
    assert totals.weight_of(draft, ["gone"]) is None
