"""The list of pages at the left of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPalette
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
from desktop_app.ui.style.measures import (
    ICON,
    NAVIGATION,
    NAVIGATION_NARROW,
    NAVIGATION_ROW,
    Line,
    Space,
    Type,
    font,
    scaled,
)
from desktop_app.ui.style.roles import Role, Tone, tone
from desktop_app.ui.widgets.badge import badge_size, badge_text, paint_badge

_COUNT: Final = int(Qt.ItemDataRole.UserRole)
_HINT: Final = int(Qt.ItemDataRole.UserRole) + 1
_WIDEST_COUNT: Final = 1000


class Navigation(QListWidget):
    """One row for each page, as wide as the widest title with a count; the page in front is tinted.

    A count is told to a screen reader with the title. `narrow`: icons alone, their titles in the tooltips. `counts`:
    there is room for one.
    """

    def __init__(self, parent: QWidget | None = None, *, counts: bool = True) -> None:
        super().__init__(parent)
        self._narrow = False
        self._counts = counts
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
            self.add_row(icon, title, hint)

    def add_row(self, icon: QIcon, title: str, hint: str) -> None:
        """Show one more: icon, title, tooltip."""
        row = QListWidgetItem(icon, title)
        row.setData(_HINT, hint)
        self.addItem(row)
        self.set_count(self.count() - 1, 0, title)
        self._fit()

    def set_count(self, row: int, count: int, said: str) -> None:
        """Show a badge with `count` beside the title of a row, none for 0; `said` is title and count in words."""
        item = self.item(row)
        item.setData(_COUNT, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        hint = str(item.data(_HINT))
        item.setToolTip(f"{hint}\n{said}" if count else hint)

    @property
    def narrow(self) -> bool:
        """Whether it shows icons alone."""
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or titles too."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._fit()
            self.viewport().update()

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
        if self._narrow:
            self.setFixedWidth(NAVIGATION_NARROW)
            return
        strong = QFontMetrics(font(Type.BODY_STRONG))
        widest = max((strong.horizontalAdvance(title) for title in titles), default=0)
        beside = 3 * Space.S + Space.M + ICON + Space.S
        if self._counts:
            beside += badge_size(badge_text(_WIDEST_COUNT)).width()
        self.setFixedWidth(max(widest + beside + Space.S, NAVIGATION))


class _RowPainter(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        # Fields of Qt's struct that the stubs lack.
        box: QRect = option.rect.adjusted(Space.S, Space.HAIR, -Space.S, -Space.HAIR)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            drawing.box(painter, box, tone(Tone.SELECTION), None)
        elif state & QStyle.StateFlag.State_MouseOver:
            drawing.box(painter, box, tone(Tone.PRESSED), None)
        if state & QStyle.StateFlag.State_HasFocus:
            drawing.ring(painter, box)
        count = badge_text(int(index.data(_COUNT) or 0))
        painter.save()
        if isinstance(option.widget, Navigation) and option.widget.narrow:
            self._paint_narrow(painter, option, box, count)
        else:
            self._paint_wide(painter, option, box, count, chosen=chosen)
        painter.restore()

    def _paint_narrow(self, painter: QPainter, option: Any, box: QRect, count: str) -> None:
        place = QRect(0, 0, ICON, ICON)
        place.moveCenter(box.center())
        option.icon.paint(painter, place, mode=_mode(option))
        if count:
            size = badge_size(count)
            at = QRect(place.center().x() + Line.BAR, box.top(), size.width(), size.height())
            at.moveRight(min(at.right(), box.right() + Space.XS))
            paint_badge(painter, QRectF(QStyle.visualRect(option.direction, box, at)), count, Role.MOVING)

    def _paint_wide(self, painter: QPainter, option: Any, box: QRect, count: str, *, chosen: bool) -> None:
        direction = option.direction
        place = QRect(box.left() + Space.S, box.top() + (box.height() - ICON) // 2, ICON, ICON)
        option.icon.paint(painter, QStyle.visualRect(direction, box, place), mode=_mode(option))
        words = box.adjusted(Space.S + ICON + Space.M, 0, -Space.S, 0)
        if count:
            size = badge_size(count)
            high = (box.height() - size.height()) // 2
            at = QRect(words.right() + 1 - size.width(), box.top() + high, size.width(), size.height())
            paint_badge(painter, QRectF(QStyle.visualRect(direction, box, at)), count, Role.MOVING)
            words.setRight(at.left() - Space.S)
        words = QStyle.visualRect(direction, box, words)
        painter.setFont(font(Type.BODY_STRONG if chosen else Type.BODY))
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        painter.setPen(tone(Tone.MUTED if not enabled else Tone.ACCENT if chosen else Tone.TEXT))
        # Left is where a line begins: a painter turns it round with its widget.
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        shown = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(flags), shown)


def _mode(option: Any) -> QIcon.Mode:
    return QIcon.Mode.Normal if option.state & QStyle.StateFlag.State_Enabled else QIcon.Mode.Disabled
