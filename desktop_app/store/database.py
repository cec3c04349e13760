"""One environment's SQLite database: opened, brought to this version's schema, and backed up before that."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from desktop_app.store.aside import set_aside
from desktop_app.store.errors import NewerDatabase, is_damage, store_errors
from desktop_app.store.private import make_private_file, make_private_folder

Migration = tuple[str, ...]
"""The statements that lead from one schema version to the next."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """CREATE TABLE drafts (
            name TEXT PRIMARY KEY,
            data TEXT NOT NULL,
            changed TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE outbox (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            environment TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'unknown', 'refused', 'done')),
            customer_reference TEXT NOT NULL,
            body TEXT NOT NULL,
            reference TEXT NOT NULL DEFAULT '',
            answer TEXT NOT NULL DEFAULT '',
            correlation_id TEXT NOT NULL DEFAULT '',
            created TEXT NOT NULL,
            changed TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX outbox_by_state ON outbox (state, number)",
        "CREATE INDEX outbox_by_subject ON outbox (subject, number)",
    ),
    (
        "ALTER TABLE outbox ADD COLUMN agreed TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ),
    (
        # Changes are compared and set by a number, and what an older key entered is told by one too: no clock decides.
        "ALTER TABLE outbox ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE outbox ADD COLUMN key_number INTEGER NOT NULL DEFAULT 0",
        "INSERT INTO facts SELECT 'key number', '1' FROM facts WHERE name = 'key changed'",
        """UPDATE outbox SET key_number = 1 WHERE max(created, agreed) >=
            coalesce((SELECT value FROM facts WHERE name = 'key changed'), '9')""",
        "DELETE FROM facts WHERE name = 'key changed'",
        "ALTER TABLE outbox DROP COLUMN agreed",
    ),
)


class Database:
    """A connection to the file at `path`, for the one thread that opens it.

    `damaged` is where a file that was no sound database was put when a new one was begun, or None.
    """

    def __init__(self, path: Path, *, migrations: Sequence[Migration] = MIGRATIONS, busy_seconds: float = 5.0) -> None:
        self.path = path
        self.damaged: Path | None = None
        self._migrations = migrations
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the database, making it if it is not there; what is open already stays so.

        Raises NewerDatabase (and leaves the file as it is), DiskFull, StoreBusy, StoreFailed.
        """
        if self._connection is not None:
            return
        with store_errors(self.path):
            make_private_folder(self.path.parent)
            try:
                self._connection = self._connect()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self.damaged = set_aside(self.path, "-wal", "-shm")
                self._connection = self._connect()

    def close(self) -> None:
        """Close the connection; a closed database can be opened again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction that is on disk when the block ends, and leaves no trace if it raises.

        Raises DiskFull, StoreBusy, StoreFailed.
        """
        connection = self._open_connection()
        with store_errors(self.path), _transaction(connection):
            yield connection

    def read(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of a query; raises StoreBusy, StoreFailed."""
        connection = self._open_connection()
        with store_errors(self.path):
            return connection.execute(statement, values).fetchall()

    def compact(self) -> None:
        """Write the file anew without what was deleted from it; raises DiskFull, StoreBusy, StoreFailed.

        It takes as much free disk as the file has, and a second for some 100 MiB.
        """
        connection = self._open_connection()
        with store_errors(self.path):
            connection.execute("VACUUM")
            # Until then the old pages are in the file, and the new ones in the log beside it.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RuntimeError("the database is not open")
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        # What is sent and to whom is for this person's eyes; SQLite gives its other files the same mode.
        make_private_file(self.path)
        connection = sqlite3.connect(self.path, timeout=self._busy_seconds, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            self._refuse_newer(connection)
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if answer != "ok":
                raise _damage(answer)
            self._write_ahead(connection)
            # The journal must outlive a power cut, not only a crash: NORMAL could lose the last commits of a WAL.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_newer(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise NewerDatabase(self.path, version, len(self._migrations))
        return version

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for another process in this one statement, such as one that opens the new file too.
        until = time.monotonic() + self._busy_seconds
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        new = self._refuse_newer(connection) == 0
        while self._refuse_newer(connection) < len(self._migrations):
            with _transaction(connection):
                # Another process may have been here between the look and the lock.
                version = self._refuse_newer(connection)
                if version == len(self._migrations):
                    return
                if version > 0 and not new:
                    self._back_up(version)
                for statement in self._migrations[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")

    def _back_up(self, version: int) -> None:
        """Copy the database as it is committed; the lock that the caller holds keeps every other writer out."""
        backup = self.path.with_name(f"{self.path.name}.schema-{version}")
        half = backup.with_name(f"{backup.name}.part")
        half.unlink(missing_ok=True)
        make_private_file(half)
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
        half.replace(backup)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _damage(words: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT"
    return error
