"""A move with the mouse button held down: Qt's drag, with what it carries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from desktop_app.ui.builder import words
from desktop_app.ui.builder.drag import payload
from desktop_app.ui.builder.drag.move import MoveController


def start_drag(source: QWidget, moves: MoveController, ids: Sequence[str]) -> None:
    """Drag nodes with the mouse until they are dropped or let go."""
    if not moves.pick_up(ids, dragging=True):
        return
    draft = moves.editor.draft
    drag = QDrag(source)
    drag.setMimeData(payload.packed(ids))
    titles = [words.title(draft, node) for node in map(draft.find, ids) if node]
    pixmap, hot = payload.picture(source, titles)
    drag.setPixmap(pixmap)
    drag.setHotSpot(hot)
    drag.exec(Qt.DropAction.MoveAction)
    moves.cancel()
