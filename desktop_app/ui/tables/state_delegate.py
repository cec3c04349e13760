"""A state in a table, painted as a word on its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.tables.model import COLOUR_ROLE, Index
from desktop_app.ui.widgets.chip import chip_size, paint_chip


class StateDelegate(QStyledItemDelegate):
    """Paints a state as a chip; to a screen reader the cell stays its word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setFont(option.font)
        room = QRectF(option.rect).adjusted(margin, 1, -margin, -1)
        paint_chip(painter, room, text, index.data(COLOUR_ROLE), ringed=bool(selected))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(chip_size(option.font, f"{index.data()}  "))
