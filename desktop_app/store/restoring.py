"""Puts a verified backup in the place of what is here, which is kept; what was sent since stays in the journal.

It is done while nothing is open, in steps of which each can be the last before a power cut: the next start goes on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop_app.store.private import make_private_file, make_private_folder
from desktop_app.store.restored import MARKER, STAGE, Restored

_PARTS: Final = ("environments", "settings.json")

_log = logging.getLogger(__name__)


def want_restore(data_dir: Path) -> None:
    """Have what is in STAGE put in place when the program begins next; raises OSError."""
    kept = f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while (data_dir / kept).exists():
        number += 1
        kept = f"{kept.partition('Z')[0]}Z-{number}"
    marker = data_dir / MARKER
    half = marker.with_name(f"{marker.name}.part")
    make_private_file(half)
    half.write_text(json.dumps({"kept": kept}), encoding="utf-8")
    half.replace(marker)


def finish_restore(data_dir: Path) -> Restored | None:
    """Put what is wanted in place, with no database open; None if nothing is wanted. Never raises."""
    marker, stage = data_dir / MARKER, data_dir / STAGE
    if not marker.exists():
        if stage.exists():
            shutil.rmtree(stage, ignore_errors=True)
        return None
    try:
        kept = data_dir / Path(str(json.loads(marker.read_bytes())["kept"])).name
    except (OSError, ValueError, KeyError, TypeError):
        kept = data_dir / "before-restore"
    try:
        make_private_folder(kept)
        _keep_journals(data_dir / "environments", stage / "environments")
        for name in _PARTS:
            _swap(data_dir / name, stage / name, kept / name)
        done = True
    except (OSError, sqlite3.Error) as error:
        _log.warning("a backup could not be put in place: %s", type(error).__name__)
        _take_back(data_dir, stage, kept)
        done = False
    with contextlib.suppress(OSError):
        marker.unlink()
    shutil.rmtree(stage, ignore_errors=True)
    return Restored(done, kept)


def _swap(here: Path, staged: Path, kept: Path) -> None:
    if not staged.exists():
        return
    if here.exists() and not kept.exists():
        here.rename(kept)
    staged.rename(here)


def _take_back(data_dir: Path, stage: Path, kept: Path) -> None:
    for name in _PARTS:
        with contextlib.suppress(OSError):
            if (kept / name).exists():
                if (data_dir / name).exists():
                    (data_dir / name).rename(stage / name)
                (kept / name).rename(data_dir / name)
    with contextlib.suppress(OSError):
        kept.rmdir()


def _keep_journals(here: Path, staged: Path) -> None:
    """Note in each staged journal what was sent after the backup was made: nothing is to be sent twice."""
    if not (here.is_dir() and staged.is_dir()):
        return
    for database in staged.glob("*/desk.sqlite"):
        present = here / database.parent.name / database.name
        if present.is_file():
            try:
                _keep_journal(present, database)
            except sqlite3.DatabaseError as error:
                # The one that is here may be damaged: that may be why the backup is wanted.
                _log.warning("a journal could not be carried over: %s", type(error).__name__)


def _keep_journal(present: Path, staged: Path) -> None:
    with closing(sqlite3.connect(staged, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS present", (str(present),))
        columns = [row[1] for row in connection.execute("PRAGMA main.table_info(outbox)") if row[1] != "number"]
        names = ", ".join(columns)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM main.outbox WHERE id IN (SELECT id FROM present.outbox)")
        connection.execute(
            f"INSERT INTO main.outbox ({names}) SELECT {names} FROM present.outbox ORDER BY number"  # noqa: S608 - its own
        )
        # Which key is the present one is counted, and never backwards.
        connection.execute(
            "INSERT INTO main.facts SELECT name, value FROM present.facts WHERE name = 'key number' "
            "ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))"
        )
        connection.execute("COMMIT")
