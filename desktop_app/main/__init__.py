"""Composition root: alone it may import every room; starts the program and ends it."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code (0, 1 if its data cannot be used, 2 for a wrong command line)."""
    from desktop_app.main.lean import read_no_sources

    read_no_sources()
    from desktop_app.main.start import start

    return start(arguments)
