"""Lists and actions of thousands: the window goes on. How long it stands still is the heartbeat's to judge."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.bulk_panel import BulkPanel
from tests.hostile.service import SCRIPTS
from tests.support.desk import press
from tests.support.made_up import MadeUp, page_over
from tests.support.waiting import until

CANCELS = 600
ROWS = 50_000


def test_a_grid_with_a_script_in_each_row_is_painted_whole_in_time(qtbot: QtBot, tmp_path: Path) -> None:
    service = MadeUp(50)
    service.change = lambda row: row.update(DestinationAddressTown=SCRIPTS[int(row["Reference"][-3:]) % 30] * 5)
    with page_over(service, tmp_path) as (page, _worker, _session):
        grid = page._grid
        shown = range(grid.rowAt(0), grid.rowAt(grid.viewport().height() - 1) + 1)
        there = [grid._writings_in(row) for row in shown]
        until(lambda: set().union(*there) <= grid._met)
        assert len(set().union(*there)) > 15
        # What has been painted once is painted in one go.
        picture = grid.viewport().grab().toImage()
        assert picture == grid.viewport().grab().toImage()
        last = grid.visualRect(grid.model().index(shown[-2], 0))
        assert len({picture.pixel(x, last.center().y()) for x in range(last.left(), last.right())}) > 1


def test_hundreds_are_cancelled_and_the_window_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    service = MadeUp(CANCELS)
    service.change = lambda row: row.update(State=service.written.get(row["Reference"], "Unallocated"))
    with page_over(service, tmp_path) as (page, _worker, _session):
        grid, loader, model = page._grid, page._search.loader, page._search.model

        def all_here() -> bool:
            grid.scrollToBottom()
            return not loader.busy and not model.more_expected

        until(all_here)
        grid.setFocus()
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        go = page.findChild(QPushButton, "bulk_continue")
        assert go is not None
        press(page, Command.CANCEL)
        advanced: list[int] = []
        panel = page.findChild(BulkPanel)
        assert panel is not None
        panel._bar.valueChanged.connect(advanced.append)
        read: set[str] = set()
        loader.reread.connect(read.update)
        QTest.mouseClick(go, Qt.MouseButton.LeftButton)
        until(lambda: len(read) == CANCELS)
        results = page.findChild(QTreeView, "bulk_results")
        assert results is not None
        assert results.model().rowCount() == CANCELS
        assert {row.state for row in model.rows} == {"Cancelled"}
        # Twenty times a second at most, and not for each.
        assert len(advanced) < CANCELS / 2


def test_all_of_fifty_thousand_are_chosen_sorted_and_looked_through(qtbot: QtBot, tmp_path: Path) -> None:
    with page_over(MadeUp(50), tmp_path) as (page, worker, _session):
        grid, model = page._grid, page._search.model
        until(lambda: not worker._running)
        some = [row for row in model.rows for _ in range(ROWS // 50)]
        model.fill(
            ConsignmentRow(f"EC-{n}", row.state, destination_address_town=f"{row.destination_address_town} {n}")
            for n, row in enumerate(some)
        )
        qtbot.wait(50)
        grid.setFocus()
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.wait(50)
        assert f"selected: {ROWS}" in page._search.table._count.text()
        grid.sortByColumn(3, Qt.SortOrder.AscendingOrder)
        qtbot.waitUntil(lambda: not grid._rows.sorting)
        qtbot.wait(50)
        assert grid.count_chosen() == ROWS
        page._search.look_at_moving()
        qtbot.wait(50)
