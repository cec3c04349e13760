"""The steps of bootstrap.py: system libraries, virtual environment, desktop session, commands."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The project's root folder."""


class SetupError(Exception):
    """Setting up cannot go on; the message says what happened and what to do, and is all that is shown."""
