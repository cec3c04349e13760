"""The delivery options that were offered, as they are kept: what was asked for, what was offered, what took it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.demo.decimal_json import Json, dumps, loads
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.demo.times import stamp, to_micros

_KEPT = timedelta(days=30)
_HIDDEN = frozenset({"LeavesOn", "Shop"})


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its own reference and its request's, the request's body, the offer, and what has `taken` it."""

    reference: str
    request: str
    created: str
    body: Json
    offer: Json
    taken: str

    def shown(self) -> Json:
        """Return the offer as answers show it: with its reference, without what is for the demo alone."""
        return _shown(self.reference, self.offer)


class OptionTable:
    """The tables of options; what writes is called inside a transaction of the storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._connection = storage.connection

    def add_request(self, body: Json, now: datetime) -> str:
        """Keep a request and return its reference; forget those that are older than a month."""
        self._connection.execute("DELETE FROM option_requests WHERE expires < ?", (to_micros(now),))
        reference = self._storage.reference("EPC")
        kept = dumps({"Body": body, "Created": stamp(now)})
        row = (reference, to_micros(now + _KEPT), kept)
        self._connection.execute("INSERT INTO option_requests VALUES (?, ?, ?)", row)
        return reference

    def add(self, request: str, offer: Json) -> Json:
        """Keep an option of a request, and return it as it is shown: with its reference."""
        reference = self._storage.reference("EDO")
        self._connection.execute("INSERT INTO options VALUES (?, ?, ?, '')", (reference, request, dumps(offer)))
        return _shown(reference, offer)

    def option(self, reference: str) -> Option:
        """Return the option with that reference (any case). Raises the 404."""
        sql = (
            "SELECT o.reference, request, r.body, o.body, taken FROM options o"
            " JOIN option_requests r ON r.reference = request WHERE o.reference = ?"
        )
        row = self._connection.execute(sql, (reference.upper(),)).fetchone()
        if not row:
            raise Refusal.unknown("delivery option", reference)
        request = loads(row[2])
        return Option(row[0], row[1], request["Created"], request["Body"], loads(row[3]), row[4])

    def of_request(self, request: str) -> list[Option]:
        """Return the options of the request with that reference (any case), the oldest first. Raises the 404."""
        rows = self._connection.execute(
            "SELECT reference FROM options WHERE request = ? ORDER BY reference", (request.upper(),)
        ).fetchall()
        if not rows:
            raise Refusal.unknown("request for delivery options", request)
        return [self.option(reference) for (reference,) in rows]

    def take(self, option: Option, by: str) -> None:
        """Mark an option as taken by the consignment or order `by`."""
        self._connection.execute("UPDATE options SET taken = ? WHERE reference = ?", (by, option.reference))


def without_types(offer: Json) -> Json:
    """Return an offer as all answers but that of `POST /deliveryoptions` have it."""
    return {name: value for name, value in offer.items() if name != "CarrierServiceTypes"}


def _shown(reference: str, offer: Json) -> Json:
    return {"Reference": reference, **{name: value for name, value in offer.items() if name not in _HIDDEN}}
