"""What has happened to a consignment, what is so now and since when, what comes next, and why something failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_app.pro.models import Consignment
from desktop_app.pro.states import State, known
from desktop_app.ui.formats import brief_time, one_line, time_with_zone
from desktop_app.ui.style.roles import Role, severity
from desktop_app.ui.words import state_name

MOST_REASONS: Final = 60
"""Reasons that are told apart; a text with more is one."""

_NEXT: Final = {
    State.UNALLOCATED: QT_TRANSLATE_NOOP("Story", "Next: a carrier service, then labels"),
    State.ALLOCATION_FAILED: QT_TRANSLATE_NOOP("Story", "Next: allocate again, or change what is wrong in a copy"),
    State.ALLOCATED: QT_TRANSLATE_NOOP("Story", "Next: labels, manifest, collection"),
    State.READY_TO_SHIP: QT_TRANSLATE_NOOP("Story", "Next: manifest, collection"),
    State.MANIFESTED: QT_TRANSLATE_NOOP("Story", "Next: collection by the carrier"),
}
_BEFORE_ALLOCATION: Final = {State.UNALLOCATED, State.ALLOCATING, State.ALLOCATION_FAILED}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened (`role` colours its mark), or with no role what comes next. Empty texts are left out."""

    words: str
    detail: str = ""
    at: datetime | None = None
    role: Role | None = Role.MOVING

    @property
    def when(self) -> str:
        """When it was, in this computer's zone, as one says it."""
        return brief_time(self.at)

    @property
    def exactly(self) -> str:
        """When it was, with its zone."""
        return time_with_zone(self.at)


def moments(consignment: Consignment, price: str = "") -> Iterator[Moment]:
    """Return what happened, in order, and at the end what comes next; only what the service has told."""
    state = known(consignment.consignment_state)
    told: datetime | None = None
    own = since(consignment)
    for moment in _passed(consignment, price):
        told = moment.at
        yield moment
    if state is not State.UNALLOCATED and (own is None or own != told):
        name = state_name(consignment.consignment_state)
        if name:
            yield Moment(name, role=severity(consignment.consignment_state))
    if state in _NEXT:
        yield Moment(_tr(_NEXT[state]), role=None)


def since(consignment: Consignment) -> datetime | None:
    """Return since when a consignment is in its state; None where the service does not tell."""
    booked = consignment.allocation
    match known(consignment.consignment_state):
        case State.UNALLOCATED if booked is None:
            return consignment.date_created
        case State.ALLOCATED:
            return booked.allocation_date if booked else None
        case State.DISPATCHED:
            return consignment.date_shipped
        case State.COLLECTED:
            return consignment.date_collected
        case State.DELIVERED:
            return consignment.date_delivered
        case State.RETURN_TO_SENDER:
            return consignment.date_returned
    return None


def failure(consignment: Consignment) -> str:
    """Return the service's words about what failed; empty if it says none."""
    failed = consignment.failed_allocation
    if not isinstance(failed, dict):
        return ""
    return str(failed.get("Message") or failed.get("FailedAllocationMessage") or "").strip()


def reasons(said: str) -> tuple[str, list[str]]:
    """Return what was said as a sentence and the reasons listed after it; none where it is one sentence.

    The service parts its reasons with semicolons, and names what they are about before the first colon.
    """
    lead, colon, listed = said.partition(": ")
    parts = [part.strip() for part in listed.rstrip(". \n").split("; ")] if colon and len(said) < 10_000 else []
    if 1 < len(parts) <= MOST_REASONS and all(parts):
        return lead, parts
    return said, []


def _passed(consignment: Consignment, price: str) -> Iterator[Moment]:
    own = consignment.consignment_reference_provided_by_customer
    if consignment.date_created:
        yield Moment(_tr("Created"), _tr("from {own}").replace("{own}", own) if own else "", consignment.date_created)
    booked = consignment.allocation
    if booked is not None and known(consignment.consignment_state) not in _BEFORE_ALLOCATION:
        service = one_line(booked.mpd_carrier_service_name)
        words = _tr("Allocated to {service}").replace("{service}", service) if service else _tr("Allocated")
        carrier = booked.carrier_name or booked.carrier_reference or ""
        yield Moment(words, " · ".join(filter(None, (carrier, price))), booked.allocation_date)
    for words, at in (
        (_tr("Labels printed"), consignment.date_labels_were_first_printed),
        (_tr("Shipped"), consignment.date_shipped),
        (_tr("Collected"), consignment.date_collected),
        (_tr("First delivery attempt"), consignment.first_attempted_delivery_date),
    ):
        if at:
            yield Moment(words, at=at)
    if consignment.date_delivered:
        yield Moment(_tr("Delivered"), at=consignment.date_delivered, role=Role.GOOD)
    if consignment.date_returned:
        yield Moment(_tr("Returned"), at=consignment.date_returned, role=Role.BAD)


def _tr(text: object) -> str:
    # QT_TRANSLATE_NOOP hands its text through, but is typed as object.
    return QCoreApplication.translate("Story", str(text))
