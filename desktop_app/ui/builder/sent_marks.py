"""How the sending of each consignment stands, shown on its frame."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.nodes import Consignment
from desktop_app.ui.announce import announce
from desktop_app.ui.builder.board import Board
from desktop_app.ui.builder.creator import Creator
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.frame import ConsignmentFrame


class SentMarks(QObject):
    """Keeps the strip of every frame on the board true. `open_wanted`: show that reference's consignment."""

    open_wanted = Signal(str)

    def __init__(self, desk: Desk, board: Board, creator: Creator, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._board = board
        self._creator = creator
        board.added.connect(self._added)
        creator.changed.connect(self.show)
        creator.created.connect(self._created)

    def show(self, node_id: str) -> None:
        """Show how it stands with one consignment."""
        frame, node = self._board.frame(node_id), self._desk.draft.find(node_id)
        if frame is None or not isinstance(node, Consignment):
            return
        if node.created:
            frame.strip.show_created(node.created)
        elif self._creator.busy(node_id):
            frame.strip.show_sending()
        elif node.submission:
            frame.strip.show_unknown()
        else:
            frame.strip.hide()
        frame.shelf.setEnabled(not node.locked)

    def _added(self, frame: ConsignmentFrame) -> None:
        frame.strip.open_wanted.connect(self.open_wanted)
        frame.strip.clear_wanted.connect(lambda: self._desk.clear(frame.node_id))
        frame.strip.look_wanted.connect(lambda: self._creator.look_again(frame.node_id))
        self.show(frame.node_id)

    def _created(self, node_id: str, reference: str) -> None:
        announce(self._board, self.tr("Created {reference}").replace("{reference}", reference))
        frame = self._board.frame(node_id)
        if frame is not None:
            self._board.ensureWidgetVisible(frame.strip)
