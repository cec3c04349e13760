"""Find consignments and open one."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from desktop_app.pro import endpoints
from desktop_app.pro.models import Consignment, ConsignmentSummary, Currency, Money, SearchPage, Weight
from desktop_app.pro.values import Timestamp
from desktop_app.services.paged_loader import PAGE, Page

_REFERENCE: Final = re.compile(r"(E[A-Z])([0-9A-Z]{3})([0-9A-Z]{3})([0-9A-Z]{3})")
_DASHES: Final = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")


def service_reference(text: str) -> str:
    """Return a reference of the service as it writes it («EC-000-005-EU2»), or an empty string for what is none.

    It may be typed in any case, and with blanks or other dashes for the hyphens, or without any.
    """
    typed = text.strip().upper()
    found = _REFERENCE.fullmatch(_DASHES.sub("", typed))
    return "-".join(found.groups()) if found and re.match(r"E[A-Z]\W|E[A-Z]\w*\d", typed) else ""


_LAST: Final = time(23, 59, 59, 999_000)


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; empty means any. Days are those of this computer's calendar, both included."""

    text: str = ""
    state: str = ""
    reference: str = ""
    customer_reference: str = ""
    postcode: str = ""
    created_from: date | None = None
    created_to: date | None = None

    def terms(self) -> tuple[tuple[str, str], ...]:
        """Return the search terms («Search terms»)."""
        said = (
            ("searchTerm", service_reference(self.text) or self.text.strip()),
            ("state", self.state),
            ("reference", service_reference(self.reference) or self.reference.strip()),
            ("referenceProvidedByCustomer", self.customer_reference.strip()),
            ("postCode", self.postcode.strip()),
            ("createdDateFrom", _moment(self.created_from)),
            ("createdDateTo", _moment(self.created_to, _LAST)),
        )
        return tuple((name, value) for name, value in said if value)


@dataclass(frozen=True, slots=True)
class Opened:
    """A consignment and its JSON, laid out to be read."""

    consignment: Consignment
    raw: str


class Consignments:
    """The search and the single consignment."""

    def __init__(self, api: endpoints.Consignments) -> None:
        self._api = api

    async def search(self, query: Query, take: int, skip: int) -> SearchPage:
        """Return `take` rows at most, after the first `skip`; raises a ProError."""
        return await self._api.search(query.terms(), take, skip)

    async def open(self, reference: str) -> Opened:
        """Return all of one consignment, metadata included; raises a ProError."""
        consignment = await self._api.get_with_metadata(reference)
        return Opened(consignment, json.dumps(consignment.body(), indent=2, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class ConsignmentRow:
    """What is kept of a row of a search: a tenth of a ConsignmentSummary, since a hundred thousand may be loaded.

    The names are those of ConsignmentSummary.
    """

    reference: str
    state: str = ""
    consignment_reference_provided_by_customer: str = ""
    mpd_carrier_service_name: str = ""
    destination_address_town: str = ""
    destination_address_postcode: str = ""
    destination_address_country: str = ""
    date_created: datetime | None = None
    shipping_date: datetime | None = None
    labels_printed: bool = False
    failed_allocation_message: str = ""
    failed_manifest_message: str = ""
    kilograms: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""

    @property
    def weight(self) -> Weight | None:
        """The weight, None for one that is not known."""
        return None if self.kilograms is None else Weight(value=self.kilograms)

    @property
    def value(self) -> Money | None:
        """The value, None for one that is not known."""
        return None if self.amount is None else Money(amount=self.amount, currency=Currency(iso_code=self.currency))

    @classmethod
    def of(cls, found: ConsignmentSummary) -> ConsignmentRow:
        """Return what is kept of `found`."""
        return cls(
            found.reference,
            _shared(found.state),
            found.consignment_reference_provided_by_customer or "",
            _shared(found.mpd_carrier_service_name),
            _shared(found.destination_address_town),
            found.destination_address_postcode or "",
            _shared(found.destination_address_country),
            _plain(found.date_created),
            _plain(found.shipping_date),
            bool(found.labels_printed),
            _shared(found.failed_allocation_message),
            _shared(found.failed_manifest_message),
            found.weight.value if found.weight else None,
            found.value.amount if found.value else None,
            _shared(found.value.currency.iso_code) if found.value else "",
        )

    @classmethod
    def of_whole(cls, whole: Consignment, reference: str) -> ConsignmentRow:
        """Return the row of a consignment that was read by its reference, as far as actions on it need one."""
        there = whole.address("Destination")
        return cls(
            reference,
            _shared(whole.consignment_state),
            whole.consignment_reference_provided_by_customer or "",
            destination_address_town=(there and there.town) or "",
            destination_address_postcode=(there and there.postcode) or "",
        )


_SHARED_UP_TO: Final = 200
"""Letters of a text that rows have in common: a longer one is hardly ever the same in two."""


def _shared(text: str | None) -> str:
    return sys.intern(text) if text and len(text) <= _SHARED_UP_TO else text or ""


def _plain(at: datetime | None) -> datetime | None:
    """Return the moment without the text that a Timestamp remembers."""
    return None if at is None else datetime.combine(at.date(), at.timetz())


class ConsignmentSearch:
    """What one Query finds, as a PagedLoader reads it; a row's id is the consignment's reference."""

    def __init__(self, consignments: Consignments, query: Query) -> None:
        self._consignments = consignments
        self._query = query

    async def page(self, take: int, skip: int) -> Page[ConsignmentRow]:
        """Return `take` rows at most, after the first `skip`; raises a ProError."""
        found = await self._consignments.search(self._query, take, skip)
        return Page(tuple(map(ConsignmentRow.of, found.consignment_summaries)), found.count)

    async def one(self, reference: str) -> ConsignmentRow | None:
        """Return that consignment's row, whether the query finds it or not; raises a ProError."""
        # The search takes a reference's beginning, too.
        found = await self._consignments.search(Query(reference=reference), PAGE, 0)
        rows = (row for row in found.consignment_summaries if row.reference == reference)
        return next(map(ConsignmentRow.of, rows), None)

    def row_id(self, row: ConsignmentRow) -> str:
        """Return the consignment's reference."""
        return row.reference


def _moment(day: date | None, at: time = time.min) -> str:
    return "" if day is None else Timestamp.here(day, at).isoformat(timespec="milliseconds")
