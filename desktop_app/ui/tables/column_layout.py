"""Which columns of a table are shown, in which order and how wide; kept as text, and chosen from a menu."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from desktop_app.ui.tables.columns import Column

SETTLED_AFTER: Final = 400
"""Milliseconds after the last change before it is told: a drag of a column's edge changes it at every pixel."""


class ColumnLayout(QObject):
    """The columns of a view. `changed(str)`: a person has arranged them; the text is what `text()` returns."""

    changed = Signal(str)

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(view)
        self._view = view
        self._header = header = view.horizontalHeader()
        self._columns = tuple(columns)
        # A hidden section has no width of its own to come back to.
        self._widths: list[int] = []
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_AFTER)
        self._settled.timeout.connect(lambda: self.changed.emit(self.text()))
        self._show_as_at_first()
        header.sectionResized.connect(lambda *_: self._settled.start())
        header.sectionMoved.connect(lambda *_: self._settled.start())

    def text(self) -> str:
        """Return how the columns are, to be given to `restore` another day."""
        return json.dumps(
            [
                {"key": self._columns[i].key, "width": self._width(i), "hidden": self._header.isSectionHidden(i)}
                for i in self.in_order()
            ]
        )

    def restore(self, text: str) -> None:
        """Show the columns as `text()` said; what cannot be read, or is new since, stays as it is."""
        try:
            wanted = json.loads(text)
            parts = [(str(c["key"]), int(c["width"]), bool(c["hidden"])) for c in wanted]
        except (ValueError, TypeError, KeyError):
            return
        numbers = {column.key: i for i, column in enumerate(self._columns)}
        known = [(numbers[key], width, hidden) for key, width, hidden in parts if key in numbers]
        if not any(not hidden for _i, _width, hidden in known):
            return
        header = self._header
        for place, (i, width, hidden) in enumerate(known):
            header.moveSection(header.visualIndex(i), place)
            header.setSectionHidden(i, hidden)
            self._widths[i] = max(width, header.minimumSectionSize())
            if not hidden:
                header.resizeSection(i, self._widths[i])
        self._settled.stop()

    def reset(self) -> None:
        """Show the columns as they are at first, and the rows in their own order."""
        self._show_as_at_first()
        self._settled.start()

    def in_order(self) -> list[int]:
        """Return the columns' numbers from the left, the hidden ones included."""
        return [self._header.logicalIndex(place) for place in range(len(self._columns))]

    def shown(self) -> list[int]:
        """Return the numbers of the columns that are shown, from the left."""
        return [i for i in self.in_order() if not self._header.isSectionHidden(i)]

    def show_column(self, i: int, *, shown: bool) -> None:
        """Show a column as wide as it last was, or hide it."""
        if not shown:
            self._widths[i] = self._header.sectionSize(i)
        self._header.setSectionHidden(i, not shown)
        if shown:
            self._header.resizeSection(i, self._widths[i])
        self._settled.start()

    def _show_as_at_first(self) -> None:
        header = self._header
        self._widths = [self._first_width(column) for column in self._columns]
        for i, column in enumerate(self._columns):
            header.moveSection(header.visualIndex(i), i)
            header.setSectionHidden(i, column.hidden)
            header.resizeSection(i, self._widths[i])
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _first_width(self, column: Column[Any]) -> int:
        metrics = self._view.fontMetrics()
        letter = metrics.averageCharWidth()
        return max(letter * column.chars, metrics.horizontalAdvance(column.title)) + letter * 3

    def _width(self, i: int) -> int:
        return self._widths[i] if self._header.isSectionHidden(i) else self._header.sectionSize(i)


class ColumnChooser(QMenu):
    """A menu that shows and hides columns; the last one that is shown cannot be hidden."""

    def __init__(self, columns: Sequence[Column[Any]], layout: ColumnLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Columns"))
        self._columns = tuple(columns)
        self._layout = layout
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the columns as they are now."""
        self.clear()
        shown = self._layout.shown()
        for i in self._layout.in_order():
            action = self.addAction(self._columns[i].title)
            action.setCheckable(True)
            action.setChecked(i in shown)
            action.setEnabled(len(shown) > 1 or i not in shown)
            action.toggled.connect(lambda on, i=i: self._layout.show_column(i, shown=on))
        self.addSeparator()
        self.addAction(self.tr("Reset columns"), self._layout.reset)
