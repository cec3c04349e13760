"""How long the window cannot answer while two hundred cancels run and their rows change."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QTableView, QToolButton, QTreeView

from desktop_app.pro.states import Action, State, allowed, known
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.loader import TableLoader
from desktop_app.ui.tables.model import TableModel
from tests.bench.desk import consignments_page, demo, part
from tests.bench.figures import Figure, figure, percentile
from tests.support.waiting import until

CANCELS = 200
LATENCY_MS = 50
LONGEST_MS = 50.0
MOST_MS = 16.0
"""For 99 of 100 gaps: a screen's frame."""
IDLE_SECONDS = 1.0
"""How long the same timer is watched before, with nothing to do: gaps then are the machine's, not the program's."""


def measure(runs: int) -> list[Figure]:
    """Cancel two hundred on a fresh demo, `runs` times."""
    longest: list[float] = []
    most: list[float] = []
    idle: list[float] = []
    for _ in range(runs):
        with demo(LATENCY_MS) as url, consignments_page(url) as page:
            quiet, gaps = _gaps_ms(page)
        idle.append(max(quiet))
        longest.append(max(gaps))
        most.append(percentile(gaps, 0.99))
    return [
        figure(
            f"Longest gap during {CANCELS} cancels",
            "ms",
            longest,
            LONGEST_MS,
            f"{median(idle):.1f} ms, at most {max(idle):.1f} ms, with nothing to do just before",
        ),
        figure(f"99 % of the gaps during {CANCELS} cancels", "ms", most, MOST_MS),
    ]


class _Pulse:
    """A timer in the GUI thread that should fire every millisecond; `gaps_ms` is how it did."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


def _gaps_ms(page: ConsignmentsPage) -> tuple[list[float], list[float]]:
    """Cancel as a person does; return the gaps before, and from the last click until every row shows its new state."""
    grid, loader, model = part(page, Grid), part(page, TableLoader), part(page, TableModel)
    _load_all(grid, loader, model)
    chosen = [row.reference for row in model.rows if allowed(Action.CANCEL, row.state)][:CANCELS]
    assert len(chosen) == CANCELS, f"the demo has only {len(chosen)} consignments to cancel"
    grid.choose(chosen)
    part(page, QToolButton, "action_cancel").click()
    go = part(page, QPushButton, "bulk_continue")
    until(go.isVisible)
    reread: set[str] = set()
    loader.reread.connect(reread.update)
    idle, pulse = _Pulse(), _Pulse()
    idle.start()
    enough = perf_counter() + IDLE_SECONDS
    until(lambda: perf_counter() > enough)
    idle.stop()
    pulse.start()
    go.click()
    until(lambda: reread.issuperset(chosen))
    pulse.stop()
    _see_done(page, model, chosen)
    return idle.gaps_ms, pulse.gaps_ms


def _load_all(grid: QTableView, loader: TableLoader[ConsignmentRow], model: TableModel[ConsignmentRow]) -> None:
    def more() -> bool:
        grid.scrollToBottom()
        return not loader.busy and not model.more_expected

    until(more)


def _see_done(page: ConsignmentsPage, model: TableModel[ConsignmentRow], chosen: list[str]) -> None:
    """See that the work that was measured was done: a demo that refuses all would be quick too."""
    results = part(page, QTreeView, "bulk_results")
    assert results.model().rowCount() == len(chosen), "not every cancel has a result"
    states = [row.state for reference in chosen if (row := model.row(reference)) is not None]
    cancelled = sum(known(state) in {State.CANCELLING, State.CANCELLED} for state in states)
    assert cancelled > len(chosen) / 2, f"only {cancelled} of {len(chosen)} were cancelled"
