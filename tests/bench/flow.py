"""How long the window works at a stretch: long texts, a hundred thousand rows, all of them chosen, thousands cancelled.

What is measured is the GUI thread's own time on a processor between two beats of a timer; what it waited for one
depends on what else the machine does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTabWidget, QToolButton

from desktop_app.ui.consignments.page import ConsignmentsPage
from tests.bench.desk import part
from tests.bench.figures import Figure, figure
from tests.support.hostile_texts import TEXTS
from tests.support.made_up import MadeUp, page_over
from tests.support.waiting import until

LONGEST_MS: Final = 50.0
ROWS: Final = 100_000
CANCELS: Final = 2_474
WORD: Final = 100_000
"""Code points."""


def measure(runs: int) -> list[Figure]:
    """Measure the texts `runs` times, the rows and the cancels once: they take minutes."""
    word, texts = [], []
    for _ in range(runs):
        word.append(_opening_ms({"ConsignmentReferenceProvidedByCustomer": "x" * WORD}))
        texts.append(max(_opening_ms(_everywhere(text)) for text in TEXTS.values()))
    loading, choosing, sorting = _rows_ms()
    return [
        figure(f"Longest stretch, one word of {WORD // 1000} KB opened", "ms", word, LONGEST_MS),
        figure("Longest stretch, the worst of all texts opened", "ms", texts, LONGEST_MS),
        figure(f"Longest stretch, {ROWS:,} rows scrolled to the end", "ms", [loading], LONGEST_MS),
        figure(f"Longest stretch, Ctrl+A among {ROWS:,} rows", "ms", [choosing], LONGEST_MS),
        figure(f"Longest stretch, {ROWS:,} rows sorted", "ms", [sorting], LONGEST_MS),
        figure(f"Longest stretch, {CANCELS:,} cancels", "ms", [_cancels_ms()], LONGEST_MS),
    ]


class Stretches:
    """Times what the GUI thread does between two beats."""

    def __init__(self) -> None:
        self._worked = 0.0
        self._longest = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def longest_ms(self, act: Callable[[], Any], ended: Callable[[], bool] = lambda: True) -> float:
        """Do it, wait for its end, and return the longest stretch in milliseconds."""
        self._longest, self._worked = 0.0, thread_time()
        self._timer.start()
        act()
        until(ended, 1_200)
        # What has been asked to be painted is painted in the next turn.
        QTest.qWait(20)
        self._beat()
        self._timer.stop()
        return self._longest * 1000

    def _beat(self) -> None:
        now = thread_time()
        self._longest, self._worked = max(self._longest, now - self._worked), now


@contextmanager
def _page(service: MadeUp) -> Iterator[ConsignmentsPage]:
    with tempfile.TemporaryDirectory() as folder, page_over(service, Path(folder)) as (page, _worker, _session):
        until(lambda: not page._search.loader.busy)
        yield page


def _everywhere(text: str) -> dict[str, Any]:
    words = ("CompanyName", "AddressLine1", "AddressLine2", "Town", "Postcode", "SpecialInstructions")
    kinds = ("Destination", "Origin", "Return", "Sender")
    item = {"Description": text, "Sku": text, "Quantity": 1}
    return {
        "ConsignmentReferenceProvidedByCustomer": text,
        "Addresses": [{"AddressType": kind, **dict.fromkeys(words, text)} for kind in kinds],
        "MetaData": [{"KeyValue": "Note", "StringValue": text}],
        "Packages": [{"Reference": "P1", "Description": text, "Items": [item]}],
    }


def _opening_ms(body: dict[str, Any]) -> float:
    """Open an ordinary consignment, then one with `body`, and look at each of its tabs."""
    service, stretches = MadeUp(50), Stretches()
    with _page(service) as page:

        def open_it(reference: str) -> float:
            return stretches.longest_ms(
                lambda: page._grid.choose([reference], reference),
                lambda: page._detail.reference == reference and page._detail.opened is not None,
            )

        open_it("EC-000-000001")
        service.consignment = lambda reference: {"Reference": reference, "ConsignmentState": "Allocated", **body}
        longest = [open_it("EC-000-000002")]
        tabs = part(page, QTabWidget, "detail_tabs")
        longest += [stretches.longest_ms(lambda tab=tab: tabs.setCurrentIndex(tab)) for tab in (1, 2, 0)]  # type: ignore[misc]
    return max(longest)


def _rows_ms() -> tuple[float, float, float]:
    stretches = Stretches()
    with _page(MadeUp(ROWS)) as page:
        grid, loader, model = page._grid, page._search.loader, page._search.model

        def all_here() -> bool:
            grid.scrollToBottom()
            return not loader.busy and not model.more_expected

        loading = stretches.longest_ms(grid.setFocus, all_here)
        choosing = stretches.longest_ms(
            lambda: QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
            lambda: grid.count_chosen() == ROWS,
        )
        sorting = stretches.longest_ms(
            lambda: grid.sortByColumn(3, Qt.SortOrder.AscendingOrder), lambda: not grid._rows.sorting
        )
    return loading, choosing, sorting


def _cancels_ms() -> float:
    stretches, service = Stretches(), MadeUp(CANCELS)
    service.change = lambda row: row.update(State=service.written.get(row["Reference"], "Unallocated"))
    with _page(service) as page:
        grid, loader, model = page._grid, page._search.loader, page._search.model

        def all_here() -> bool:
            grid.scrollToBottom()
            return not loader.busy and not model.more_expected

        until(all_here, 300)
        grid.selectAll()
        part(page, QToolButton, "action_cancel").click()
        read: set[str] = set()
        loader.reread.connect(read.update)
        longest = stretches.longest_ms(part(page, QPushButton, "bulk_continue").click, lambda: len(read) == CANCELS)
        assert {row.state for row in model.rows} == {"Cancelled"}, "not all were cancelled"
    return longest
