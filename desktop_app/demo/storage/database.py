"""The demo's database: consignments as JSON with the columns that they are searched by, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.demo.decimal_json import dumps, loads
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.storage.bulk_insert import ADD_PACKAGE, FIRST_NUMBERS, BulkInsert, packages, reference_of
from desktop_app.demo.storage.columns import Value, columns, text
from desktop_app.demo.storage.schema import MIGRATIONS
from desktop_app.demo.storage.search import Condition
from desktop_app.demo.storage.search_lag import SearchLag
from desktop_app.drives import on_network

_FEW = 5_000
"""So many matches are sorted; with more of them the newest rows are walked until the page is full."""

_MOST_COUNTS = 1_000


class Storage:
    """The database behind one demo service; every call is short, and made from one thread at a time.

    Names of columns are this package's own constants; whatever a caller sent is bound, never written into the SQL.
    """

    def __init__(self, path: Path | None, *, search_lag: float = 0.0) -> None:
        """Open the database at `path` (None: in memory) and bring its schema up to date.

        A search does not find a consignment before it is `search_lag` seconds old (of this computer's time).

        The connection may be opened in one thread and used in another (the application is often made before the
        loop's thread starts), never in two at once: the service answers one call after another.
        Raises OSError or sqlite3.Error for a place that holds no such database and cannot.
        """
        self._lag = SearchLag(search_lag)
        self._counts: dict[tuple[str, tuple[Value, ...]], int] = {}
        self._counted_at = 0
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # For its owner alone, one that is there already too; SQLite gives its other files the same mode.
            path.touch(mode=0o600)
            path.chmod(0o600)
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        try:
            self._connection.execute("PRAGMA foreign_keys = ON")
            # Kilobytes. The system keeps the file's pages too; SQLite's own 2 MiB of them stay in the program for good.
            self._connection.execute("PRAGMA cache_size = -512")
            self._log = "DELETE" if path is not None and on_network(path) else "WAL"
            if path:
                self._connection.execute(f"PRAGMA journal_mode = {self._log}")
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
        """The connection, for the tables that are not about finding consignments."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after some errors, a full disk among them.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def number(self, kind: str) -> int:
        """Return the next number of a kind (`EC`, `EP`, `TRK`), never the same twice; inside a transaction."""
        row = self._connection.execute(
            "INSERT INTO numbers VALUES (?, ?) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
            (kind, FIRST_NUMBERS[kind]),
        ).fetchone()
        return int(row[0])

    def reference(self, kind: str) -> str:
        """Return the next reference of a kind, such as EC-000-05C-ZB4; inside a transaction."""
        return reference_of(kind, self.number(kind))

    def is_empty(self) -> bool:
        """Say whether there is no consignment yet."""
        return self._connection.execute("SELECT 1 FROM consignments LIMIT 1").fetchone() is None

    @contextmanager
    def bulk_insert(self) -> Iterator[BulkInsert]:
        """Fill an empty database, all of it or nothing: no journal ahead of it, and the indices made at the end."""
        self._connection.execute("PRAGMA journal_mode = DELETE")
        try:
            with self.transaction():
                indices = self._connection.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
                    " AND tbl_name IN ('consignments', 'packages', 'texts')"
                ).fetchall()
                for name, sql in indices:
                    self._connection.execute(f"DROP {sql.split()[1]} {name}")
                inserts = BulkInsert(self._connection)
                yield inserts
                inserts.flush()
                self._connection.execute("INSERT INTO consignment_text (consignment_text) VALUES ('rebuild')")
                for _, sql in indices:
                    self._connection.execute(sql)
        finally:
            self._connection.execute(f"PRAGMA journal_mode = {self._log}")

    def add(self, consignment: Document) -> None:
        """Insert a new consignment; inside a transaction. The order of insertion is the order of age."""
        inserts = BulkInsert(self._connection)
        inserts.add(consignment)
        inserts.flush()
        self._lag.added(inserts.last)

    def save(self, consignment: Document) -> None:
        """Write back a consignment that was read; inside a transaction."""
        found_by = columns(consignment)
        setting = ", ".join(f"{name} = ?" for name in found_by)
        row = self._connection.execute(
            f"UPDATE consignments SET {setting} WHERE reference = ? RETURNING id",  # noqa: S608
            (*found_by.values(), consignment["Reference"]),
        ).fetchone()
        self._connection.execute("UPDATE bodies SET body = ? WHERE id = ?", (dumps(consignment), *row))
        self._connection.execute("UPDATE texts SET text = ? WHERE id = ?", (text(consignment), *row))
        self._connection.execute("DELETE FROM packages WHERE consignment = ?", row)
        self._connection.executemany(ADD_PACKAGE, packages(row[0], consignment))

    def consignment(self, reference: str) -> Document:
        """Return the consignment with that reference (any case). Raises the 404."""
        row = self._connection.execute(
            "SELECT body FROM bodies WHERE id = (SELECT id FROM consignments WHERE reference = ?)",
            (reference.upper(),),
        ).fetchone()
        if not row:
            raise Refusal.unknown("consignment", reference)
        return _document(row)

    def consignment_with_package(self, reference: str) -> Document:
        """Return the consignment that the package with that reference (any case) belongs to. Raises the 404."""
        row = self._connection.execute(
            "SELECT body FROM bodies WHERE id = (SELECT consignment FROM packages WHERE reference = ?)",
            (reference.upper(),),
        ).fetchone()
        if not row:
            raise Refusal.unknown("package", reference)
        return _document(row)

    def search(self, wanted: list[Condition], take: int, skip: int) -> tuple[int, list[Document]]:
        """Return how many consignments meet all conditions, and `take` of them after `skip`, the newest first."""
        wanted = [*wanted, *self._lag.conditions()]
        where, values = _where(wanted)
        all_sql = f"SELECT id FROM consignments WHERE {where}"  # noqa: S608
        if alone := wanted[0].alone if len(wanted) == 1 else "":
            all_sql = alone
        count = self._count(all_sql, tuple(values))
        # A sum is no indexed column: it makes SQLite find the matches by what is asked for, and sort them.
        order = "0 + id" if count < _FEW and not alone else "id"
        # The page's ids first: they are found and sorted in an index alone, without reading a single body.
        ids_sql = f"{all_sql} ORDER BY {order} DESC LIMIT ? OFFSET ?"
        ids = [row[0] for row in self._connection.execute(ids_sql, (*values, take, skip))] if take else []
        page_sql = "SELECT body FROM bodies WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC"
        rows = self._connection.execute(page_sql, (dumps(ids),)).fetchall()
        return count, [_document(row) for row in rows]

    def references(self, wanted: list[Condition]) -> list[str]:
        """Return the references of all consignments that meet all conditions, the newest first."""
        where, values = _where([*wanted, *self._lag.conditions()])
        rows = self._connection.execute(f"SELECT reference FROM consignments WHERE {where} ORDER BY id DESC", values)  # noqa: S608
        return [row[0] for row in rows]

    def _count(self, sql: str, values: tuple[Value, ...]) -> int:
        """Return how many rows `sql` lists; remembered until anything is written, for the pages that follow."""
        changes = self._connection.total_changes
        if self._counted_at != changes or len(self._counts) >= _MOST_COUNTS:
            self._counts.clear()
            self._counted_at = changes
        if (sql, values) not in self._counts:
            (count,) = self._connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()  # noqa: S608
            self._counts[sql, values] = int(count)
        return self._counts[sql, values]

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise sqlite3.DatabaseError("it was made by a newer version of this program")
        for at, script in enumerate(MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE;{script}PRAGMA user_version = {at};COMMIT;")


def _where(wanted: list[Condition]) -> tuple[str, list[Value]]:
    sql = " AND ".join(condition.sql for condition in wanted) or "1"
    return sql, [value for condition in wanted for value in condition.values]


def _document(row: tuple[Any, ...]) -> Document:
    document: Document = loads(row[0])
    return document
