"""Moments, days and places as text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, QTimeZone

from desktop_app.services.consignments import ConsignmentRow

_NAME: Final = 10_000
"""Letters up to which a text is tidied up."""


def local_time(at: datetime | None) -> str:
    """Return a moment in the system's short format and this computer's zone; empty for None."""
    return QLocale().toString(_moment(at).toLocalTime(), QLocale.FormatType.ShortFormat) if at else ""


def brief_time(at: datetime | None) -> str:
    """Return a moment as one says it: the time, if it was today, and the day if not. Empty for None."""
    if at is None:
        return ""
    local = _moment(at).toLocalTime()
    if local.date() == QDate.currentDate():
        return QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(local.date(), QLocale.FormatType.ShortFormat)


def time_with_zone(at: datetime | None) -> str:
    """Return a moment with its zone, for a tooltip; empty for None."""
    if at is None:
        return ""
    local = _moment(at).toLocalTime()
    return f"{QLocale().toString(local, QLocale.FormatType.LongFormat)} ({local.timeZoneAbbreviation()})"


def time_or_day(at: datetime) -> tuple[str, str]:
    """Return a moment as (day, time) in the system's short formats and this computer's zone; no day for today."""
    local, locale, short = _moment(at).toLocalTime(), QLocale(), QLocale.FormatType.ShortFormat
    today = local.date() == QDate.currentDate()
    return "" if today else locale.toString(local.date(), short), locale.toString(local.time(), short)


def day(at: datetime | None) -> str:
    """Return a day as it was written: a shipping date has no zone to be moved by. Empty for None."""
    return QLocale().toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat) if at else ""


def destination(row: ConsignmentRow) -> str:
    """Return town, postcode and country in a line, without what is missing."""
    parts = (row.destination_address_town, row.destination_address_postcode, row.destination_address_country)
    return ", ".join(part.strip() for part in parts if part and part.strip())


def one_line(text: str | None) -> str:
    """Return a name on one line: the service pads some with no-break spaces. Empty for None."""
    whole = text or ""
    # What is longer is cut where it is shown; to part it into words would take longer than to paint it.
    return " ".join(whole.split()) if len(whole) <= _NAME else whole


def _moment(at: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(at.timestamp() * 1000), QTimeZone.utc())
