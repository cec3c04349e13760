"""The fields of an item, a package and a consignment; each keystroke goes into the draft."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QSpinBox, QWidget

from desktop_app.packing import totals
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro.models import Address
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.supplies import OWN_SIZE
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.address_form import AddressForm
from desktop_app.ui.widgets.country_combo import CountryCombo
from desktop_app.ui.widgets.field_form import FieldForm
from desktop_app.ui.widgets.length_edit import DimensionsEdit
from desktop_app.ui.widgets.line_edit import LineEdit
from desktop_app.ui.widgets.money_edit import MoneyEdit
from desktop_app.ui.widgets.optional_date_edit import OptionalDateEdit
from desktop_app.ui.widgets.weight_edit import WeightEdit

_MOST_PIECES: Final = 99_999


class NodeForm(FieldForm):
    """Fields of the node with `node_id`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.node_id = ""

    def _line(self, name: str, label: str, placeholder: str = "") -> LineEdit:
        line = LineEdit()
        line.setPlaceholderText(placeholder)
        line.textEdited.connect(lambda text: self._change(name, text))
        self.add_field(name, label, line)
        return line

    def _change(self, name: str, value: Any) -> None:
        self._desk.change(self.node_id, name, **{name: value})


class ItemForm(NodeForm):
    """What one line of goods is, and what one piece of it weighs and is worth."""

    def __init__(self, desk: Desk, units: Units) -> None:
        super().__init__(desk)
        self.setObjectName("item_form")
        self._description = self._line("description", self.tr("Description"))
        self._quantity = QSpinBox()
        self._quantity.setRange(1, _MOST_PIECES)
        self._quantity.valueChanged.connect(lambda pieces: self._change("quantity", pieces))
        self.add_field("quantity", self.tr("Quantity"), self._quantity)
        self._weight = WeightEdit(units)
        self._weight.edited.connect(lambda weight: self._change("weight", weight))
        self.add_field("weight", self.tr("Weight each"), self._weight)
        self._value = MoneyEdit(units)
        self._value.edited.connect(lambda value: self._change("value", value))
        self.add_field("value", self.tr("Value each"), self._value)
        self._dimensions = DimensionsEdit(units)
        self._dimensions.edited.connect(lambda size: self._change("dimensions", size))
        self.add_field("dimensions", self.tr("Size"), self._dimensions)
        self._sku = self._line("sku", self.tr("SKU"))
        self._reference = self._line("reference", self.tr("Reference"))
        self.add_heading(self.tr("Customs"))
        self._country = CountryCombo()
        self._country.chosen.connect(lambda code: self._change("country_of_origin", code))
        self.add_field("country_of_origin", self.tr("Made in"), self._country)
        self._code = self._line("harmonisation_code", self.tr("HS code"))

    def show_node(self, item: Item) -> None:
        """Show an item."""
        self.node_id = item.id
        self._description.show_text(item.description)
        with QSignalBlocker(self._quantity):
            self._quantity.setValue(item.quantity)
        self._weight.set_value(item.weight)
        self._value.set_value(item.value)
        self._dimensions.set_value(item.dimensions)
        self._sku.show_text(item.sku)
        self._reference.show_text(item.reference)
        self._country.set_code(item.country_of_origin)
        self._code.show_text(item.harmonisation_code)


class PackageForm(NodeForm):
    """A package's size, and what differs from the sum of its items."""

    def __init__(self, desk: Desk, units: Units) -> None:
        super().__init__(desk)
        self._units = units
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
        self._weight.edited.connect(lambda weight: self._change("weight", weight))
        self.add_field("weight", self.tr("Weight"), self._weight)
        self._value = MoneyEdit(units)
        self._value.edited.connect(lambda value: self._change("value", value))
        self.add_field("value", self.tr("Value"), self._value)
        self._description = self._line("description", self.tr("Description"))
        self._reference = self._line("reference", self.tr("Reference"))
        desk.supplies.changed.connect(self._show_sizes)

    def show_node(self, package: Package) -> None:
        """Show a package; what is not typed is shown faintly as it adds up."""
        self.node_id = package.id
        self._show_sizes()
        self._dimensions.set_value(package.dimensions)
        self._weight.set_value(package.weight)
        added = totals.weight(package) if package.weight is None else None
        self._weight.setPlaceholderText(
            self.tr("{sum} added up").replace("{sum}", self._units.weight_number(added)) if added else ""
        )
        self._value.set_value(package.value)
        worth = totals.value(package) if package.value is None else None
        self._value.amount.setPlaceholderText(
            self.tr("{sum} added up").replace("{sum}", self._units.amount_number(worth.amount)) if worth else ""
        )
        if worth:
            self._value.set_currency(worth.currency.iso_code)
        self._description.show_text(package.description)
        self._reference.show_text(package.reference)

    def _show_sizes(self) -> None:
        package = self._desk.draft.find(self.node_id)
        if not isinstance(package, Package):
            return
        self._size.clear()
        self._size.addItem(self.tr("Own dimensions"), OWN_SIZE)
        for size in self._desk.supplies.sizes:
            self._size.addItem(size.description or size.reference, size)
        references = [size.reference for size in (OWN_SIZE, *self._desk.supplies.sizes)]
        if package.size_reference not in references:
            references.append(package.size_reference)
            self._size.addItem(package.size_name or package.size_reference, None)
        self._size.setCurrentIndex(references.index(package.size_reference))

    def _choose_size(self) -> None:
        size = self._size.currentData()
        if size is not None:
            self._desk.set_size(self.node_id, size)

    def _set_dimensions(self, size: Any) -> None:
        # A box that was measured is no longer the account's.
        own = {"size_reference": "", "size_name": "", "size_weight": None}
        self._desk.change(self.node_id, "dimensions", dimensions=size, **own)


class ConsignmentForm(NodeForm):
    """From where, to whom, when, and by what name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("consignment_form")
        self.add_heading(self.tr("To"))
        self.address = AddressForm("destination")
        self.address.edited.connect(self._set_address)
        self.add_part(self.address)
        self.add_heading(self.tr("From"))
        self._origin = QComboBox()
        self._origin.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._origin.setMinimumContentsLength(10)
        self._origin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._origin.activated.connect(lambda: self._change("origin", self._origin.currentData()))
        self.add_field("origin", self.tr("Location"), self._origin)
        self.add_heading(self.tr("About"))
        self._reference = self._line("reference", self.tr("Reference"))
        self._shipping = OptionalDateEdit()
        self._shipping.edited.connect(lambda day: self._change("shipping_date", day))
        self.add_field("shipping_date", self.tr("Ship on"), self._shipping)
        self._required = OptionalDateEdit()
        self._required.edited.connect(lambda day: self._change("required_date", day))
        self.add_field("required_date", self.tr("Deliver by"), self._required)
        self._exactly = QCheckBox(self.tr("on that day exactly"))
        narrows = self.tr("A date narrows the choice of carrier services, an exact one most of all")
        for field in (self._shipping, self._required, self._exactly):
            field.setToolTip(narrows)
        self._exactly.clicked.connect(lambda on: self._change("required_exactly", on))
        self.add_field("required_exactly", "", self._exactly)
        self._exactly.setAccessibleName(self.tr("Deliver on that day exactly"))
        self._tags = LineEdit()
        self._tags.setToolTip(self.tr("It goes only to carrier services that carry all of these tags"))
        self._tags.textEdited.connect(lambda text: self._change("tags", _tags(text)))
        self.add_field("tags", self.tr("Tags"), self._tags)
        desk.supplies.changed.connect(self._show_origins)

    def show_node(self, consignment: Consignment) -> None:
        """Show a consignment."""
        self.node_id = consignment.id
        self.address.set_address(consignment.destination)
        self._show_origins()
        self._reference.show_text(consignment.reference)
        self._shipping.set_value(consignment.shipping_date)
        self._required.set_value(consignment.required_date)
        self._exactly.setEnabled(consignment.required_date is not None)
        self._exactly.setChecked(consignment.required_exactly)
        # An example in a field that is locked reads as if it stood there.
        self._tags.setPlaceholderText("" if consignment.locked else self.tr("fragile, cold"))
        if _tags(self._tags.text()) != consignment.tags:
            self._tags.setText(", ".join(consignment.tags))

    def mark(self, problems: dict[str, str]) -> None:
        """Mark what is to be mended, in the address too."""
        self.set_problems(problems)
        self.address.set_problems(problems)

    def _show_origins(self) -> None:
        consignment = self._desk.draft.find(self.node_id)
        if not isinstance(consignment, Consignment):
            return
        self._origin.clear()
        rows = [("", self.tr("Choose a location"))]
        rows += [(place.reference, place.name or place.reference) for place in self._desk.supplies.locations]
        if consignment.origin not in {reference for reference, _ in rows}:
            rows.append((consignment.origin, consignment.origin))
        for reference, name in rows:
            self._origin.addItem(name, reference)
        self._origin.setCurrentIndex([reference for reference, _ in rows].index(consignment.origin))

    def _set_address(self, field: str, address: Address) -> None:
        self._desk.change(self.node_id, field, destination=address)


def first_field(form: QWidget) -> QWidget | None:
    """Return the field that one most likely wants to type into first."""
    name = {"package_form": "size", "consignment_form": "destination.contact.first_name"}.get(form.objectName())
    return form.findChild(QWidget, name or "description")


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in text.split(",") if tag.strip())
