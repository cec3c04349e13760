"""Memory over time: consignments opened one after the other, rows loaded, random use; each in a process of its own."""

from __future__ import annotations

import gc
import json
import mmap
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget

from desktop_app.services.consignments import Query
from desktop_app.ui.consignments.filter_bar import FilterBar
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.worker import Worker
from tests.bench.desk import part
from tests.bench.figures import Figure, figure
from tests.support.made_up import MadeUp, page_over
from tests.support.waiting import until

OPENINGS: Final = 1_000
ROWS: Final = 100_000
ACTIONS: Final = 600
LONG_ACTIONS: Final = 6_000
"""Some ten minutes of them."""
MOST_MIB_IN_ROWS: Final = 150.0
MOST_MIB_IN_OPENINGS: Final = 5.0
MOST_MIB_IN_USE: Final = 5.0


def measure(runs: int, *, long: bool = False) -> list[Figure]:
    """Measure each in a process of its own; `long`: use it for ten minutes instead of one."""
    openings = [_in_process("openings", OPENINGS)["mib"] for _ in range(min(runs, 2))]
    rows = [_in_process("rows", ROWS)["mib"]]
    use = [_in_process("use", LONG_ACTIONS if long else ACTIONS)["mib"]]
    return [
        figure(f"Memory kept after {OPENINGS:,} consignments were opened", "MiB", openings, MOST_MIB_IN_OPENINGS),
        figure(f"Memory for {ROWS:,} rows", "MiB", rows, MOST_MIB_IN_ROWS),
        figure("Memory that random use adds after its first minute", "MiB", use, MOST_MIB_IN_USE),
    ]


def openings(page: ConsignmentsPage, worker: Worker, count: int) -> dict[str, float]:
    """Open `count` consignments; what the first fifty bring along is there to stay."""
    page._detail._rest.setInterval(0)
    before = 0.0
    for number in range(count + 50):
        if number == 50:
            before = _resident()
        reference = f"EC-000-{number % 50:06}"
        page._grid.choose([reference], reference)
        until(lambda reference=reference: page._detail.reference == reference and page._detail.opened is not None)  # type: ignore[misc]
    grown = _resident() - before
    return {"mib": grown, "mib_each": grown / count}


def rows(page: ConsignmentsPage, worker: Worker, count: int) -> dict[str, float]:
    """Scroll to the end of `count` rows."""
    loader, model = page._search.loader, page._search.model
    until(lambda: not loader.busy)
    before = _resident()

    def ended() -> bool:
        page._grid.scrollToBottom()
        return not loader.busy and not model.more_expected

    until(ended, 1_200)
    grown = _resident() - before
    return {"mib": grown, "kib_each": grown * 1024 / count}


def use(page: ConsignmentsPage, worker: Worker, count: int) -> dict[str, float]:
    """Do `count` things at random, always the same ones; the first tenth is not counted."""
    rnd = random.Random(11)
    page._detail._rest.setInterval(0)

    def select() -> None:
        shown = min(page._grid.model().rowCount(), 15)
        index = page._grid.model().index(rnd.randrange(shown), 0)
        at = page._grid.visualRect(index).center()
        QTest.mouseClick(page._grid.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def search() -> None:
        box = part(page, QLineEdit, "search_box")
        box.setText(rnd.choice(["Leeds", "York", "", "A"]))
        QTest.keyClick(box, Qt.Key.Key_Return)

    def sort() -> None:
        page._grid.sortByColumn(rnd.randrange(-1, 8), rnd.choice(list(Qt.SortOrder)))

    def filter_() -> None:
        part(page, FilterBar).set_query(Query(state=rnd.choice(["", "Allocated", "Delivered"])))

    def menu() -> None:
        shown = page._actions.actions.context_menu
        shown.popup(page.mapToGlobal(page.rect().center()))
        QApplication.processEvents()
        shown.hide()

    actions: list[Callable[[], Any]] = [
        *[select] * 5,
        search,
        sort,
        filter_,
        menu,
        page.refresh,
        page._grid.selectAll,
        page._grid.scrollToBottom,
        lambda: part(page, QTabWidget, "detail_tabs").setCurrentIndex(rnd.randrange(3)),
    ]
    before = 0.0
    for number in range(count):
        if number == max(count // 10, 60):
            before = _resident()
        rnd.choice(actions)()
        until(lambda: not page._search.loader.busy and page._search.model.rowCount() > 0)
    return {"mib": _resident() - before}


def _consignment(reference: str) -> dict[str, Any]:
    address = {"AddressLine1": "1 High Street", "Town": "Leeds", "Postcode": "LS1 1AA", "Contact": {"LastName": "Ash"}}
    item = {"Description": "Blue coat", "Sku": "COAT-BLUE-42", "Quantity": 2, "Weight": {"Value": 0.5, "Unit": "Kg"}}
    return {
        "Reference": reference,
        "ConsignmentState": "Allocated",
        "ConsignmentReferenceProvidedByCustomer": "a-reference-that-is-longer-than-its-place",
        "Addresses": [{"AddressType": kind, **address} for kind in ("Destination", "Origin", "Return")],
        "MetaData": [{"KeyValue": f"Key{n}", "StringValue": "aValueThatHasNoBlankInAllItsLength"} for n in range(6)],
        "Packages": [{"Reference": f"P{n}", "Description": "Small box", "Items": [item] * 3} for n in range(3)],
    }


def _resident() -> float:
    """Return the MiB of memory that this process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE / 2**20


def _in_process(what: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.memory", what, str(count)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


MEASURED: Final = {"openings": openings, "rows": rows, "use": use}


def main(what: str, count: int) -> None:
    """Print what is measured as JSON."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    service = MadeUp(count if what == "rows" else 200)
    service.consignment = _consignment
    with tempfile.TemporaryDirectory() as folder, page_over(service, Path(folder)) as (page, worker, _session):
        print(json.dumps(MEASURED[what](page, worker, count)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
