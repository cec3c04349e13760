"""Creates through a service that fails three times in ten, and a program that is killed on the way: each once.

A scaled-down run by default; CONSIGNMENT_DESK_FAULTS=full runs 500 creates with five kills (see the harness).
"""

from __future__ import annotations

import asyncio
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.packing.body import SUBMISSION_KEY
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.store.outbox import EntryState
from tests.faults.harness import COUNT, FULL, KILLS, MIXED, entries, failing_service, run_with_kills, told
from tests.faults.packer import consignment


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    """The failing service; its data is in `tmp_path/service`."""
    with failing_service(tmp_path / "service") as url:
        yield url


def told_references(folder: Path) -> dict[int, str]:
    """Return what the user was told: the reference of what was created, by its number."""
    return {int(number): reference for number, reference in (line.split() for line in told(folder))}


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


def test_each_is_created_once_whatever_fails(service: str, tmp_path: Path) -> None:
    assert run_with_kills("tests.faults.packer", service, tmp_path) == KILLS
    there, said = in_the_service(tmp_path), told_references(tmp_path)
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
