"""The fields of a consignment, with the address that it goes to."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy

from desktop_app.packing.nodes import Consignment
from desktop_app.pro.models import Address
from desktop_app.ui.builder.context import BuilderContext
from desktop_app.ui.builder.forms.node_form import NodeForm
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.widgets.address_form import AddressForm
from desktop_app.ui.widgets.line_edit import LineEdit
from desktop_app.ui.widgets.optional_date_edit import OptionalDateEdit

_SHORT = QLocale.FormatType.ShortFormat


class ConsignmentForm(NodeForm):
    """From where, to whom, when, and by what name."""

    first_field = "destination.contact.first_name"

    def __init__(self, context: BuilderContext) -> None:
        super().__init__(context.editor)
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
        self.add_field("origin", self.tr("Shipping location"), self._origin)
        self.add_heading(self.tr("About"))
        self._reference = self._line("reference", self.tr("Reference"))
        self._more = self.add_fold(self.tr("Dates, tags"))
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
        self.add_check("required_exactly", self._exactly)
        self._exactly.setAccessibleName(self.tr("Deliver on that day exactly"))
        self._tags = LineEdit()
        self._tags.setToolTip(self.tr("It goes only to carrier services that carry all of these tags"))
        self._tags.textEdited.connect(lambda text: self._change("tags", _tags(text)))
        self.add_field("tags", self.tr("Tags"), self._tags)
        context.editor.options.changed.connect(self._show_origins)

    def show_node(self, consignment: Consignment) -> None:
        """Show a consignment."""
        another = consignment.id != self.node_id
        self.node_id = consignment.id
        self.address.set_address(consignment.destination, consignment.unread, anew=another)
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
        days = (consignment.shipping_date, consignment.required_date)
        shown = [self._shipping.locale().toString(QDate(day.year, day.month, day.day), _SHORT) for day in days if day]
        self._more.set_summary(", ".join((*shown, *map(shorten_line, consignment.tags))))
        if another:
            self.open_filled({"tags"} if any(days) or consignment.tags else ())

    def mark(self, problems: Mapping[str, str]) -> None:
        """Mark what is to be mended, in the address too."""
        self.set_problems(problems)
        self.address.set_problems(problems)

    def _show_origins(self) -> None:
        consignment = self._editor.draft.find(self.node_id)
        if not isinstance(consignment, Consignment):
            return
        self._origin.clear()
        rows = [("", self.tr("Choose a location"))]
        rows += [(place.reference, place.name or place.reference) for place in self._editor.options.locations]
        if consignment.origin not in {reference for reference, _ in rows}:
            rows.append((consignment.origin, consignment.origin))
        for reference, name in rows:
            self._origin.addItem(shorten_line(name), reference)
        self._origin.setCurrentIndex([reference for reference, _ in rows].index(consignment.origin))

    def _set_address(self, field: str, address: Address, unread: str) -> None:
        self._read(field, unread, destination=address)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in text.split(",") if tag.strip())
