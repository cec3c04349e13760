"""What the demo writes down beside its consignments: tracking events, audit messages, quotes and manifests."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.times import from_micros, micros, parse, stamp

_KEPT_EXPIRED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that was given: for which consignment (empty: a draft), by which service, until when, about what."""

    consignment: str
    service: str
    expires: datetime
    about: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest file: the bookings with one carrier from one shipping location, handed over by one call."""

    reference: str
    created: datetime
    location: str
    carrier: str
    bookings: int


class Ledger:
    """The tables beside the consignments; what writes is called inside a transaction of the storage."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_event(self, consignment: str, event: dict[str, Any]) -> None:
        """Append a tracking event to a consignment."""
        self._connection.execute("INSERT INTO events (consignment, body) VALUES (?, ?)", (consignment, dumps(event)))

    def events(self, consignment: str) -> list[dict[str, Any]]:
        """Return a consignment's tracking events, the oldest first."""
        return self._bodies("SELECT body FROM events WHERE consignment = ? ORDER BY id", consignment)

    def forget_events(self, consignment: str) -> None:
        """Erase the tracking events of a booking that is no more."""
        self._connection.execute("DELETE FROM events WHERE consignment = ?", (consignment,))

    def note(self, consignment: str, message: dict[str, Any]) -> None:
        """Append an audit message to a consignment."""
        self._connection.execute("INSERT INTO audit (consignment, body) VALUES (?, ?)", (consignment, dumps(message)))

    def notes(self, consignment: str) -> list[dict[str, Any]]:
        """Return a consignment's audit messages, the oldest first."""
        return self._bodies("SELECT body FROM audit WHERE consignment = ? ORDER BY id", consignment)

    def latest(self) -> datetime | None:
        """Return when something was written down last, or None."""
        rows = self._connection.execute(
            "SELECT * FROM (SELECT body FROM events ORDER BY id DESC LIMIT 1)"
            " UNION ALL SELECT * FROM (SELECT body FROM audit ORDER BY id DESC LIMIT 1)"
        ).fetchall()
        bodies = [loads(body) for (body,) in rows]
        return max((parse(body.get("At") or body["Timestamp"]) for body in bodies), default=None)

    def add_quote(self, reference: str, quoted: Quoted, now: datetime) -> None:
        """Keep a quote, and forget those that expired long ago."""
        long_ago = micros(stamp(now - _KEPT_EXPIRED))
        self._connection.execute("DELETE FROM quotes WHERE expires < ?", (long_ago,))
        self._connection.execute(
            "INSERT INTO quotes VALUES (?, ?, ?, ?, ?)",
            (reference, quoted.consignment, quoted.service, micros(stamp(quoted.expires)), quoted.about),
        )

    def quote(self, reference: str) -> Quoted | None:
        """Return the quote with that reference (any case), or None."""
        row = self._connection.execute(
            "SELECT consignment, service, expires, about FROM quotes WHERE reference = ?", (reference.lower(),)
        ).fetchone()
        return row and Quoted(row[0], row[1], from_micros(row[2]), row[3])

    def add_to_manifest(self, manifest: Manifest, line: dict[str, Any]) -> None:
        """Write a consignment on a manifest, which is made with its first line."""
        self._connection.execute(
            "INSERT INTO manifests VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (manifest.reference, micros(stamp(manifest.created)), manifest.location, manifest.carrier),
        )
        self._connection.execute(
            "INSERT INTO manifest_lines (manifest, body) VALUES (?, ?)", (manifest.reference, dumps(line))
        )

    def manifests(self, location: str = "", reference: str = "") -> list[Manifest]:
        """Return the manifests, the newest first; those from one shipping location, or the one with a reference."""
        rows = self._connection.execute(
            "SELECT reference, created, location, carrier,"
            " (SELECT count(*) FROM manifest_lines WHERE manifest = manifests.reference) FROM manifests"
            " WHERE (? = '' OR location = ? COLLATE NOCASE) AND (? = '' OR reference = ?)"
            " ORDER BY created DESC, reference",
            (location, location, reference, reference.lower()),
        ).fetchall()
        return [Manifest(row[0], from_micros(row[1]), row[2], row[3], row[4]) for row in rows]

    def manifest_lines(self, reference: str) -> list[dict[str, Any]]:
        """Return what is written on a manifest."""
        return self._bodies("SELECT body FROM manifest_lines WHERE manifest = ? ORDER BY id", reference)

    def _bodies(self, sql: str, value: str) -> list[dict[str, Any]]:
        return [loads(body) for (body,) in self._connection.execute(sql, (value,))]
