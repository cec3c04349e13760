"""From Enter in the search box to the first fifty rows on the screen, beside the bare request and its JSON."""

from __future__ import annotations

import json
from statistics import median
from time import perf_counter

import httpx
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.pro.environments import DEMO_KEY
from desktop_app.pro.states import State
from desktop_app.services.consignments import Query
from desktop_app.services.paged_loader import PAGE
from desktop_app.ui.consignments.filter_bar import FilterBar
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.tables.grid import Grid
from tests.bench.desk import PATIENCE, consignments_page, demo, part
from tests.bench.figures import Figure
from tests.support.waiting import until

TIMES = 1.3
PLUS_MS = 30.0
SEARCHES = 5
"""Of each kind for each run that is asked for: they are quick, and the spread of few would say little."""


def measure(runs: int) -> list[Figure]:
    """Search and ask in turn, after one of each that is not counted."""
    ours: list[float] = []
    bare: list[float] = []
    # No latency is added: the shorter the request, the less of the window's own work it hides.
    with demo(latency_ms=0) as url, consignments_page(url) as page:
        search = _Search(page)
        with httpx.Client(base_url=url, headers={"ocp-apim-subscription-key": DEMO_KEY}) as client:
            for number in range(runs * SEARCHES + 1):
                asked, shown = _ask_ms(client), search.milliseconds()
                if number > 0:
                    bare.append(asked)
                    ours.append(shown)
    request = median(bare)
    note = f"{TIMES} × {request:.1f} ms for the bare request + {PLUS_MS:.0f} ms"
    name = f"First {PAGE} rows of a search on screen"
    return [Figure(name, "ms", median(ours), TIMES * request + PLUS_MS, tuple(ours), note)]


def _ask_ms(client: httpx.Client) -> float:
    begun = perf_counter()
    answer = client.get(f"/consignments/{PAGE}/0", params={"state": str(State.DELIVERED)})
    found = json.loads(answer.content)
    took = (perf_counter() - begun) * 1000
    assert len(found["ConsignmentSummaries"]) == PAGE, "the demo has too few rows for this search"
    return took


class _Search(QObject):
    """Presses Enter in the search box and hears when the rows have been painted."""

    def __init__(self, page: ConsignmentsPage) -> None:
        super().__init__()
        self._box = part(page, QLineEdit, "search_box")
        self._grid = part(page, Grid)
        self._loop = QEventLoop()
        self._painted_at = 0.0
        self._waiting = False
        # A state that the service has left for good: none of these rows is asked for again while this measures.
        part(page, FilterBar).set_query(Query(state=State.DELIVERED))
        until(lambda: self._grid.model().rowCount() == PAGE)
        self._grid.viewport().installEventFilter(self)

    def milliseconds(self) -> float:
        """Search once; raises TimeoutError if the rows do not come."""
        self._painted_at, self._waiting = 0.0, True
        QTimer.singleShot(int(PATIENCE * 1000), self._loop, self._loop.quit)
        begun = perf_counter()
        QTest.keyClick(self._box, Qt.Key.Key_Return)
        self._loop.exec()
        if not self._painted_at:
            raise TimeoutError("the rows did not come")
        return (self._painted_at - begun) * 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the clock read when the paint that now begins is over and has been handed to the display."""
        if self._waiting and event.type() == QEvent.Type.Paint and self._grid.model().rowCount() == PAGE:
            self._waiting = False
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        self._painted_at = perf_counter()
        self._loop.quit()
