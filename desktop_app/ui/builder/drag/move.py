"""Moving things from one place to another: by drag, by click or by key alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, Signal

from desktop_app.packing import totals
from desktop_app.packing.nodes import Item
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.models import Weight
from desktop_app.ui.builder import words
from desktop_app.ui.builder.draft_editor import DraftEditor, Target
from desktop_app.ui.builder.drag.highlight import Highlight


@dataclass(frozen=True, slots=True)
class MoveGesture:
    """One gesture, from picking up to putting down or letting go: what is moved, how, and where it is aimed now.

    `dragging`: the mouse button is held down; otherwise a click or a key puts down. `refusal` says why it cannot be
    put down at `target`, and is empty if it can.
    """

    ids: tuple[str, ...] = ()
    dragging: bool = False
    target: Target | None = None
    refusal: str = ""


_NONE = MoveGesture()


class MoveController(QObject):
    """Runs one MoveGesture at a time. Nothing leaves its place before it is put down.

    `changed` says that something was picked up or let go, `aimed` that another place is aimed at, `hovered` where on
    the screen a drag is, and `put` which nodes were put down.
    """

    changed = Signal()
    aimed = Signal()
    hovered = Signal(QPoint)
    put = Signal(list)

    def __init__(self, editor: DraftEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._gesture = _NONE
        self._scrolled = False

    @property
    def scrolled(self) -> bool:
        """Whether what is aimed at came under the mouse by scrolling: then Qt still tells the place before it."""
        return self._scrolled and self.target is not None

    @property
    def ids(self) -> tuple[str, ...]:
        """What is being moved; empty if nothing is."""
        return self._gesture.ids

    @property
    def target(self) -> Target | None:
        """Where it is aimed."""
        return self._gesture.target

    @property
    def refusal(self) -> str:
        """Why it cannot be put down there; empty if it can."""
        return self._gesture.refusal

    @property
    def dragging(self) -> bool:
        """Whether it is held with the mouse."""
        return self._gesture.dragging

    @property
    def active(self) -> bool:
        """Whether something waits for a click or a key to be put down."""
        return bool(self.ids) and not self.dragging

    def pick_up(self, ids: Sequence[str], *, dragging: bool = False) -> bool:
        """Begin to move things; False (and the editor says why) if they may not leave their place."""
        chosen = tuple(i for i in ids if self.editor.draft.find(i))
        if not chosen:
            return False
        home = LOOSE_ITEMS if isinstance(self.editor.draft.find(chosen[0]), Item) else LOOSE_PACKAGES
        if reason := self.editor.why_not(chosen, Target(home)):
            self.editor.refuse(reason)
            return False
        self._gesture = MoveGesture(chosen, dragging)
        self.changed.emit()
        return True

    def aim(self, target: Target | None, ids: Sequence[str] = (), *, scrolled: bool = False) -> bool:
        """Aim at a place; returns whether what is moved (`ids`, where a drag brings its own) may go there."""
        self._scrolled = scrolled
        moved = tuple(ids) or self.ids
        refusal = self.editor.why_not(moved, target) if target is not None and moved else ""
        aimed = replace(self._gesture, target=target, refusal=refusal)
        if aimed != self._gesture:
            self._gesture = aimed
            self.aimed.emit()
        return target is not None and not refusal

    def step(self, by: int) -> None:
        """Aim at the next (1) or the previous (-1) of the places where it may go, or at the first (0)."""
        places = list(self.places())
        if not places:
            return
        if by in {-1, 1} and self.target in places:
            self.aim(places[(places.index(self.target) + by) % len(places)])
        else:
            self.aim(places[0] if by >= 0 else places[-1])

    def put_down(self, target: Target | None = None, ids: Sequence[str] = ()) -> bool:
        """Put what is moved (or `ids`) down where it is aimed, or at `target`; if refused, the gesture goes on."""
        place = target or self.target
        moved = list(ids or self.ids)
        if place is None or not moved or not self.editor.put(moved, place):
            return False
        self.cancel()
        self.put.emit(moved)
        return True

    def cancel(self) -> None:
        """End the gesture; what was not put down stays where it is."""
        if self.ids or self.target:
            self._gesture = _NONE
            self.changed.emit()

    def highlight(self, container: str) -> Highlight:
        """Say how a container is to be lit now."""
        if self.target is not None and self.target.container == container:
            return Highlight.REFUSED if self.refusal else Highlight.AIMED
        if not self.ids or self.editor.why_not(self.ids, Target(container)):
            return Highlight.OFF
        return Highlight.LEGAL

    def weight_at(self, container: str) -> Weight | None:
        """Return what a place would weigh with what is moved put there."""
        return totals.weight_with(self.editor.draft, container, self.ids) if self.ids else None

    def weight_moved(self) -> Weight | None:
        """Return what is being moved weighs; None if that is not known."""
        return totals.weight_of(self.editor.draft, self.ids)

    @property
    def wraps(self) -> bool:
        """Whether what is being moved would be put into a package of its own, where there is none."""
        return bool(self.ids) and isinstance(self.editor.draft.find(self.ids[0]), Item)

    def places(self) -> Iterator[Target]:
        """Yield every place where what is moved may be put down, in the order of the screen; not where it is."""
        draft = self.editor.draft
        homes = {draft.parent_of(i) for i in self.ids if draft.find(i)}
        containers = [LOOSE_ITEMS]
        for consignment in draft.consignments:
            containers += [*(package.id for package in consignment.packages), consignment.id]
        containers += [CONSIGNMENTS, *(package.id for package in draft.loose_packages), LOOSE_PACKAGES]
        for container in containers:
            if homes != {container} and not self.editor.why_not(self.ids, Target(container)):
                yield Target(container)

    def describe(self, target: Target) -> str:
        """Say where putting it down there would put it: «a new package in Consignment 1»."""
        draft = self.editor.draft
        name = words.container_title(draft, target.container)
        holds = target.container == LOOSE_PACKAGES or draft.find(target.container) in draft.consignments
        if self.wraps and holds:
            return self.tr("a new package in {place}").replace("{place}", name)
        return name
