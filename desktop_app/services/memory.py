"""Memory that is not used any more, given back to the system."""

from __future__ import annotations

import sys


def give_back() -> None:
    """Have the C library return what it keeps of freed memory; takes milliseconds, and does nothing but on glibc.

    It keeps tens of megabytes after pictures that came and went: blocks of that size are made to be used again.
    """
    if not sys.platform.startswith("linux"):
        return
    # Here, and not above: most days nothing is given back, and ctypes costs the start its share.
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
