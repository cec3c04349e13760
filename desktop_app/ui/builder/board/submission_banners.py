"""How the sending of each consignment stands, and what came of it, shown on its frame."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.nodes import Consignment
from desktop_app.ui.announce import announce
from desktop_app.ui.builder import words
from desktop_app.ui.builder.board.board import Board
from desktop_app.ui.builder.board.consignment_frame import ConsignmentFrame
from desktop_app.ui.builder.create_controller import CreateController
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.style.roles import Role


class SubmissionBanners(QObject):
    """Keeps the banner of every frame on the board true. `open_wanted`: show that reference's consignment."""

    open_wanted = Signal(str)

    def __init__(self, editor: DraftEditor, creating: CreateController, board: Board, notifier: Notifier) -> None:
        super().__init__(board)
        self._editor = editor
        self._creating = creating
        self._board = board
        self._notifier = notifier
        board.added.connect(self._added)
        creating.started.connect(self._started)
        creating.ended.connect(self.show)
        creating.created.connect(self._created)
        creating.earlier_created.connect(self._earlier_created)
        creating.queued.connect(self._queued)
        creating.unanswered.connect(self._unanswered)
        creating.failed.connect(self._failed)
        creating.look_failed.connect(self._look_failed)

    def show(self, node_id: str) -> None:
        """Show how it stands with one consignment."""
        frame, node = self._board.frame(node_id), self._editor.draft.find(node_id)
        if frame is None or not isinstance(node, Consignment):
            return
        if node.created:
            frame.banner.show_created(node.created)
        elif self._creating.busy(node_id):
            frame.banner.show_sending()
        elif node.submission:
            frame.banner.show_unknown()
        elif node.earlier:
            frame.banner.show_earlier(node.earlier)
        else:
            frame.banner.hide()
        frame.flow.setEnabled(not node.locked)

    def _added(self, frame: ConsignmentFrame) -> None:
        frame.banner.open_wanted.connect(self.open_wanted)
        frame.banner.clear_wanted.connect(lambda: self._editor.clear(frame.node_id))
        frame.banner.look_wanted.connect(lambda: self._creating.look_again(frame.node_id))
        self.show(frame.node_id)

    def _started(self, node_id: str) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            frame.message.clear()
        self.show(node_id)

    def _created(self, node_id: str, reference: str) -> None:
        announce(self._board, self.tr("Created {reference}").replace("{reference}", reference))
        if (frame := self._board.frame(node_id)) is not None:
            frame.message.clear()
            self._board.ensureWidgetVisible(frame.banner)

    def _earlier_created(self, node_id: str, reference: str) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            title = self.tr("An earlier version was created as {reference}").replace("{reference}", reference)
            frame.message.show_note(
                self._named(node_id, title),
                self.tr(
                    "It was sent before you changed it here. Open it to see what was sent. What is here now stays as a "
                    "copy that has not been sent; Create makes another consignment of it."
                ),
                role=Role.ATTENTION,
            )
            announce(self._board, title)
            self._board.ensureWidgetVisible(frame.banner)

    def _queued(self, node_id: str, same: bool) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            said = (
                self.tr("It waits in the Outbox.")
                if same
                else self.tr("An earlier version of it waits in the Outbox: what you changed since is not in it.")
            )
            frame.message.show_note(
                self._named(node_id, said),
                self.tr("SortedPRO could not be reached. It goes out when the network is back."),
                role=Role.MOVING,
            )

    def _unanswered(self, node_id: str) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            frame.message.show_note(
                self._named(node_id, self.tr("Still not known.")),
                self.tr("The service may be slow to list what is new: look again in a minute."),
            )

    def _failed(self, node_id: str, error: BaseException) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            about = self._named(node_id, self.tr("Create the consignment"))
            self._notifier.report(error, about, frame.message)

    def _look_failed(self, node_id: str, error: BaseException) -> None:
        if (frame := self._board.frame(node_id)) is not None:
            about = self._named(node_id, self.tr("It is still not known whether this was created"))
            self._notifier.report(error, about, frame.message)

    def _named(self, node_id: str, said: str) -> str:
        """Return what is said with the consignment that it is about, where there are several."""
        node, draft = self._editor.draft.find(node_id), self._editor.draft
        if not isinstance(node, Consignment) or len(draft.consignments) < 2:
            return said
        return f"{words.consignment_title(draft, node)}: {said}"
