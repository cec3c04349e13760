"""What happened to consignments: their tracking events and their audit messages."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.times import parse


class History:
    """Tracking events and audit messages by consignment; what writes is called inside a transaction of the storage."""

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

    def _bodies(self, sql: str, value: str) -> list[dict[str, Any]]:
        return [loads(body) for (body,) in self._connection.execute(sql, (value,))]
