"""The tree of a draft: edits as values, each made whole or not at all, each with its inverse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, Final

from desktop_app.packing.nodes import Consignment, Item, Node, Package

LOOSE_ITEMS: Final = "loose-items"
LOOSE_PACKAGES: Final = "loose-packages"
CONSIGNMENTS: Final = "consignments"

_RESERVED: Final = {"", LOOSE_ITEMS, LOOSE_PACKAGES, CONSIGNMENTS}
_OF_SENDING: Final = {"submission", "created", "earlier", "sent_as"}
_LOCKS: Final = ("submission", "created")
# A node's id and what it holds are the tree's own business.
_FIELDS: Final = {
    kind: {field.name for field in fields(kind)} - {"id", "items", "packages"} for kind in (Item, Package, Consignment)
}


class Refusal(Enum):
    """Why an edit is not made; the window words it."""

    GONE = "gone"
    """What was to be edited, or its target, is no longer there."""
    WRONG_KIND = "wrong kind"
    """Items go into packages or among the loose items; packages into consignments or among the loose packages."""
    LOCKED = "locked"
    """The consignment was sent."""
    NOTHING_TO_SPLIT = "nothing to split"
    NOTHING_TO_MERGE = "nothing to merge"


class NotAllowed(Exception):
    """The edit was refused and nothing has changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Insert:
    """Put `node` (with all that is in it) into `parent` at `index`."""

    node: Node
    parent: str
    index: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the node out, with all that is in it."""

    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Move one node to `parent`; `index` counts without the node itself."""

    id: str
    parent: str
    index: int


@dataclass(frozen=True, slots=True)
class Change:
    """Set some of a node's fields, but not its id and not what is in it."""

    id: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits, made in this order, as one: all or none."""

    edits: tuple[Edit, ...]


Edit = Insert | Remove | Place | Change | Batch


@dataclass(frozen=True, slots=True)
class Notice:
    """What an edit touched: the containers whose rows are others now, and the nodes whose fields are."""

    containers: frozenset[str]
    nodes: frozenset[str]


class Tree:
    """Loose items, loose packages and consignments, and the one way to edit them: `apply`.

    Listeners hear once for each edit, after it was made. Ids are unique in the tree, whatever the kind of node.
    """

    def __init__(self) -> None:
        self.loose_items: list[Item] = []
        self.loose_packages: list[Package] = []
        self.consignments: list[Consignment] = []
        self._listeners: list[Callable[[Notice], None]] = []
        self._nodes: dict[str, Node] = {}
        self._parents: dict[str, str] = {}

    def listen(self, listener: Callable[[Notice], None]) -> Callable[[], None]:
        """Call `listener` after each edit; returns what ends that. A listener does not edit."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def find(self, node_id: str) -> Node | None:
        """Return the node with that id, or None."""
        return self._nodes.get(node_id)

    def parent_of(self, node_id: str) -> str:
        """Return the id of the container that holds the node; raises KeyError if it is not here."""
        return self._parents[node_id]

    def children(self, container: str) -> Sequence[Node]:
        """Return what is in a container (a node's id, or one of the three constants); () for an item or the unknown."""
        try:
            return self._list(container)
        except NotAllowed:
            return ()

    def consignment_of(self, node_id: str) -> Consignment | None:
        """Return the consignment that the node is, or is in."""
        while node_id in self._nodes:
            node = self._nodes[node_id]
            if isinstance(node, Consignment):
                return node
            node_id = self._parents[node_id]
        return None

    def why_not(self, ids: Iterable[str], target: str) -> Refusal | None:
        """Say why these nodes cannot be moved into `target`, or None if they can."""
        wanted = {
            LOOSE_ITEMS: Item,
            LOOSE_PACKAGES: Package,
            CONSIGNMENTS: Consignment,
        }.get(target)
        if wanted is None:
            holder = self._nodes.get(target)
            if holder is None:
                return Refusal.GONE
            wanted = {Package: Item, Consignment: Package}.get(type(holder))
            if wanted is None:
                return Refusal.WRONG_KIND
        for node_id in ids:
            node = self._nodes.get(node_id)
            if node is None:
                return Refusal.GONE
            if not isinstance(node, wanted):
                return Refusal.WRONG_KIND
            if target != CONSIGNMENTS and self._locked(node_id):
                return Refusal.LOCKED
        return Refusal.LOCKED if self._locked(target) else None

    def apply(self, edit: Edit) -> Edit:
        """Make an edit whole and return its inverse; raises NotAllowed and changes nothing if any part is refused.

        Raises ValueError, and changes nothing either, for an id that is here already and a field that is none.
        """
        containers: set[str] = set()
        nodes: set[str] = set()
        inverse = self._apply(edit, containers, nodes)
        notice = Notice(frozenset(containers), frozenset(nodes))
        for listener in list(self._listeners):
            # One that another listener has ended meanwhile may no longer have what it would touch.
            if listener in self._listeners:
                listener(notice)
        return inverse

    def _apply(self, edit: Edit, containers: set[str], nodes: set[str]) -> Edit:
        match edit:
            case Insert(node, parent, index):
                self._allow_in(node, parent)
                self._list(parent).insert(index, node)
                self._know(node, parent)
                containers.add(parent)
                return Remove(node.id)
            case Remove(node_id):
                node, parent = self._held(node_id)
                index = self._index(parent, node_id)
                del self._list(parent)[index]
                self._forget(node)
                containers.add(parent)
                return Insert(node, parent, index)
            case Place(node_id, parent, index):
                refusal = self.why_not([node_id], parent)
                if refusal:
                    raise NotAllowed(refusal)
                node, old = self._held(node_id)
                back = Place(node_id, old, self._index(old, node_id))
                del self._list(old)[back.index]
                self._list(parent).insert(index, node)
                self._parents[node_id] = parent
                containers.update((old, parent))
                return back
            case Change(node_id, values):
                node, _ = self._held(node_id)
                self._allow_change(node, dict(values))
                before = tuple((name, getattr(node, name)) for name, _ in values)
                for name, value in values:
                    setattr(node, name, value)
                nodes.add(node_id)
                return Change(node_id, before)
            case _:
                return self._apply_all(edit.edits, containers, nodes)

    def _apply_all(self, edits: tuple[Edit, ...], containers: set[str], nodes: set[str]) -> Edit:
        undo: list[Edit] = []
        try:
            for part in edits:
                undo.append(self._apply(part, containers, nodes))  # noqa: PERF401 - a refusal keeps what came before
        except Exception:
            for part in reversed(undo):
                self._apply(part, containers, nodes)
            raise
        return Batch(tuple(reversed(undo)))

    def _list(self, container: str) -> list[Any]:
        node = self._nodes.get(container)
        match container, node:
            case _, Package():
                return node.items
            case _, Consignment():
                return node.packages
            case "loose-items", _:
                return self.loose_items
            case "loose-packages", _:
                return self.loose_packages
            case "consignments", _:
                return self.consignments
        raise NotAllowed(Refusal.WRONG_KIND if node else Refusal.GONE)

    def _index(self, container: str, node_id: str) -> int:
        return next(n for n, row in enumerate(self._list(container)) if row.id == node_id)

    def _held(self, node_id: str) -> tuple[Node, str]:
        node = self._nodes.get(node_id)
        if node is None:
            raise NotAllowed(Refusal.GONE)
        if not isinstance(node, Consignment) and self._locked(node_id):
            raise NotAllowed(Refusal.LOCKED)
        return node, self._parents[node_id]

    def _allow_in(self, node: Node, parent: str) -> None:
        self._list(parent)
        holder = self._nodes.get(parent)
        if isinstance(node, Item):
            fits = parent == LOOSE_ITEMS or isinstance(holder, Package)
        elif isinstance(node, Package):
            fits = parent == LOOSE_PACKAGES or isinstance(holder, Consignment)
        else:
            fits = parent == CONSIGNMENTS
        if not fits:
            raise NotAllowed(Refusal.WRONG_KIND)
        if self._locked(parent):
            raise NotAllowed(Refusal.LOCKED)
        ids = [inner.id for inner, _ in _tree(node, parent)]
        if len(set(ids)) < len(ids) or not _RESERVED.isdisjoint(ids) or not self._nodes.keys().isdisjoint(ids):
            raise ValueError("an id is there already")

    def _allow_change(self, node: Node, values: dict[str, Any]) -> None:
        if not values.keys() <= _FIELDS[type(node)]:
            raise ValueError(f"not to be changed: {sorted(values.keys() - _FIELDS[type(node)])}")
        if self._locked(node.id) and not values.keys() <= _OF_SENDING:
            # The inverse of an edit that locked it sets the other fields and unlocks it, all in one.
            stays = any(values.get(name, getattr(node, name)) for name in _LOCKS)
            if stays:
                raise NotAllowed(Refusal.LOCKED)

    def _locked(self, node_id: str) -> bool:
        holder = self.consignment_of(node_id)
        return holder is not None and holder.locked

    def _know(self, node: Node, parent: str) -> None:
        for inner, holder in _tree(node, parent):
            self._nodes[inner.id] = inner
            self._parents[inner.id] = holder

    def _forget(self, node: Node) -> None:
        for inner, _ in _tree(node, ""):
            del self._nodes[inner.id], self._parents[inner.id]


def _tree(node: Node, parent: str) -> Iterator[tuple[Node, str]]:
    yield node, parent
    if isinstance(node, Consignment):
        for package in node.packages:
            yield from _tree(package, node.id)
    elif isinstance(node, Package):
        for item in node.items:
            yield item, node.id
