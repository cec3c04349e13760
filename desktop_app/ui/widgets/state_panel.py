"""What stands where a list would be: an icon, what is the case, what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.widgets.icon_label import IconLabel
from desktop_app.ui.widgets.plain_label import PlainLabel


class StatePanel(QWidget):
    """A quiet, centred message; `content` (a button, a bar) goes below the words."""

    def __init__(
        self,
        title: str,
        advice: str = "",
        icon: QIcon | None = None,
        *content: QWidget,
        busy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(isolated(title))
        self.setAccessibleDescription(isolated(advice))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        if icon is not None:
            column.addWidget(IconLabel(icon, 2, QIcon.Mode.Disabled), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = PlainLabel(title, scale=1.15, bold=True)
        self._advice = PlainLabel(advice)
        self._advice.setForegroundRole(QPalette.ColorRole.WindowText)
        for label in (self._title, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
            # Not before: what is in no window would be shown as one, and take the keyboard.
            label.setVisible(bool(label.text()))
        if busy:
            bar = QProgressBar()
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
