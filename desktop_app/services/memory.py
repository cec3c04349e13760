"""Memory that is not used any more, given back to the system."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
"""Of mallopt (malloc.h)."""
_LARGE: Final = 128 * 1024
"""Bytes of a block that the system is asked for, and gets back at once; what the C library begins with."""


def keep_little() -> None:
    """Have the C library give large blocks back as soon as they are free; does nothing but on glibc.

    By itself it learns from each large block that is freed to keep such ones (mallopt(3), up to 32 MiB each, twice that
    in every thread), so that one label of 13 MB left 40 MiB behind each time, out of reach of `give_back`.
    """
    change = _of_glibc("mallopt")
    if change is not None:
        change(_MMAP_THRESHOLD, _LARGE)
        change(_TRIM_THRESHOLD, _LARGE)


def give_back() -> None:
    """Have the C library return what it keeps of freed memory; takes milliseconds, and does nothing but on glibc."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Callable[..., Any] | None:
    if not sys.platform.startswith("linux"):
        return None
    # Here, and not above: ctypes would cost the start its share.
    import ctypes

    found: Callable[..., Any] | None = getattr(ctypes.CDLL(None), name, None)
    return found
