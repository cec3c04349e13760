"""The grid: rows that can be selected, sorted and copied out, in columns that can be chosen, ordered and sized."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.ui.shown_text import writings
from desktop_app.ui.style.measures import Density
from desktop_app.ui.style.table_look import dress_table, paint_rows, set_density
from desktop_app.ui.tables.column_layout import LOOKED_AT, ColumnChooser, ColumnLayout
from desktop_app.ui.tables.export import rows_as_tsv
from desktop_app.ui.tables.model import Index
from desktop_app.ui.tables.sorted_rows import SortedRows
from desktop_app.ui.tables.state_delegate import StateDelegate

Row = TypeVar("Row")

ROWS_KEPT = 2000
"""Rows of which it is kept that their writings are met."""


class Grid(QTableView, Generic[Row]):
    """Shows SortedRows. What is selected stays so, by its id, when other rows take the place of these.

    `chosen_changed`: other rows are selected. `refilled`: other rows have come, and what was selected is so again as
    far as it is among them. `arrangeable`: the person may sort rows, choose, move and size columns, and say how high
    rows are. `arranged(str)`: they have; the text is what `arrangement()` returns.
    """

    chosen_changed = Signal()
    refilled = Signal()
    arranged = Signal(str)

    def __init__(
        self,
        rows: SortedRows[Row],
        *,
        several: bool = True,
        arrangeable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._kept: tuple[list[str], str] = [], ""
        self._all_kept = False
        self._met: set[str] = set()
        # Rows whose writings are met, by their ids, until one of them changes.
        self._looked_at: set[str] = set()
        self.setModel(rows)
        # A header that knows what is selected asks at each paint whether that is the whole column, row by row.
        for side in (self.horizontalHeader(), self.verticalHeader()):
            side.setSelectionModel(QItemSelectionModel(rows, side))
        columns = rows.source.columns
        states = StateDelegate(self)
        for i, column in enumerate(columns):
            if column.role is not None:
                self.setItemDelegateForColumn(i, states)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Select all"))
        self.verticalHeader().hide()
        self._density = Density.NORMAL
        dress_table(self, self._density)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if arrangeable:
            header.setSectionsMovable(True)
            header.setSortIndicatorClearable(True)
            self.setSortingEnabled(True)
        self.column_layout = ColumnLayout(self, columns)
        self.column_layout.changed.connect(lambda _columns: self.arranged.emit(self.arrangement()))
        self.column_chooser = ColumnChooser(columns, self.column_layout, self, self)
        if arrangeable:
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(self._show_chooser)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        # After the view itself, which forgets its selection at the same signals.
        rows.modelAboutToBeReset.connect(self._keep_chosen)
        for other in (rows.modelReset, rows.dataChanged):
            other.connect(self._looked_at.clear)
        rows.modelReset.connect(self._choose_kept)
        rows.modelReset.connect(self._measure)
        rows.rowsInserted.connect(self._more_came)

    @property
    def density(self) -> Density:
        """How high the rows are."""
        return self._density

    def set_density(self, density: Density) -> None:
        """Have rows as high as that; the row at the top stays there."""
        if density is self._density:
            return
        top = self.indexAt(QPoint(0, 0))
        self._density = density
        set_density(self, density)
        if top.isValid():
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
        self.arranged.emit(self.arrangement())

    def arrangement(self) -> str:
        """Return how columns and rows are arranged, to be given to `arrange` another day."""
        columns = json.loads(self.column_layout.text())
        return json.dumps({"columns": columns, "density": self._density.name.lower()})

    def arrange(self, text: str) -> None:
        """Arrange columns and rows as `arrangement()` said; what cannot be read stays as it is.

        Earlier versions kept the columns alone.
        """
        try:
            kept = json.loads(text)
        except ValueError:
            return
        columns = kept.get("columns") if isinstance(kept, dict) else kept
        self.column_layout.restore(json.dumps(columns))
        density = kept.get("density") if isinstance(kept, dict) else None
        named = {each.name.lower(): each for each in Density}
        if isinstance(density, str) and density in named:
            self._density = named[density]
            set_density(self, self._density)

    def chosen(self) -> list[Row]:
        """Return the selected rows, from the top down."""
        return [row for first, last in self._chosen_spans() for row in self._rows.rows_between(first, last)]

    def count_chosen(self) -> int:
        """Return how many rows are selected."""
        return sum(last - first + 1 for first, last in self._chosen_spans())

    def _chosen_spans(self) -> list[tuple[int, int]]:
        """Return the selected rows as (first, last) of each span without gaps, from the top down."""
        # Not selectedRows(): that asks the model for every cell, some 10,000 calls for 200 rows.
        selection = self.selectionModel().selection()
        parts = sorted({(part.top(), part.bottom()) for part in map(selection.at, range(selection.size()))})
        spans: list[tuple[int, int]] = []
        for first, last in parts:
            if spans and first <= spans[-1][1] + 1:
                spans[-1] = spans[-1][0], max(last, spans[-1][1])
            else:
                spans.append((first, last))
        return spans

    def current(self) -> Row | None:
        """Return the row that the keyboard is on, if it is selected; else the first selected one, or None."""
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return self._rows.row_at(index)
        return next(iter(self.chosen()), None)

    def choose(self, row_ids: Iterable[str], current: str = "") -> None:
        """Select those rows that are loaded, by their ids, and go to `current`."""
        selection = QItemSelection()
        last_column = self._rows.columnCount() - 1
        for first, last in self._rows.spans_of(list(row_ids)):
            selection.append(QItemSelectionRange(self._rows.index(first, 0), self._rows.index(last, last_column)))
        flags = QItemSelectionModel.SelectionFlag
        at = self._rows.index_of(current) if current else QModelIndex()
        if at.isValid():
            self.selectionModel().setCurrentIndex(at, flags.NoUpdate)
            self.scrollTo(at)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def choose_when_loaded(self, row_id: str) -> None:
        """Select that row alone once rows are loaded; to be called while there are none."""
        self._kept = [row_id], row_id

    def shown_as_tsv(self) -> str:
        """Return all loaded rows, in the order and the columns that are shown, as text to paste elsewhere."""
        return self._as_tsv(list(self._rows.rows_between(0, self._rows.rowCount() - 1)))

    def chosen_as_tsv(self) -> str:
        """Return the selected rows in the columns that are shown, as text to paste elsewhere."""
        return self._as_tsv(self.chosen())

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Paint both rows whole: the ring goes round a row, and Qt paints the two cells."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                row = index.row()
                self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint row by row, and what is below a row with new kinds of writing when the window has gone on.

        Qt has to look for their fonts. What is painted, is with the interpreter in hand: each of a thousand cells would
        else wait its turn behind the worker.
        """
        rest = event.region()
        bounds = rest.boundingRect()
        # Whole rows: one that is painted in two parts is painted twice, and its text gets bolder.
        first = self.rowAt(bounds.top())
        top = bounds.top() if first < 0 else self.rowViewportPosition(first)
        row = QRect(bounds.left(), top, bounds.width(), self.verticalHeader().defaultSectionSize())
        known = len(self._met)
        while not rest.isEmpty() and len(self._met) == known:
            super().paintEvent(QPaintEvent(rest.intersected(row)))
            self._meet(self.rowAt(row.top()))
            rest = rest.subtracted(row)
            row.translate(0, row.height())
        paint_rows(self, self._chosen_spans())
        if not rest.isEmpty():
            self.viewport().update(rest)

    def _meet(self, row: int) -> None:
        """Note the writings in a row, unless that was done."""
        if row < 0:
            return
        row_id = self._rows.source.id_of(self._rows.row_at(self._rows.index(row, 0)))
        if row_id not in self._looked_at:
            if len(self._looked_at) >= ROWS_KEPT:
                self._looked_at.clear()
            self._looked_at.add(row_id)
            self._met |= self._writings_in(row)

    def _writings_in(self, row: int) -> set[str]:
        if row < 0:
            return set()
        cells = (self._rows.index(row, column).data() for column in range(self._rows.columnCount()))
        return writings("".join(str(cell) for cell in cells if isinstance(cell, str)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to another width."""
        super().resizeEvent(event)
        self.column_layout.fit()

    def _measure(self) -> None:
        if not self._rows.reordering:
            self.column_layout.measure()

    def _more_came(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first < LOOKED_AT:
            self._measure()

    def _as_tsv(self, rows: list[Row]) -> str:
        return rows_as_tsv([self._rows.source.columns[i] for i in self.column_layout.shown()], rows)

    def _show_chooser(self, at: QPoint) -> None:
        self.column_chooser.popup(self.horizontalHeader().mapToGlobal(at))

    def _keep_chosen(self) -> None:
        # Between two searches there are no rows for a moment: what was selected before is still meant.
        if self._rows.rowCount():
            current, row_id = self.current(), self._rows.source.id_of
            self._all_kept = self._rows.reordering and self.count_chosen() == self._rows.rowCount()
            chosen = [] if self._all_kept else self.chosen()
            self._kept = [row_id(row) for row in chosen], "" if current is None else row_id(current)

    def _choose_kept(self) -> None:
        if self._rows.rowCount():
            self.choose(*self._kept)
            if self._all_kept:
                self.selectAll()
        self._all_kept = False
        if not self._rows.reordering:
            self.refilled.emit()

    def _tell_chosen(self) -> None:
        if not self._rows.reordering:
            self.chosen_changed.emit()

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())
