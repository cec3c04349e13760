"""Why a test is left out of a run: what conftest.py notes on it, and the tally tells."""

import pytest

REASON = pytest.StashKey[str]()
"""On an item that is left out: why."""
