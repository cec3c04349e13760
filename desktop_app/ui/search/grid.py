"""The grid: rows of consignments with their states as chips; its columns can be chosen, ordered and sized."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.pro.models import ConsignmentSummary
from desktop_app.ui.search.columns import COLUMNS, STATE, Column
from desktop_app.ui.search.model import SEVERITY, Index, SortedRows
from desktop_app.ui.widgets.chip import chip_size, paint_chip
from desktop_app.ui.widgets.number_delegate import NumberDelegate


class StateDelegate(QStyledItemDelegate):
    """Paints a state as a chip; to a screen reader the cell stays its word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        selected = option.state & QStyle.StateFlag.State_Selected
        ring = option.palette.color(QPalette.ColorRole.HighlightedText) if selected else None
        painter.save()
        painter.setFont(option.font)
        room = QRectF(option.rect).adjusted(margin, 1, -margin, -1)
        paint_chip(painter, room, text, index.data(SEVERITY), ring=ring)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(chip_size(option.font, f"{index.data()}  "))


class Grid(QTableView):
    """Shows SortedRows. `chosen_changed`: other rows are selected; `columns_changed`: what `columns()` is now."""

    chosen_changed = Signal()
    columns_changed = Signal(str)

    def __init__(self, rows: SortedRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setObjectName("consignment_grid")
        self.setAccessibleName(self.tr("Consignments"))
        self.setModel(rows)
        self.setItemDelegateForColumn(STATE, StateDelegate(self))
        numbers = NumberDelegate(self)
        for i, column in enumerate(COLUMNS):
            if column.number:
                self.setItemDelegateForColumn(i, numbers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        self._prepare_header()
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.verticalScrollBar().valueChanged.connect(self._near_end)
        # A drag of a column's edge says so at every pixel: it is told once, when the hand rests.
        self._settled = QTimer(self, singleShot=True, interval=400)
        self._settled.timeout.connect(lambda: self.columns_changed.emit(self.columns()))
        self.reset_columns()

    def chosen(self) -> list[ConsignmentSummary]:
        """Return the selected rows, from the top down."""
        # Not selectedRows(): that asks the model for every cell, some 10,000 calls for 200 rows.
        selection = self.selectionModel().selection()
        parts = [selection.at(i) for i in range(selection.size())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [self._rows.row_at(self._rows.index(row, 0)) for row in sorted(rows)]

    def current(self) -> ConsignmentSummary | None:
        """Return the row that the keyboard is on, if it is selected; else the first selected one, or None."""
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return self._rows.row_at(index)
        return next(iter(self.chosen()), None)

    def choose(self, references: Iterable[str], current: str = "") -> None:
        """Select those of `references` that are loaded, and go to `current`."""
        selection = QItemSelection()
        for reference in references:
            index = self._rows.index_of(reference)
            if index.isValid():
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        at = self._rows.index_of(current) if current else QModelIndex()
        if at.isValid():
            self.selectionModel().setCurrentIndex(at, flags.NoUpdate)
            self.scrollTo(at)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def columns(self) -> str:
        """Return which columns are shown, in which order and how wide, to be given to `set_columns` another day."""
        header = self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(len(COLUMNS))]
        return json.dumps(
            [{"key": COLUMNS[i].key, "width": self._widths(i), "hidden": header.isSectionHidden(i)} for i in shown]
        )

    def set_columns(self, kept: str) -> None:
        """Show the columns as `columns()` said; what cannot be read, or is new since, stays as it is at first."""
        try:
            wanted = json.loads(kept)
            parts = [(str(c["key"]), int(c["width"]), bool(c["hidden"])) for c in wanted]
        except (ValueError, TypeError, KeyError):
            return
        header = self.horizontalHeader()
        numbers = {column.key: i for i, column in enumerate(COLUMNS)}
        known = [(numbers[key], width, hidden) for key, width, hidden in parts if key in numbers]
        if not any(not hidden for _i, _width, hidden in known):
            return
        for place, (i, width, hidden) in enumerate(known):
            header.moveSection(header.visualIndex(i), place)
            header.setSectionHidden(i, hidden)
            self._last_widths[i] = max(width, header.minimumSectionSize())
            if not hidden:
                header.resizeSection(i, self._last_widths[i])
        self._settled.stop()

    def reset_columns(self) -> None:
        """Show the columns as they are at first."""
        header = self.horizontalHeader()
        self._last_widths = [self._first_width(column) for column in COLUMNS]
        for i, column in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(i), i)
            header.setSectionHidden(i, column.hidden)
            header.resizeSection(i, self._last_widths[i])
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_header_menu)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionResized.connect(lambda *_: self._settled.start())
        header.sectionMoved.connect(lambda *_: self._settled.start())

    def _show_header_menu(self, at: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def columns_menu(self) -> QMenu:
        """Return a menu that shows and hides columns; the last one that is shown cannot be hidden."""
        menu = QMenu(self.tr("Columns"), self)
        header = self.horizontalHeader()
        shown = len(COLUMNS) - header.hiddenSectionCount()
        for place in range(len(COLUMNS)):
            i = header.logicalIndex(place)
            action = menu.addAction(COLUMNS[i].name)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(i))
            action.setEnabled(shown > 1 or header.isSectionHidden(i))
            action.toggled.connect(lambda on, i=i: self._show_column(i, shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("Reset columns"), self._reset_and_tell)
        return menu

    def _show_column(self, i: int, *, shown: bool) -> None:
        header = self.horizontalHeader()
        if not shown:
            self._last_widths[i] = header.sectionSize(i)
        header.setSectionHidden(i, not shown)
        if shown:
            header.resizeSection(i, self._last_widths[i])
        self._settled.start()

    def _reset_and_tell(self) -> None:
        self.reset_columns()
        self._settled.start()

    def _first_width(self, column: Column) -> int:
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * 3
        return max(metrics.averageCharWidth() * column.chars, metrics.horizontalAdvance(column.name)) + room

    def _widths(self, i: int) -> int:
        header = self.horizontalHeader()
        return self._last_widths[i] if header.isSectionHidden(i) else header.sectionSize(i)

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and self._rows.canFetchMore(QModelIndex()):
            self._rows.fetchMore(QModelIndex())
