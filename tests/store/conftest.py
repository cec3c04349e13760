"""Real databases in folders of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database goes; its folder is not there yet."""
    return tmp_path / "demo" / "desk.sqlite"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """An open database."""
    made = Database(path)
    made.open()
    yield made
    made.close()
