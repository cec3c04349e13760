"""What a second start on the same data hands to the program that is open on it: the path of a file, nothing else.

Each request is a small file in a folder that is its owner's alone, whole from the moment it has its name; who has heard
it removes it. So it works alike on every system, needs no network, and nobody else can put anything there.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
import uuid
from pathlib import Path
from typing import Final

from desktop_app.store.private import make_private_folder, private_opener

FOLDER: Final = "handover"
"""In the data folder."""
LONGEST: Final = 65_536
"""Bytes of a path: twice what Windows takes at most, at two for each character."""
STALE: Final = 60.0
"""Seconds after which who asked has long given up."""

_ENDING: Final = ".open"


def post(folder: Path, path: Path | None) -> Path:
    """Ask the program that watches `folder` to come to the front, and to open `path`; raises OSError.

    Returns the request: it is gone once it was heard.
    """
    make_private_folder(folder)
    name = uuid.uuid4().hex
    half, request = folder / f"{name}.part", folder / f"{name}{_ENDING}"
    number = private_opener(str(half), os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))
    with os.fdopen(number, "wb") as file:
        file.write(b"" if path is None else os.fsencode(path))
    half.rename(request)
    return request


def take(folder: Path) -> list[Path | None]:
    """Return what was asked for, oldest first, and answer it; None asks only to come to the front. Never raises.

    What is no plain file of this user, is too long, or was asked for longer than STALE ago is removed unheard.
    """
    heard: list[tuple[float, Path | None]] = []
    with contextlib.suppress(OSError):
        for request in folder.glob(f"*{_ENDING}"):
            with contextlib.suppress(OSError, ValueError):
                heard += _read(request)
    return [path for _when, path in sorted(heard, key=lambda each: each[0])]


def _read(request: Path) -> list[tuple[float, Path | None]]:
    status = request.lstat()
    ours = sys.platform == "win32" or status.st_uid == os.geteuid()
    sound = ours and stat.S_ISREG(status.st_mode) and status.st_size <= LONGEST
    name = request.read_bytes()[: LONGEST + 1] if sound else b""
    request.unlink()
    if not sound or time.time() - status.st_mtime > STALE:
        return []
    path = Path(os.fsdecode(name)) if name else None
    if path is not None and ("\0" in str(path) or not path.is_absolute()):
        return []
    return [(status.st_mtime, path)]
