"""The modules of `packaging/` are found as bootstrap.py finds them."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

sys.path.append(str(ROOT / "packaging"))


@pytest.fixture
def root() -> Path:
    """Return the project's root folder."""
    return ROOT
