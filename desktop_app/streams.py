"""Streams for a program without a console: there Python has no stdout and no stderr, and who writes to them fails."""

from __future__ import annotations

import io
import sys


class Heard(io.TextIOBase):
    """Takes what is written, and keeps it until `forget`."""

    def __init__(self) -> None:
        self._said: list[str] | None = []

    def write(self, text: str) -> int:
        if self._said is not None:
            self._said.append(text)
        return len(text)

    def writable(self) -> bool:
        return True

    def text(self) -> str:
        """Return what was written so far."""
        return "".join(self._said or ()).strip()

    def forget(self) -> None:
        """Keep nothing, and nothing more: a program runs for days."""
        self._said = None


def stand_in() -> Heard | None:
    """Put a stream where there is none; returns what hears it, or None where stderr can be read by someone."""
    heard = Heard()
    missing = sys.stderr is None
    sys.stdout = sys.stdout or heard
    sys.stderr = sys.stderr or heard
    return heard if missing else None
