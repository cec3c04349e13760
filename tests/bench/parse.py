"""An answer of 1,000 rows, from bytes to models, beside `json.loads` of the same bytes."""

from __future__ import annotations

import json
from statistics import median
from time import perf_counter
from typing import Any

from desktop_app.pro.models import SearchPage
from desktop_app.pro.wire import Call
from tests.bench.figures import Figure
from tests.pro.calls import SAMPLES

ROWS = 1000
TIMES = 3
PLUS_MS = 2.0
READS = 10
"""For each run that is asked for: they are quick, and the spread of few would say little."""


def measure(runs: int) -> list[Figure]:
    """Read the answer in both ways in turn, after one of each that is not counted."""
    content = answer()
    call: Call[SearchPage] = Call("GET", "/", SearchPage)
    ours: list[float] = []
    bare: list[float] = []
    for number in range(runs * READS + 1):
        begun = perf_counter()
        page = call.read(200, {}, content)
        read = perf_counter()
        json.loads(content)
        loaded = perf_counter()
        assert len(page.consignment_summaries) == ROWS
        if number > 0:
            ours.append((read - begun) * 1000)
            bare.append((loaded - read) * 1000)
    note = f"{TIMES} × {median(bare):.1f} ms for json.loads + {PLUS_MS:.0f} ms"
    name = f"Search answer of {ROWS:,} rows parsed"
    return [Figure(name, "ms", median(ours), TIMES * median(bare) + PLUS_MS, tuple(ours), note)]


def answer() -> bytes:
    """Return a search answer as the service sends it; no two rows have a reference or the time of an event alike."""
    shapes = SAMPLES["search-consignments.response"]["ConsignmentSummaries"]
    rows: list[dict[str, Any]] = []
    for number in range(ROWS):
        event = f"2020-01-29T11:{number // 60 % 60:02}:{number % 60:02}.{number:07}+00:00"
        times = {"DateCreated": event, "AllocationDate": event.replace("T11", "T12")}
        rows.append(shapes[number % len(shapes)] | times | {"Reference": f"EC-000-{number:03}-ZB4"})
    return json.dumps({"Count": ROWS, "ConsignmentSummaries": rows}).encode()
