"""What a packer does to a draft: the clothing example, and each edit with its way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import (
    CONSIGNMENTS,
    LOOSE_ITEMS,
    LOOSE_PACKAGES,
    Batch,
    Change,
    Edit,
    Insert,
    NotAllowed,
    Notice,
    Refusal,
    Remove,
)
from desktop_app.pro.models import Money, Weight


def _ids(draft: Draft, container: str) -> list[str]:
    return [node.id for node in draft.children(container)]


def _there_and_back(draft: Draft, edit: Callable[[], Edit]) -> None:
    before = to_data(draft)
    inverse = edit()
    after = to_data(draft)
    assert after != before
    again = draft.apply(inverse)
    assert to_data(draft) == before
    draft.apply(again)
    assert to_data(draft) == after


def test_the_clothing_example_is_dragged_together() -> None:
    draft = Draft()
    for name in ("necklace", "bracelet", "coat", "hat"):
        draft.add(Item(name), LOOSE_ITEMS)
    draft.add(Consignment("c"), CONSIGNMENTS)
    draft.pack(["necklace", "bracelet"], Package("one"), "c")
    draft.pack(["coat"], Package("two"), LOOSE_PACKAGES)
    draft.pack(["hat"], Package("three"), "c")
    draft.move(["two"], "c", 1)
    assert [(p.id, [i.id for i in p.items]) for p in draft.consignments[0].packages] == [
        ("one", ["necklace", "bracelet"]),
        ("two", ["coat"]),
        ("three", ["hat"]),
    ]
    assert not draft.loose_items
    assert not draft.loose_packages


@pytest.mark.parametrize(
    ("ids", "index", "order"),
    [
        ("a", 3, "bcade"),
        ("e", 0, "eabcd"),
        ("bd", 3, "acbde"),
        ("db", 0, "dbace"),
        ("ac", None, "bdeac"),
        ("ac", 99, "bdeac"),
        ("ec", -1, "ecabd"),
        ("bb", 0, "bacde"),
        ("c", 2, "abcde"),
        ("x", 2, "abxcde"),
        ("xa", 2, "bxacde"),
    ],
)
def test_nodes_go_before_the_row_that_was_pointed_at(ids: str, index: int | None, order: str) -> None:
    draft = Draft()
    draft.add(Package("p", [Item(name) for name in "abcde"]), LOOSE_PACKAGES)
    draft.add(Item("x"), LOOSE_ITEMS)
    before = to_data(draft)
    inverse = draft.move(ids, "p", index)
    assert "".join(_ids(draft, "p")) == order
    draft.apply(inverse)
    assert to_data(draft) == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.add(Item("new"), "jewels", 1),
        lambda d: d.remove(["jewels", "necklace", "scarf"]),
        lambda d: d.remove(["c1", "hat"]),
        lambda d: d.move(["hat", "necklace", "scarf"], "warm", 0),
        lambda d: d.move(["head", "spare"], "c2"),
        lambda d: d.move(["c2"], CONSIGNMENTS, 0),
        lambda d: d.change("hat", quantity=5, sku="H"),
        lambda d: d.change("c1", submission="s", reference="other"),
        lambda d: d.pack(["hat", "hat", "scarf"], Package("new", [Item("inside")]), "c2", 0),
        lambda d: d.split_item("bracelet", 1),
        lambda d: d.split("jewels"),
        lambda d: d.merge(["head", "jewels", "spare"]),
    ],
)
def test_every_edit_has_its_way_back(clothes: Draft, edit: Callable[[Draft], Edit]) -> None:
    _there_and_back(clothes, lambda: edit(clothes))


def test_a_split_item_keeps_its_pieces(clothes: Draft) -> None:
    clothes.change("bracelet", quantity=5)
    clothes.split_item("bracelet", 2)
    items = clothes.consignments[0].packages[0].items
    assert [(i.description, i.quantity) for i in items] == [("Necklace", 1), ("Bracelet", 3), ("Bracelet", 2)]


@pytest.mark.parametrize(
    ("item", "quantity"), [("bracelet", 0), ("bracelet", 2), ("necklace", 1), ("warm", 1), ("?", 1)]
)
def test_some_pieces_must_stay(clothes: Draft, item: str, quantity: int) -> None:
    _refused(clothes, Refusal.NOTHING_TO_SPLIT, lambda: clothes.split_item(item, quantity))


def test_a_split_package_gives_each_item_a_box_like_its_own(clothes: Draft) -> None:
    clothes.change("jewels", weight=Weight.kg(1), value=Money.of(5))
    clothes.split("jewels")
    first, second, *rest = clothes.consignments[0].packages
    assert ([i.id for i in first.items], first.weight, first.value) == (["necklace"], None, None)
    assert ([i.id for i in second.items], second.size_name, second.size_weight) == (
        ["bracelet"],
        "Small box",
        first.size_weight,
    )
    assert [p.id for p in rest] == ["warm", "head"]


@pytest.mark.parametrize("package", ["warm", "spare", "hat", "?"])
def test_one_item_is_not_split(clothes: Draft, package: str) -> None:
    _refused(clothes, Refusal.NOTHING_TO_SPLIT, lambda: clothes.split(package))


def test_merged_packages_are_the_first_of_them(clothes: Draft) -> None:
    clothes.merge(["warm", "head", "jewels", "warm"])
    (package,) = clothes.consignments[0].packages
    assert (package.id, package.weight) == ("warm", None)
    assert [i.id for i in package.items] == ["coat", "hat", "necklace", "bracelet"]


@pytest.mark.parametrize("ids", [["warm"], ["warm", "warm"], ["warm", "hat"], ["warm", "head", "?"], []])
def test_two_packages_at_least_are_merged(clothes: Draft, ids: list[str]) -> None:
    _refused(clothes, Refusal.NOTHING_TO_MERGE, lambda: clothes.merge(ids))


@pytest.mark.parametrize(
    ("ids", "target", "refusal"),
    [
        (["hat"], "jewels", None),
        (["hat"], LOOSE_ITEMS, None),
        (["warm"], "c2", None),
        (["warm"], LOOSE_PACKAGES, None),
        (["c2"], CONSIGNMENTS, None),
        (["hat"], "c2", Refusal.WRONG_KIND),
        (["hat"], LOOSE_PACKAGES, Refusal.WRONG_KIND),
        (["warm"], "jewels", Refusal.WRONG_KIND),
        (["warm"], LOOSE_ITEMS, Refusal.WRONG_KIND),
        (["c1"], "c2", Refusal.WRONG_KIND),
        (["hat"], "coat", Refusal.WRONG_KIND),
        (["hat", "warm"], "jewels", Refusal.WRONG_KIND),
        (["?"], "jewels", Refusal.GONE),
        (["hat"], "?", Refusal.GONE),
    ],
)
def test_what_fits_where(clothes: Draft, ids: list[str], target: str, refusal: Refusal | None) -> None:
    assert clothes.why_not(ids, target) is refusal
    if refusal:
        _refused(clothes, None, lambda: clothes.move(ids, target))
    else:
        clothes.move(ids, target)
        assert _ids(clothes, target)[-len(ids) :] == ids


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.add(Item("new"), "jewels"),
        lambda d: d.add(Package("new"), "c1"),
        lambda d: d.remove(["hat"]),
        lambda d: d.remove(["head"]),
        lambda d: d.move(["hat"], LOOSE_ITEMS),
        lambda d: d.move(["scarf"], "jewels"),
        lambda d: d.move(["head"], "c2"),
        lambda d: d.change("hat", quantity=2),
        lambda d: d.change("c1", reference="x"),
        lambda d: d.split("jewels"),
        lambda d: d.split_item("bracelet", 1),
        lambda d: d.merge(["spare", "head"]),
        lambda d: d.pack(["scarf", "hat"], Package("new"), LOOSE_PACKAGES),
    ],
)
def test_what_was_sent_stays_as_it_is(clothes: Draft, edit: Callable[[Draft], Edit]) -> None:
    clothes.change("c1", submission="s1")
    _refused(clothes, Refusal.LOCKED, lambda: edit(clothes))


def test_what_was_sent_can_be_told_its_fate_moved_and_put_away(clothes: Draft) -> None:
    clothes.change("c1", submission="s1")
    assert clothes.why_not(["scarf"], "jewels") is Refusal.LOCKED
    _there_and_back(clothes, lambda: clothes.change("c1", created="EC-000-000-001", submission=""))
    _there_and_back(clothes, lambda: clothes.move(["c1"], CONSIGNMENTS))
    _there_and_back(clothes, lambda: clothes.remove(["c1"]))


@pytest.mark.parametrize(
    ("node", "parent", "refusal"),
    [
        (Item("n"), CONSIGNMENTS, Refusal.WRONG_KIND),
        (Item("n"), "c1", Refusal.WRONG_KIND),
        (Item("n"), "hat", Refusal.WRONG_KIND),
        (Item("n"), "?", Refusal.GONE),
        (Package("n"), LOOSE_ITEMS, Refusal.WRONG_KIND),
        (Package("n"), "warm", Refusal.WRONG_KIND),
        (Consignment("n"), "c1", Refusal.WRONG_KIND),
        (Consignment("n"), LOOSE_PACKAGES, Refusal.WRONG_KIND),
    ],
)
def test_new_nodes_go_where_they_fit(clothes: Draft, node: Any, parent: str, refusal: Refusal) -> None:
    _refused(clothes, refusal, lambda: clothes.add(node, parent))


@pytest.mark.parametrize(
    "wrong",
    [
        Insert(Item("hat"), LOOSE_ITEMS, 0),
        Insert(Item("c1"), LOOSE_ITEMS, 0),
        Insert(Item(LOOSE_PACKAGES), LOOSE_ITEMS, 0),
        Insert(Item(""), LOOSE_ITEMS, 0),
        Insert(Package("new", [Item("a"), Item("a")]), LOOSE_PACKAGES, 0),
        Insert(Package("new", [Item("hat")]), LOOSE_PACKAGES, 0),
        Change("hat", (("id", "coat"),)),
        Change("head", (("items", []),)),
        Change("c1", (("packages", []),)),
        Change("hat", (("colour", "red"),)),
    ],
)
def test_a_mistake_of_ours_changes_nothing_either(clothes: Draft, wrong: Edit) -> None:
    before, notices = to_data(clothes), list[Notice]()
    clothes.listen(notices.append)
    with pytest.raises(ValueError, match=r"id is there already|not to be changed"):
        clothes.apply(Batch((Remove("coat"), wrong)))
    assert to_data(clothes) == before
    assert notices == []
    assert clothes.parent_of("coat") == "warm"


def test_listeners_hear_once_what_an_edit_touched(clothes: Draft) -> None:
    heard: list[Notice] = []
    stop = clothes.listen(heard.append)
    clothes.move(["hat", "scarf"], "jewels")
    clothes.merge(["warm", "head"])
    with pytest.raises(NotAllowed):
        clothes.move(["hat"], "c1")
    stop()
    clothes.change("hat", sku="H")
    assert heard == [
        Notice(frozenset({"head", LOOSE_ITEMS, "jewels"}), frozenset()),
        Notice(frozenset({"c1"}), frozenset({"warm"})),
    ]


def test_a_listener_that_another_one_ends_hears_no_more(clothes: Draft) -> None:
    heard: list[Notice] = []
    clothes.listen(lambda _: stop())
    stop = clothes.listen(heard.append)
    clothes.change("hat", sku="H")
    assert heard == []


@pytest.mark.parametrize(
    "edit",
    [lambda d: d.remove(["hat", "?"]), lambda d: d.change("?", sku="x"), lambda d: d.pack(["?"], Package("n"), "c2")],
)
def test_what_is_gone_is_not_edited(clothes: Draft, edit: Callable[[Draft], Edit]) -> None:
    _refused(clothes, Refusal.GONE, lambda: edit(clothes))


def test_where_things_are(clothes: Draft) -> None:
    assert clothes.find("hat") is clothes.consignments[0].packages[2].items[0]
    assert clothes.find("?") is None
    assert clothes.parent_of("c1") == CONSIGNMENTS
    assert clothes.consignment_of("hat") is clothes.consignments[0]
    assert clothes.consignment_of("c2") is clothes.consignments[1]
    assert clothes.consignment_of("scarf") is None
    assert _ids(clothes, LOOSE_PACKAGES) == ["spare"]
    assert clothes.children("hat") == clothes.children("?") == ()


def _refused(draft: Draft, refusal: Refusal | None, edit: Callable[[], Edit]) -> None:
    before = to_data(draft)
    with pytest.raises(NotAllowed) as refused:
        edit()
    assert refusal in {None, refused.value.refusal}
    assert to_data(draft) == before
