"""The SortedPRO service as a library: no Qt, no storage, no other room."""

import sys

# httpx carries a command line of its own, which loads a terminal toolkit where one is installed: 7 MiB for nothing.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
