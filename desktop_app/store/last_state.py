"""What a database held last, noted beside it and not in it: what is missing there later is seen by that."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from desktop_app.store.private import private_opener

_LENGTH: Final = 160
"""Bytes of a note, blanks at the end: written over in place, so that a killed program leaves the old one or the new."""
_FORMAT: Final = "1"
"""Of the checksum; one of another format is not compared."""


@dataclass(frozen=True, slots=True)
class State:
    """How many transactions a database has had, and a checksum of what must not vanish from it."""

    sequence: int
    checksum: str

    def comparable(self, other: State) -> bool:
        """Say whether both are checksums of the same kind."""
        return self.checksum[:2] == other.checksum[:2]


def state_of(connection: Connection) -> State:
    """Return the state of an open database, as this transaction sees it."""
    digest = hashlib.sha256()
    for statement in (
        "SELECT count(*), max(number) FROM outbox",
        "SELECT id, state, revision FROM outbox WHERE state IN ('queued', 'sending', 'unknown') ORDER BY id",
        "SELECT value FROM facts WHERE name = 'key number'",
    ):
        digest.update(repr([tuple(row) for row in connection.execute(statement)]).encode())
    for name, data in connection.execute("SELECT name, CAST(data AS BLOB) FROM drafts ORDER BY name"):
        digest.update(repr((name, len(data))).encode())
        digest.update(data)
    row = connection.execute("SELECT value FROM facts WHERE name = 'sequence'").fetchone()
    return State(int(row[0]) if row else 0, f"{_FORMAT}:{digest.hexdigest()}")


def count_up(connection: Connection) -> None:
    """Count one more transaction, within it."""
    connection.execute(
        "INSERT INTO facts VALUES ('sequence', '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
    )


def set_sequence(connection: Connection, sequence: int) -> None:
    """Go on counting from `sequence`."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('sequence', ?)", (str(sequence),))


class LastState:
    """The note at `path`. It is a help: that it cannot be read or written stops nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> State | None:
        """Return what was noted last, or None."""
        try:
            noted = json.loads(self._path.read_bytes())
            return State(int(noted["sequence"]), str(noted["checksum"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, state: State) -> None:
        """Note `state`, which is on the disk."""
        text = json.dumps({"sequence": state.sequence, "checksum": state.checksum}).ljust(_LENGTH)
        with contextlib.suppress(OSError):
            number = private_opener(str(self._path), os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0))
            try:
                os.write(number, text.encode())
                os.truncate(number, len(text))
            finally:
                os.close(number)
