"""A thousand cancels, eight at a time, journalled, against the same requests by a bare httpx client; and memory."""

from __future__ import annotations

import asyncio
import mmap
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO_KEY, custom
from desktop_app.pro.states import Action
from desktop_app.pro.wire import headers
from desktop_app.services.outbox.batch import AT_ONCE
from desktop_app.services.session import Session, open_session
from tests.bench.figures import Figure, figure

CANCELS = 1_000
PART = 100
"""Cancels in a row by one of the two, who take turns, so that what else the machine does touches both alike."""
SLOWER = 1 / 0.85
MOST_MIB = 8.0
SEEDED = 32_000
"""So many that enough of them are allocated."""


def measure(runs: int) -> list[Figure]:
    """Cancel a thousand each way on a fresh demo, `runs` times."""
    found = [asyncio.run(_once()) for _ in range(runs)]
    bare, ours, grown = ([each[at] for each in found] for at in range(3))
    shares = [own / plain for own, plain in zip(ours, bare, strict=True)]
    note = f"bare: {sorted(bare)[len(bare) // 2]:.2f} s"
    return [
        figure(f"{CANCELS:,} cancels, times what a bare client takes", "×", shares, SLOWER, note),
        figure(f"Memory kept after {CANCELS:,} cancels", "MiB", grown, MOST_MIB),
    ]


async def _once() -> tuple[float, float, float]:
    """Return the seconds that the bare client and the journalled run took, and the MiB that the latter has kept."""
    with _demo() as url, tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        session = await open_session(custom(url), DEMO_KEY, Path(folder), ProClient)
        references = await _allocated(session, 2 * CANCELS)
        bare = ours = 0.0
        first = 0
        async with httpx.AsyncClient(base_url=url) as client:
            for at in range(0, 2 * CANCELS, 2 * PART):
                bare += await _seconds(_bare, client, references[at : at + PART])
                ours += await _seconds(_journalled, session, references[at + PART : at + 2 * PART])
                # What is made once is there after two turns.
                first = _resident() if at == 2 * PART else first
        grown = (_resident() - first) / 2**20
        await session.close()
    return bare, ours, grown


def _resident() -> int:
    """Return the bytes of memory that this process holds; 0 where the system does not tell in this way."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE if statm.exists() else 0


async def _seconds(work: Callable[[Any, list[str]], Coroutine[Any, Any, None]], using: Any, these: list[str]) -> float:
    begun = perf_counter()
    await work(using, these)
    return perf_counter() - begun


async def _bare(client: httpx.AsyncClient, references: list[str]) -> None:
    queue = iter(references)

    async def work() -> None:
        for reference in queue:
            answer = await client.put(f"/consignments/{reference}/cancel", headers=headers(DEMO_KEY, with_body=False))
            answer.raise_for_status()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def _journalled(session: Session, references: list[str]) -> None:
    outcomes = await session.actions.run(Action.CANCEL, references, lambda _: None)
    assert all(outcome.ok for outcome in outcomes), "not all were cancelled"


async def _allocated(session: Session, count: int) -> list[str]:
    found: list[str] = []
    async for row in session.client.consignments.each((("state", "Allocated"),)):
        found.append(row.reference)
        if len(found) == count:
            return found
    raise RuntimeError(f"the demo has only {len(found)} allocated consignments")


@contextmanager
def _demo() -> Iterator[str]:
    command = [sys.executable, "-m", "desktop_app.demo", "--consignments", str(SEEDED)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
