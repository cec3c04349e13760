"""Labelled fields, one below the other, that can be marked with what is wrong and found by name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop_app.ui.foreign_text import isolated, tooltip
from desktop_app.ui.style.measures import Type, font
from desktop_app.ui.style.roles import Kind, Role, colour


class FieldForm(QWidget):
    """Each field's objectName is its name; a star and a colour mark what is still to be mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, tuple[QLabel, str]] = {}
        self._fields: dict[str, QWidget] = {}
        self._problems: Mapping[str, str] = {}
        unit = self.fontMetrics().height() // 2
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(unit)
        self._form.setVerticalSpacing(unit)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def add_field(self, name: str, label: str, field: QWidget) -> None:
        """Put a field below the others."""
        field.setObjectName(name)
        field.setAccessibleName(label)
        shown = QLabel(label)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setBuddy(field)
        shown.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self._labels[name] = shown, label
        self._fields[name] = field
        self._form.addRow(shown, field)

    def add_heading(self, text: str) -> None:
        """Put a heading above the fields that come."""
        heading = QLabel(text)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(font(Type.STRONG))
        heading.setContentsMargins(0, self.fontMetrics().height() // 2 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(heading)

    def add_part(self, part: QWidget) -> None:
        """Put a part of its own across both columns."""
        self._form.addRow(part)

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields named, each with what is wrong; the others are right."""
        for name in self._problems.keys() | problems.keys():
            if name in self._labels:
                self._mark(name, problems.get(name, ""))
        self._problems = dict(problems)

    def changeEvent(self, event: QEvent) -> None:
        """Mark in the colours of light or dark when that has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for name, problem in self._problems.items():
                if name in self._labels:
                    self._mark(name, problem)

    def _mark(self, name: str, problem: str) -> None:
        label, text = self._labels[name]
        label.setText(f"{text} *" if problem else text)
        palette = QPalette(QGuiApplication.palette())
        if problem:
            palette.setColor(QPalette.ColorRole.WindowText, colour(Role.ATTENTION, Kind.MARK))
        label.setPalette(palette)
        label.setToolTip(tooltip(problem))
        self._fields[name].setAccessibleDescription(isolated(problem))
