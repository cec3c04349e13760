"""What every part of the Build page works with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop_app.packing.draft import Draft
from desktop_app.ui.builder.commands import Commands
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.builder.drag.move import MoveController
from desktop_app.ui.builder.selection import Selection
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.units import Units


@dataclass(frozen=True, slots=True)
class BuilderContext:
    """One draft: what edits it, what is selected in it, what is being moved, and how all of it is shown."""

    editor: DraftEditor
    selection: Selection
    moves: MoveController
    commands: Commands
    theme: Theme
    units: Units

    @classmethod
    def of(cls, draft: Draft, theme: Theme, units: Units, page: QWidget) -> BuilderContext:
        """Return the context of a page that shows `draft`; its QObjects are the page's children."""
        editor = DraftEditor(draft, page)
        selection = Selection(draft, page)
        moves = MoveController(editor, page)
        return cls(editor, selection, moves, Commands(selection, moves, theme, page), theme, units)

    @property
    def draft(self) -> Draft:
        """The draft, to be read: what a person does to it goes through the editor."""
        return self.editor.draft
