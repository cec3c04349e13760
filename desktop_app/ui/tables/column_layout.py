"""Which columns of a table are shown, in which order and how wide; kept as text, and chosen from a menu."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from desktop_app.ui.style.measures import CELL, Space
from desktop_app.ui.tables.columns import Column

SETTLED_AFTER: Final = 400
"""Milliseconds after the last change before it is told: a drag of a column's edge changes it at every pixel."""
LOOKED_AT: Final = 60
"""Rows whose contents are measured: what is further down is much the same, and measuring takes its time."""
MOST_LETTERS: Final = 40
"""A column is made no wider for its contents than this, unless it is meant to have more letters."""
GIVES_WAY: Final = 60
"""Percent of what its contents need that a column of words has left where that makes all columns fit."""


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
        self._contents: list[int] = []
        self._own: set[int] = set()
        self._fitting = False
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_AFTER)
        self._settled.timeout.connect(lambda: self.changed.emit(self.text()))
        self._show_as_at_first()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self._settled.start())

    def text(self) -> str:
        """Return how the columns are, to be given to `restore` another day."""
        return json.dumps(
            [
                {
                    "key": self._columns[i].key,
                    "width": self._width(i),
                    "hidden": self._header.isSectionHidden(i),
                    "own": i in self._own,
                }
                for i in self.in_order()
            ]
        )

    def restore(self, text: str) -> None:
        """Show the columns as `text()` said; what cannot be read, or is new since, stays as it is."""
        try:
            wanted = json.loads(text)
            parts = [(str(c["key"]), int(c["width"]), bool(c["hidden"]), bool(c.get("own", True))) for c in wanted]
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        numbers = {column.key: i for i, column in enumerate(self._columns)}
        known = [(numbers[key], width, hidden, own) for key, width, hidden, own in parts if key in numbers]
        if not any(not hidden for _i, _width, hidden, _own in known):
            return
        header = self._header
        self._own = {i for i, _width, _hidden, own in known if own}
        self._fitting = True
        for place, (i, width, hidden, _own) in enumerate(known):
            header.moveSection(header.visualIndex(i), place)
            header.setSectionHidden(i, hidden)
            self._widths[i] = max(width, header.minimumSectionSize())
            if not hidden:
                header.resizeSection(i, self._widths[i])
        self._fitting = False
        self._settled.stop()
        self.fit()

    def measure(self) -> None:
        """Look how much room what stands in the columns needs, and fit them to it."""
        model = self._view.model()
        rows = min(model.rowCount(), LOOKED_AT)
        metrics = self._view.fontMetrics()
        self._contents = []
        for i, column in enumerate(self._columns):
            texts = (str(model.index(row, i).data() or "") for row in range(rows)) if not column.hidden else ()
            most = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            beside = 4 * CELL if column.role or column.number else 2 * CELL
            self._contents.append(most + beside + Space.S if most else 0)
        self.fit()

    def fit(self) -> None:
        """Share the view's width among the columns whose widths nobody has chosen.

        Each has what its contents need, within bounds. One takes what is left; where there is too little, columns of
        words give way, all but the first, and what is cut off can be read in a tooltip; where that is not enough, the
        table scrolls.
        """
        if not any(self._contents):
            return
        shown, room = self.shown(), self._view.viewport().width()
        wanted = {i: self._wanted(i) for i in shown}
        free = [i for i in shown if i not in self._own]
        left = room - sum(self._header.sectionSize(i) for i in shown if i in self._own) - sum(wanted[i] for i in free)
        words = [i for i in free if self._columns[i].gives_way]
        if left >= 0 and words:
            wanted[next((i for i in words if self._columns[i].stretch), words[-1])] += left
        elif left < 0:
            least = {i: self._least(i, wanted[i]) for i in words if i != self._header.logicalIndex(0)}
            spare = sum(max(wanted[i] - least[i], 0) for i in least)
            # Past that the table scrolls anyway: then nothing need be cut off.
            part = -left / spare if spare >= -left else 0
            for i, width in least.items():
                # Up, since a pixel too many would make the table scroll.
                wanted[i] -= ceil(max(wanted[i] - width, 0) * part)
        self._fitting = True
        for i in free:
            self._header.resizeSection(i, wanted[i])
        self._fitting = False

    def reset(self) -> None:
        """Show the columns as they are at first, and the rows in their own order."""
        self._own.clear()
        self._show_as_at_first()
        self._settled.start()
        self.fit()

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
        self.fit()

    def _resized(self, i: int, _before: int, now: int) -> None:
        # A section that is hidden or shown is told of as resized too.
        if not self._fitting and now and not self._header.isSectionHidden(i):
            if self._view.isVisible() and self._header.underMouse():
                self._own.add(i)
            self._settled.start()

    def _wanted(self, i: int) -> int:
        most = self._view.fontMetrics().averageCharWidth() * max(MOST_LETTERS, self._columns[i].chars)
        return min(max(self._contents[i], self._title_width(i)), max(most, self._title_width(i)))

    def _least(self, i: int, wanted: int) -> int:
        return max(self._title_width(i), wanted * GIVES_WAY // 100)

    def _title_width(self, i: int) -> int:
        return self._header.fontMetrics().horizontalAdvance(self._columns[i].title) + 3 * CELL

    def _show_as_at_first(self) -> None:
        header = self._header
        self._fitting = True
        self._widths = [self._first_width(column) for column in self._columns]
        for i, column in enumerate(self._columns):
            header.moveSection(header.visualIndex(i), i)
            header.setSectionHidden(i, column.hidden)
            header.resizeSection(i, self._widths[i])
        self._fitting = False
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
