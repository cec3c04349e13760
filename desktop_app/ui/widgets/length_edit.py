"""Fields for a length, and for the three sides of a box, in the user's unit."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.pro.models import Dimensions
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.line_edit import UnitEdit


class LengthEdit(UnitEdit):
    """Reads a length in centimetres (Decimal)."""

    def __init__(self, units: Units, *, show_unit: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(units.parse_length, units.length_number, units.length if show_unit else "", parent)


class DimensionsEdit(QWidget):
    """Length × width × height; a side that is still empty counts as 0, all three empty as not known."""

    edited = Signal(object)

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides = [LengthEdit(units, show_unit=n == 2) for n in range(3)]
        names = (self.tr("Length"), self.tr("Width"), self.tr("Height"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().horizontalAdvance(" ") // 2)
        for side, name in zip(self.sides, names, strict=True):
            if row.count():
                times = QLabel("×")
                times.setTextFormat(Qt.TextFormat.PlainText)
                row.addWidget(times)
            side.setAccessibleName(name)
            side.setPlaceholderText(name[:1])
            side.setMinimumWidth(self.fontMetrics().horizontalAdvance("000.00"))
            side.edited.connect(self._typed)
            row.addWidget(side, 1)
        self.setFocusProxy(self.sides[0])

    def set_value(self, value: Dimensions | None) -> None:
        """Show a size."""
        shown = (value.length, value.width, value.height) if value else (None, None, None)
        for side, length in zip(self.sides, shown, strict=True):
            side.set_value(length or None)

    def value(self) -> Dimensions | None:
        """Return the size typed, or None."""
        lengths = [side.value() for side in self.sides]
        if all(length is None for length in lengths):
            return None
        return Dimensions.cm(*(length or Decimal(0) for length in lengths))

    def _typed(self) -> None:
        self.edited.emit(self.value())
