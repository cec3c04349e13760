"""The fields of an address, in the order in which one writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.pro.models import Address, Contact, Country
from desktop_app.ui.shown_text import shorten_line
from desktop_app.ui.widgets.country_combo import CountryCombo
from desktop_app.ui.widgets.field_form import FieldForm
from desktop_app.ui.widgets.line_edit import LineEdit

_FIELDS: Final = (
    ("contact.first_name", QT_TRANSLATE_NOOP("AddressForm", "First name"), True),
    ("contact.last_name", QT_TRANSLATE_NOOP("AddressForm", "Last name"), True),
    ("company_name", QT_TRANSLATE_NOOP("AddressForm", "Company"), False),
    ("address_line1", QT_TRANSLATE_NOOP("AddressForm", "Address"), False),
    ("town", QT_TRANSLATE_NOOP("AddressForm", "Town"), True),
    ("postcode", QT_TRANSLATE_NOOP("AddressForm", "Postcode"), True),
    ("country", QT_TRANSLATE_NOOP("AddressForm", "Country"), False),
)
"""Name, label, and whether it is short enough to share a line: what nearly every address has."""
_MORE: Final = (
    ("contact.telephone", QT_TRANSLATE_NOOP("AddressForm", "Telephone"), False),
    ("contact.email", QT_TRANSLATE_NOOP("AddressForm", "E-mail"), False),
    ("special_instructions", QT_TRANSLATE_NOOP("AddressForm", "Instructions"), False),
    ("address_line2", QT_TRANSLATE_NOOP("AddressForm", "Line 2"), True),
    ("address_line3", QT_TRANSLATE_NOOP("AddressForm", "Line 3"), True),
    ("region", QT_TRANSLATE_NOOP("AddressForm", "County"), False),
)
"""What some have."""


class AddressForm(FieldForm):
    """Fields named `<prefix>.<name in Address>`; `edited` carries the field's name and the whole new Address, and
    what was typed into the field where that could not be read.

    What the form has no field for stays in the address as it was.
    """

    edited = Signal(str, Address, str)

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = Address()
        self._lines: dict[str, LineEdit] = {}
        self.country = CountryCombo()
        self.country.chosen.connect(
            lambda code, unread: self._set("country", Country.of(code) if code else None, unread)
        )
        self._prefix = prefix
        for name, label, short in _FIELDS:
            self._add_part(name, str(label), short=short)
        self._fold = self.add_fold(self.tr("Telephone, e-mail, more"))
        for name, label, short in _MORE:
            self._add_part(name, str(label), short=short)

    def set_address(
        self, address: Address, unread: Mapping[str, str] = MappingProxyType({}), *, anew: bool = True
    ) -> None:
        """Show an address, and what could not be read (by the field's name); `anew`: of another consignment."""
        self._address = address
        for name, line in self._lines.items():
            line.show_text(_get(address, name) or "")
        filled = [name for name, _, _ in _MORE if _get(address, name)]
        self._fold.set_summary(", ".join(shorten_line(_get(address, name)) for name in filled))
        if anew:
            self.open_filled([f"{self._prefix}.{name}" for name in filled])
        code = address.country.iso_code.two_letter_code if address.country else ""
        self.country.set_code(code, unread.get(f"{self._prefix}.country", ""))

    def _add_part(self, name: str, label: str, *, short: bool) -> None:
        shown = QCoreApplication.translate("AddressForm", label)
        if name == "country":
            self.add_field(f"{self._prefix}.{name}", shown, self.country)
            return
        line = LineEdit()
        line.textEdited.connect(lambda text: self._set(name, text or None))
        self._lines[name] = line
        self.add_field(f"{self._prefix}.{name}", shown, line, short=short)

    def _set(self, name: str, value: Any, unread: str = "") -> None:
        first, _, last = name.partition(".")
        if last:
            contact = (self._address.contact or Contact()).model_copy(update={last: value})
            self._address = self._address.model_copy(update={first: contact})
        else:
            self._address = self._address.model_copy(update={first: value})
        self.edited.emit(f"{self._prefix}.{name}", self._address, unread)


def _get(address: Address, name: str) -> Any:
    first, _, last = name.partition(".")
    found = getattr(address, first)
    return getattr(found, last) if last and found is not None else None if last else found
