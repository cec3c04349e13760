"""Which columns of a table are shown, in which order and how wide; kept as text, and chosen from a menu."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from desktop_app.ui.shown_text import writings
from desktop_app.ui.style.measures import CELL, Density, Space
from desktop_app.ui.tables.columns import Column

SETTLED_AFTER: Final = 400
"""Milliseconds after the last change before it is told: a drag of a column's edge changes it at every pixel."""
LOOKED_AT: Final = 60
"""Rows whose contents are measured: what is further down is much the same, and measuring takes its time."""
MOST_LETTERS: Final = 40
"""A column is made no wider for its contents than this, unless it is meant to have more letters."""
GIVES_WAY: Final = 60
"""Percent of what its contents need that a column of words has left where that makes all columns fit."""
MOST_TO_ONE: Final = 20
"""Percent of the width that one column takes of what is left, before the others have a part of it too."""
READABLE: Final = 95
"""Percent of it that it should have: below that, a column that is less wanted is left out instead."""


class RowHeight(Protocol):
    """What has rows of a height that can be chosen."""

    @property
    def density(self) -> Density:
        """How high its rows are."""

    def set_density(self, density: Density) -> None:
        """Have rows as high as that."""


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
        # What a person has hidden or asked for; what is hidden besides is left out for want of room.
        self._hidden: set[int] = set()
        self._asked: set[int] = set()
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
                    "hidden": i in self._hidden,
                    "own": i in self._own,
                    "asked": i in self._asked,
                }
                for i in self.in_order()
            ]
        )

    def restore(self, text: str) -> None:
        """Show the columns as `text()` said; what cannot be read, or is new since, stays as it is."""
        try:
            wanted = json.loads(text)
            parts = [(str(c["key"]), int(c["width"]), bool(c["hidden"]), bool(c.get("own", True))) for c in wanted]
            asked = {str(c["key"]) for c in wanted if c.get("asked")}
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        numbers = {column.key: i for i, column in enumerate(self._columns)}
        known = [(numbers[key], width, hidden, own) for key, width, hidden, own in parts if key in numbers]
        if not any(not hidden for _i, _width, hidden, _own in known):
            return
        header = self._header
        self._own = {i for i, _width, _hidden, own in known if own}
        self._asked = {numbers[key] for key in asked if key in numbers}
        self._hidden -= {i for i, *_rest in known}
        self._hidden |= {i for i, _width, hidden, _own in known if hidden}
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
            most = max((_wide(metrics, text) for text in texts), default=0)
            beside = 4 * CELL if column.role else 2 * CELL
            self._contents.append(most + beside + Space.S if most else 0)
        self.fit()

    def fit(self) -> None:
        """Share the view's width among the columns whose widths nobody has chosen.

        Each has what its contents need, within bounds. One takes what is left; where there is too little, those that
        are least wanted are left out, and columns of words give way, all but the first, so that what is cut off can be
        read in a tooltip; where that is not enough, the table scrolls.
        """
        if not any(self._contents):
            return
        self._leave_out()
        shown, room = self.shown(), self._view.viewport().width()
        wanted = {i: self._wanted(i) for i in shown}
        free = [i for i in shown if i not in self._own]
        left = room - sum(self._header.sectionSize(i) for i in shown if i in self._own) - sum(wanted[i] for i in free)
        words = [i for i in free if self._columns[i].gives_way]
        if left >= 0 and words:
            # On a wide screen one column alone would part what belongs together.
            others = [i for i in words if i != self._header.logicalIndex(0)]
            each = max(left - room * MOST_TO_ONE // 100, 0) // max(len(others), 1)
            for i in others:
                wanted[i] += each
                left -= each
            wanted[next((i for i in words if self._columns[i].stretch), words[-1])] += left
        elif left < 0:
            least = {i: self._least(i, wanted[i]) for i in words if i != self._header.logicalIndex(0)}
            spare = sum(max(wanted[i] - least[i], 0) for i in least)
            # Past that the table scrolls anyway: then nothing need be cut off.
            over = -left if spare >= -left else 0
            # To the pixel: with one too much the table would scroll.
            for i, width in least.items():
                mine = max(wanted[i] - width, 0)
                cut = -(-over * mine // spare) if spare else 0
                wanted[i] -= cut
                over, spare = over - cut, spare - mine
        self._fitting = True
        for i in free:
            self._header.resizeSection(i, wanted[i])
        self._fitting = False

    def _leave_out(self) -> None:
        """Hide what there is no room for, the least wanted first, and show again what there is room for now."""
        wanted = [i for i in self.in_order() if i not in self._hidden]
        needs = {i: self._needs(i) for i in wanted}
        ranked = sorted((i for i in wanted if self._columns[i].rank and i not in self._asked), key=self._rank)
        left = self._view.viewport().width() - sum(needs[i] for i in wanted if i not in ranked)
        out: set[int] = set()
        for i in ranked:
            if needs[i] <= left:
                left -= needs[i]
            else:
                out.add(i)
        self._fitting = True
        for i in wanted:
            if self._header.isSectionHidden(i) is not (i in out):
                if i in out:
                    self._widths[i] = self._header.sectionSize(i)
                self._header.setSectionHidden(i, i in out)
                if i not in out:
                    self._header.resizeSection(i, self._widths[i])
        self._fitting = False

    def _rank(self, i: int) -> int:
        return self._columns[i].rank

    def _needs(self, i: int) -> int:
        """Return the width below which a column had better not be shown."""
        if i in self._own:
            return self._width(i)
        wanted = self._wanted(i)
        if not self._columns[i].gives_way or i == self._header.logicalIndex(0):
            return wanted
        return max(self._title_width(i), wanted * READABLE // 100)

    def reset(self) -> None:
        """Show the columns as they are at first, and the rows in their own order."""
        self._own.clear()
        self._asked.clear()
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
            self._hidden.add(i)
            self._asked.discard(i)
        else:
            self._hidden.discard(i)
            self._asked.add(i)
        self._header.setSectionHidden(i, not shown)
        if shown:
            self._header.resizeSection(i, self._widths[i])
        self._settled.start()
        self.fit()

    def _resized(self, i: int, _before: int, now: int) -> None:
        # A section that is hidden or shown is told of as resized too.
        if not self._fitting and now and not self._header.isSectionHidden(i):
            if self._view.isVisible():
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
        self._hidden = {i for i, column in enumerate(self._columns) if column.hidden}
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


def _wide(metrics: QFontMetrics, text: str) -> int:
    """Return how wide a text is: about, where Qt would first have to look for a font for each of its writings."""
    return 2 * metrics.averageCharWidth() * len(text) if writings(text) else metrics.horizontalAdvance(text)


class ColumnChooser(QMenu):
    """A menu that shows and hides columns, and says how high rows are; the last column shown cannot be hidden."""

    def __init__(self, columns: Sequence[Column[Any]], layout: ColumnLayout, rows: RowHeight, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("View"))
        self._columns = tuple(columns)
        self._layout = layout
        self._rows = rows
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the columns as they are now."""
        self.clear()
        self.addSection(self.tr("Rows"))
        for density, words in (
            (Density.COMPACT, self.tr("Compact")),
            (Density.NORMAL, self.tr("Comfortable")),
            (Density.ROOMY, self.tr("Roomy")),
        ):
            action = self.addAction(words)
            action.setObjectName(f"density_{density.name.lower()}")
            action.setCheckable(True)
            action.setChecked(density is self._rows.density)
            action.triggered.connect(lambda _on=False, density=density: self._rows.set_density(density))
        self.addSection(self.tr("Columns"))
        shown = self._layout.shown()
        for i in self._layout.in_order():
            action = self.addAction(self._columns[i].title)
            action.setCheckable(True)
            action.setChecked(i in shown)
            action.setEnabled(len(shown) > 1 or i not in shown)
            action.toggled.connect(lambda on, i=i: self._layout.show_column(i, shown=on))
        self.addSeparator()
        self.addAction(self.tr("Reset columns"), self._layout.reset)
