"""Damaged files are kept under another name, so that nothing in them is lost for good."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def set_aside(path: Path, *companions: str) -> Path:
    """Rename `path`, and what is beside it under the same name with these endings; returns the new name.

    The new name carries the time (UTC) and is never that of a file that is there. Raises OSError.
    """
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    aside, more = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while aside.exists():
        more += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{more}")
    path.rename(aside)
    for ending in companions:
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside
