"""A second start on the same data: it hands over what it was asked for, and the program that is open comes forward."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from desktop_app.store.handover import FOLDER, post
from desktop_app.store.private import private_umask

PATIENCE: Final = 10.0
"""Seconds for the program that is open to answer; it may just be starting, or ending."""

_LOOK: Final = 50
"""Milliseconds between two looks."""


class Start(Enum):
    """What a start on a data folder is."""

    FIRST = "first"
    """The data is ours: go on."""
    HANDED_OVER = "handed over"
    """The program that is open there has heard what was asked for."""
    NO_ANSWER = "no answer"
    """A program has the data and does not answer."""


def begin(lock: QLockFile, data_dir: Path, paths: Sequence[Path]) -> Start:
    """Take the lock on `data_dir`; where it is taken, ask who has it to come forward and open `paths`.

    Raises OSError.
    """
    if _try(lock, 0):
        return Start.FIRST
    requests = [post(data_dir / FOLDER, path) for path in paths] or [post(data_dir / FOLDER, None)]
    try:
        let_come_forward(lock)
        until = time.monotonic() + PATIENCE
        while any(request.exists() for request in requests):
            # Who had it may have been about to end.
            if _try(lock, _LOOK):
                return Start.FIRST
            if time.monotonic() > until:
                return Start.NO_ANSWER
    finally:
        for request in requests:
            request.unlink(missing_ok=True)
    return Start.HANDED_OVER


def let_come_forward(lock: QLockFile) -> None:
    """Let the holder of the lock take the foreground: Windows leaves that to the program that a person just started."""
    import sys

    if sys.platform != "win32":
        return
    import ctypes

    process = lock.getLockInfo()[0]
    ctypes.WinDLL("user32").AllowSetForegroundWindow(ctypes.c_ulong(process))


def _try(lock: QLockFile, milliseconds: int) -> bool:
    with private_umask():
        return lock.tryLock(milliseconds)
