"""Keeps the steps on every consignment's sheet true, without holding up who types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop_app.packing.nodes import Consignment
from desktop_app.packing.problems import Problem
from desktop_app.packing.tree import CONSIGNMENTS, Notice
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.board.consignment_frame import ConsignmentFrame
from desktop_app.ui.builder.board.consignment_steps import Progress, Stage, progress
from desktop_app.ui.builder.create_controller import CreateController

LATER: Final = 20
"""Milliseconds: what is worked on is looked at before, by the page."""


class FrameProgress(QObject):
    """What an edit touched is looked at again once there is time, one consignment after the other."""

    def __init__(
        self,
        board: Board,
        problems_of: Callable[[Consignment], Sequence[Problem]],
        creating: CreateController,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._problems_of = problems_of
        self._creating = creating
        self._known: dict[str, Progress] = {}
        self._stale: dict[str, None] = {}
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(LATER)
        self._next.timeout.connect(self._look)
        board.added.connect(self._added)
        creating.started.connect(self._touch)
        creating.ended.connect(self._touch)

    def first(self, consignment_id: str, stage: Stage) -> Problem | None:
        """Return what is to be mended first in one step of a consignment; None where there is nothing."""
        known = self._known.get(consignment_id)
        return known.first[stage] if known is not None else None

    def show(self, consignment: Consignment, problems: Sequence[Problem]) -> None:
        """Show how far a consignment is, whose problems were just looked for."""
        frame = self._board.frame(consignment.id)
        self._stale.pop(consignment.id, None)
        if frame is None:
            return
        found = progress(consignment, problems, busy=self._creating.busy(consignment.id))
        self._known[consignment.id] = found
        frame.steps.show_steps(found.steps)

    def hear(self, notice: Notice) -> None:
        """Look again at what an edit touched: at all, where a reference may have become, or no longer be, another's."""
        frames = {frame.node_id for frame in self._board.frames()}
        self._known = {node_id: known for node_id, known in self._known.items() if node_id in frames}
        if CONSIGNMENTS in notice.containers or notice.nodes & frames:
            touched = frames
        else:
            holders = (self._board.consignment_of(node_id) for node_id in notice.nodes | notice.containers)
            touched = {holder for holder in holders if holder}
        for node_id in touched:
            self._touch(node_id)

    def _added(self, frame: ConsignmentFrame) -> None:
        self._touch(frame.node_id)

    def _touch(self, node_id: str) -> None:
        self._stale[node_id] = None
        self._next.start()

    def _look(self) -> None:
        for node_id in tuple(self._stale)[:1]:
            del self._stale[node_id]
            frame = self._board.frame(node_id)
            consignment = frame.consignment if frame is not None else None
            if consignment is not None:
                self.show(consignment, self._problems_of(consignment))
        if self._stale:
            self._next.start()
