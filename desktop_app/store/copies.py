"""Dated copies of a database: one from each of the last sessions, and one a day from before that."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop_app.store.private import make_private_file, make_private_folder

SESSIONS: Final = 10
DAYS: Final = 30

_NAME: Final = re.compile(r".+-(\d{12})-(\d{8})T\d{6}Z\.sqlite")


class Copies:
    """The copies of the database at `path`, in a folder beside it; their names tell how far it had come, and when.

    Their order is that of the database's own count of transactions: a clock may have been put back.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.folder = path.with_name("copies")

    def list(self) -> list[Path]:
        """Return the copies, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted((file for file in self.folder.iterdir() if _NAME.fullmatch(file.name)), key=_order)

    def highest(self) -> int:
        """Return how far the database had come at the latest copy, 0 where there is none."""
        return max((_order(file)[0] for file in self.list()), default=0)

    def take(self, connection: sqlite3.Connection, sequence: int) -> Path | None:
        """Copy the database as it is committed, unless there is a copy of that count already; return the copy.

        None: it could not be made (a full disk, say), which is no reason not to go on.
        """
        there = next((file for file in self.list() if _order(file)[0] == sequence), None)
        if there is not None:
            return there
        copy = self.folder / f"{self._path.stem}-{sequence:012d}-{_stamp()}.sqlite"
        made = self._copy(connection, copy)
        self._thin_out()
        return made

    def as_found(self, connection: sqlite3.Connection) -> Path | None:
        """Copy a database of which something is missing, to stay beside it; return the copy, None if it failed."""
        return self._copy(connection, self._path.with_name(f"{self._path.name}.found-{_stamp()}"))

    def _copy(self, connection: sqlite3.Connection, copy: Path) -> Path | None:
        half = copy.with_name(f"{copy.name}.part")
        try:
            make_private_folder(copy.parent)
            half.unlink(missing_ok=True)
            make_private_file(half)
            with closing(sqlite3.connect(half)) as target:
                connection.backup(target)
            half.replace(copy)
        except (OSError, sqlite3.Error):
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
            return None
        return copy

    def _thin_out(self) -> None:
        copies = self.list()
        by_day = {_order(file)[1]: file for file in copies}
        kept = {*copies[-SESSIONS:], *list(by_day.values())[-DAYS:]}
        for file in copies:
            if file not in kept:
                with contextlib.suppress(OSError):
                    file.unlink()


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _order(file: Path) -> tuple[int, str]:
    found = _NAME.fullmatch(file.name)
    return (int(found[1]), found[2]) if found else (0, "")
