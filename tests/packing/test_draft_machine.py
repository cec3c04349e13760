"""Random edits of a draft: each is undone exactly, a refused one leaves no trace, and no id is there twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.saved import from_data, to_data
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
    Place,
    Remove,
)

_ROOTS = (LOOSE_ITEMS, LOOSE_PACKAGES, CONSIGNMENTS)
_INDEX = st.none() | st.integers(-2, 6)


class Bench(RuleBasedStateMachine):
    """A draft, a stack of inverses with what each must bring back, and a listener's view of it."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft()
        self.undo: list[tuple[Edit, dict[str, Any]]] = []
        self.notices: list[Notice] = []
        self.draft.listen(self.notices.append)
        self.made = 0

    @rule(data=st.data(), index=_INDEX, size=st.integers(0, 2))
    def add(self, data: st.DataObject, index: int | None, size: int) -> None:
        node = self._new(data.draw(st.sampled_from([Item, Package, Consignment])), size)
        target = self._node_or_root(data)
        self._edit(lambda: self.draft.add(node, target, index))

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        ids = self._some(data)
        self._edit(lambda: self.draft.remove(ids))

    @rule(data=st.data(), index=_INDEX)
    def move(self, data: st.DataObject, index: int | None) -> None:
        ids, target = self._some(data), self._node_or_root(data)
        refusal = self.draft.why_not(ids, target)
        assert self._edit(lambda: self.draft.move(ids, target, index)) is (refusal is None)

    @rule(data=st.data(), index=_INDEX)
    def pack(self, data: st.DataObject, index: int | None) -> None:
        ids, target, package = self._some(data), self._node_or_root(data), self._new(Package, 1)
        assert isinstance(package, Package)
        self._edit(lambda: self.draft.pack(ids, package, target, index))

    @rule(data=st.data(), quantity=st.integers(0, 3))
    def change(self, data: st.DataObject, quantity: int) -> None:
        node = self._node_or_root(data)
        self._edit(lambda: self.draft.change(node, quantity=quantity))
        self._edit(lambda: self.draft.change(node, reference=f"r{quantity}"))

    @rule(data=st.data(), sent=st.sampled_from(["", "s1"]))
    def send(self, data: st.DataObject, sent: str) -> None:
        node = self._node_or_root(data)
        more = data.draw(st.sampled_from([{}, {"reference": "sent"}, {"created": "EC"}]))
        self._edit(lambda: self.draft.change(node, submission=sent, **more))

    @rule(data=st.data(), quantity=st.integers(0, 3))
    def split(self, data: st.DataObject, quantity: int) -> None:
        node = self._node_or_root(data)
        self._edit(lambda: self.draft.split(node))
        self._edit(lambda: self.draft.split_item(node, quantity))

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        ids = self._some(data)
        self._edit(lambda: self.draft.merge(ids))

    @rule(data=st.data(), count=st.integers(0, 4))
    def batch(self, data: st.DataObject, count: int) -> None:
        edits = tuple(self._any_edit(data) for _ in range(count))
        self._edit(lambda: self.draft.apply(Batch((*edits[:2], Batch(edits[2:])))))

    @precondition(lambda self: self.undo)
    @rule(steps=st.integers(1, 4))
    def go_back(self, steps: int) -> None:
        for inverse, before in reversed(self.undo[-steps:]):
            self.draft.apply(inverse)
            assert to_data(self.draft) == before
        del self.undo[-steps:]

    @invariant()
    def each_id_is_there_once_and_found_where_it_is(self) -> None:
        seen: dict[str, tuple[Node, str]] = {}
        for root in _ROOTS:
            for node in self.draft.children(root):
                self._walk(node, root, seen)
        assert self.draft._nodes.keys() == self.draft._parents.keys() == seen.keys()
        for node_id, (node, parent) in seen.items():
            assert self.draft.find(node_id) is node
            assert self.draft.parent_of(node_id) == parent

    @invariant()
    def it_comes_back_from_disk(self) -> None:
        assert to_data(from_data(to_data(self.draft))) == to_data(self.draft)

    def _edit(self, edit: Callable[[], Edit]) -> bool:
        """Make an edit, undo it, redo it; say whether it was made."""
        before, rows, own = to_data(self.draft), self._rows(), self._own()
        self.notices.clear()
        try:
            inverse = edit()
        except (NotAllowed, ValueError):
            assert to_data(self.draft) == before
            assert not self.notices
            return False
        (notice,) = self.notices
        assert {c for c, ids in self._rows().items() if c in rows and rows[c] != ids} <= notice.containers
        assert {n for n, values in self._own().items() if n in own and own[n] != values} <= notice.nodes
        after = to_data(self.draft)
        again = self.draft.apply(inverse)
        assert to_data(self.draft) == before
        self.undo.append((self.draft.apply(again), before))
        assert to_data(self.draft) == after
        return True

    def _walk(self, node: Node, parent: str, seen: dict[str, tuple[Node, str]]) -> None:
        assert node.id not in seen
        seen[node.id] = (node, parent)
        for child in self.draft.children(node.id):
            self._walk(child, node.id, seen)

    def _rows(self) -> dict[str, list[str]]:
        return {c: [node.id for node in self.draft.children(c)] for c in (*_ROOTS, *self.draft._nodes)}

    def _own(self) -> dict[str, list[Any]]:
        held = {"items", "packages"}
        return {
            node.id: [getattr(node, f.name) for f in fields(node) if f.name not in held]
            for node in self.draft._nodes.values()
        }

    def _new(self, kind: type[Node], size: int) -> Node:
        self.made += 1
        name = f"n{self.made}"
        if kind is Item:
            return Item(name, quantity=3)
        if kind is Package:
            return Package(name, [Item(f"{name}-{n}", quantity=2) for n in range(size)])
        return Consignment(name, [Package(f"{name}-{n}", [Item(f"{name}-{n}-i")]) for n in range(size)])

    def _any_edit(self, data: st.DataObject) -> Edit:
        node, target = self._node_or_root(data), self._node_or_root(data)
        match data.draw(st.integers(0, 4)):
            case 0:
                return Insert(self._new(data.draw(st.sampled_from([Item, Package])), 1), target, 1)
            case 1:
                return Remove(node)
            case 2:
                return Change(node, ((data.draw(st.sampled_from(["reference", "created", "id"])), "x"),))
            case 3:
                return Insert(Item(node), target, 0)
            case _:
                return Place(node, target, data.draw(st.integers(0, 3)))

    def _node_or_root(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([*self.draft._nodes, *_ROOTS, "gone"]))

    def _some(self, data: st.DataObject) -> list[str]:
        return data.draw(st.lists(st.sampled_from([*self.draft._nodes, "gone"]), max_size=4))


Bench.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestBench = Bench.TestCase
