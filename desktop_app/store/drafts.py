"""The drafts of one environment, as the bench saves them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.store.database import Database
from desktop_app.store.private import private_opener

CURRENT: Final = ""
"""The name of the draft that is on the bench."""


class DraftUnreadable(Exception):
    """What is kept is no draft, or only the beginning of one."""


class Drafts:
    """Drafts by name, each as the data that `packing.saved` makes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, name: str = CURRENT) -> dict[str, Any] | None:
        """Return what was saved last under that name, or None; raises StoreFailed.

        What cannot be read any more is set aside, so that saving does not overwrite it.
        """
        try:
            return self.read(name)
        except DraftUnreadable:
            self.set_aside("damaged", name)
            return None

    def read(self, name: str = CURRENT) -> dict[str, Any] | None:
        """Return what was saved last under that name, or None; raises DraftUnreadable, StoreFailed."""
        text = self._text(name)
        if text is None:
            return None
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DraftUnreadable from error
        if not isinstance(data, dict):
            raise DraftUnreadable
        return data

    def save(self, data: dict[str, Any], name: str = CURRENT) -> None:
        """Keep `data` (JSON-ready); on disk when this returns. Raises DiskFull, StoreBusy, StoreFailed."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO drafts VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET data = excluded.data, changed = excluded.changed",
                (name, text, _now()),
            )

    def set_aside(self, why: str, name: str = CURRENT) -> Path:
        """Keep what is there under another name, and as a file beside the database; return where it can be found.

        `why` is a word for the names. Where no file can be written the database alone has it. Raises as `save`.
        """
        kept = self.copy_out(why, name)
        with self._database.write() as connection:
            connection.execute("UPDATE drafts SET name = ? WHERE name = ?", (f"{name} {why} {_now()}".strip(), name))
        return kept

    def copy_out(self, why: str, name: str = CURRENT) -> Path:
        """Write what is there into a file beside the database; return that, or the database where this fails."""
        folder = self._database.path.parent
        file = folder / f"draft.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.json"
        try:
            number = private_opener(str(file), os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))
            with os.fdopen(number, "wb") as target:
                target.write(self._text(name) or b"")
                target.flush()
                os.fsync(number)
        except OSError:
            return self._database.path
        return file

    def _text(self, name: str) -> bytes | None:
        # As bytes: what was cut short may end in the middle of a character.
        rows = self._database.read("SELECT CAST(data AS BLOB) FROM drafts WHERE name = ?", name)
        return rows[0][0] if rows else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
