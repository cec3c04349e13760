"""All that this computer keeps, as one file: a zip with a manifest, a checksum for each part, and no key in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

from desktop_app.pro.errors import AppError
from desktop_app.store.database import Database
from desktop_app.store.errors import NewerDatabase, StoreFailed, store_errors
from desktop_app.store.private import make_private_folder, private_opener
from desktop_app.store.restored import MARKER, STAGE

ENDING: Final = ".deskbackup"
FORMAT: Final = "Consignment Desk backup"
VERSION: Final = 1

_MANIFEST: Final = "manifest.json"
_MOST_MANIFEST: Final = 8 * 2**20
_MOST_PARTS: Final = 10_000
_CHUNK: Final = 2**20
_NAME: Final = re.compile(r"settings\.json|environments/[\w.-]{1,200}(?:/[\w. -]{1,200})?", re.ASCII)
_LEFT_OUT: Final = ("-wal", "-shm", "-journal", ".part", ".last")
"""Endings of what belongs to a database that is open, is half written, or tells of this computer alone."""
_DATABASES: Final = ("desk.sqlite", "service.sqlite")


class Flaw(Enum):
    """Why a file cannot be restored."""

    OTHER_KIND = "other kind"
    DAMAGED = "damaged"
    """A part is missing, has another checksum, or holds no sound database."""
    NEWER = "newer"
    """A newer version of the program made it."""
    NO_ROOM = "no room"
    NOT_READABLE = "not readable"


class BadBackup(AppError):
    """A file cannot be restored; nothing was replaced."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup is: when it was made, by which version, of which environments' slots."""

    made: datetime
    program: str
    slots: tuple[str, ...]


def back_up(data_dir: Path, target: Path, program: str) -> Contents:
    """Write all data in `data_dir`, as it is committed now, into the file `target`; `program` is this version.

    Databases may be open meanwhile. Raises DiskFull, StoreFailed, StoreBusy, and then `target` is as it was.
    """
    half = target.with_name(f"{target.name}.part")
    with store_errors(target):
        try:
            contents = _write(data_dir, half, program)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return contents


def stage(data_dir: Path, source: Path) -> Contents:
    """Verify the backup `source`, and unpack it beside the data, which stays as it is.

    Every name, size and checksum is compared, every database looked through and brought to this version's schema.
    Raises BadBackup, DiskFull, StoreFailed; then nothing of it is left.
    """
    folder = data_dir / STAGE
    with store_errors(folder):
        # Another backup was wanted before, and not put in place: what is half unpacked must not be.
        (data_dir / MARKER).unlink(missing_ok=True)
        if folder.exists():
            shutil.rmtree(folder)
        make_private_folder(folder)
    try:
        with store_errors(folder):
            return _unpack(source, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(data_dir: Path, half: Path, program: str) -> Contents:
    parts: list[dict[str, Any]] = []
    number = private_opener(str(half), os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0))
    with (
        os.fdopen(number, "w+b") as file,
        tempfile.TemporaryDirectory(prefix="backing-up-", dir=data_dir) as scratch,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name, path in _parts(data_dir):
            if path.name in _DATABASES:
                path = _snapshot(path, Path(scratch) / "snapshot.sqlite")  # noqa: PLW2901 - what is there, at one moment
            parts.append({"name": name} | _pack(packed, name, path))
        slots = sorted({part["name"].split("/")[1] for part in parts if part["name"].count("/") == 2})
        made = datetime.now(UTC)
        manifest = {"format": FORMAT, "version": VERSION, "program": program, "made": made.isoformat(), "parts": parts}
        packed.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        packed.close()
        file.flush()
        os.fsync(file.fileno())
    return Contents(made, program, tuple(slots))


def _parts(data_dir: Path) -> Iterator[tuple[str, Path]]:
    """Return what is backed up, by its name in the file. Earlier copies and the log are not: they are not the data."""
    if (data_dir / "settings.json").is_file():
        yield "settings.json", data_dir / "settings.json"
    for path in sorted((data_dir / "environments").glob("*")) + sorted((data_dir / "environments").glob("*/*")):
        name = path.relative_to(data_dir).as_posix()
        if path.is_file() and not path.is_symlink() and not name.endswith(_LEFT_OUT) and _NAME.fullmatch(name):
            yield name, path


def _snapshot(path: Path, copy: Path) -> Path:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    return copy


def _pack(packed: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, packed.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _unpack(source: Path, folder: Path) -> Contents:
    try:
        file = source.open("rb")
    except OSError as error:
        raise BadBackup(Flaw.NOT_READABLE) from error
    with file:
        try:
            with zipfile.ZipFile(file) as packed:
                contents, parts = _manifest(packed)
                if sum(part["size"] for part in parts) > shutil.disk_usage(folder).free:
                    raise BadBackup(Flaw.NO_ROOM)
                for part in parts:
                    _unpack_part(packed, part, folder / part["name"])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
            # Not a zip, or one that asks for a password or another way of packing.
            raise BadBackup(Flaw.OTHER_KIND) from error
        except (ValueError, TypeError, zlib.error) as error:
            raise BadBackup(Flaw.DAMAGED) from error
    for database in folder.glob("environments/*/*.sqlite"):
        if database.name in _DATABASES:
            _check(database)
    return contents


def _manifest(packed: zipfile.ZipFile) -> tuple[Contents, list[dict[str, Any]]]:
    entry = packed.getinfo(_MANIFEST)
    if entry.file_size > _MOST_MANIFEST:
        raise BadBackup(Flaw.OTHER_KIND)
    with packed.open(entry) as file:
        manifest = json.loads(file.read(_MOST_MANIFEST + 1))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BadBackup(Flaw.OTHER_KIND)
    if type(manifest.get("version")) is not int or manifest["version"] > VERSION:
        raise BadBackup(Flaw.NEWER)
    parts = manifest["parts"]
    if not isinstance(parts, list) or len(parts) > _MOST_PARTS:
        raise BadBackup(Flaw.DAMAGED)
    names = [part["name"] for part in parts]
    sound = len(set(map(str.casefold, names))) == len(names) and all(map(_is_safe, names))
    sizes = all(type(part["size"]) is int and part["size"] >= 0 and type(part["sha256"]) is str for part in parts)
    if not (sound and sizes):
        raise BadBackup(Flaw.DAMAGED)
    made = datetime.fromisoformat(manifest["made"])
    slots = sorted({name.split("/")[1] for name in names if name.count("/") == 2})
    return Contents(
        made if made.tzinfo else made.replace(tzinfo=UTC), str(manifest["program"])[:40], tuple(slots)
    ), parts


def _is_safe(name: str) -> bool:
    """Say whether a name stays in the folder that it is unpacked into, on every system."""
    inside = name.split("/")
    return bool(_NAME.fullmatch(name)) and all(part.strip(". ") and not part.endswith((".", " ")) for part in inside)


def _unpack_part(packed: zipfile.ZipFile, part: dict[str, Any], target: Path) -> None:
    make_private_folder(target.parent)
    digest, left = hashlib.sha256(), part["size"]
    with packed.open(part["name"]) as source, open(target, "xb", opener=private_opener) as file:
        while chunk := source.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            # However small the packed one is, no more comes out than was said.
            if left < 0:
                raise BadBackup(Flaw.DAMAGED)
            digest.update(chunk)
            file.write(chunk)
    if left or digest.hexdigest() != part["sha256"]:
        raise BadBackup(Flaw.DAMAGED)


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise BadBackup(Flaw.DAMAGED)
    except sqlite3.DatabaseError as error:
        raise BadBackup(Flaw.DAMAGED) from error
    if path.name != _DATABASES[0]:
        return
    database = Database(path)
    try:
        database.open()
    except NewerDatabase as error:
        raise BadBackup(Flaw.NEWER) from error
    except (StoreFailed, sqlite3.DatabaseError) as error:
        raise BadBackup(Flaw.DAMAGED) from error
    finally:
        database.close()
