"""What a table looks like over the cells that Qt paints: a line below each row, and which rows are chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.ui.style import drawing
from desktop_app.ui.style.desk_style import plain_cells
from desktop_app.ui.style.measures import Density, Line, Radius, scaled, tabular
from desktop_app.ui.style.roles import Tone, tone


def dress_table(view: QTableView, density: Density = Density.NORMAL) -> None:
    """Give a table its rows, its cells and its header; `paint_rows` is to be called after its own paintEvent."""
    plain_cells(view)
    view.setFont(tabular(view.font()))
    view.setFrameShape(QTableView.Shape.Box)
    view.setFrameShadow(QTableView.Shadow.Plain)
    view.setLineWidth(Line.THIN)
    view.setAlternatingRowColors(False)
    view.setWordWrap(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.setShowGrid(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    # Fusion draws a box there.
    view.setCornerWidget(QWidget(view))
    view.verticalHeader().setMinimumSectionSize(int(Density.COMPACT))
    set_density(view, density)


def set_density(view: QTableView, density: Density) -> None:
    """Make the rows as high as that, or as a larger text needs."""
    view.verticalHeader().setDefaultSectionSize(scaled(density, view.fontMetrics()))


def paint_rows(view: QTableView, chosen: Iterable[tuple[int, int]]) -> None:
    """Paint lines between the rows that are in view, a bar at the edge of those chosen, and where the keyboard is.

    `chosen` has the (first, last) of each span of selected rows.
    """
    area = view.viewport().rect()
    first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
    if first < 0:
        return
    if last < 0:
        last = view.model().rowCount() - 1
    width = min(area.width(), view.horizontalHeader().length())
    painter = QPainter(view.viewport())
    bottoms = [view.rowViewportPosition(row) + view.rowHeight(row) - 1 for row in range(first, last + 1)]
    at = view.currentIndex().row()
    if view.hasFocus() and first <= at <= last:
        _paint_current_cell(view, painter)
    painter.setPen(tone(Tone.LINE))
    painter.drawLines([QLine(0, y, width - 1, y) for y in bottoms])
    for start, end in chosen:
        for row in range(max(start, first), min(end, last) + 1):
            top = view.rowViewportPosition(row)
            painter.fillRect(QRect(0, top, Line.BAR, view.rowHeight(row) - 1), tone(Tone.ACCENT))
    if view.hasFocus() and first <= at <= last:
        place = QRect(0, view.rowViewportPosition(at), width, view.rowHeight(at) - 1)
        drawing.ring(painter, place, radius=Radius.SMALL)
    painter.end()


def _paint_current_cell(view: QTableView, painter: QPainter) -> None:
    """Paint the cell that the keyboard is on once more, as its neighbours are: a ring goes round the whole row."""
    index = view.currentIndex()
    option: Any = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    option.state &= ~QStyle.StateFlag.State_HasFocus
    if view.selectionModel().isSelected(index):
        option.state |= QStyle.StateFlag.State_Selected
    painter.fillRect(option.rect, tone(Tone.RAISED))
    view.itemDelegateForIndex(index).paint(painter, option, index)
