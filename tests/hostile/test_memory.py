"""What a window holds does not grow with what it has shown: measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system tells memory in another way")


def measured(what: str, *sizes: int) -> dict[str, float]:
    """Return what `tests.bench.memory` measures."""
    command = [sys.executable, "-m", "tests.bench.memory", what, *map(str, sizes)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def test_a_consignment_that_was_shown_is_given_back() -> None:
    found = measured("openings", 100)
    # 0.15 to 0.2 MiB for each before; what is left is the allocator's own noise.
    assert found["mib_each"] < 0.05


def test_what_is_done_at_random_leaves_nothing_behind() -> None:
    found = measured("use", 600)
    # A minute of it; 86 MiB in ten minutes before. Ten of them are a benchmark.
    assert found["mib"] < 5


def test_thousands_of_rows_are_a_few_mebibytes() -> None:
    found = measured("rows", 4_000)
    # 6.7 KiB for each before; less than 1 among many.
    assert found["kib_each"] < 2.5
