"""A file written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from desktop_app.store.errors import DiskFull, StoreFailed


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, replacing what is there; call it in a thread that may wait for a disk.

    Raises DiskFull or StoreFailed, and then what was there before still is.
    """
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and _write_all(file, content) and file.commit()):
        # Of all that can stop a write, only a disk without room has this name.
        full = file.error() is QFileDevice.FileError.ResourceError
        raise (DiskFull if full else StoreFailed)(path, file.error().name)


def _write_all(file: QSaveFile, content: bytes) -> bool:
    # A disk that runs full takes a part of it first, without an error.
    written = 0
    while written < len(content):
        more = file.write(content[written:])
        if more <= 0:
            return False
        written += more
    return True
