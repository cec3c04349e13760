"""A box of equally wide columns that takes as many as fit, and wraps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowBox(QWidget):
    """Rows of columns at least `column` pixels wide, with `gap` pixels between; a row is as high as its highest.

    `most`: so many columns at most, if not 0; they are wider then.

    A widget and no QLayout: its parts come and go as a whole and in order, and it is asked for its height at the same
    few widths again and again, so that it keeps the answers.
    """

    def __init__(self, column: int, gap: int, parent: QWidget | None = None, *, most: int = 0) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._column = column
        self._gap = gap
        self._most = most
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def parts(self) -> list[QWidget]:
        """Return what is in it, in order."""
        return list(self._parts)

    def set_parts(self, parts: list[QWidget]) -> None:
        """Show these, in this order; those that were here and are not among them are hidden, unless taken elsewhere."""
        for gone in self._parts:
            if gone not in parts and gone.parentWidget() is self:
                gone.hide()
        for part in parts:
            if part.parentWidget() is not self:
                part.setParent(self)
                part.show()
            elif part not in self._parts:
                part.show()
        self._parts = list(parts)
        self._measure_anew()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at that width."""
        if width not in self._heights:
            self._heights[width] = self._lay(width, place=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Ask for the rows at the present width."""
        return QSize(self._column, self.heightForWidth(max(self.width(), self._column)))

    def minimumSizeHint(self) -> QSize:
        """Ask for one column at least, and that may be narrower than where there are several."""
        asked = self.sizeHint()
        return QSize(asked.width() * 3 // 4, asked.height())

    def event(self, event: QEvent) -> bool:
        """Measure anew when a part wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._measure_anew()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything."""
        super().resizeEvent(event)
        self._lay(self.width(), place=True)
        if event.oldSize().width() != event.size().width():
            # What is asked for at least is the height of this width.
            self.updateGeometry()

    def _measure_anew(self) -> None:
        self._heights = {}
        self.updateGeometry()
        self._lay(self.width(), place=True)

    def _lay(self, width: int, *, place: bool) -> int:
        gap = self._gap
        columns = max(1, (width + gap) // (self._column + gap))
        if self._most:
            columns = min(columns, self._most)
        each = (width - gap * (columns - 1)) // columns
        shown = [part for part in self._parts if not part.isHidden()]
        y = 0
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(part.sizeHint().height() for part in row)
            if place:
                for n, part in enumerate(row):
                    part.setGeometry(QRect(n * (each + gap), y, each, height))
            y += height + gap
        return max(y - gap, 0)
