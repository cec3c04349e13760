"""Every edit of the draft: each one step of undo, each refusal in words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.packing.checks import Problem
from desktop_app.packing.draft import Draft, new_id
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.tree import (
    CONSIGNMENTS,
    LOOSE_ITEMS,
    LOOSE_PACKAGES,
    Batch,
    Edit,
    Insert,
    NotAllowed,
    Notice,
    Place,
    Refusal,
    Remove,
)
from desktop_app.pro.models import Money, PackageSize, Weight
from desktop_app.ui.builder import words
from desktop_app.ui.builder.account_options import AccountOptions, of_size, with_country, with_value
from desktop_app.ui.builder.history import History
from desktop_app.ui.counts import Counts
from desktop_app.ui.words import refusal_words


@dataclass(frozen=True, slots=True)
class Target:
    """Where things are put down: in `container`, before the row that is at `index` now (None: at the end).

    Items put into a consignment, among the loose packages or among the consignments get a new package
    there; packages put among the consignments get a new consignment.
    """

    container: str
    index: int | None = None


class DraftEditor(QObject):
    """The draft with its history: whatever a person does to it goes through here.

    `noticed` passes on the draft's Notices, `refused` says why something was not done, `done` what was.
    `put_away`: what was created made room for what was put down, as it is called.
    """

    noticed = Signal(Notice)
    refused = Signal(str)
    done = Signal(str)
    put_away = Signal(str)

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.options = AccountOptions(self)
        self.history = History(draft, self)
        # The draft outlives the page that shows it.
        self.destroyed.connect(draft.listen(self.noticed.emit))

    def refuse(self, reason: str) -> None:
        """Say why something was not done."""
        self.refused.emit(reason)

    def why_not(self, ids: Sequence[str], target: Target) -> str:
        """Say why these cannot be put down there; empty if they can."""
        refusal = self._refusal(ids, target.container)
        return words.why_not(self.draft, ids, target.container, refusal) if refusal else ""

    def put(self, ids: Iterable[str], target: Target) -> bool:
        """Move items or packages to where they are dropped; False (and `refused`) if they cannot go there."""
        chosen = [i for i in ids if self.draft.find(i)]
        if reason := self.why_not(chosen, target):
            self.refuse(reason)
            return False
        if target.index is None and all(self.draft.parent_of(i) == target.container for i in chosen):
            return True
        moved = words.counted(self.draft, chosen)
        text = QCoreApplication.translate("DraftEditor", "move {things}").replace("{things}", moved)
        before = self.draft.consignments[:]
        if not self._do(text, lambda: self._put(chosen, target)):
            return False
        if gone := [each for each in before if not self.draft.find(each.id)]:
            self.put_away.emit(words.created(gone))
        return True

    def add_item(self, description: str, quantity: int, weight: Weight | None, value: Money | None) -> str:
        """Put a new item among the loose ones; returns its id."""
        item = Item(new_id(), description=description, quantity=quantity, weight=weight, value=value)
        self._add(item, LOOSE_ITEMS)
        return item.id

    def add_items(self, descriptions: Sequence[str]) -> list[str]:
        """Put a new item for each of these among the loose ones, as one step of undo; returns their ids."""
        made = [Item(new_id(), description=description) for description in descriptions]
        at = len(self.draft.loose_items)
        edit = Batch(tuple(Insert(item, LOOSE_ITEMS, at + n) for n, item in enumerate(made)))
        things = Counts().items(len(made))
        text = QCoreApplication.translate("DraftEditor", "add {thing}").replace("{thing}", things)
        said = QCoreApplication.translate("DraftEditor", "Added {thing}").replace("{thing}", things)
        return [item.id for item in made] if self._do(text, lambda: self.draft.apply(edit), said=said) else []

    def add_package(self, container: str, size: PackageSize | None = None) -> str:
        """Put an empty package of `size` (None: the account's default) into a consignment or among the loose ones."""
        package = self.options.package(size)
        return package.id if self._add(package, container) else ""

    def add_consignment(self) -> str:
        """Put an empty consignment on the bench, in the place of those that were created; returns its id."""
        return self.add_new(self.options.consignment(self.draft))

    def add_new(self, consignment: Consignment) -> str:
        """Put a consignment that was made elsewhere on the bench, as `add_consignment`; returns its id."""
        text = QCoreApplication.translate("DraftEditor", "add {thing}").replace("{thing}", words.kind(consignment))
        said = QCoreApplication.translate("DraftEditor", "Added {thing}").replace("{thing}", words.kind(consignment))
        self._do(text, lambda: self.draft.apply(self._begun(consignment)), said=self._with_put_away(said))
        return consignment.id

    def put_away_created(self) -> bool:
        """Take all that was created off the bench; the service keeps it, and undo puts it where it was."""
        created = self._created()
        if not created:
            return False
        self.options.remember(self.draft)
        things = words.created(created)
        text = QCoreApplication.translate("DraftEditor", "put away {things}").replace("{things}", things)
        said = QCoreApplication.translate(
            "DraftEditor", "Put away {things}; still under Consignments, and back here with Undo"
        )
        remove = Batch(tuple(Remove(each.id) for each in created))
        return self._do(text, lambda: self.draft.apply(remove), said=said.replace("{things}", things))

    def add_all(self, nodes: Sequence[tuple[Node, str]], text: str, together: str) -> bool:
        """Put nodes that were made elsewhere into their containers, at the end.

        Those that are added one after the other with the same `together` are one step of undo, named `text`.
        """
        ends = {container: len(self.draft.children(container)) for _node, container in nodes}
        edits: list[Edit] = []
        for node, container in nodes:
            edits.append(Insert(node, container, ends[container]))
            ends[container] += 1
        return self._do(text, lambda: self.draft.apply(Batch(tuple(edits))), (together, "nodes"))

    def remove(self, ids: Iterable[str]) -> bool:
        """Take nodes off the bench."""
        chosen = [i for i in ids if self.draft.find(i)]
        things = words.counted(self.draft, chosen)
        text = QCoreApplication.translate("DraftEditor", "delete {things}").replace("{things}", things)
        said = QCoreApplication.translate("DraftEditor", "Deleted {things}; Undo brings them back")
        return bool(chosen) and self._do(text, lambda: self.draft.remove(chosen), said=said.replace("{things}", things))

    def clear(self, consignment_id: str) -> bool:
        """Take a consignment that was created off the bench; the service keeps it."""
        self.options.remember(self.draft)
        text = QCoreApplication.translate("DraftEditor", "clear a created consignment")
        return self._do(text, lambda: self.draft.remove([consignment_id]))

    def duplicate(self, ids: Iterable[str]) -> list[str]:
        """Put a copy of each behind it; returns the copies' ids."""
        nodes = [node for node in map(self.draft.find, ids) if node]
        copies = [_copied(node) for node in nodes]

        def act() -> Edit:
            edits: list[Insert] = []
            for node, made in zip(nodes, copies, strict=True):
                parent = self.draft.parent_of(node.id)
                rows = [row.id for row in self.draft.children(parent)]
                behind = sum(1 for edit in edits if edit.parent == parent and edit.index <= rows.index(node.id) + 1)
                edits.append(Insert(made, parent, rows.index(node.id) + 1 + behind))
            return self.draft.apply(Batch(tuple(edits)))

        text = QCoreApplication.translate("DraftEditor", "duplicate {things}")
        done = self._do(text.replace("{things}", words.counted(self.draft, [n.id for n in nodes])), act)
        return [copied.id for copied in copies] if done else []

    def split_item(self, item_id: str, quantity: int) -> bool:
        """Take some pieces of an item out into an item of their own."""
        text = QCoreApplication.translate("DraftEditor", "split an item")
        return self._do(text, lambda: self.draft.split_item(item_id, quantity))

    def split_package(self, package_id: str) -> bool:
        """Give each item of a package a package of its own."""
        text = QCoreApplication.translate("DraftEditor", "split a package")
        return self._do(text, lambda: self.draft.split(package_id))

    def merge(self, package_ids: Sequence[str]) -> bool:
        """Put several packages' items into the first of them."""
        text = Counts().merged(len(package_ids))
        return self._do(text, lambda: self.draft.merge(package_ids))

    def change(self, node_id: str, field: str, **values: Any) -> bool:
        """Set fields of a node; changes of the same `field` in a row are one step of undo."""
        node = self.draft.find(node_id)
        if node is not None and "unread" not in values and node.unread.keys() & values.keys():
            values["unread"] = {name: typed for name, typed in node.unread.items() if name not in values}
        if node is None or all(getattr(node, name) == value for name, value in values.items()):
            return False
        text = QCoreApplication.translate("DraftEditor", "edit {field}").replace("{field}", words.field_name(field))
        return self._do(text, lambda: self.draft.change(node_id, **values), (node_id, field))

    def mend(self, problem: Problem) -> bool:
        """Mend what the program can mend itself, as a step of undo of its own; False if there is nothing to mend."""
        node, mend = self.draft.find(problem.node), problem.mend
        if node is None or mend is None:
            return False
        values: dict[str, Any] = {mend.field: mend.value}
        if isinstance(node, Consignment) and mend.field.startswith("destination."):
            values = {"destination": with_value(node.destination, mend.field.partition(".")[2], mend.value)}
        if mend.field in node.unread:
            values["unread"] = {name: typed for name, typed in node.unread.items() if name != mend.field}
        text = QCoreApplication.translate("DraftEditor", "mend {field}")
        said = QCoreApplication.translate("DraftEditor", "Mended {field}; Undo brings back what it was")
        name = words.field_name(mend.field)
        return self._do(
            text.replace("{field}", name),
            lambda: self.draft.change(problem.node, **values),
            said=said.replace("{field}", name),
        )

    def set_origin(self, consignment_id: str, origin: str) -> bool:
        """Have a consignment leave from one of the account's locations: to that country, if it has none yet."""
        consignment = self.draft.find(consignment_id)
        values: dict[str, Any] = {"origin": origin}
        if isinstance(consignment, Consignment) and consignment.destination.country is None:
            code = self.options.usual_country(self.draft, origin)
            values |= {"destination": with_country(consignment.destination, code)} if code else {}
        return self.change(consignment_id, "origin", **values)

    def set_size(self, package_id: str, size: PackageSize) -> bool:
        """Give a package one of the account's sizes, or dimensions of its own (OWN_SIZE)."""
        values = of_size(size) if size.reference else {"size_reference": "", "size_name": "", "size_weight": None}
        return self.change(package_id, "size", **values)

    def _refusal(self, ids: Sequence[str], container: str) -> Refusal | None:
        nodes = [self.draft.find(i) for i in ids]
        holder = self.draft.find(container)
        if nodes and all(isinstance(node, Item) for node in nodes):
            if container in {LOOSE_PACKAGES, CONSIGNMENTS}:
                return self.draft.why_not(ids, LOOSE_ITEMS)
            if isinstance(holder, Consignment):
                return Refusal.LOCKED if holder.locked else self.draft.why_not(ids, LOOSE_ITEMS)
        elif nodes and all(isinstance(node, Package) for node in nodes) and container == CONSIGNMENTS:
            return self.draft.why_not(ids, LOOSE_PACKAGES)
        return self.draft.why_not(ids, container)

    def _put(self, ids: Sequence[str], target: Target) -> Edit:
        items = isinstance(self.draft.find(ids[0]), Item)
        if target.container == CONSIGNMENTS:
            made = self.options.consignment(self.draft)
            edits: list[Edit] = [self._begun(made)]
            holder = made.id
            if items:
                package = self.options.package()
                edits.append(Insert(package, made.id, 0))
                holder = package.id
            edits += [Place(i, holder, n) for n, i in enumerate(ids)]
            return self.draft.apply(Batch(tuple(edits)))
        wraps = target.container == LOOSE_PACKAGES or isinstance(self.draft.find(target.container), Consignment)
        if items and wraps:
            return self.draft.pack(ids, self.options.package(), target.container, target.index)
        return self.draft.move(ids, target.container, target.index)

    def _created(self) -> list[Consignment]:
        return [each for each in self.draft.consignments if each.created]

    def _begun(self, consignment: Consignment) -> Batch:
        """Return the edit that begins a consignment: those that were created make room for it."""
        created = self._created()
        at = len(self.draft.consignments) - len(created)
        return Batch((*(Remove(each.id) for each in created), Insert(consignment, CONSIGNMENTS, at)))

    def _with_put_away(self, said: str) -> str:
        created = self._created()
        if not created:
            return said
        more = QCoreApplication.translate("DraftEditor", "{said}; put away {things} (back with Undo)")
        return more.replace("{said}", said).replace("{things}", words.created(created))

    def _add(self, node: Node, container: str) -> bool:
        text = QCoreApplication.translate("DraftEditor", "add {thing}").replace("{thing}", words.kind(node))
        said = QCoreApplication.translate("DraftEditor", "Added {thing}").replace("{thing}", words.kind(node))
        return self._do(text, lambda: self.draft.add(node, container), said=said)

    def _do(self, text: str, act: Callable[[], Edit], field: tuple[str, str] | None = None, *, said: str = "") -> bool:
        try:
            self.history.do(text, act, field)
        except NotAllowed as refused:
            self.refuse(refusal_words(refused.refusal))
            return False
        if field is None:
            self.done.emit(said)
        return True


def _copied(node: Any) -> Any:
    match node:
        case Item():
            return replace(node, id=new_id())
        case Package():
            return replace(node, id=new_id(), items=[_copied(item) for item in node.items])
        case _:
            packages = [_copied(package) for package in node.packages]
            unsent = {"submission": "", "created": "", "earlier": "", "sent_as": ""}
            return replace(copy.copy(node), id=new_id(), packages=packages, **unsent)
