"""The fields of an item."""

from __future__ import annotations

from desktop_app.packing.nodes import Item
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.forms.node_form import NodeForm
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.widgets.country_combo import CountryCombo, country_name
from desktop_app.ui.widgets.length_edit import DimensionsEdit
from desktop_app.ui.widgets.money_edit import MoneyEdit
from desktop_app.ui.widgets.quantity_edit import QuantityEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit


class ItemForm(NodeForm):
    """What one line of goods is, and what one piece of it weighs and is worth."""

    def __init__(self, context: BuilderContext) -> None:
        super().__init__(context.editor)
        units = context.units
        self.setObjectName("item_form")
        self._description = self._line("description", self.tr("Description"))
        self._quantity = QuantityEdit(units)
        self._quantity.edited.connect(self._set_quantity)
        self.add_field("quantity", self.tr("Quantity"), self._quantity, short=True)
        self._weight = WeightEdit(units)
        self._weight.edited.connect(lambda weight: self._read("weight", self._weight.unread, weight=weight))
        self.add_field("weight", self.tr("Weight each"), self._weight, short=True)
        self._value = MoneyEdit(units)
        self._value.edited.connect(lambda value: self._read("value", self._value.unread, value=value))
        self.add_field("value", self.tr("Value each"), self._value)
        self._dimensions = DimensionsEdit(units)
        self._dimensions.edited.connect(lambda size: self._read("dimensions", self._dimensions.unread, dimensions=size))
        self.add_field("dimensions", self.tr("Size"), self._dimensions)
        self._sku = self._line("sku", self.tr("SKU"), short=True)
        self._reference = self._line("reference", self.tr("Reference"), short=True)
        self._customs = self.add_fold(self.tr("Customs"))
        self._country = CountryCombo()
        self._country.chosen.connect(
            lambda code, unread: self._read("country_of_origin", unread, country_of_origin=code)
        )
        self.add_field("country_of_origin", self.tr("Made in"), self._country)
        self._code = self._line("harmonisation_code", self.tr("HS code"))

    def show_node(self, item: Item) -> None:
        """Show an item."""
        another = item.id != self.node_id
        self.node_id = item.id
        self._description.show_text(item.description)
        unread = item.unread
        self._quantity.set_value(item.quantity, unread.get("quantity", ""))
        self._weight.set_value(item.weight, unread.get("weight", ""))
        self._value.set_value(item.value, unread.get("value", ""))
        self._dimensions.set_value(item.dimensions, unread.get("dimensions", ""))
        self._sku.show_text(item.sku)
        self._reference.show_text(item.reference)
        self._country.set_code(item.country_of_origin, unread.get("country_of_origin", ""))
        self._code.show_text(item.harmonisation_code)
        origin = country_name(item.country_of_origin) if item.country_of_origin else ""
        self._customs.set_summary(", ".join(filter(None, (origin, shorten_line(item.harmonisation_code)))))
        if another:
            filled = (item.country_of_origin or unread.get("country_of_origin"), item.harmonisation_code)
            self.open_filled({"country_of_origin"} if any(filled) else ())

    def show_units(self) -> None:
        """Show weight and size in the units that are set now."""
        self._weight.show_units()
        self._dimensions.show_units()

    def _set_quantity(self, pieces: int | None) -> None:
        self._read("quantity", self._quantity.unread, **({} if pieces is None else {"quantity": pieces}))
