"""Where the program's own files and this person's data are."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def resource(*parts: str) -> Path:
    """Return the path of a file under `resources/`, in a checkout and in the frozen program alike."""
    return _ROOT.joinpath("resources", *parts)


def default_data_dir() -> Path:
    """Return the folder for this person's data, as the system wants it; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("Consignment Desk", appauthor=False)
