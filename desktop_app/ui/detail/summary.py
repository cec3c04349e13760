"""One consignment in short: where it goes, with whom, when, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from desktop_app.pro.models import Address, Consignment, MetaDatum
from desktop_app.ui.counts import Counts
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.formats import day, local_time, one_line
from desktop_app.ui.shown_text import shorten, shorten_line, writings
from desktop_app.ui.style.measures import Space
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.broken_text import BrokenText
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.whole_text import show_whole

Section = tuple[str, list[tuple[str, str]]]

_LONG: Final = 13
"""Letters in a word of a value that find room in the panel at its narrowest; a longer word is broken."""
_LONG_NAME: Final = 11
"""Letters in a word of a name that do; a longer one has a line of its own."""
_SHOWN: Final = 20
"""Lines of a section; one can have hundreds."""
_TEXT: Final = 160
"""Code points of a text that are shown among the others."""
_EFFORT: Final = 30
"""How much is laid out at once: fifty letters in a label are one, a text that is broken within words is four."""
_WRITING: Final = 12
"""What it takes besides for each kind of writing that Qt may have to look for a font for."""
_LINES: Final = 8
"""Lines of a text that are shown; an address has seven."""


class Summary(QScrollArea):
    """Shows a Consignment; every text is the service's or a person's, and plain."""

    def __init__(self, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units = units
        self.setObjectName("detail_summary")
        self.setAccessibleName(_tr("Summary"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._adding: Iterator[int] = iter(())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._go_on)

    def show_consignment(self, consignment: Consignment) -> None:
        """Show this one."""
        self._later.stop()
        page = QWidget()
        page.setAutoFillBackground(False)
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        self._adding = self._add_all(grid, consignment)
        self._go_on()
        self.setWidget(page)

    def _go_on(self) -> None:
        """Add as much as can be laid out at once; the window goes on before the rest."""
        effort = 0
        for each in self._adding:
            effort += each
            if effort >= _EFFORT:
                self._later.start()
                return

    def _add_all(self, grid: QGridLayout, consignment: Consignment) -> Iterator[int]:
        """Put all lines into the grid; yields after each how much there was to do."""
        for title, lines in sections(consignment, self._units):
            if not lines:
                continue
            heading = PlainLabel(title, bold=True)
            heading.setContentsMargins(0, Space.S if grid.count() else 0, 0, 0)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for name, text in lines[:_SHOWN]:
                yield self._add(grid, name, text)
            if len(lines) > _SHOWN:
                words = _tr("Show all {n}").replace("{n}", str(len(lines)))
                whole = "\n".join(f"{name}: {text}" for name, text in lines)
                grid.addWidget(self._show_all(words, whole), grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)

    def _add(self, grid: QGridLayout, name: str, text: str) -> int:
        """Put a line below the others: as much of its text as is read at a glance, with a button for the whole."""
        shown, named = shorten(text, _TEXT, _LINES), shorten_line(name)
        place = grid.rowCount()
        value = _value(shown)
        value.setAccessibleName(f"{named}: {isolated(shown)}")
        if _is_long(named, _LONG_NAME):
            heading = _value(named)
            heading.setAccessibleName(isolated(named))
            grid.addWidget(heading, place, 0, 1, 2)
            place += 1
            grid.addWidget(value, place, 0, 1, 2)
        else:
            label = PlainLabel(named)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, place, 0)
            grid.addWidget(value, place, 1)
        if shown != text or named != name:
            whole = text if named == name else f"{name}: {text}"
            grid.addWidget(self._show_all(_tr("Show all"), whole), place + 1, 1)
        effort = 4 if isinstance(value, BrokenText) else 1 + len(shown) // 50
        return effort + _WRITING * len(writings(shown + named))

    def _show_all(self, words: str, whole: str) -> QWidget:
        button = QPushButton(words)
        button.setObjectName("summary_show_all")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: show_whole(whole, self))
        return button


def _is_long(text: str, most: int) -> bool:
    return any(len(word) > most for word in text.split())


def _value(text: str) -> QWidget:
    if _is_long(text, _LONG):
        return BrokenText(text)
    value = PlainLabel(text, selectable=True)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)
    return value


def sections(consignment: Consignment, units: Units) -> Iterator[Section]:
    """Return what is shown, in order: a title and its lines; a line without text is left out."""
    yield _tr("Consignment"), _lines(_identity(consignment, units))
    failed = consignment.failed_allocation
    if isinstance(failed, dict) and (said := failed.get("Message") or failed.get("FailedAllocationMessage")):
        yield _tr("Why allocation failed"), [("", str(said))]
    yield _tr("Carrier service"), _lines(_booking(consignment, units))
    for kind, title in _ADDRESSES.items():
        if address := consignment.address(kind):
            yield _tr(title), _lines(_place(address))
    yield _tr("Dates"), _lines(_dates(consignment))
    yield _tr("Metadata"), _lines((entry.key_value, _entry(entry)) for entry in consignment.meta_data)


_ADDRESSES = {
    "Destination": "Destination",
    "Origin": "Origin",
    "Return": "Return",
    "Sender": "Sender",
    "Recipient": "Recipient",
    "Importer": "Importer",
    "Exporter": "Exporter",
}


def _identity(consignment: Consignment, units: Units) -> Iterable[tuple[str, str | None]]:
    yield _tr("Customer reference"), consignment.consignment_reference_provided_by_customer
    items = sum(len(package.items) for package in consignment.packages)
    yield (
        _tr("Packages"),
        Counts().packed(len(consignment.packages), items) if items else str(len(consignment.packages)),
    )
    yield _tr("Weight"), units.format_weight(consignment.weight) if consignment.weight else None
    yield _tr("Value"), units.format_money(consignment.value) if consignment.value else None
    yield _tr("Tags"), ", ".join(consignment.tags)
    yield _tr("Labels printed"), _tr("Yes") if consignment.labels_printed else _tr("No")
    yield _tr("Late"), _tr("Yes") if consignment.is_late else None


def _booking(consignment: Consignment, units: Units) -> Iterable[tuple[str, str | None]]:
    booked = consignment.allocation
    if booked is None:
        return
    yield _tr("Service"), one_line(booked.mpd_carrier_service_name)
    yield _tr("Carrier"), booked.carrier_name or booked.carrier_reference
    yield _tr("Tracking"), ", ".join(booked.tracking_references)
    yield _tr("Price"), _price(booked.price, units)
    yield _tr("Allocated"), local_time(booked.allocation_date)


def _price(price: object, units: Units) -> str:
    from pydantic import ValidationError

    from desktop_app.pro.models import Money

    if not isinstance(price, dict):
        return ""
    amount = price.get("Gross", price.get("Amount", price.get("Net")))
    try:
        return units.format_money(Money.model_validate({"Amount": amount, "Currency": price.get("Currency") or {}}))
    except ValidationError:
        return ""


def _place(address: Address) -> Iterable[tuple[str, str | None]]:
    contact = address.contact
    if contact:
        name = " ".join(filter(None, (contact.title, contact.first_name, contact.last_name)))
        yield _tr("Name"), name
    yield _tr("Company"), address.company_name
    country = address.country
    town = " ".join(filter(None, (address.town, address.postcode)))
    street = (address.address_line1, address.address_line2, address.address_line3, town, address.region)
    named = country and (country.name or country.iso_code.two_letter_code)
    yield _tr("Address"), "\n".join(part for part in (*street, named) if part and part.strip())
    yield _tr("Location"), address.shipping_location_reference
    if contact:
        yield _tr("Telephone"), contact.telephone or contact.mobile or contact.land_line
        yield _tr("Email"), contact.email
    yield _tr("Instructions"), address.special_instructions


def _dates(consignment: Consignment) -> Iterable[tuple[str, str | None]]:
    yield _tr("Created"), local_time(consignment.date_created)
    yield _tr("Shipping"), day(consignment.shipping_date)
    wanted = consignment.requested_delivery_date or consignment.required_delivery_date
    if wanted and wanted.date:
        exact = _tr("{day}, exactly") if wanted.is_to_be_exactly_on_the_date_specified else "{day}"
        yield _tr("Requested"), exact.replace("{day}", day(wanted.date))
    yield _tr("Earliest delivery"), day(consignment.earliest_delivery_date)
    yield _tr("Latest delivery"), day(consignment.latest_delivery_date)


def _entry(entry: MetaDatum) -> str:
    values = (entry.string_value, entry.int_value, entry.decimal_value, entry.bool_value)
    texts = [str(value) for value in values if value is not None]
    return ", ".join([*texts, *([local_time(entry.date_time_value)] if entry.date_time_value else [])])


def _lines(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    return [(name, text.strip()) for name, text in pairs if text and text.strip()]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Summary", text)
