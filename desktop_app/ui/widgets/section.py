"""A part of a page: a heading, and what belongs to it below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.plain_label import PlainLabel


class Section(QWidget):
    """Add to `column` what goes below the heading; to a screen reader the heading names the whole."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.S)
        self.column.addWidget(PlainLabel(title, kind=Type.STRONG))
