"""One consignment as a story: what happened, why it failed, where it goes, what is in it, with whom, and its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.pro.models import Address, Consignment, Item, MetaDatum, Package
from desktop_app.ui.counts import Counts
from desktop_app.ui.detail.story import Moment, failure, moments, reasons
from desktop_app.ui.foreign_text import isolated
from desktop_app.ui.formats import day, local_time, one_line
from desktop_app.ui.shown_text import shorten, shorten_line, writings
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space, Type
from desktop_app.ui.style.roles import Role
from desktop_app.ui.units import Units
from desktop_app.ui.widgets.broken_text import BrokenText
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.plain_label import PlainLabel
from desktop_app.ui.widgets.story_line import StoryLine
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.ui.widgets.whole_text import show_whole

Section = tuple[str, list[tuple[str, str]]]

_LONG: Final = 13
"""Letters in a word of a value that find room in the panel at its narrowest; a longer word is broken."""
_LONG_NAME: Final = 11
"""Letters in a word of a name that do; a longer one has a line of its own."""
_NAMES: Final = 12
"""Letters that the names at the left have room for."""
_SHOWN: Final = 20
"""Lines of a section; one can have hundreds."""
_PACKAGES: Final = 4
"""Packages of which the goods are listed, and lines of goods of each; all are in the list of contents."""
_GOODS: Final = 6
_TEXT: Final = 160
"""Code points of a text that are shown among the others."""
_EFFORT: Final = 30
"""How much is laid out at once: fifty letters in a label are one, a text that is broken within words is four."""
_WRITING: Final = 12
"""What it takes besides for each kind of writing that Qt may have to look for a font for."""
_LINES: Final = 8
"""Lines of a text that are shown; an address has seven."""


class Summary(QScrollArea):
    """Shows a Consignment; every text is the service's or a person's, and plain.

    `contents_wanted`: all packages and items are to be shown.
    """

    contents_wanted = Signal()

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
        # Which folds a person has opened: the next consignment's are so too.
        self._open: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._go_on)

    def show_consignment(self, consignment: Consignment) -> None:
        """Show this one."""
        self._later.stop()
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, Space.M, Space.M, Space.L)
        column.setSpacing(Space.XS)
        self._adding = self._add_all(column, consignment)
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

    def _add_all(self, column: QVBoxLayout, consignment: Consignment) -> Iterator[int]:
        """Put all sections into the column; yields after each part how much there was to do."""
        # What comes later is put above it, so that nothing is spread while more is to come.
        column.addStretch(1)
        price = _price(consignment.allocation.price, self._units) if consignment.allocation else ""
        yield from self._add_story(column, list(moments(consignment, price)))
        yield from self._add_failure(column, failure(consignment))
        destination = consignment.address("Destination")
        if destination is not None:
            yield from self._add_lines(column, _tr("To"), _lines(_as_block(_place(destination))))
        yield from self._add_contents(column, consignment)
        for title, lines in told(consignment, self._units):
            yield from self._add_lines(column, title, lines)
        for title, lines in record(consignment, self._units):
            yield from self._add_folded(column, title, lines)

    def _add_story(self, column: QVBoxLayout, story: list[Moment]) -> Iterator[int]:
        for number, moment in enumerate(story):
            words = _value(shorten(moment.words, _TEXT, 2))
            if moment.role is None:
                words = TonedLabel(moment.words)
            detail = _value(shorten(moment.detail, _TEXT, 2), subdued=True) if moment.detail else None
            first, last = number == 0, number == len(story) - 1
            line = StoryLine(words, detail, moment.when, moment.role, first=first, last=last)
            line.setToolTip(moment.exactly)
            _put(column, line)
            yield 2 + self._effort(moment.words + moment.detail)

    def _add_failure(self, column: QVBoxLayout, said: str) -> Iterator[int]:
        """Say why it failed: in a sentence, and its reasons one below the other."""
        if not said:
            return
        lead, listed = reasons(said)
        heading = TonedLabel(_tr("Why allocation failed"), ink=Role.BAD, kind=Type.STRONG)
        heading.setContentsMargins(0, Space.M, 0, 0)
        _put(column, heading)
        shown = shorten(lead, _TEXT * 3, _LINES)
        _put(column, _value(shown))
        yield self._effort(shown)
        for reason in listed[:_SHOWN]:
            grid = QGridLayout()
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(Space.S)
            grid.setColumnStretch(1, 1)
            grid.addWidget(TonedLabel("•", ink=Role.BAD, wrap=False), 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(shorten(reason, _TEXT, 3)), 0, 1)
            column.insertLayout(column.count() - 1, grid)
            yield self._effort(reason)
        if shown != lead or len(listed) > _SHOWN or any(len(reason) > _TEXT for reason in listed):
            _put(column, self._show_all(_tr("Show all"), said))

    def _add_contents(self, column: QVBoxLayout, consignment: Consignment) -> Iterator[int]:
        packages = consignment.packages
        if not packages:
            return
        items = sum(len(package.items) for package in packages)
        pieces = sum(item.quantity or 1 for package in packages for item in package.items)
        said = " · ".join((Counts().packages(len(packages)), *([Counts().items(pieces)] if pieces else [])))
        title = PlainLabel(said, kind=Type.STRONG)
        title.setContentsMargins(0, Space.M, 0, 0)
        _put(column, title)
        for number, package in enumerate(packages[:_PACKAGES], start=1):
            head = " · ".join(filter(None, (package.description, *_measured(package, self._units))))
            name = _tr("Package {number}").replace("{number}", str(number))
            yield self._add_pair(column, name, head or "–")
            for item in package.items[:_GOODS]:
                yield self._add_pair(column, "", _goods(item, self._units), indented=True)
        rest = items - sum(min(len(package.items), _GOODS) for package in packages[:_PACKAGES])
        if rest or len(packages) > _PACKAGES:
            button = self._quiet(_tr("Show all packages and items"))
            button.clicked.connect(self.contents_wanted)
            _put(column, button)

    def _add_lines(self, column: QVBoxLayout, title: str, lines: list[tuple[str, str]]) -> Iterator[int]:
        if not lines:
            return
        heading = PlainLabel(title, kind=Type.STRONG)
        heading.setContentsMargins(0, Space.M, 0, 0)
        _put(column, heading)
        yield from self._fill(column, lines)

    def _add_folded(self, column: QVBoxLayout, title: str, lines: list[tuple[str, str]]) -> Iterator[int]:
        if not lines:
            return
        section = FoldingSection(title, opened=title in self._open)
        section.setObjectName("summary_fold")
        section.column.setSpacing(Space.XS)
        section.column.addStretch(1)
        section.set_summary(shorten_line(lines[0][1], _TEXT))
        section.folded.connect(lambda opened: (self._open.add if opened else self._open.discard)(title))
        _put(column, section)
        yield 1
        yield from self._fill(section.column, lines)

    def _fill(self, column: QVBoxLayout, lines: list[tuple[str, str]]) -> Iterator[int]:
        for name, text in lines[:_SHOWN]:
            yield self._add_pair(column, name, text)
        if len(lines) > _SHOWN:
            words = _tr("Show all {n}").replace("{n}", str(len(lines)))
            _put(column, self._show_all(words, "\n".join(f"{name}: {text}" for name, text in lines)))

    def _add_pair(self, column: QVBoxLayout, name: str, text: str, *, indented: bool = False) -> int:
        """Put a line below the others: as much of its text as is read at a glance, with a button for the whole."""
        shown, named = shorten(text, _TEXT, _LINES), shorten_line(name)
        value = _value(shown)
        value.setAccessibleName(f"{named}: {isolated(shown)}" if named else isolated(shown))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * _NAMES)
        grid.setColumnStretch(1, 1)
        if not named and not indented:
            grid.addWidget(value, 0, 0, 1, 2)
        elif _is_long(named, _LONG_NAME):
            heading = _value(named)
            heading.setAccessibleName(isolated(named))
            grid.addWidget(heading, 0, 0, 1, 2)
            grid.addWidget(value, 1, 0, 1, 2)
        else:
            label = TonedLabel(named)
            label.setFixedWidth(self.fontMetrics().averageCharWidth() * _NAMES)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, 0, 0)
            grid.addWidget(value, 0, 1)
        if shown != text or named != name:
            whole = text if named == name else f"{name}: {text}"
            grid.addWidget(self._show_all(_tr("Show all"), whole), 2, 1)
        column.insertLayout(column.count() - 1, grid)
        return (4 if isinstance(value, BrokenText) else 1) + self._effort(shown + named)

    def _effort(self, text: str) -> int:
        return min(len(text), _TEXT) // 50 + _WRITING * len(writings(text[: 2 * _TEXT]))

    def _show_all(self, words: str, whole: str) -> QWidget:
        button = self._quiet(words)
        button.setObjectName("summary_show_all")
        button.clicked.connect(lambda: show_whole(whole, self))
        return button

    def _quiet(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        emphasise(button, Emphasis.SECONDARY)
        return button


def _put(column: QVBoxLayout, widget: QWidget) -> None:
    """Put a widget below the others, above the room that is left."""
    column.insertWidget(column.count() - 1, widget)


def _is_long(text: str, most: int) -> bool:
    return any(len(word) > most for word in text.split())


def _value(text: str, *, subdued: bool = False) -> QWidget:
    if _is_long(text, _LONG):
        return BrokenText(text)
    value = TonedLabel(text) if subdued else PlainLabel(text, selectable=True)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)
    return value


def told(consignment: Consignment, units: Units) -> Iterator[Section]:
    """Return what one looks for first, in order: a title and its lines; a line without text is left out."""
    yield _tr("Service and dates"), _lines((*_booking(consignment, units), *_dates(consignment)))
    booked = consignment.allocation
    yield _tr("Tracking"), [("", reference) for reference in booked.tracking_references] if booked else []
    yield _tr("Labels"), _lines(_labels(consignment))


def record(consignment: Consignment, units: Units) -> Iterator[Section]:
    """Return what one looks for now and then: the other addresses, references, and what was noted with it."""
    yield _tr("References"), _lines(_identity(consignment, units))
    for kind, title in _ADDRESSES.items():
        if address := consignment.address(kind):
            yield _tr(title), _lines(_place(address))
    yield _tr("Metadata"), _lines((entry.key_value, _entry(entry)) for entry in consignment.meta_data)


_NAMED: Final = {"Name", "Company", "Address", "Telephone", "Email"}
_ADDRESSES = {
    "Origin": "From",
    "Return": "Return",
    "Sender": "Sender",
    "Recipient": "Recipient",
    "Importer": "Importer",
    "Exporter": "Exporter",
}


def _identity(consignment: Consignment, units: Units) -> Iterable[tuple[str, str | None]]:
    yield _tr("Yours"), consignment.consignment_reference_provided_by_customer
    yield _tr("Weight"), units.format_weight(consignment.weight) if consignment.weight else None
    yield _tr("Value"), units.format_money(consignment.value) if consignment.value else None
    yield _tr("Tags"), ", ".join(consignment.tags)
    yield _tr("Created"), local_time(consignment.date_created)
    yield _tr("Source"), consignment.source
    yield _tr("Direction"), consignment.direction


def _labels(consignment: Consignment) -> Iterable[tuple[str, str | None]]:
    printed = local_time(consignment.date_labels_were_first_printed)
    yield _tr("Printed"), (printed or _tr("Yes")) if consignment.labels_printed else _tr("Not yet")


def _measured(package: Package, units: Units) -> Iterator[str]:
    if package.weight:
        yield units.format_weight(package.weight)
    if package.dimensions:
        yield units.format_dimensions(package.dimensions)


def _goods(item: Item, units: Units) -> str:
    name = item.description or item.model or item.sku or _tr("Item")
    weight = units.format_weight(item.weight) if item.weight else ""
    many = f"{item.quantity} × " if item.quantity and item.quantity != 1 else ""
    return " · ".join(filter(None, (f"{many}{name}", weight)))


def _booking(consignment: Consignment, units: Units) -> Iterable[tuple[str, str | None]]:
    booked = consignment.allocation
    if booked is None:
        return
    yield _tr("Service"), one_line(booked.mpd_carrier_service_name)
    yield _tr("Carrier"), booked.carrier_name or booked.carrier_reference
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


def _as_block(lines: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """Return the lines of an address as they stand on a label: what names itself has no name before it."""
    for name, text in lines:
        yield ("" if name in _NAMED else name), text


def _dates(consignment: Consignment) -> Iterable[tuple[str, str | None]]:
    yield _tr("Shipping"), day(consignment.shipping_date)
    wanted = consignment.requested_delivery_date or consignment.required_delivery_date
    if wanted and wanted.date:
        exact = _tr("{day}, exactly") if wanted.is_to_be_exactly_on_the_date_specified else "{day}"
        yield _tr("Requested"), exact.replace("{day}", day(wanted.date))
    yield _tr("Earliest"), day(consignment.earliest_delivery_date)
    yield _tr("Latest"), day(consignment.latest_delivery_date)
    yield _tr("Late"), _tr("Yes") if consignment.is_late else None


def _entry(entry: MetaDatum) -> str:
    values = (entry.string_value, entry.int_value, entry.decimal_value, entry.bool_value)
    texts = [str(value) for value in values if value is not None]
    return ", ".join([*texts, *([local_time(entry.date_time_value)] if entry.date_time_value else [])])


def _lines(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    return [(name, text.strip()) for name, text in pairs if text and text.strip()]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Summary", text)
