"""A service that fails three times in ten, and a program that is killed on the way, for any kind of work.

A scaled-down run by default; CONSIGNMENT_DESK_FAULTS=full does the work 500 times with five kills.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from desktop_app.store.database import Database
from desktop_app.store.outbox import EntryState, Outbox

FULL = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
COUNT, KILLS, MINUTES = (500, 5, 10.0) if FULL else (60, 2, 1.0)
SEARCH_LAG = 0.5
"""Seconds; what the demo is started with."""
MIXED = (
    "reset 6%; reset-after 7%; 500 3%; 500-after 3%; 502 3%; 502-after 2%; 503 3%; half 2%; wrong-json 2%; "
    "429=0.1s 2%; 401 1%; drip=0.2s 1%; latency=~5ms 20%"
)
"""Three calls in ten go wrong, more than one of them after the service has done what was asked."""

_ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def failing_service(folder: Path) -> Iterator[str]:
    """Serve the demo on a socket, with faults and a search that lags, its data in `folder`; yields its address."""
    command = [sys.executable, "-m", "desktop_app.demo", "--data", str(folder), "--seed", "7"]
    command += ["--consignments", "0", "--search-lag", str(SEARCH_LAG), "--faults", MIXED]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
        assert process.wait(20) is not None


def told(folder: Path) -> list[str]:
    """Return what the user was told: each line that the program has written whole."""
    path = folder / "told"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text[: text.rfind("\n") + 1].splitlines()


def run_with_kills(module: str, url: str, folder: Path) -> int:
    """Let the program do its work `COUNT` times, kill it `KILLS` times in the middle, let it end; return the kills."""
    dice, deadline, kills = random.Random(COUNT), time.monotonic() + MINUTES * 60, 0
    for turn in range(1, KILLS + 2):
        last = turn > KILLS
        # Not by the lines alone: what is told more than once would put the kills near the beginning.
        enough = COUNT + 1 if last else COUNT * turn // (KILLS + 1) - dice.randrange(3)
        command = [sys.executable, "-m", module, url, str(folder), str(COUNT)]
        with subprocess.Popen(command, cwd=_ROOT) as process:
            try:
                while process.poll() is None and len({line.split()[0] for line in told(folder)}) < enough:
                    assert time.monotonic() < deadline, f"only {len(told(folder))} were done in time"
                    time.sleep(dice.uniform(0.001, 0.02))
                assert (process.poll() == 0) if last else process.poll() is None
            finally:
                process.kill()
        kills += not last
    return kills


def entries(folder: Path) -> Counter[EntryState]:
    """Return how many entries of the program's journal are in each state."""
    database = Database(folder / "desk" / "desk.sqlite")
    database.open()
    counted = Counter(entry.state for entry in Outbox(database).latest(10_000))
    database.close()
    return counted
