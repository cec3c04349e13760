"""What is selected on the bench, whichever list or card it is in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Consignment, Item, Node, Package


class Selection(QObject):
    """Ids of nodes of one kind, in the order in which they were chosen: items, packages or consignments."""

    changed = Signal()

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._ids: tuple[str, ...] = ()
        self._current = ""
        self._held = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """What is selected and still there."""
        return self._ids

    def __contains__(self, node_id: str) -> bool:
        return node_id in self._ids

    def set(self, ids: Iterable[str]) -> None:
        """Select these alone; of several kinds, those of the last one's."""
        known = [i for i in dict.fromkeys(ids) if self._draft.find(i)]
        kind = type(self._draft.find(known[-1])) if known else None
        chosen = tuple(i for i in known if isinstance(self._draft.find(i), kind or ()))
        if chosen != self._ids:
            self._ids = chosen
            self._held = ""
            self._remember()
            self.changed.emit()

    def toggle(self, node_id: str) -> None:
        """Add one, or take it away."""
        self.set([i for i in self._ids if i != node_id] if node_id in self._ids else [*self._ids, node_id])

    def choose_within(self, container: str, ids: Iterable[str]) -> None:
        """Replace what is selected in one container, and keep the rest."""
        rows = {row.id for row in self._draft.children(container)}
        self.set([*(i for i in self._ids if i not in rows), *ids])

    def forget_gone(self) -> None:
        """Drop what was taken off the bench."""
        self.set(self._ids)

    def one(self) -> Node | None:
        """Return what is selected, if it is one thing alone."""
        return self._draft.find(self._ids[0]) if len(self._ids) == 1 else None

    def items(self) -> list[Item]:
        """Return the items selected."""
        return [node for node in map(self._draft.find, self._ids) if isinstance(node, Item)]

    def packages(self) -> list[Package]:
        """Return the packages selected."""
        return [node for node in map(self._draft.find, self._ids) if isinstance(node, Package)]

    def consignment(self) -> Consignment | None:
        """Return the consignment that is worked on: what is selected is in it, or was last; else the next that waits.

        One that was created is worked on no more, unless it is selected or stayed with.
        """
        for node_id in self._ids[-1:]:
            if (holder := self._draft.consignment_of(node_id)) is not None:
                return holder
        found = self._draft.find(self._current)
        if isinstance(found, Consignment) and (not found.created or found.id == self._held):
            return found
        here = [c for c in self._draft.consignments if not c.created]
        return next((c for c in here if not c.locked), next(iter(here), None))

    def stay_with(self, consignment_id: str) -> None:
        """Work on that one, created or not, until something else is selected or `go_on`."""
        self._current = self._held = consignment_id

    def go_on(self) -> None:
        """Let go of a consignment that was created: the next one is worked on."""
        holder = self.consignment()
        if holder is None or not holder.created:
            return
        self._held = ""
        if self._ids and self._draft.consignment_of(self._ids[-1]) is holder:
            self.set(())
        else:
            self.changed.emit()

    def _remember(self) -> None:
        for node_id in self._ids[-1:]:
            found = self._draft.consignment_of(node_id)
            if found is not None:
                self._current = found.id
