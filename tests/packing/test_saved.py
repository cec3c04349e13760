"""What is saved comes back the same, and what was damaged costs only the part that was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment
from desktop_app.packing.saved import VERSION, from_data, read_data, snapshot, to_data, version_of
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.pro.models import Weight


def test_everything_comes_back_through_json(clothes: Draft) -> None:
    data: Any = json.loads(json.dumps(to_data(clothes)))
    back = from_data(data)
    assert (back.consignments, back.loose_packages, back.loose_items) == (
        clothes.consignments,
        clothes.loose_packages,
        clothes.loose_items,
    )
    assert to_data(back) == data
    assert data["version"] == VERSION
    saved = data["consignments"][0]
    assert saved["shipping_date"] == "2026-03-02"
    assert saved["packages"][0]["size_weight"] == {"Value": "0.1", "Unit": "Kg"}
    assert back.parent_of("bracelet") == "jewels"


def test_what_was_not_set_is_not_set_after(clothes: Draft) -> None:
    back = from_data(to_data(clothes))
    assert back.consignments[0].destination.model_fields_set == clothes.consignments[0].destination.model_fields_set


def test_a_broken_part_costs_that_part_alone(clothes: Draft) -> None:
    data = to_data(clothes)
    package = data["consignments"][0]["packages"][0]
    package |= {"weight": "heavy", "colour": "red", "description": 7, "items": ["?", *package["items"]]}
    package["items"][1] |= {"quantity": True, "weight": {"Value": "NaN"}}
    del package["size_name"]
    data["consignments"][0] |= {"tags": "gift", "shipping_date": "soon", "required_exactly": "no", "required_date": 5}
    data["consignments"][0]["destination"] |= {"Town": 5, "Planet": "Earth"}
    data["consignments"][0]["destination"]["Contact"]["Email"] = ["?"]
    data["loose_packages"] = "none"
    back = from_data(data).consignments[0]
    necklace, bracelet = back.packages[0].items
    assert (back.packages[0].weight, back.packages[0].description, back.packages[0].size_name) == (None, "", "")
    assert (necklace.description, necklace.quantity, necklace.weight) == ("Necklace", 1, None)
    assert (bracelet.quantity, bracelet.weight) == (2, Weight.kg("0.04"))
    assert (back.reference, back.tags, back.shipping_date, back.required_date) == ("ORDER-7", (), None, None)
    assert (back.destination.town, back.destination.postcode) == (None, "SW1Y 4JH")
    assert back.destination.contact is not None
    assert (back.destination.contact.first_name, back.destination.contact.email) == ("Ada", None)


@pytest.mark.parametrize("broken", ["nowhere", 5, []])
def test_what_is_no_address_at_all_costs_the_address_alone(broken: object) -> None:
    (back,) = from_data({"consignments": [{"reference": "R", "destination": broken}]}).consignments
    assert back == Consignment(back.id, reference="R")


def test_ids_stay_unique() -> None:
    rows: list[Any] = [{"id": "a"}, {"id": "a", "sku": "second"}, {"sku": "no id"}, {"id": "loose-items"}, {"id": 4}]
    draft = from_data({"loose_items": rows, "loose_packages": [{"id": "a"}]})
    ids = [item.id for item in draft.loose_items] + [package.id for package in draft.loose_packages]
    assert len(set(ids)) == len(ids) == 6
    assert ids[0] == "a"
    assert draft.loose_items[1].sku == "second"
    assert "loose-items" not in ids


def test_no_draft_is_an_empty_one() -> None:
    nothing: list[object] = [None, [], {}, {"version": 99, "consignments": None}]
    for data in nothing:
        assert to_data(from_data(data)) == to_data(Draft())


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(draw=st.data())
def test_no_damage_raises(make_clothes: Callable[[], Draft], draw: st.DataObject) -> None:
    saved: Any = to_data(make_clothes())
    at = saved
    while True:
        step = draw.draw(st.sampled_from(sorted(at)) if isinstance(at, dict) else st.integers(0, len(at) - 1))
        if not isinstance(at[step], (dict, list)) or not at[step] or draw.draw(st.booleans()):
            at[step] = draw.draw(_json)
            break
        at = at[step]
    again = to_data(from_data(saved))
    assert to_data(from_data(again)) == again


def test_a_snapshot_is_what_the_draft_was(clothes: Draft) -> None:
    before = to_data(clothes)
    kept = snapshot(clothes)
    clothes.move(["bracelet"], LOOSE_ITEMS)
    clothes.change("jewels", description="boxed")
    clothes.change("c1", reference="another")
    assert to_data(kept) == before
    assert to_data(clothes) != before


def test_what_could_not_be_read_is_named(clothes: Draft) -> None:
    assert read_data(to_data(clothes)).lost == ()
    data = to_data(clothes)
    assert read_data(json.loads(json.dumps(data))).lost == ()
    data["colour"] = "red"
    data["nothing"] = None
    data["loose_items"] = [5]
    del data["loose_packages"]
    consignment = data["consignments"][0]
    consignment |= {"tags": "gift", "planet": "Earth", "moon": ""}
    consignment["packages"][0]["items"][0]["quantity"] = "many"
    consignment["destination"]["Town"] = 5
    assert set(read_data(data).lost) == {
        "colour",
        "loose_items",
        "loose_packages",
        "consignments.tags",
        "consignments.planet",
        "consignments.packages.items.quantity",
        "consignments.destination.Town",
    }


@pytest.mark.parametrize(
    ("data", "version"),
    [
        ({"version": 1}, 1),
        ({"version": 7}, 7),
        ({}, 0),
        ({"version": True}, 0),
        ({"version": "1"}, 0),
        ({"version": -1}, 0),
    ],
)
def test_the_version_that_wrote_it(data: dict[str, Any], version: int) -> None:
    assert version_of(data) == version


def test_a_consignment_is_sent_under_its_own_id_or_that_of_its_changed_version() -> None:
    assert Consignment("c1").subject == "c1"
    assert Consignment("c1", sent_as="c2").subject == "c2"
