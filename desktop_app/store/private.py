"""What this computer keeps is its owner's alone: no one else who can log in here may read or change it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

FOLDER: Final = 0o700
FILE: Final = 0o600

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_OWN_NAMES: Final = (
    "environments",
    "log",
    "settings.json*",
    ".settings.json.*",
    "in-use.lock",
    "handover",
    "restoring*",
    "before-restore-*",
)


def make_private_folder(folder: Path) -> None:
    """Make `folder`, and what is missing above it, for its owner alone; what is there stays so. Raises OSError."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=FOLDER)
            # Whatever the umask took away from that, the owner has.
            each.chmod(FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(folder))


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone, if there is none; raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))
        path.chmod(FILE)


def private_opener(path: str, flags: int) -> int:
    """Open a file for its owner alone, making it if `flags` say so: an `opener` for `open`."""
    number = os.open(path, flags, FILE)
    if os.name == "posix":
        os.fchmod(number, FILE)
    return number


@contextmanager
def private_umask() -> Iterator[None]:
    """Give files that others make meanwhile to their owner alone; for the whole process, so before it has threads."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def keep_private(data_dir: Path) -> None:
    """Take what is in `data_dir` away from all but its owner, whoever made it and when; does what it can, never raises.

    A folder that others share by its nature (their own files are in it, or this person's home is) is left as it is, and
    only what this program keeps there is taken away. Links are not followed.
    """
    if sys.platform == "win32":
        from desktop_app.store.windows_acl import give_to_owner_alone

        for each in [data_dir] if _is_ours_alone(data_dir) else _own_parts(data_dir):
            with suppress(OSError):
                give_to_owner_alone(each)
        return
    if _is_ours_alone(data_dir):
        _take_from_others(data_dir)
        _take_all_from_others(data_dir)
        return
    for each in _own_parts(data_dir):
        _take_from_others(each)
        _take_all_from_others(each)


def _own_parts(data_dir: Path) -> list[Path]:
    return [path for name in _OWN_NAMES for path in data_dir.glob(name)]


def _is_ours_alone(folder: Path) -> bool:
    with suppress(OSError, RuntimeError):
        home = Path.home().resolve()
        if home == folder.resolve() or home.is_relative_to(folder.resolve()):
            return False
    if sys.platform == "win32":
        return True
    try:
        status = folder.stat()
    except OSError:
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX


def _take_all_from_others(folder: Path) -> None:
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _take_from_others(Path(where, name))


def _take_from_others(path: Path) -> None:
    # What cannot be changed (it is another's, or has just gone) is no reason not to start.
    with suppress(OSError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
