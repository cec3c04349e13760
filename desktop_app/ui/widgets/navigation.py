"""The list of pages at the left of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)


class Navigation(QListWidget):
    """One row for each page, as wide as the widest title; the page in front is tinted, with a bar at its edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setMouseTracking(True)
        self.setItemDelegate(_RowPainter(self))

    def choose(self, row: int) -> None:
        """Go to a page by its place, if there are that many."""
        if row < self.count():
            self.setCurrentRow(row)

    def show_rows(self, rows: Iterable[tuple[QIcon, str, str]]) -> None:
        """Show these pages: icon, title, tooltip."""
        self.clear()
        for icon, title, hint in rows:
            row = QListWidgetItem(icon, title)
            row.setToolTip(hint)
            self.addItem(row)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit a changed font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        titles = [self.item(row).text() for row in range(self.count())]
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, round(line * 2.25)))
        widest = max((self.fontMetrics().horizontalAdvance(title) for title in titles), default=0)
        self.setFixedWidth(max(widest + line * 4, line * 9))


class _RowPainter(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        box: QRect = option.rect  # a field of Qt's struct that the stubs lack, as the next ones
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        line = option.fontMetrics.height()
        tint = QColor(palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight))
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            tint.setAlphaF(0.18)
            painter.fillRect(box, tint)
            tint.setAlphaF(1)
            painter.fillRect(box.left(), box.top(), max(line // 5, 2), box.height(), tint)
        elif state & QStyle.StateFlag.State_MouseOver:
            tint.setAlphaF(0.08)
            painter.fillRect(box, tint)
        if state & QStyle.StateFlag.State_HasFocus:
            tint.setAlphaF(1)
            painter.setPen(tint)
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        icon = QRect(box.left() + line, box.top() + (box.height() - line) // 2, line, line)
        option.icon.paint(painter, icon, mode=QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled)
        words = box.adjusted(line * 5 // 2, 0, 0, 0)
        group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
        painter.setPen(palette.color(group, QPalette.ColorRole.WindowText))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), option.text)
        painter.restore()
