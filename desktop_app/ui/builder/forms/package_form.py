"""The fields of a package."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop_app.packing import totals
from desktop_app.packing.nodes import Package
from desktop_app.ui.builder.account_options import OWN_SIZE
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.forms.node_form import NodeForm
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.widgets.length_edit import DimensionsEdit
from desktop_app.ui.widgets.money_edit import MoneyEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit


class PackageForm(NodeForm):
    """A package's size, and what differs from the sum of its items."""

    first_field = "size"

    def __init__(self, context: BuilderContext) -> None:
        super().__init__(context.editor)
        self._units = units = context.units
        self.setObjectName("package_form")
        self._size = QComboBox()
        self._size.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._size.setMinimumContentsLength(10)
        self._size.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._size.activated.connect(self._choose_size)
        self.add_field("size", self.tr("Size"), self._size)
        self._dimensions = DimensionsEdit(units)
        self._dimensions.edited.connect(self._set_dimensions)
        self.add_field("dimensions", self.tr("L × W × H"), self._dimensions)
        self._weight = WeightEdit(units)
        self._weight.edited.connect(lambda weight: self._read("weight", self._weight.unread, weight=weight))
        self.add_field("weight", self.tr("Weight"), self._weight)
        self._value = MoneyEdit(units)
        self._value.edited.connect(lambda value: self._read("value", self._value.unread, value=value))
        self.add_field("value", self.tr("Value"), self._value)
        self._more = self.add_fold(self.tr("Description, reference"))
        self._description = self._line("description", self.tr("Description"))
        self._reference = self._line("reference", self.tr("Reference"))
        context.editor.options.changed.connect(self._show_sizes)

    def show_node(self, package: Package) -> None:
        """Show a package; what is not typed is shown faintly as it adds up."""
        another = package.id != self.node_id
        self.node_id = package.id
        self._show_sizes()
        self._dimensions.set_value(package.dimensions, package.unread.get("dimensions", ""))
        self._weight.set_value(package.weight, package.unread.get("weight", ""))
        added = totals.weight(package) if package.weight is None else None
        self._weight.setPlaceholderText(
            self.tr("{sum} added up").replace("{sum}", self._units.weight_number(added)) if added else ""
        )
        self._value.set_value(package.value, package.unread.get("value", ""))
        worth = totals.value(package) if package.value is None else None
        self._value.amount.setPlaceholderText(
            self.tr("{sum} added up").replace("{sum}", self._units.amount_number(worth.amount)) if worth else ""
        )
        if worth:
            self._value.set_currency(worth.currency.iso_code)
        self._description.show_text(package.description)
        self._reference.show_text(package.reference)
        filled = [text for text in (package.description.strip(), package.reference.strip()) if text]
        self._more.set_summary(", ".join(map(shorten_line, filled)))
        if another:
            self.open_filled({"description"} if filled else ())

    def _show_sizes(self) -> None:
        package = self._editor.draft.find(self.node_id)
        if not isinstance(package, Package):
            return
        self._size.clear()
        self._size.addItem(self.tr("Own dimensions"), OWN_SIZE)
        for size in self._editor.options.sizes:
            self._size.addItem(shorten_line(size.description or size.reference), size)
        references = [size.reference for size in (OWN_SIZE, *self._editor.options.sizes)]
        if package.size_reference not in references:
            references.append(package.size_reference)
            self._size.addItem(shorten_line(package.size_name or package.size_reference), None)
        self._size.setCurrentIndex(references.index(package.size_reference))

    def _choose_size(self) -> None:
        size = self._size.currentData()
        if size is not None:
            self._editor.set_size(self.node_id, size)

    def _set_dimensions(self, size: Any) -> None:
        # A box that was measured is no longer the account's.
        own = {"size_reference": "", "size_name": "", "size_weight": None}
        self._read("dimensions", self._dimensions.unread, dimensions=size, **own)

    def show_units(self) -> None:
        """Show weight and size in the units that are set now."""
        self._weight.show_units()
        self._dimensions.show_units()
