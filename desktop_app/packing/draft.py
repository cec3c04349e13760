"""The draft on the bench: what a packer does to it, each with its inverse."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from desktop_app.packing.nodes import Item, Node, Package
from desktop_app.packing.tree import (
    Batch,
    Change,
    Edit,
    Insert,
    NotAllowed,
    Place,
    Refusal,
    Remove,
    Tree,
)


def new_id() -> str:
    """Return an id for a new node: random, never used twice."""
    return uuid.uuid4().hex[:16]


class Draft(Tree):
    """Items, packages and consignments on the bench.

    Every method makes its edit whole, or raises NotAllowed and changes nothing; it returns the
    inverse, an edit for `apply`, which returns the inverse of that in turn.
    """

    def add(self, node: Node, parent: str, index: int | None = None) -> Edit:
        """Put a new node into `parent`, at the end unless `index` says where."""
        return self.apply(Insert(node, parent, len(self._list(parent)) if index is None else index))

    def remove(self, ids: Iterable[str]) -> Edit:
        """Take nodes out, with all that is in them; what goes along with its package is not taken twice."""
        chosen = dict.fromkeys(ids)
        return self.apply(Batch(tuple(Remove(i) for i in chosen if not self._inside(i, chosen))))

    def move(self, ids: Iterable[str], parent: str, index: int | None = None) -> Edit:
        """Move nodes to `parent`, before the row that is at `index` now, keeping their order."""
        return self.apply(self._moved(ids, parent, index))

    def change(self, node_id: str, **values: Any) -> Edit:
        """Set fields of a node."""
        return self.apply(Change(node_id, tuple(values.items())))

    def pack(
        self,
        ids: Iterable[str],
        package: Package,
        parent: str,
        index: int | None = None,
    ) -> Edit:
        """Put the new `package` into `parent` with these items in it, after what it holds already."""
        at = len(self._list(parent)) if index is None else index
        places = tuple(Place(i, package.id, len(package.items) + n) for n, i in enumerate(dict.fromkeys(ids)))
        return self.apply(Batch((Insert(package, parent, at), *places)))

    def split_item(self, item_id: str, quantity: int) -> Edit:
        """Take `quantity` pieces out of an item into a new item behind it; raises NotAllowed unless some stay."""
        item = self._nodes.get(item_id)
        if not isinstance(item, Item) or not 0 < quantity < item.quantity:
            raise NotAllowed(Refusal.NOTHING_TO_SPLIT)
        parent = self._parents[item_id]
        behind = self._index(parent, item_id) + 1
        part = replace(item, id=new_id(), quantity=quantity)
        left = Change(item_id, (("quantity", item.quantity - quantity),))
        return self.apply(Batch((left, Insert(part, parent, behind))))

    def split(self, package_id: str) -> Edit:
        """Give every item of a package but the first a package of its own, behind it."""
        package = self._nodes.get(package_id)
        if not isinstance(package, Package) or len(package.items) < 2:
            raise NotAllowed(Refusal.NOTHING_TO_SPLIT)
        parent = self._parents[package_id]
        at = self._index(parent, package_id)
        edits: list[Edit] = [Change(package_id, (("weight", None), ("value", None)))]
        for n, item in enumerate(package.items[1:], start=1):
            own = Package(
                new_id(),
                size_reference=package.size_reference,
                size_name=package.size_name,
                size_weight=package.size_weight,
                dimensions=package.dimensions,
            )
            edits += [Insert(own, parent, at + n), Place(item.id, own.id, 0)]
        return self.apply(Batch(tuple(edits)))

    def merge(self, package_ids: Iterable[str]) -> Edit:
        """Put the items of all these packages into the first of them and take the others away.

        A weight or value that was typed no longer holds for the first, so both go back to the items' sum.
        """
        ids = list(dict.fromkeys(package_ids))
        packages = [p for p in map(self._nodes.get, ids) if isinstance(p, Package)]
        if len(packages) < 2 or len(packages) != len(ids):
            raise NotAllowed(Refusal.NOTHING_TO_MERGE)
        first, *others = packages
        items = [item.id for package in others for item in package.items]
        places = tuple(Place(i, first.id, len(first.items) + n) for n, i in enumerate(items))
        clear = Change(first.id, (("weight", None), ("value", None)))
        return self.apply(Batch((clear, *places, *(Remove(p.id) for p in others))))

    def _moved(self, ids: Iterable[str], parent: str, index: int | None) -> Edit:
        chosen = dict.fromkeys(ids)
        rows = [row.id for row in self._list(parent)]
        at = len(rows) if index is None else max(0, index)
        at -= sum(1 for row in rows[:at] if row in chosen)
        # Each is first put at the end, so that the index counts only the rows that stay.
        ends = tuple(Place(i, parent, len(rows)) for i in chosen)
        return Batch(ends + tuple(Place(i, parent, at + n) for n, i in enumerate(chosen)))

    def _inside(self, node_id: str, ids: Collection[str]) -> bool:
        parent = self._parents.get(node_id)
        while parent is not None:
            if parent in ids:
                return True
            parent = self._parents.get(parent)
        return False
