"""A scroll through a hundred thousand consignments: how long a frame of the grid takes, beside a bare QTableView's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desktop_app.pro.states import State
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.consignments.columns import columns
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.sorted_rows import SortedRows
from desktop_app.ui.units import Units
from tests.bench.figures import Figure
from tests.support.waiting import until

ROWS = 100_000
FRAMES = 250
"""Of each view for each run that is asked for."""
TIMES = 1.5
FRAME_MS = 1000 / 60
SIZE = QSize(1300, 800)
WARM = 25
"""Frames before those that count: each letter is drawn for the first time in one of them."""


def measure(runs: int) -> list[Figure]:
    """Scroll both in turns, a few rows at a time as a wheel does; then choose all of ours."""
    model: TableModel[ConsignmentRow] = TableModel(columns(Units("kg", "cm")), lambda row: row.reference)
    model.fill(made_up(ROWS))
    rows = SortedRows(model)
    ours: QTableView = Grid(rows)
    bare = QTableView()
    bare.setModel(rows)
    bare.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    for view in (ours, bare):
        view.resize(SIZE)
        view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.show()
        until(view.isVisible)
        frames(view, WARM)
    took: dict[QTableView, list[float]] = {ours: [], bare: []}
    for _ in range(runs):
        for view in (ours, bare):
            took[view] += frames(view, FRAMES)
    slowest, theirs = at_99(took[ours]), at_99(took[bare])
    choosing = [choose_all_ms(ours) for _ in range(runs)]
    for view in (ours, bare):
        view.deleteLater()
    note = f"{TIMES} × {theirs:.1f} ms for a bare QTableView"
    name = f"Frame of a scroll through {ROWS:,} rows, 99th percentile"
    return [
        Figure(name, "ms", slowest, TIMES * theirs, tuple(took[ours]), note),
        Figure(f"{name}, at 60 a second", "ms", slowest, FRAME_MS, tuple(took[ours]), "on a quiet machine"),
        Figure(f"Ctrl+A on {ROWS:,} rows until they are painted", "ms", max(choosing), 100.0, tuple(choosing), ""),
    ]


def frames(view: QTableView, count: int) -> list[float]:
    """Scroll `count` times by a few rows; return how many milliseconds each took until it was painted."""
    bar = view.verticalScrollBar()
    step = view.verticalHeader().defaultSectionSize() * 3 + 7
    took: list[float] = []
    for _ in range(count):
        begun = perf_counter()
        bar.setValue(bar.value() + step if bar.value() + step < bar.maximum() else 0)
        view.viewport().repaint()
        took.append((perf_counter() - begun) * 1000)
    return took


def choose_all_ms(view: QTableView) -> float:
    """Press Ctrl+A; return how many milliseconds it took until the rows were painted as chosen."""
    view.clearSelection()
    view.viewport().repaint()
    view.setFocus()
    begun = perf_counter()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.viewport().repaint()
    return (perf_counter() - begun) * 1000


def at_99(milliseconds: list[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(milliseconds, n=100)[-1]


def made_up(count: int) -> Iterator[ConsignmentRow]:
    """Return rows as a shop has them: in all states, to many towns."""
    towns = cycle(["Manchester", "Łódź", "València", "Görlitz", "New York", "København", "İzmir"])
    states = cycle(list(State))
    first = datetime(2026, 3, 1, 9, tzinfo=UTC)
    for n, town, state in islice(zip(range(count), towns, states, strict=False), count):
        yield ConsignmentRow(
            f"EC-{n:09d}",
            state.value,
            f"WEB-{n}",
            "Standard Parcel",
            town,
            f"M{n % 97} 5WG",
            "GB",
            first + timedelta(minutes=n),
            first + timedelta(days=n % 30),
            n % 2 == 0,
            kilograms=Decimal(n % 900) / 100,
            amount=Decimal(n % 40_000) / 100,
            currency="GBP",
        )
