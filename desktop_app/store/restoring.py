"""Puts a verified backup in the place of what is here, which is kept; what was sent since stays in the journal.

It is done while nothing is open, in steps of which each can be the last before a power cut: the next start goes on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop_app.store.errors import is_damage
from desktop_app.store.private import make_private_file, make_private_folder
from desktop_app.store.restored import MARKER, STAGE, Restored

_PARTS: Final = ("environments", "settings.json")
TRIES: Final = 10
BETWEEN: Final = 0.1
"""Seconds between two tries."""

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
        if not any((folder / name).exists() for folder in (stage, kept) for name in _PARTS):
            raise FileNotFoundError(stage)
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
        _rename(here, kept)
    _rename(staged, here)


def _rename(path: Path, target: Path) -> None:
    """Rename; on Windows another program may be looking at it for a moment. Raises OSError."""
    for left in reversed(range(TRIES)):
        try:
            path.rename(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(BETWEEN)
        else:
            return


def _take_back(data_dir: Path, stage: Path, kept: Path) -> None:
    for name in _PARTS:
        with contextlib.suppress(OSError):
            if (kept / name).exists():
                if (data_dir / name).exists():
                    _rename(data_dir / name, stage / name)
                _rename(kept / name, data_dir / name)
    with contextlib.suppress(OSError):
        kept.rmdir()


def _keep_journals(here: Path, staged: Path) -> None:
    """Keep in what is staged what was sent from here: of each environment, also of one that the backup has not.

    What waits in the backup's own journals goes out only when a person says so: it may have been sent, or discarded,
    since. Raises OSError, sqlite3.Error.
    """
    if not staged.is_dir():
        return
    for folder in sorted(here.iterdir()) if here.is_dir() else ():
        if folder.is_dir() and not (staged / folder.name).exists():
            _copy_slot(folder, staged / folder.name)
    for database in staged.glob("*/desk.sqlite"):
        present = here / database.parent.name / database.name
        journal = present if present.is_file() else None
        try:
            _keep_journal(journal, database)
        except sqlite3.DatabaseError as error:
            if journal is None or not is_damage(error):
                raise
            # The one that is here is damaged: that may be why the backup is wanted.
            _log.warning("a journal could not be carried over: %s", type(error).__name__)
            _keep_journal(None, database)


def _copy_slot(folder: Path, staged: Path) -> None:
    """Copy an environment's folder whole or not at all: a kill in the midst leaves none that looks whole."""
    half = staged.with_name(f"{staged.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(folder, half)
    half.rename(staged)


def _keep_journal(present: Path | None, staged: Path) -> None:
    with closing(sqlite3.connect(staged, isolation_level=None)) as connection:
        if present is None:
            connection.execute("BEGIN IMMEDIATE")
            _hold_what_waits(connection, 0)
            connection.execute("COMMIT")
            return
        connection.execute("ATTACH ? AS present", (str(present),))
        columns = [row[1] for row in connection.execute("PRAGMA main.table_info(outbox)") if row[1] != "number"]
        # The one that is here may be of an earlier version, if its environment was not opened since.
        there = {row[1] for row in connection.execute("PRAGMA present.table_info(outbox)")}
        names = ", ".join(column for column in columns if column in there)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM main.outbox WHERE id IN (SELECT id FROM present.outbox)")
        found = connection.execute("SELECT value FROM present.facts WHERE name = 'key number'").fetchone()
        _hold_what_waits(connection, int(found[0]) if found else 0)
        connection.execute(
            f"INSERT INTO main.outbox ({names}) SELECT {names} FROM present.outbox ORDER BY number"  # noqa: S608 - its own
        )
        connection.execute("COMMIT")


def _hold_what_waits(connection: sqlite3.Connection, present: int) -> None:
    """Count one key more than either journal has, so that what was entered before waits for a go-ahead."""
    connection.execute(
        "INSERT INTO main.facts VALUES ('key number', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) + 1",
        (str(present + 1),),
    )
