"""Cancels, many at a time, through a service that fails three times in ten, and kills: each once, and told truly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from desktop_app.demo.app import create_app
from desktop_app.packing.body import to_wire
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.store.outbox import EntryState
from tests.faults.harness import COUNT, KILLS, entries, failing_service, run_with_kills, told
from tests.faults.packer import consignment


def create_them(folder: Path) -> list[str]:
    """Have the service hold `COUNT` consignments; return their references."""
    app = create_app(folder / "demo.db", consignments=0)
    client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(app))

    async def create() -> list[str]:
        return [(await client.consignments.create(to_wire(consignment(n))))[0].reference for n in range(COUNT)]

    try:
        return asyncio.run(create())
    finally:
        app.state.service.close()


def cancels_of(folder: Path, references: list[str]) -> dict[str, tuple[str, int]]:
    """Return what the service holds: each one's state, and how often it was cancelled by its own audit."""
    app = create_app(folder / "demo.db", consignments=0)
    client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(app))

    async def read() -> dict[str, tuple[str, int]]:
        found = {}
        for each in references:
            audit = await client.overviews.audit(each)
            cancelled = sum(line.message == "Consignment cancelled" for line in audit)
            found[each] = (await client.consignments.status(each)).status, cancelled
        return found

    try:
        return asyncio.run(read())
    finally:
        app.state.service.close()


def test_each_is_cancelled_once_whatever_fails(tmp_path: Path) -> None:
    references = create_them(tmp_path / "service")
    (tmp_path / "references").write_text("".join(f"{each}\n" for each in references), encoding="utf-8")
    with failing_service(tmp_path / "service") as url:
        assert run_with_kills("tests.faults.canceller", url, tmp_path) == KILLS
    there = cancels_of(tmp_path / "service", references)
    assert set(there.values()) == {("Cancelled", 1)}
    said = told(tmp_path)
    assert {line.split()[0] for line in said if line.endswith(" done")} == set(references)
    # What was told to be done was not told otherwise later.
    for reference in references:
        lines = [line.split()[1] for line in said if line.startswith(reference)]
        assert lines.index("done") == len(lines) - 1, lines
    states = entries(tmp_path)
    assert states[EntryState.DONE] >= COUNT
    assert set(states) <= {EntryState.DONE, EntryState.REFUSED}
