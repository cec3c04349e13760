"""What was saved opens as it was; what is hostile is refused in one word, or loses only what is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.packing.saved import VERSION, snapshot, to_data
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS
from desktop_app.pro.models import Weight
from desktop_app.services.consignment_files import (
    MOST_BYTES,
    MOST_NODES,
    CannotOpen,
    Flaw,
    from_bytes,
    ids_in,
    read_file,
    to_bytes,
    with_new_ids,
)


def bench() -> Draft:
    draft = Draft()
    coat = Item("coat", "Coat", quantity=2, weight=Weight.kg("1.8"))
    draft.add(Consignment("one", [Package("box", [coat])], reference="ORDER-1"), CONSIGNMENTS)
    draft.add(Consignment("two", submission="journal", reference="ORDER-2"), CONSIGNMENTS)
    draft.add(Consignment("three", created="EC-1", reference="ORDER-3"), CONSIGNMENTS)
    draft.add(Item("hat", "Hat"), LOOSE_ITEMS)
    return draft


def test_it_comes_back_as_it_was_without_what_was_sent() -> None:
    draft = bench()
    found = from_bytes(to_bytes(snapshot(draft)), "a.consignment")
    assert found.lost == ()
    assert [(node.id, place) for node, place in found.nodes] == [("hat", LOOSE_ITEMS), ("one", CONSIGNMENTS)]
    assert found.nodes[1][0] == draft.consignments[0]


def test_one_consignment_alone() -> None:
    found = from_bytes(to_bytes(snapshot(bench()), ("one",)), "a.consignment")
    assert [node.id for node, _ in found.nodes] == ["one"]


def test_what_a_file_claims_was_sent_is_not_believed() -> None:
    draft = bench()
    data = to_data(draft) | {"consignments": [to_data(draft)["consignments"][2] | {"submission": "x", "sent_as": "y"}]}
    node = from_bytes(json.dumps(data).encode(), "a").nodes[-1][0]
    assert isinstance(node, Consignment)
    assert (node.submission, node.created, node.earlier, node.sent_as, node.locked) == ("", "", "", "", False)


def test_a_copy_is_something_else_through_and_through() -> None:
    one = bench().consignments[0]
    other = with_new_ids(one)
    assert set(ids_in(one)).isdisjoint(ids_in(other))
    assert list(ids_in(one)) == ["one", "box", "coat"]
    assert other.packages[0].items[0].weight == Weight.kg("1.8")


def test_what_only_a_hand_can_have_written_is_tamed_and_told() -> None:
    item = {"id": "i", "quantity": -5, "unread": {"nowhere": "x", "weight": "heavy"}}
    data = {"version": VERSION, "loose_items": [item, {"id": "j", "quantity": 10**30}]}
    found = from_bytes(json.dumps(data).encode(), "a")
    tamed = [node for node, _ in found.nodes if isinstance(node, Item)]
    assert [each.quantity for each in tamed] == [1, 1]
    assert tamed[0].unread == {"weight": "heavy"}
    assert found.lost == ("quantity", "quantity")


def saying(**data: Any) -> bytes:
    return json.dumps({"version": VERSION, **data}).encode()


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", Flaw.OTHER_KIND),
        (b"\x00\xff", Flaw.OTHER_KIND),
        (b"PK\x03\x04", Flaw.OTHER_KIND),
        (b"[]", Flaw.OTHER_KIND),
        (b"null", Flaw.OTHER_KIND),
        (b"{}", Flaw.OTHER_KIND),
        (b'{"version": 1}', Flaw.OTHER_KIND),
        (b'{"version": true, "consignments": []}', Flaw.OTHER_KIND),
        (b"[" * 200_000, Flaw.OTHER_KIND),
        (b'{"version":' + b"9" * 5000 + b"}", Flaw.OTHER_KIND),
        (b'{"version": 1, "consignments": NaN}', Flaw.OTHER_KIND),
        (saying(consignments=[{"reference": "\ud800"}]), Flaw.OTHER_KIND),
        (to_bytes(snapshot(bench()))[:-20], Flaw.OTHER_KIND),
        (json.dumps({"version": VERSION + 1, "consignments": []}).encode(), Flaw.NEWER),
        (saying(consignments=[]), Flaw.EMPTY),
        (saying(consignments="many"), Flaw.EMPTY),
        (saying(loose_items=[{}] * (MOST_NODES + 1)), Flaw.TOO_LARGE),
        (saying(consignments=[{"packages": [{"items": [{}] * MOST_NODES}]}]), Flaw.TOO_LARGE),
    ],
)
def test_what_cannot_be_opened_says_why(content: bytes, flaw: Flaw) -> None:
    with pytest.raises(CannotOpen) as raised:
        from_bytes(content, "a.consignment")
    assert raised.value.flaw is flaw
    assert raised.value.name == "a.consignment"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "version",
                    "packages",
                    "items",
                    "quantity",
                    "unread",
                    "weight",
                    "Value",
                    "destination",
                    "Country",
                    "tags",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_JSON, _JSON, _JSON)
def test_whatever_a_file_holds_is_read_or_refused(items: Any, packages: Any, consignments: Any) -> None:
    content = saying(loose_items=items, loose_packages=packages, consignments=consignments)
    try:
        found = from_bytes(content, "a")
    except CannotOpen:
        return
    draft = Draft()
    for node, container in found.nodes:
        draft.add(node, container)


def refused(path: Path) -> Flaw:
    with pytest.raises(CannotOpen) as raised:
        asyncio.run(read_file(path))
    return raised.value.flaw


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    assert refused(tmp_path) is Flaw.NO_FILE
    assert refused(tmp_path / "gone.consignment") is Flaw.NOT_READABLE
    assert refused(Path("nul\0.consignment")) is Flaw.NOT_READABLE
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.consignment")
        assert refused(tmp_path / "pipe.consignment") is Flaw.NO_FILE
        assert refused(Path("/dev/zero")) is Flaw.NO_FILE
    large = tmp_path / "large.consignment"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert refused(large) is Flaw.TOO_LARGE


@pytest.mark.parametrize("name", ["orders.csv", "ORDERS.XLSX", "orders.xls"])
def test_a_table_is_called_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(to_bytes(snapshot(bench())))
    assert refused(tmp_path / name) is Flaw.TABLE
