"""When each consignment is due, and the steps that lie before it; kept, so that a restart goes on where it stopped."""

from __future__ import annotations

import sqlite3

from desktop_app.demo.decimal_json import Json, dumps, loads


class Schedule:
    """The columns `due` (microseconds) and `plan` of the consignments; what writes is called inside a transaction.

    A step of a plan has `At` (wire time), and either `Do` (a call to finish) or `State` with a tracking event.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def set(self, reference: str, due: int | None, plan: list[Json] | None) -> None:
        """Replace what will become of a consignment; None for nothing more."""
        sql = "UPDATE consignments SET due = ?, plan = ? WHERE reference = ?"
        self._connection.execute(sql, (due, plan and dumps(plan), reference))

    def due(self, now: int, most: int) -> list[tuple[str, int, list[Json] | None]]:
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
