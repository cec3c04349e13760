"""A place on the screen where things can be put down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QEnterEvent, QRegion
from PySide6.QtWidgets import QWidget

from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.builder.drag.highlight import Highlight
from desktop_app.ui.builder.drag.move import MoveController


class DropZone(QWidget):
    """Takes drops for `container`; lit while it may be put down here."""

    def __init__(self, moves: MoveController, container: str) -> None:
        super().__init__()
        self.moves = moves
        self.container = container
        self.highlight = Highlight.OFF
        self.setAcceptDrops(True)

    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target:  # noqa: ARG002 - for those who sort
        """Return what a drop of `ids` at this place of the widget would mean."""
        return Target(self.container)

    def set_highlight(self, highlight: Highlight) -> None:
        """Be lit, or not."""
        if highlight is not self.highlight:
            before, self.highlight = self.highlight, highlight
            self.update(self.touched(before))

    def touched(self, before: Highlight) -> QRegion:  # noqa: ARG002 - for those that know better
        """Return what is to be painted anew now that it is lit in another way."""
        return QRegion(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take notice of our own things alone."""
        ids = payload.unpacked(event.mimeData())
        if ids:
            self.moves.aim(self.target_at(event.position().toPoint(), ids), ids)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what would happen here."""
        ids = payload.unpacked(event.mimeData())
        self.moves.hovered.emit(self.mapToGlobal(event.position().toPoint()))
        if ids and self.moves.aim(self.target_at(event.position().toPoint(), ids), ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """No longer be aimed at."""
        self.moves.aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put down what was dragged here."""
        ids = payload.unpacked(event.mimeData())
        target = self.moves.target if self.moves.scrolled else self.target_at(event.position().toPoint(), ids)
        if ids and self.moves.put_down(target, ids):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Aim here when something was picked up by a click or a key."""
        super().enterEvent(event)
        if self.moves.active:
            self.moves.aim(self.target_at(event.position().toPoint(), self.moves.ids))

    def put_down_at(self, position: QPoint) -> bool:
        """Put down here what a click or a key picked up; False if nothing was."""
        if not self.moves.active:
            return False
        self.moves.put_down(self.target_at(position, self.moves.ids))
        return True
