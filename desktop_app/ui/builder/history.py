"""Undo and redo of what was done on the bench: each command holds the edit that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoGroup, QUndoStack

from desktop_app.packing.draft import Draft
from desktop_app.packing.tree import Batch, Change, Edit, NotAllowed
from desktop_app.ui.foreign_text import isolated

_ONE_FIELD = 1


class _Command(QUndoCommand):
    """Swaps its edit with the inverse that applying it returns."""

    def __init__(self, draft: Draft, inverse: Edit, text: str, field: Hashable | None) -> None:
        super().__init__(isolated(text))
        self._draft = draft
        self.edit = inverse
        self.field = field
        self._made = True

    def id(self) -> int:
        return -1 if self.field is None else _ONE_FIELD

    def redo(self) -> None:
        # The stack calls this when it takes the command; by then the edit was made.
        if self._made:
            self._made = False
        else:
            self._swap()

    def undo(self) -> None:
        self._made = False
        self._swap()

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a further edit of the same field in: its first value is what undo brings back.

        Of what was added in steps (a Batch each), undo takes back all, the last first.
        """
        if not isinstance(other, _Command) or other.field != self.field:
            return False
        if isinstance(self.edit, Batch):
            self.edit = Batch((other.edit, *self.edit.edits))
            return True
        self.setObsolete(self._back_to_start())
        return True

    def _back_to_start(self) -> bool:
        if not isinstance(self.edit, Change):
            return False
        node = self._draft.find(self.edit.id)
        return all(getattr(node, name) == value for name, value in self.edit.values)

    def _swap(self) -> None:
        try:
            self.edit = self._draft.apply(self.edit)
        except NotAllowed:
            self.setObsolete(True)


class History(QObject):
    """The undo stack of one draft."""

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._stack = QUndoStack(self)
        self._group = QUndoGroup(self)
        self._group.addStack(self._stack)
        self._stack.setActive()

    def do(self, text: str, act: Callable[[], Edit], field: Hashable | None = None) -> None:
        """Make an edit that can be undone; raises NotAllowed if it is refused.

        Edits of the same `field` (a node's id and a name) in a row are one step back.
        """
        self._stack.push(_Command(self._draft, act(), text, field))

    def actions(self, parent: QObject) -> tuple[QAction, QAction]:
        """Return «Undo move 2 items» and «Redo …» with their keys; they follow the stack."""
        undo = self._group.createUndoAction(parent, QCoreApplication.translate("History", "Undo"))
        redo = self._group.createRedoAction(parent, QCoreApplication.translate("History", "Redo"))
        undo.setShortcuts(QKeySequence.StandardKey.Undo)
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        return undo, redo

    def pause(self, *, paused: bool) -> None:
        """Keep the stack but offer nothing of it, while something that it might touch is on its way."""
        self._group.setActiveStack(None if paused else self._stack)  # type: ignore[arg-type]  # none is allowed

    def clear(self) -> None:
        """Forget everything: what was sent is not taken back by undo."""
        self._stack.clear()
