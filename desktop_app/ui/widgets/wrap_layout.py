"""A layout that fills rows from left to right and breaks where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class WrapLayout(QLayout):
    """Puts its items side by side at their size hints, row by row; each row's items are centred on its height.

    What is left of a row goes to the first of its items that wants to expand.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(item.sizeHint().height() for item in row)
            left = inner.left()
            spare = inner.width() - sum(_wide(item) for item in row) - self.spacing() * (len(row) - 1)
            grows = next((item for item in row if item.expandingDirections() & Qt.Orientation.Horizontal), None)
            for item in row:
                size = QSize(_wide(item), item.sizeHint().height())
                if item is grows:
                    size.setWidth(size.width() + max(spare, 0))
                if move:
                    place = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(self._direction(), inner, place))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        bottom = top - self.spacing() if self._items else top
        return bottom - rect.top() + self.contentsMargins().bottom()

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            # An item that hides is no part of a row: it would leave a gap.
            if item.isEmpty():
                continue
            needs = _wide(item)
            if rows and used + self.spacing() + needs <= width:
                rows[-1].append(item)
                used += self.spacing() + needs
            else:
                rows.append([item])
                used = needs
        return rows


def _wide(item: QLayoutItem) -> int:
    """Return the width of an item: what can be narrower and wants to expand begins at its narrowest."""
    if item.expandingDirections() & Qt.Orientation.Horizontal:
        return item.minimumSize().width()
    return item.sizeHint().width()
