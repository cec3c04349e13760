"""The demo's database: consignments as JSON with the columns that they are searched by, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.demo.refusal import Refusal
from desktop_app.demo.rules import Document
from desktop_app.demo.search import Condition, columns, fold
from desktop_app.demo.wire import dumps, loads

_FIRST_NUMBERS = {"EC": 252_006, "EP": 254_118, "TRK": 9_823}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_MIGRATIONS = (
    """
    CREATE TABLE numbers (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE consignments (
        id INTEGER PRIMARY KEY,
        reference TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL,
        state TEXT NOT NULL,
        created INTEGER NOT NULL,
        shipping INTEGER,
        shipped INTEGER,
        scheduled INTEGER,
        requested INTEGER,
        customer_reference TEXT NOT NULL,
        grams REAL NOT NULL,
        value REAL,
        service TEXT,
        source TEXT NOT NULL,
        direction TEXT NOT NULL,
        labels_printed INTEGER NOT NULL,
        postcode TEXT NOT NULL,
        country TEXT NOT NULL,
        region TEXT NOT NULL,
        origin TEXT NOT NULL,
        target TEXT NOT NULL,
        text TEXT NOT NULL
    );
    CREATE INDEX by_state ON consignments (state);
    CREATE INDEX by_created ON consignments (created);
    CREATE INDEX by_shipping ON consignments (shipping);
    CREATE INDEX by_shipped ON consignments (shipped);
    CREATE INDEX by_scheduled ON consignments (scheduled);
    CREATE INDEX by_requested ON consignments (requested);
    CREATE INDEX by_customer_reference ON consignments (customer_reference);
    CREATE INDEX by_grams ON consignments (grams);
    CREATE INDEX by_value ON consignments (value);
    CREATE INDEX by_service ON consignments (service);
    CREATE INDEX by_source ON consignments (source);
    CREATE INDEX by_direction ON consignments (direction);
    CREATE INDEX by_labels_printed ON consignments (labels_printed);
    CREATE INDEX by_postcode ON consignments (postcode);
    CREATE INDEX by_country ON consignments (country);
    CREATE INDEX by_region ON consignments (region);
    CREATE INDEX by_origin ON consignments (origin);
    CREATE INDEX by_target ON consignments (target);
    CREATE TABLE packages (
        reference TEXT PRIMARY KEY,
        consignment INTEGER NOT NULL REFERENCES consignments (id) ON DELETE CASCADE,
        customer_reference TEXT NOT NULL,
        tracking TEXT
    ) WITHOUT ROWID;
    CREATE INDEX packages_by_consignment ON packages (consignment);
    CREATE INDEX packages_by_customer_reference ON packages (customer_reference);
    CREATE INDEX packages_by_tracking ON packages (tracking);
    CREATE VIRTUAL TABLE consignment_text
        USING fts5 (text, content = 'consignments', content_rowid = 'id', tokenize = 'trigram');
    CREATE TRIGGER text_added AFTER INSERT ON consignments BEGIN
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER text_changed AFTER UPDATE OF text ON consignments WHEN old.text IS NOT new.text BEGIN
        INSERT INTO consignment_text (consignment_text, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    """,
)
"""One script for each version of the schema, in order; the database's `user_version` counts those that ran."""


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
        if version > len(_MIGRATIONS):
            raise sqlite3.DatabaseError("it was made by a newer version of this program")
        for at, script in enumerate(_MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE;{script}PRAGMA user_version = {at};COMMIT;")


def _document(row: tuple[Any, ...]) -> Document:
    document: Document = loads(row[0])
    return document
