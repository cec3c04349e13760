"""The grid: rows that can be selected, sorted and copied out, in columns that can be chosen, ordered and sized."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.ui.tables.column_layout import ColumnChooser, ColumnLayout
from desktop_app.ui.tables.export import rows_as_tsv
from desktop_app.ui.tables.model import SortedRows
from desktop_app.ui.tables.state_delegate import StateDelegate
from desktop_app.ui.widgets.number_delegate import NumberDelegate

Row = TypeVar("Row")


class Grid(QTableView, Generic[Row]):
    """Shows SortedRows. What is selected stays so, by its id, when other rows take the place of these.

    `chosen_changed`: other rows are selected. `refilled`: other rows have come, and what was selected is so again as
    far as it is among them. `arrangeable`: the person may sort rows, and choose, move and size columns.
    """

    chosen_changed = Signal()
    refilled = Signal()

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
        self.setModel(rows)
        columns = rows.source.columns
        numbers, states = NumberDelegate(self), StateDelegate(self)
        for i, column in enumerate(columns):
            if column.role is not None:
                self.setItemDelegateForColumn(i, states)
            elif column.number:
                self.setItemDelegateForColumn(i, numbers)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Select all"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if arrangeable:
            header.setSectionsMovable(True)
            header.setSortIndicatorClearable(True)
            self.setSortingEnabled(True)
        self.column_layout = ColumnLayout(self, columns)
        self.column_chooser = ColumnChooser(columns, self.column_layout, self)
        if arrangeable:
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(self._show_chooser)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        # After the view itself, which forgets its selection at the same signals.
        rows.modelAboutToBeReset.connect(self._keep_chosen)
        rows.modelReset.connect(self._choose_kept)

    def chosen(self) -> list[Row]:
        """Return the selected rows, from the top down."""
        # Not selectedRows(): that asks the model for every cell, some 10,000 calls for 200 rows.
        selection = self.selectionModel().selection()
        parts = [selection.at(i) for i in range(selection.size())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [self._rows.row_at(self._rows.index(row, 0)) for row in sorted(rows)]

    def current(self) -> Row | None:
        """Return the row that the keyboard is on, if it is selected; else the first selected one, or None."""
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return self._rows.row_at(index)
        return next(iter(self.chosen()), None)

    def choose(self, row_ids: Iterable[str], current: str = "") -> None:
        """Select those rows that are loaded, by their ids, and go to `current`."""
        selection = QItemSelection()
        for row_id in row_ids:
            index = self._rows.index_of(row_id)
            if index.isValid():
                selection.select(index, index)
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
        return self._as_tsv([self._rows.row_at(self._rows.index(at, 0)) for at in range(self._rows.rowCount())])

    def chosen_as_tsv(self) -> str:
        """Return the selected rows in the columns that are shown, as text to paste elsewhere."""
        return self._as_tsv(self.chosen())

    def _as_tsv(self, rows: list[Row]) -> str:
        return rows_as_tsv([self._rows.source.columns[i] for i in self.column_layout.shown()], rows)

    def _show_chooser(self, at: QPoint) -> None:
        self.column_chooser.popup(self.horizontalHeader().mapToGlobal(at))

    def _keep_chosen(self) -> None:
        # Between two searches there are no rows for a moment: what was selected before is still meant.
        if self._rows.rowCount():
            current, row_id = self.current(), self._rows.source.id_of
            self._kept = [row_id(row) for row in self.chosen()], "" if current is None else row_id(current)

    def _choose_kept(self) -> None:
        if self._rows.rowCount():
            self.choose(*self._kept)
        self.refilled.emit()

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())
