"""The quotes that were given."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.demo.decimal_json import Json, dumps, loads
from desktop_app.demo.times import from_micros, to_micros

_KEPT_EXPIRED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that was given: for which consignment (empty: a draft), by which service, until when, about what."""

    consignment: str
    service: str
    expires: datetime
    about: str


class QuoteTable:
    """The table of quotes; what writes is called inside a transaction of the storage."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, reference: str, quoted: Quoted, now: datetime) -> None:
        """Keep a quote, and forget those that expired long ago."""
        long_ago = to_micros(now - _KEPT_EXPIRED)
        self._connection.execute("DELETE FROM quotes WHERE expires < ?", (long_ago,))
        self._connection.execute(
            "INSERT INTO quotes VALUES (?, ?, ?, ?, ?)",
            (reference, quoted.consignment, quoted.service, to_micros(quoted.expires), quoted.about),
        )

    def add_answer(self, reference: str, answer: Json, expires: datetime, now: datetime) -> None:
        """Keep the answer to a request for quotes, and forget those whose quotes expired long ago."""
        self._connection.execute("DELETE FROM quote_requests WHERE expires < ?", (to_micros(now - _KEPT_EXPIRED),))
        row = (reference, to_micros(expires), dumps(answer))
        self._connection.execute("INSERT INTO quote_requests VALUES (?, ?, ?)", row)

    def answer(self, reference: str) -> Json | None:
        """Return the answer that was given to the request with that reference (any case), or None."""
        sql = "SELECT body FROM quote_requests WHERE reference = ?"
        row = self._connection.execute(sql, (reference.lower(),)).fetchone()
        answer: Json | None = loads(row[0]) if row else None
        return answer

    def quote(self, reference: str) -> Quoted | None:
        """Return the quote with that reference (any case), or None."""
        row = self._connection.execute(
            "SELECT consignment, service, expires, about FROM quotes WHERE reference = ?", (reference.lower(),)
        ).fetchone()
        return row and Quoted(row[0], row[1], from_micros(row[2]), row[3])
