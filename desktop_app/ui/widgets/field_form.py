"""Labelled fields in groups, that can be marked with what is wrong and found by name; what is seldom needed folds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.labelled_field import LabelledField
from desktop_app.ui.widgets.plain_label import PlainLabel

_NARROW, _WIDE = 2, 4
"""Columns of a group; a field takes two of them, or one if it is short."""
_LETTERS_OF_WIDE = 62


class _Group(QWidget):
    """Fields in two columns, or in four where there is room for them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[QWidget, int]] = []
        self._columns = _NARROW
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(Space.M)
        self._share()

    def add(self, part: QWidget, span: int) -> None:
        """Put a field behind the others."""
        self._parts.append((part, span))
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        super().resizeEvent(event)
        wide = event.size().width() >= self.fontMetrics().averageCharWidth() * _LETTERS_OF_WIDE
        if (columns := _WIDE if wide else _NARROW) != self._columns:
            self._columns = columns
            self._share()
            self._lay()

    def _share(self) -> None:
        for column in range(_WIDE):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _lay(self) -> None:
        row = column = 0
        for part, span in self._parts:
            if column + span > self._columns:
                row, column = row + 1, 0
            self._grid.addWidget(part, row, column, 1, span)
            column += span


class FieldForm(QWidget):
    """Each field's objectName is its name; a star and a colour at its label mark what is still to be mended.

    What is added goes below the heading, or into the fold, that was added last.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labelled: dict[str, LabelledField] = {}
        self._folds: list[tuple[FoldingSection, list[str]]] = []
        self._chosen: set[FoldingSection] = set()
        self._problems: Mapping[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._within = self._column
        self._group: _Group | None = None

    def add_field(self, name: str, label: str, field: QWidget, *, short: bool = False) -> None:
        """Put a field behind the others; a `short` one shares its line with another."""
        field.setObjectName(name)
        self._labelled[name] = LabelledField(label, field)
        self._add(self._labelled[name], name, 1 if short else _NARROW)

    def add_check(self, name: str, check: QCheckBox) -> None:
        """Put a box to tick behind the others; its own words are its label."""
        check.setObjectName(name)
        self._add(check, name, _NARROW)

    def add_heading(self, text: str) -> None:
        """Put a heading above the fields that come."""
        heading = PlainLabel(text, kind=Type.STRONG)
        self._within, self._group = self._column, None
        if self._column.count():
            self._column.addSpacing(Space.XS)
        self._column.addWidget(heading)

    def add_fold(self, title: str) -> FoldingSection:
        """Put a part that folds below the others; the fields that come go into it."""
        fold = FoldingSection(title, opened=False, quiet=True)
        fold.column.setContentsMargins(0, Space.XS, 0, Space.S)
        fold.folded.connect(lambda _opened: self._chosen.add(fold))
        self._column.addWidget(fold)
        self._folds.append((fold, []))
        self._within, self._group = fold.column, None
        return fold

    def add_part(self, part: QWidget) -> None:
        """Put a part of its own below the others."""
        self._within, self._group = self._column, None
        self._column.addWidget(part)

    def open_filled(self, filled: Collection[str]) -> None:
        """Open the folds that have one of these fields in them, and close the others; not what a person has chosen."""
        for fold, names in self._folds:
            if fold not in self._chosen:
                fold.set_opened(any(name in filled for name in names))

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Mark the fields named, each with what is wrong; the others are right."""
        for name in self._problems.keys() | problems.keys():
            if name in self._labelled:
                self._labelled[name].mark(problems.get(name, ""))
        self._problems = dict(problems)

    def _add(self, part: QWidget, name: str, span: int) -> None:
        if self._group is None:
            self._group = _Group()
            self._within.addWidget(self._group)
        self._group.add(part, span)
        if self._folds and self._within is not self._column:
            self._folds[-1][1].append(name)
