"""What stands where a list would be: a drawing, what is the case, what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.drawing import Drawing
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.ui.widgets.turning_bar import TurningBar


class StatePanel(QWidget):
    """A quiet, centred message below a drawing of that name; `content` (a button, a bar) goes below the words."""

    def __init__(
        self,
        title: str,
        advice: str = "",
        drawing: str = "",
        *content: QWidget,
        busy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(isolated(title))
        self.setAccessibleDescription(isolated(advice))
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addStretch(2)
        if drawing:
            column.addWidget(Drawing(drawing), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = PlainLabel(title, kind=Type.STRONG)
        self._advice = TonedLabel(advice)
        for label in (self._title, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
            # Not before: what is in no window would be shown as one, and take the keyboard.
            label.setVisible(bool(label.text()))
        if busy:
            bar = TurningBar()
            bar.setRange(0, 0)
            bar.setTextVisible(False)
            bar.setAccessibleName(title)
            bar.setMaximumWidth(self.fontMetrics().averageCharWidth() * 30)
            bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(bar, 2)
            row.addStretch(1)
            column.addLayout(row)
        for widget in content:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_words(self, title: str, advice: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(isolated(title))
        self.setAccessibleDescription(isolated(advice))
