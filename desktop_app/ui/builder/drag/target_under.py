"""Which place is under a point of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from desktop_app.ui.builder.draft_editor import Target


@runtime_checkable
class _Place(Protocol):
    def target_at(self, position: QPoint, ids: Sequence[str]) -> Target: ...


def target_under(window: QWidget, at: QPoint, ids: Sequence[str]) -> Target | None:
    """Return what a drop of `ids` at a point of the screen would mean; None where nothing can be put down."""
    widget: QWidget | None = window.childAt(window.mapFromGlobal(at))
    while widget is not None:
        # Of a list that fits its rows the card takes what is no item.
        if isinstance(widget, _Place) and getattr(widget, "takes", lambda _ids: True)(ids):
            return widget.target_at(widget.mapFromGlobal(at), ids)
        widget = widget.parentWidget()
    return None
