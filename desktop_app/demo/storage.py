"""The demo's database: consignments as JSON with the columns that they are searched by, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.demo.refusal import Refusal
from desktop_app.demo.rules import Document
from desktop_app.demo.schema import MIGRATIONS
from desktop_app.demo.search import Condition, columns, fold, text
from desktop_app.demo.wire import dumps, loads

_FIRST_NUMBERS = {"EC": 252_006, "EP": 254_118, "TRK": 9_823}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Storage:
    """The database behind one demo service; every call is short, and made from one thread at a time.

    Names of columns are this package's own constants; whatever a caller sent is bound, never written into the SQL.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the database at `path` (None: in memory) and bring its schema up to date.

        The connection may be opened in one thread and used in another (the application is often made before the
        loop's thread starts), never in two at once: the service answers one call after another.
        Raises OSError or sqlite3.Error for a place that holds no such database and cannot.
        """
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        try:
            self._connection.execute("PRAGMA foreign_keys = ON")
            if path:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
            self._migrate()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the database; what was answered is on disk."""
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for the tables that are not about finding consignments (ledger.py)."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def number(self, kind: str) -> int:
        """Return the next number of a kind (`EC`, `EP`, `TRK`), never the same twice; inside a transaction."""
        row = self._connection.execute(
            "INSERT INTO numbers VALUES (?, ?) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
            (kind, _FIRST_NUMBERS[kind]),
        ).fetchone()
        return int(row[0])

    def reference(self, kind: str) -> str:
        """Return the next reference of a kind, such as EC-000-05C-ZB4; inside a transaction."""
        number, digits = self.number(kind), ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        digits = digits.rjust(9, "0")
        return f"{kind}-{digits[:3]}-{digits[3:6]}-{digits[6:]}"

    def is_empty(self) -> bool:
        """Say whether there is no consignment yet."""
        return self._connection.execute("SELECT 1 FROM consignments LIMIT 1").fetchone() is None

    def add(self, consignment: Document) -> None:
        """Insert a new consignment; inside a transaction. The order of insertion is the order of age."""
        found_by = columns(consignment)
        names = ("reference", "body", *found_by)
        cursor = self._connection.execute(
            f"INSERT INTO consignments ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
            (consignment["Reference"], dumps(consignment), *found_by.values()),
        )
        self._keep_packages(int(cursor.lastrowid or 0), consignment)

    def save(self, consignment: Document) -> None:
        """Write back a consignment that was read; inside a transaction."""
        found_by = columns(consignment)
        setting = ", ".join(f"{name} = ?" for name in ("body", *found_by))
        row = self._connection.execute(
            f"UPDATE consignments SET {setting} WHERE reference = ? RETURNING id",  # noqa: S608
            (dumps(consignment), *found_by.values(), consignment["Reference"]),
        ).fetchone()
        self._connection.execute("DELETE FROM packages WHERE consignment = ?", row)
        self._keep_packages(int(row[0]), consignment)

    def consignment(self, reference: str) -> Document:
        """Return the consignment with that reference (any case). Raises the 404."""
        row = self._connection.execute(
            "SELECT body FROM consignments WHERE reference = ?", (reference.upper(),)
        ).fetchone()
        if not row:
            raise Refusal.unknown("consignment", reference)
        return _document(row)

    def consignment_with_package(self, reference: str) -> Document:
        """Return the consignment that the package with that reference (any case) belongs to. Raises the 404."""
        row = self._connection.execute(
            "SELECT body FROM consignments WHERE id = (SELECT consignment FROM packages WHERE reference = ?)",
            (reference.upper(),),
        ).fetchone()
        if not row:
            raise Refusal.unknown("package", reference)
        return _document(row)

    def search(self, wanted: list[Condition], take: int, skip: int) -> tuple[int, list[Document]]:
        """Return how many consignments meet all conditions, and `take` of them after `skip`, the newest first."""
        where = " AND ".join(condition.sql for condition in wanted) or "1"
        values = [value for condition in wanted for value in condition.values]
        count_sql = f"SELECT count(*) FROM consignments WHERE {where}"  # noqa: S608
        # The page's ids first: they are found and sorted in an index alone, without reading a single body.
        ids_sql = f"SELECT id FROM consignments WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608
        page_sql = f"SELECT body FROM consignments WHERE id IN ({ids_sql}) ORDER BY id DESC"  # noqa: S608
        (count,) = self._connection.execute(count_sql, values).fetchone()
        rows = self._connection.execute(page_sql, (*values, take, skip)).fetchall()
        return int(count), [_document(row) for row in rows]

    def schedule(self, reference: str, due: int | None, plan: list[Document] | None) -> None:
        """Keep what will become of a consignment, and when its next step is due (microseconds); in a transaction."""
        self._connection.execute(
            "UPDATE consignments SET due = ?, plan = ? WHERE reference = ?",
            (due, plan and dumps(plan), reference),
        )

    def due(self, now: int, most: int) -> list[tuple[Document, int, list[Document] | None]]:
        """Return at most `most` consignments for which something is due, the longest overdue first, with their plans.

        The plan is None for one whose plan has not been made yet (a seeded one).
        """
        rows = self._connection.execute(
            "SELECT body, due, plan FROM consignments WHERE due <= ? ORDER BY due LIMIT ?", (now, most)
        ).fetchall()
        return [(_document(row), int(row[1]), row[2] and loads(row[2])) for row in rows]

    def wake(self, states: list[str], first: int, spread: int) -> None:
        """Let something be due for all consignments in `states` that have no plan.

        It is due between `first` and `first + spread` (microseconds), spread by their order of age.
        """
        self._connection.execute(
            "UPDATE consignments SET due = ? + (id * 2654435761) % ?"
            f" WHERE due IS NULL AND state IN ({', '.join('?' * len(states))})",  # noqa: S608 - question marks
            (first, spread, *states),
        )

    def _keep_packages(self, row: int, consignment: Document) -> None:
        self._connection.executemany(
            "INSERT INTO packages VALUES (?, ?, ?, ?)",
            [
                (
                    package["Reference"],
                    row,
                    fold(package["PackageReferenceProvidedByCustomer"]),
                    next((t for leg in package["ConsignmentLegs"] for t in leg["TrackingReferences"]), None),
                )
                for package in consignment["Packages"]
            ],
        )

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise sqlite3.DatabaseError("it was made by a newer version of this program")
        for at, script in enumerate(MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE;{script}PRAGMA user_version = {at};COMMIT;")


def _document(row: tuple[Any, ...]) -> Document:
    document: Document = loads(row[0])
    return document
