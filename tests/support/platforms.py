"""What the tests are run on, where that decides what can be asked of it."""

from __future__ import annotations

import ctypes
import sys


def _wine() -> bool:
    if sys.platform != "win32":
        return False
    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


WINE = _wine()
"""Windows is played by Wine, which keeps lists of who is let in, limits of memory and the like in part."""
