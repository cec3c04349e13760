"""One environment's SQLite database: opened, brought to this version's schema, and backed up before that."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from desktop_app.drives import on_network
from desktop_app.store.aside import set_aside
from desktop_app.store.copies import Copies
from desktop_app.store.errors import NewerDatabase, is_damage, store_errors
from desktop_app.store.last_state import LastState, State, count_up, set_sequence, state_of
from desktop_app.store.losses import Loss, LossKind
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
    # Why what was not done was not.
    ("ALTER TABLE outbox ADD COLUMN not_done TEXT NOT NULL DEFAULT ''",),
)


class Database:
    """A connection to the file at `path`, for the one thread that opens it.

    `damaged` is where a file that was no sound database was put when a new one was begun, or None. `watched`: what it
    held last is noted beside it and copies are kept, so that `losses` tells what was missing when it was opened.
    """

    def __init__(
        self,
        path: Path,
        *,
        migrations: Sequence[Migration] = MIGRATIONS,
        busy_seconds: float = 5.0,
        watched: bool = False,
    ) -> None:
        self.path = path
        self.damaged: Path | None = None
        self.losses: list[Loss] = []
        self._migrations = migrations
        self._busy_seconds = busy_seconds
        self._connection: sqlite3.Connection | None = None
        self._writing = False
        self._watched = watched
        self._last = LastState(path.with_name(f"{path.name}.last"))
        self._copies = Copies(path)

    def open(self) -> None:
        """Open the database, making it if it is not there; what is open already stays so.

        Raises NewerDatabase (and leaves the file as it is), DiskFull, StoreBusy, StoreFailed.
        """
        if self._connection is not None:
            return
        with store_errors(self.path):
            make_private_folder(self.path.parent)
            last = self._last.read() if self._watched else None
            was_new = self._watched and self._new_or_emptied(last)
            try:
                connection = self._connect()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self.damaged = set_aside(self.path, "-wal", "-shm")
                self._lost(LossKind.DAMAGED, self.damaged)
                was_new = True
                connection = self._connect()
            try:
                if self._watched:
                    self._compare(connection, last, new=was_new)
            except BaseException:
                connection.close()
                raise
            self._connection = connection

    def close(self) -> None:
        """Close the connection; a closed database can be opened again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction that is on disk when the block ends, and leaves no trace if it raises.

        Inside another one it is a part of that. Raises DiskFull, StoreBusy, StoreFailed.
        """
        connection = self._open_connection()
        if self._writing:
            yield connection
            return
        state = None
        with store_errors(self.path), _transaction(connection):
            self._writing = True
            try:
                yield connection
                if self._watched:
                    count_up(connection)
                    state = state_of(connection)
            finally:
                self._writing = False
        if state is not None:
            # Not before: what is noted is on the disk, so that what is noted and not there was lost.
            self._last.write(state)

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

    def remove_copies(self, older: timedelta) -> None:
        """Remove the copies made longer ago than that: before migrations, and of sessions. One that cannot be stays."""
        until = time.time() - older.total_seconds()
        for copy in (*self.path.parent.glob(f"{self.path.name}.schema-*"), *self._copies.list()):
            with contextlib.suppress(OSError):
                if copy.stat().st_mtime < until:
                    copy.unlink()

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
            # What is deleted is overwritten: it was names and addresses.
            connection.execute("PRAGMA secure_delete = ON")
            if self._watched:
                self._mend_tables(connection)
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _new_or_emptied(self, last: State | None) -> bool:
        """Say whether a new database is to be begun; one that was emptied is set aside, and told of."""
        if not self.path.exists():
            if last is not None or self._copies.list():
                self._lost(LossKind.MISSING)
            return True
        if self.path.stat().st_size and not self._holds_nothing():
            return False
        self._lost(LossKind.EMPTIED, set_aside(self.path, "-wal", "-shm"))
        return True

    def _holds_nothing(self) -> bool:
        """Say whether the file is a database without a table; what is none at all is found when it is opened."""
        with closing(sqlite3.connect(self.path, timeout=self._busy_seconds)) as connection:
            try:
                return not _shape(connection)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                return False

    def _compare(self, connection: sqlite3.Connection, last: State | None, *, new: bool) -> None:
        """Tell what is missing since `last` was noted; then keep a copy, and note what is there now."""
        state = state_of(connection)
        reached = max(state.sequence, last.sequence if last else 0, self._copies.highest() if new else 0)
        if not new:
            self._copies.take(connection, state.sequence)
        told = any(loss.kind is LossKind.TABLES for loss in self.losses)
        if last is not None and not new and not told:
            if state.sequence < last.sequence:
                self._lost(LossKind.OLDER, self._copies.as_found(connection))
            elif state.sequence == last.sequence and state.comparable(last) and state != last:
                self._lost(LossKind.CHANGED, self._copies.as_found(connection))
        if reached > state.sequence or self.losses:
            with _transaction(connection):
                # Counted on from there: another loss is seen again, and no copy is taken for an older one.
                set_sequence(connection, reached + 1)
                state = state_of(connection)
        self._last.write(state)

    def _lost(self, kind: LossKind, kept: Path | None = None) -> None:
        self.losses.append(Loss(kind, kept, self._copies.folder if self._copies.list() else None))

    def _mend_tables(self, connection: sqlite3.Connection) -> None:
        """Begin anew what a database of this version must have and has not; its other tables stay as they are."""
        version = self._refuse_newer(connection)
        with closing(sqlite3.connect(":memory:")) as sound:
            for migration in self._migrations[:version]:
                for statement in migration:
                    sound.execute(statement)
            wanted = _shape(sound)
        there = _shape(connection)
        missing = [name for name in wanted if name not in there]
        other = any(name in there and not columns <= there[name][1] for name, (_, columns) in wanted.items())
        if other or (version == 0 and there):
            raise _damage("tables of another kind")
        if not missing:
            return
        if any(wanted[name][1] for name in missing):
            self._lost(LossKind.TABLES, self._copies.as_found(connection))
        with _transaction(connection):
            for name in missing:
                connection.execute(wanted[name][0])

    def _refuse_newer(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise NewerDatabase(self.path, version, len(self._migrations))
        return version

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for another process in this one statement, such as one that opens the new file too.
        until = time.monotonic() + self._busy_seconds
        log = "DELETE" if on_network(self.path) else "WAL"
        while True:
            try:
                connection.execute(f"PRAGMA journal_mode = {log}")
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


def _shape(connection: sqlite3.Connection) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the statement and the columns of each table, and the statement of each index, by name."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    ).fetchall()
    return {
        name: (sql, frozenset(column[1] for column in connection.execute(f"PRAGMA table_info({name})")))
        if kind == "table"
        else (sql, frozenset())
        for name, kind, sql in rows
    }


def _damage(words: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT"
    return error
