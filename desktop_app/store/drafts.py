"""The drafts of one environment, as the bench saves them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from desktop_app.store.database import Database

CURRENT: Final = ""
"""The name of the draft that is on the bench."""


class Drafts:
    """Drafts by name, each as the data that `packing.saved` makes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, name: str = CURRENT) -> dict[str, Any] | None:
        """Return what was saved last under that name, or None; raises StoreFailed.

        What cannot be read any more is kept under another name, so that saving does not overwrite it.
        """
        rows = self._database.read("SELECT data FROM drafts WHERE name = ?", name)
        if not rows:
            return None
        try:
            data = json.loads(rows[0]["data"])
        except ValueError:
            data = None
        if isinstance(data, dict):
            return data
        with self._database.write() as connection:
            connection.execute("UPDATE drafts SET name = ? WHERE name = ?", (f"{name} damaged {_now()}".strip(), name))
        return None

    def save(self, data: dict[str, Any], name: str = CURRENT) -> None:
        """Keep `data` (JSON-ready); on disk when this returns. Raises DiskFull, StoreBusy, StoreFailed."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO drafts VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET data = excluded.data, changed = excluded.changed",
                (name, text, _now()),
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
