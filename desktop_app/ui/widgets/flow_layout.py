"""A layout of equally wide columns that takes as many as fit, and wraps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of columns at least `column` pixels wide; a row is as high as its highest."""

    def __init__(self, column: int, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._column = column
        self._heights: dict[int, int] = {}
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)
        self.invalidate()

    def insert(self, index: int, widget: QWidget) -> None:
        """Take a widget in at a place, or move it there."""
        if self.indexOf(widget) == index:
            return
        if self.indexOf(widget) >= 0:
            self.removeWidget(widget)
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt asks past the end, and wants null
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        """Give an item away."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at that width."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured."""
        self._heights = {}
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the least size, as the width is what is given."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return room for one column."""
        margins = self.contentsMargins()
        return QSize(self._column + margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, rect: QRect, *, place: bool) -> int:
        margins = self.contentsMargins()
        inside = rect.marginsRemoved(margins)
        gap = self.spacing()
        columns = max(1, (inside.width() + gap) // (self._column + gap))
        width = (inside.width() - gap * (columns - 1)) // columns
        shown = [item for item in self._items if not item.isEmpty()]
        y = inside.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(item.sizeHint().height() for item in row)
            if place:
                for n, item in enumerate(row):
                    item.setGeometry(QRect(inside.x() + n * (width + gap), y, width, height))
            y += height + gap
        return (y - gap if shown else y) - rect.y() + margins.bottom()
