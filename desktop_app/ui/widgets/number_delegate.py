"""Numbers at the right of their column, with a gap to what the next column says."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem


class NumberDelegate(QStyledItemDelegate):
    """Paints a cell as its view does, its text two letters away from the edge."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        state: QStyle.StateFlag = option.state  # fields of Qt's struct that the stubs lack
        palette: QPalette = option.palette
        box: QRect = option.rect
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        if not enabled:
            palette.setCurrentColorGroup(QPalette.ColorGroup.Disabled)
        elif not state & QStyle.StateFlag.State_Active:
            palette.setCurrentColorGroup(QPalette.ColorGroup.Inactive)
        chosen = state & QStyle.StateFlag.State_Selected
        gap = option.fontMetrics.averageCharWidth()
        inside = box.adjusted(gap, 0, -2 * gap, 0)
        painter.save()
        painter.setFont(option.font)
        shown = painter.fontMetrics().elidedText(text, option.textElideMode, inside.width())
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        style.drawItemText(painter, inside, int(right), palette, enabled, shown, ink)
        painter.restore()
