"""The columns of the grid: what each shows of a row, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QDateTime, QLocale, QTimeZone

from desktop_app.pro.models import ConsignmentSummary
from desktop_app.ui.units import Units
from desktop_app.ui.words import state_name

Row = ConsignmentSummary


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is kept in settings: it never changes. `chars` is its first width, in characters."""

    key: str
    title: object
    text: Callable[[Row, Units], str]
    order: Callable[[Row], object]
    chars: int
    number: bool = False
    hidden: bool = False

    @property
    def name(self) -> str:
        """The words above the column."""
        return QCoreApplication.translate("Column", str(self.title))


def local_time(at: datetime | None) -> str:
    """Return a moment in the system's short format and this computer's zone; empty for None."""
    return QLocale().toString(_moment(at).toLocalTime(), QLocale.FormatType.ShortFormat) if at else ""


def time_with_zone(at: datetime | None) -> str:
    """Return a moment with its zone, for a tooltip."""
    if at is None:
        return ""
    local = _moment(at).toLocalTime()
    return f"{QLocale().toString(local, QLocale.FormatType.LongFormat)} ({local.timeZoneAbbreviation()})"


def day(at: datetime | None) -> str:
    """Return a day as it was written: a shipping date has no zone to be moved by."""
    return QLocale().toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat) if at else ""


def destination(row: Row) -> str:
    """Return town, postcode and country in a line, without what is missing."""
    parts = (row.destination_address_town, row.destination_address_postcode, row.destination_address_country)
    return ", ".join(part.strip() for part in parts if part and part.strip())


def service(row: Row) -> str:
    """Return the carrier service's name; the service pads some names with no-break spaces."""
    return " ".join((row.mpd_carrier_service_name or "").split())


def _moment(at: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(at.timestamp() * 1000), QTimeZone.utc())


def _order(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


COLUMNS: Final = (
    Column("reference", QT_TRANSLATE_NOOP("Column", "Reference"), lambda r, _u: r.reference, lambda r: r.reference, 17),
    Column(
        "customer-reference",
        QT_TRANSLATE_NOOP("Column", "Customer reference"),
        lambda r, _u: r.consignment_reference_provided_by_customer or "",
        lambda r: (r.consignment_reference_provided_by_customer or "").casefold(),
        18,
    ),
    Column("state", QT_TRANSLATE_NOOP("Column", "State"), lambda r, _u: state_name(r.state), lambda r: r.state, 18),
    Column(
        "destination",
        QT_TRANSLATE_NOOP("Column", "Destination"),
        lambda r, _u: destination(r),
        lambda r: destination(r).casefold(),
        28,
    ),
    Column(
        "service",
        QT_TRANSLATE_NOOP("Column", "Carrier service"),
        lambda r, _u: service(r),
        lambda r: service(r).casefold(),
        22,
    ),
    Column(
        "weight",
        QT_TRANSLATE_NOOP("Column", "Weight"),
        lambda r, u: u.format_weight(r.weight) if r.weight else "",
        lambda r: float(r.weight.value) if r.weight else -1.0,
        11,
        number=True,
    ),
    Column(
        "value",
        QT_TRANSLATE_NOOP("Column", "Value"),
        lambda r, u: u.format_money(r.value) if r.value else "",
        lambda r: float(r.value.amount) if r.value else -1.0,
        12,
        number=True,
    ),
    Column(
        "created",
        QT_TRANSLATE_NOOP("Column", "Created"),
        lambda r, _u: local_time(r.date_created),
        lambda r: _order(r.date_created),
        18,
    ),
    Column(
        "shipping-date",
        QT_TRANSLATE_NOOP("Column", "Shipping date"),
        lambda r, _u: day(r.shipping_date),
        lambda r: _order(r.shipping_date),
        13,
    ),
    Column(
        "labels-printed",
        QT_TRANSLATE_NOOP("Column", "Labels printed"),
        lambda r, _u: QCoreApplication.translate("Column", "Yes") if r.labels_printed else "",
        lambda r: int(r.labels_printed),
        14,
    ),
)
STATE: Final = next(i for i, column in enumerate(COLUMNS) if column.key == "state")
