"""What can go wrong with this computer's memory, in the kinds that a person can mend."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.pro.errors import AppError


class StoreFailed(AppError):
    """The file at `path` could not be read or written; `reason` names why (EACCES, SQLITE_IOERR…)."""

    def __init__(self, path: Path, reason: str = "") -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        # The folders above it may name the person.
        return f"{type(self).__name__}({self.path.name}, {self.reason})"


class DiskFull(StoreFailed):
    """No room is left for the file at `path`: what was to be written is not there, what was there before is."""


class StoreBusy(StoreFailed):
    """Another program, or another window of this one, kept the file at `path` to itself for too long."""


class NewerDatabase(StoreFailed):
    """The database was written by a newer version of this program (schema `found`; this one knows up to `known`)."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, f"schema {found}, known {known}")
        self.found = found
        self.known = known


class KeyringMissing(AppError):
    """This computer has no safe place for a key: no keyring, or one that keeps secrets in plain text or nowhere."""


class KeyringLocked(AppError):
    """The keyring is there and did not let us in: locked, refused by the person, or not answering."""


class BadKey(AppError):
    """This cannot be an API key; `reason` is one of `empty`, `too-long`, `characters`. The key itself is not kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what the system and SQLite raise about the file at `path` into StoreFailed and its children.

    SQLite's words for a mistake of ours (a wrong statement, a broken constraint) stay as they are.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise (DiskFull if full else StoreFailed)(path, reason) from error
    except sqlite3.DatabaseError as error:
        # Room for the index of the write-ahead log ran out: the one full disk that is not called so.
        no_room = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
        kind = DiskFull if no_room else _KINDS.get(_primary(error))
        if kind is None:
            raise
        raise kind(path, error.sqlite_errorname) from error


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Say whether SQLite found that the file itself is no sound database."""
    return _primary(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _primary(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


_KINDS: dict[int, type[StoreFailed]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_IOERR: StoreFailed,
    sqlite3.SQLITE_CANTOPEN: StoreFailed,
    sqlite3.SQLITE_READONLY: StoreFailed,
    sqlite3.SQLITE_PERM: StoreFailed,
    sqlite3.SQLITE_CORRUPT: StoreFailed,
    sqlite3.SQLITE_NOTADB: StoreFailed,
}
