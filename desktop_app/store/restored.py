"""What there is of a backup that waits to be put in place, and what became of it: all that each start has to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

STAGE: Final = "restoring"
"""The folder, in the data folder, of what was verified and waits to be put in place."""
MARKER: Final = "restoring.json"
"""Says that it is whole and wanted: it is written last and removed last."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup was put in place and what was here is in `kept`; or it could not be, and all is as it was (`done`)."""

    done: bool
    kept: Path
