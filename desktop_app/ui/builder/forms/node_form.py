"""Fields of one node of the draft; each keystroke goes into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.widgets.field_form import FieldForm
from desktop_app.ui.widgets.line_edit import LineEdit


class NodeForm(FieldForm):
    """Fields of the node with `node_id`. `first_field` names the one that most likely wants to be typed into."""

    first_field = "description"

    def __init__(self, editor: DraftEditor) -> None:
        super().__init__()
        self._editor = editor
        self.node_id = ""

    def show_node(self, node: Any) -> None:
        """Show a node of the form's own kind."""
        raise NotImplementedError

    def show_units(self) -> None:
        """Show weights and sizes in the units that are set now."""

    def mark(self, problems: Mapping[str, str]) -> None:
        """Mark what is to be mended."""
        self.set_problems(problems)

    def _line(self, name: str, label: str, *, short: bool = False) -> LineEdit:
        line = LineEdit()
        line.textEdited.connect(lambda text: self._change(name, text))
        self.add_field(name, label, line, short=short)
        return line

    def _read(self, name: str, unread: str, **values: Any) -> None:
        """Take what was read in a field; `unread` is what stands there if it could not be."""
        node = self._editor.draft.find(self.node_id)
        if node is not None:
            kept = {field: text for field, text in node.unread.items() if field != name}
            if unread:
                kept[name] = unread
            self._editor.change(self.node_id, name, unread=kept, **values)

    def _change(self, name: str, value: Any) -> None:
        self._editor.change(self.node_id, name, **{name: value})
