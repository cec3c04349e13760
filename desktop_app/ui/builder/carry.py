"""Things on their way from one place to another: by drag, by click or by key alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from PySide6.QtCore import QObject, Signal

from desktop_app.packing import totals
from desktop_app.packing.nodes import Item
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import Weight
from desktop_app.ui.builder import words
from desktop_app.ui.builder.desk import Desk, Target


class Light(Enum):
    """How a place shows whether what is carried may be put down there."""

    OFF = 0
    LEGAL = 1
    AIMED = 2
    REFUSED = 3


class Carry(QObject):
    """What is picked up and not yet put down. Nothing leaves its place before it is put down.

    `changed` says that something was picked up or let go, `aimed` that another place is aimed at, and
    `put` which nodes were put down.
    """

    changed = Signal()
    aimed = Signal()
    put = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ids: tuple[str, ...] = ()
        self.target: Target | None = None
        self.reason = ""
        self.dragging = False

    @property
    def active(self) -> bool:
        """Whether something waits for a click or a key to be put down."""
        return bool(self.ids) and not self.dragging

    def pick_up(self, ids: Sequence[str], *, dragging: bool = False) -> bool:
        """Take things up; False (and the desk says why) if they may not leave their place."""
        chosen = tuple(i for i in ids if self._desk.draft.find(i))
        if not chosen:
            return False
        home = LOOSE_ITEMS if isinstance(self._desk.draft.find(chosen[0]), Item) else LOOSE_PACKAGES
        if reason := self._desk.why_not(chosen, Target(home)):
            self._desk.refused.emit(reason)
            return False
        self.ids, self.dragging, self.target, self.reason = chosen, dragging, None, ""
        self.changed.emit()
        return True

    def aim(self, target: Target | None, ids: Sequence[str] = ()) -> bool:
        """Aim at a place; returns whether what is carried (`ids`, where a drag brings its own) may go there."""
        carried = tuple(ids) or self.ids
        reason = self._desk.why_not(carried, target) if target is not None and carried else ""
        if (target, reason) != (self.target, self.reason):
            self.target, self.reason = target, reason
            self.aimed.emit()
        return target is not None and not reason

    def step(self, by: int) -> None:
        """Aim at the next or an earlier one of the places where it may go."""
        places = list(self.places())
        if not places:
            return
        if by in {-1, 1} and self.target in places:
            self.aim(places[(places.index(self.target) + by) % len(places)])
        else:
            self.aim(places[0] if by >= 0 else places[-1])

    def put_down(self, target: Target | None = None, ids: Sequence[str] = ()) -> bool:
        """Put what is carried (or `ids`) down where it is aimed, or at `target`; if refused, it stays carried."""
        place = target or self.target
        carried = list(ids or self.ids)
        if place is None or not carried or not self._desk.put(carried, place):
            return False
        self.let_go()
        self.put.emit(carried)
        return True

    def let_go(self) -> None:
        """Leave everything where it was."""
        if self.ids or self.target:
            self.ids, self.target, self.reason, self.dragging = (), None, "", False
            self.changed.emit()

    def light(self, container: str) -> Light:
        """Say how a container is to be lit now."""
        if self.target is not None and self.target.container == container:
            return Light.REFUSED if self.reason else Light.AIMED
        if not self.ids or self._desk.why_not(self.ids, Target(container)):
            return Light.OFF
        return Light.LEGAL

    def weight_at(self, container: str) -> Weight | None:
        """Return what a place would weigh with what is carried put there."""
        return totals.weight_with(self._desk.draft, container, self.ids) if self.ids else None

    def places(self) -> Iterator[Target]:
        """Yield every place where what is carried may be put down, in the order of the screen; not where it is."""
        draft = self._desk.draft
        homes = {draft.parent_of(i) for i in self.ids if draft.find(i)}
        containers = [LOOSE_ITEMS]
        for consignment in draft.consignments:
            containers += [*(package.id for package in consignment.packages), consignment.id]
        containers += [CONSIGNMENTS, *(package.id for package in draft.loose_packages), LOOSE_PACKAGES]
        for container in containers:
            if homes != {container} and not self._desk.why_not(self.ids, Target(container)):
                yield Target(container)

    def describe(self, target: Target) -> str:
        """Say what putting it down there would do: «into Package 2, 0.3 kg»."""
        draft = self._desk.draft
        items = bool(self.ids) and isinstance(draft.find(self.ids[0]), Item)
        name = words.container_title(draft, target.container)
        wraps = target.container == LOOSE_PACKAGES or draft.find(target.container) in draft.consignments
        if items and wraps:
            return self.tr("a new package in {place}").replace("{place}", name)
        return name
