"""When a consignment is late."""

from __future__ import annotations

from datetime import datetime

from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.times import parse
from desktop_app.pro.states import State, known

ARRIVED = frozenset({State.DELIVERED, State.DELIVERED_DAMAGED, State.CANCELLED, State.RETURN_TO_SENDER})
"""States after which nothing is late any more."""


def is_late(document: Document, now: datetime) -> bool:
    """Say whether the consignment should have arrived by `now` (or arrived after its time)."""
    due = document["LatestDeliveryDate"]
    if due is None or known(document["ConsignmentState"]) == State.CANCELLED:
        return False
    if document["DateDelivered"] and known(document["ConsignmentState"]) in ARRIVED:
        return parse(document["DateDelivered"]) > parse(due)
    return known(document["ConsignmentState"]) not in ARRIVED and now > parse(due)
