"""The manifest files that were made, and what is written on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.times import from_micros, to_micros


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest file: the bookings with one carrier from one shipping location, handed over by one call."""

    reference: str
    created: datetime
    location: str
    carrier: str
    bookings: int


class ManifestTable:
    """The tables of manifests; what writes is called inside a transaction of the storage."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_line(self, manifest: Manifest, line: dict[str, Any]) -> None:
        """Write a consignment on a manifest, which is made with its first line."""
        self._connection.execute(
            "INSERT INTO manifests VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (manifest.reference, to_micros(manifest.created), manifest.location, manifest.carrier),
        )
        self._connection.execute(
            "INSERT INTO manifest_lines (manifest, body) VALUES (?, ?)", (manifest.reference, dumps(line))
        )

    def found(self, location: str = "", reference: str = "") -> list[Manifest]:
        """Return the manifests, the newest first; those from one shipping location, or the one with a reference."""
        rows = self._connection.execute(
            "SELECT reference, created, location, carrier,"
            " (SELECT count(*) FROM manifest_lines WHERE manifest = manifests.reference) FROM manifests"
            " WHERE (? = '' OR location = ? COLLATE NOCASE) AND (? = '' OR reference = ?)"
            " ORDER BY created DESC, reference",
            (location, location, reference, reference.lower()),
        ).fetchall()
        return [Manifest(row[0], from_micros(row[1]), row[2], row[3], row[4]) for row in rows]

    def lines(self, reference: str) -> list[dict[str, Any]]:
        """Return what is written on a manifest."""
        rows = self._connection.execute("SELECT body FROM manifest_lines WHERE manifest = ? ORDER BY id", (reference,))
        return [loads(body) for (body,) in rows]
