"""The list of pages at the left of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui.style import drawing
from desktop_app.ui.style.measures import ICON, NAVIGATION, NAVIGATION_ROW, Space, Type, font, scaled
from desktop_app.ui.style.roles import Tone, tone


class Navigation(QListWidget):
    """One row for each page, as wide as the widest title; the page in front is tinted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, Space.S, 0, 0)
        for ground in (self, self.viewport()):
            ground.setBackgroundRole(QPalette.ColorRole.Midlight)
            ground.setAutoFillBackground(True)
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
        metrics = self.fontMetrics()
        titles = [self.item(row).text() for row in range(self.count())]
        high = scaled(NAVIGATION_ROW, metrics)
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, high))
        widest = max((metrics.horizontalAdvance(title) for title in titles), default=0)
        self.setFixedWidth(max(widest + 3 * Space.XXL + ICON, NAVIGATION))


class _RowPainter(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        # Fields of Qt's struct that the stubs lack.
        box: QRect = option.rect.adjusted(Space.S, Space.HAIR, -Space.S, -Space.HAIR)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        if chosen:
            drawing.box(painter, box, tone(Tone.SELECTION), None)
        elif state & QStyle.StateFlag.State_MouseOver:
            drawing.box(painter, box, tone(Tone.PRESSED), None)
        if state & QStyle.StateFlag.State_HasFocus:
            drawing.ring(painter, box)
        right_to_left = option.direction is Qt.LayoutDirection.RightToLeft
        place = QRect(box.left() + Space.S, box.top() + (box.height() - ICON) // 2, ICON, ICON)
        place = QStyle.visualRect(option.direction, box, place)
        painter.save()
        option.icon.paint(painter, place, mode=QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled)
        words = box.adjusted(Space.S + ICON + Space.M, 0, -Space.S, 0)
        words = QStyle.visualRect(option.direction, box, words)
        painter.setFont(font(Type.BODY_STRONG if chosen else Type.BODY))
        painter.setPen(tone(Tone.MUTED if not enabled else Tone.ACCENT if chosen else Tone.TEXT))
        aligned = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        flags = aligned | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        shown = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(flags), shown)
        painter.restore()
