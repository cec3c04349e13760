"""A field for a weight, in the user's unit."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.ui.units import Units
from desktop_app.ui.widgets.line_edit import UnitEdit


class WeightEdit(UnitEdit):
    """Reads a Weight; «50 g» is understood whatever the user's unit."""

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(units.read_weight, units.weight_number, units.weight, parent)
        self._units = units

    def show_units(self) -> None:
        """Show the weight in the units that are set now."""
        self.set_unit(self._units.weight)
        self.write_anew()
