"""Long lists: sorted in steps between which the window goes on, selected as spans, told of together."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.sorted_rows import AT_ONCE, SortedRows
from tests.ui.tables.conftest import Goods

MANY = 3 * AT_ONCE
ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


def goods(count: int) -> list[Goods]:
    rnd = random.Random(8)
    return [Goods(f"A-{number:05}", rnd.choice(["coat", "Hat", "scarf", "boot"])) for number in range(count)]


def shown(rows: SortedRows[Goods]) -> list[Goods]:
    return [rows.row_at(rows.index(at, 0)) for at in range(rows.rowCount())]


def until_sorted(qtbot: QtBot, rows: SortedRows[Goods]) -> None:
    qtbot.waitUntil(lambda: not rows.sorting)


def in_order(rows: list[Goods], order: Qt.SortOrder) -> list[Goods]:
    return sorted(rows, key=lambda row: (row.name or "").casefold(), reverse=order == Qt.SortOrder.DescendingOrder)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("count", [5, MANY])
def test_rows_are_sorted_and_those_alike_stay_as_they_came(
    qtbot: QtBot, model: TableModel[Goods], count: int, order: Qt.SortOrder
) -> None:
    all_of_them = goods(count)
    model.fill(all_of_them)
    rows = SortedRows(model)
    rows.sort(1, order)
    assert rows.sorting == (count > AT_ONCE)
    until_sorted(qtbot, rows)
    assert shown(rows) == in_order(all_of_them, order)
    assert [rows.index_of(row.sku).row() for row in shown(rows)[:5]] == list(range(5))
    rows.sort(-1)
    assert shown(rows) == all_of_them


@pytest.mark.parametrize("order", ORDERS)
def test_rows_that_come_or_change_go_where_they_belong(
    qtbot: QtBot, model: TableModel[Goods], order: Qt.SortOrder
) -> None:
    rnd, all_of_them = random.Random(9), goods(300)
    model.fill(all_of_them[:200])
    rows = SortedRows(model)
    rows.sort(1, order)
    model.append(all_of_them[200:])
    names = ["coat", "hat", "Zip", None, "apron"]
    for many in (1, 3, 60):
        for each in rnd.sample(range(300), many):
            all_of_them[each] = replace(all_of_them[each], name=rnd.choice(names))
        model.update_all(all_of_them)
        key = rows.source.columns[1].order
        keys = [key(row) for row in shown(rows)]
        assert keys == sorted(keys, reverse=order == Qt.SortOrder.DescendingOrder)
        assert sorted(row.sku for row in shown(rows)) == [row.sku for row in all_of_them]


def test_what_comes_or_changes_while_they_are_sorted_is_not_lost(qtbot: QtBot, model: TableModel[Goods]) -> None:
    all_of_them = goods(MANY)
    model.fill(all_of_them[: MANY - 50])
    rows = SortedRows(model)
    for _ in range(2):
        rows.sort(1, Qt.SortOrder.AscendingOrder)
        QCoreApplication.processEvents()
        model.append(all_of_them)
        all_of_them[7] = replace(all_of_them[7], name="apron")
        model.update(all_of_them[7])
        until_sorted(qtbot, rows)
        assert shown(rows) == in_order(all_of_them, Qt.SortOrder.AscendingOrder)


def test_what_is_chosen_stays_so_while_a_long_list_is_sorted(qtbot: QtBot, model: TableModel[Goods]) -> None:
    model.fill(goods(MANY))
    rows = SortedRows(model)
    grid = Grid(rows)
    qtbot.addWidget(grid)
    some = {"A-00003", "A-02000", "A-02001"}
    grid.choose(some, "A-02000")
    told: list[None] = []
    grid.chosen_changed.connect(lambda: told.append(None))
    grid.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    until_sorted(qtbot, rows)
    assert {row.sku for row in grid.chosen()} == some
    current = grid.current()
    assert current is not None
    assert current.sku == "A-02000"
    assert told == []
    grid.selectAll()
    grid.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    until_sorted(qtbot, rows)
    assert grid.count_chosen() == MANY
    assert grid.selectionModel().selection().size() == 1


def test_choosing_all_of_many_asks_for_no_cell(
    qtbot: QtBot, model: TableModel[Goods], monkeypatch: pytest.MonkeyPatch
) -> None:
    model.fill(goods(20_000))
    rows = SortedRows(model)
    grid = Grid(rows)
    qtbot.addWidget(grid)
    grid.resize(600, 400)
    grid.show()
    qtbot.waitExposed(grid)
    asked = 0
    original = SortedRows.columnCount

    def counted(self: SortedRows[Goods], *parent: Any) -> int:
        nonlocal asked
        asked += 1
        return original(self, *parent)

    monkeypatch.setattr(SortedRows, "columnCount", counted)
    grid.selectAll()
    qtbot.wait(30)
    assert grid.count_chosen() == 20_000
    assert asked < 2_000


def test_many_changes_are_told_of_as_few(model: TableModel[Goods]) -> None:
    all_of_them = goods(500)
    model.fill(all_of_them)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    changed = [replace(row, sold=True) for row in (*all_of_them[400:], *all_of_them[:100])]
    model.update_all([*changed, Goods("elsewhere")])
    assert told == [(0, 99), (400, 499)]
