"""What is due when: the plan of each consignment, kept beside it so that a restart goes on where the demo stopped."""

from __future__ import annotations

import sqlite3
from typing import Any

from desktop_app.demo.decimal_json import dumps, loads

Step = dict[str, Any]
"""One step of a plan: `At` (wire time), and either `Do` (a call to finish) or `State` with a tracking event."""


class Agenda:
    """The columns `due` (microseconds) and `plan` of the consignments; what writes is called inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def schedule(self, reference: str, due: int | None, plan: list[Step] | None) -> None:
        """Replace what will become of a consignment; None for nothing more."""
        sql = "UPDATE consignments SET due = ?, plan = ? WHERE reference = ?"
        self._connection.execute(sql, (due, plan and dumps(plan), reference))

    def due(self, now: int, most: int) -> list[tuple[str, int, list[Step] | None]]:
        """Return reference, time and plan of at most `most` consignments that are due, the longest overdue first.

        The plan is None for one whose plan has not been made yet (a seeded one).
        """
        sql = "SELECT reference, due, plan FROM consignments WHERE due <= ? ORDER BY due LIMIT ?"
        rows = self._connection.execute(sql, (now, most)).fetchall()
        return [(row[0], int(row[1]), row[2] and loads(row[2])) for row in rows]

    def wake(self, states: list[str], first: int, spread: int) -> None:
        """Let a plan be due for all consignments in `states` that have none, at `first` or at most `spread` later."""
        marks = ", ".join("?" * len(states))
        sql = f"UPDATE consignments SET due = ? + (id * 2654435761) % ? WHERE due IS NULL AND state IN ({marks})"  # noqa: S608
        self._connection.execute(sql, (first, spread, *states))
