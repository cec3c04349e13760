"""What this computer has lost, or had to begin anew, so that the window can say so: never in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class LossKind(Enum):
    """What happened to what was kept."""

    DAMAGED = "damaged"
    """The database could not be read, so a new one was begun; `kept` is the old one."""
    EMPTIED = "emptied"
    """The database was there and held nothing, so a new one was begun; `kept` is the old one."""
    MISSING = "missing"
    """The database was gone, so a new one was begun."""
    OLDER = "older"
    """The database is as it was at an earlier time: its latest changes are missing; `kept` is a copy of it as found."""
    CHANGED = "changed"
    """The database does not hold what it held when the program ended; `kept` is a copy of it as found."""
    TABLES = "tables"
    """A part of the database was gone and was begun anew; `kept` is a copy of it as found."""
    DRAFT_DAMAGED = "draft damaged"
    """The draft could not be read, so the bench is empty; `kept` is what was there."""
    DRAFT_NEWER = "draft newer"
    """A newer version of the program wrote the draft, so the bench is empty; `kept` is the draft."""
    DRAFT_PARTS = "draft parts"
    """Some of the draft could not be read, and is missing on the bench; `kept` is the draft as it was."""
    KEPT_APART = "kept apart"
    """What was kept for this environment under an earlier name is not shown: something is kept for it already."""
    KEPT_WITH_ANOTHER = "kept with another"
    """What an earlier version kept for two addresses together is now kept for the other one."""
    SETTINGS = "settings"
    """The settings could not be read, so they start from their defaults; `kept` is the file."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that happened; `kept` is where what was there is now, `copies` the folder of earlier copies, if any."""

    kind: LossKind
    kept: Path | None = None
    copies: Path | None = None
