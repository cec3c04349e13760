"""Creates through a service that fails three times in ten, and a program that is killed on the way: each once.

A scaled-down run by default; CONSIGNMENT_DESK_FAULTS=full runs 500 creates with five kills.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.packing.body import SUBMISSION_KEY
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.store.database import Database
from desktop_app.store.outbox import EntryState, Outbox
from tests.faults.packer import SEARCH_LAG, consignment

FULL = os.environ.get("CONSIGNMENT_DESK_FAULTS") == "full"
COUNT, KILLS, MINUTES = (500, 5, 10.0) if FULL else (60, 2, 1.0)
MIXED = (
    "reset 6%; reset-after 7%; 500 3%; 500-after 3%; 502 3%; 502-after 2%; 503 3%; half 2%; wrong-json 2%; "
    "429=0.1s 2%; 401 1%; drip=0.2s 1%; latency=~5ms 20%"
)
"""Three calls in ten go wrong, more than one of them after the service has done what was asked."""

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    """The demo on a socket, with faults and a search that lags, its data in `tmp_path/service`; yields its address."""
    command = [sys.executable, "-m", "desktop_app.demo", "--data", str(tmp_path / "service"), "--seed", "7"]
    command += ["--consignments", "0", "--search-lag", str(SEARCH_LAG), "--faults", MIXED]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
        assert process.wait(20) is not None


def packer(url: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.faults.packer", url, str(folder), str(COUNT)]
    return subprocess.Popen(command, cwd=_ROOT)


def told(folder: Path) -> dict[int, str]:
    """Return what the user was told: the reference of what was created, by its number."""
    path = folder / "told"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {int(number): reference for number, reference in (line.split() for line in lines)}


def run_with_kills(url: str, folder: Path) -> int:
    """Let the packer work, kill it `KILLS` times in the middle of its work, let it end; return the kills made."""
    dice, deadline, kills = random.Random(COUNT), time.monotonic() + MINUTES * 60, 0
    for turn in range(1, KILLS + 2):
        last = turn > KILLS
        enough = COUNT + 1 if last else COUNT * turn // (KILLS + 1) - dice.randrange(3)
        with packer(url, folder) as process:
            try:
                while process.poll() is None and len(told(folder)) < enough:
                    assert time.monotonic() < deadline, f"only {len(told(folder))} were created in time"
                    time.sleep(dice.uniform(0.001, 0.02))
                assert (process.poll() == 0) if last else process.poll() is None
            finally:
                process.kill()
        kills += not last
    return kills


def in_the_service(folder: Path) -> dict[str, str]:
    """Return what the demo's database holds: the bodies' first address lines and marks, by reference."""
    app = create_app(folder / "service" / "demo.db", consignments=0)
    client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(app))

    async def read() -> dict[str, str]:
        found = {}
        async for row in client.consignments.each(()):
            full = await client.consignments.get_with_metadata(row.reference)
            destination = full.address("Destination")
            assert destination is not None
            assert full.metadata(SUBMISSION_KEY)
            found[row.reference] = str(destination.address_line1)
        await client.close()
        return found

    try:
        return asyncio.run(read())
    finally:
        app.state.service.close()


def entries(folder: Path) -> Counter[EntryState]:
    database = Database(folder / "desk" / "desk.sqlite")
    database.open()
    counted = Counter(entry.state for entry in Outbox(database).latest(10_000))
    database.close()
    return counted


def test_each_is_created_once_whatever_fails(service: str, tmp_path: Path) -> None:
    assert run_with_kills(service, tmp_path) == KILLS
    there, said = in_the_service(tmp_path), told(tmp_path)
    assert len(there) == COUNT
    wanted = [consignment(number).destination.address_line1 for number in range(COUNT)]
    assert Counter(there.values()) == Counter(wanted)
    assert {number: there[reference] for number, reference in said.items()} == dict(enumerate(wanted))
    states = entries(tmp_path)
    assert states[EntryState.DONE] == COUNT
    assert set(states) <= {EntryState.DONE, EntryState.REFUSED}
    assert states[EntryState.REFUSED] or not FULL


def test_three_calls_in_ten_go_wrong() -> None:
    shares = [float(share) for name, share in re.findall(r"([\w-]+)(?:=\S+)? ([\d.]+)%", MIXED) if name != "latency"]
    assert 0.29 < 1 - math.prod(1 - share / 100 for share in shares) < 0.31
