"""What the tests are run on, where that decides what can be asked of it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final


def _wine() -> bool:
    if sys.platform != "win32":
        return False
    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


WINE = _wine()
"""Windows is played by Wine, which keeps lists of who is let in, limits of memory and the like in part."""

KILLED: Final = signal.SIGTERM.value if sys.platform == "win32" else -signal.SIGKILL.value
"""The exit code of a process that was killed: Windows ends one at once for any signal, and tells its number."""


def die() -> None:
    """Kill this process: nothing of it is done any more, no `finally` and no flush."""
    os.kill(os.getpid(), abs(KILLED))
