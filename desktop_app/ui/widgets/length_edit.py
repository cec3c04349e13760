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
        super().__init__(units.read_length, units.length_number, units.length if show_unit else "", parent)
        self._units = units
        self._shows_unit = show_unit

    def show_units(self) -> None:
        """Show the length in the units that are set now."""
        self.set_unit(self._units.length if self._shows_unit else "")
        self.write_anew()


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
            last = side is self.sides[-1]
            # The last one has the unit behind it.
            side.setMinimumWidth(self.fontMetrics().horizontalAdvance("000.00 cm" if last else "000.00"))
            side.edited.connect(self._typed)
            row.addWidget(side, 3 if last else 2)
        self.setFocusProxy(self.sides[0])

    @property
    def unread(self) -> str:
        """What stands in the sides, with a × between, if one of them could not be read; else empty."""
        if not any(side.unread for side in self.sides):
            return ""
        return "×".join(side.unread or side.text().strip() for side in self.sides)

    def set_value(self, value: Dimensions | None, unread: str = "") -> None:
        """Show a size, or what could not be read as one."""
        if unread and unread == self.unread:
            return
        shown = (value.length, value.width, value.height) if value else (None, None, None)
        typed = unread.split("×") if unread.count("×") == len(self.sides) - 1 else [""] * len(self.sides)
        for side, length, text in zip(self.sides, shown, typed, strict=True):
            side.set_value(length or None, "" if length else text)

    def show_units(self) -> None:
        """Show the size in the units that are set now."""
        for side in self.sides:
            side.show_units()

    def value(self) -> Dimensions | None:
        """Return the size typed, or None."""
        lengths = [side.value() for side in self.sides]
        if all(length is None for length in lengths):
            return None
        return Dimensions.cm(*(length or Decimal(0) for length in lengths))

    def _typed(self) -> None:
        self.edited.emit(self.value())
