"""The grid: columns as the person arranges them, selection by id, menus that last, text for other programs."""

from __future__ import annotations

import gc
import json
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.tables.model import TableModel
from desktop_app.ui.tables.sorted_rows import SortedRows
from tests.ui.tables.conftest import COAT, HAT, SCARF, Goods


@pytest.fixture
def grid(qtbot: QtBot, model: TableModel[Goods]) -> Grid[Goods]:
    model.fill([COAT, HAT, SCARF])
    made = Grid(SortedRows(model))
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_columns_begin_as_they_are_described(grid: Grid[Goods]) -> None:
    kept = json.loads(grid.column_layout.text())
    assert [each["key"] for each in kept] == ["sku", "name", "price", "made", "day", "state", "flag"]
    assert [each["key"] for each in kept if each["hidden"]] == ["day"]
    assert grid.horizontalHeader().sortIndicatorSection() == -1


def test_columns_are_chosen_from_a_menu_that_leaves_one_at_least(qtbot: QtBot, grid: Grid[Goods]) -> None:
    chooser = grid.column_chooser

    def action(title: str) -> None:
        chooser.fill()
        next(each for each in chooser.actions() if each.text() == title).trigger()

    with qtbot.waitSignal(grid.column_layout.changed) as heard:
        action("Day")
    assert not next(each for each in json.loads(heard.args[0]) if each["key"] == "day")["hidden"]
    for title in ("SKU", "Name", "Price", "Made", "Day", "State"):
        action(title)
    chooser.fill()
    assert [each.text() for each in chooser.actions() if each.isCheckable() and not each.isEnabled()] == ["Sold"]
    with qtbot.waitSignal(grid.column_layout.changed):
        action("Reset columns")
    assert grid.column_layout.shown() == [0, 1, 2, 3, 5, 6]


def test_a_hidden_column_comes_back_as_wide_as_it_was(grid: Grid[Goods]) -> None:
    grid.horizontalHeader().resizeSection(1, 333)
    grid.column_layout.show_column(1, shown=False)
    grid.column_layout.show_column(1, shown=True)
    assert grid.horizontalHeader().sectionSize(1) == 333


def test_making_a_grid_and_restoring_its_columns_tells_nothing(qtbot: QtBot, grid: Grid[Goods]) -> None:
    assert not grid.column_layout._settled.isActive()
    grid.column_layout.restore(grid.column_layout.text())
    assert not grid.column_layout._settled.isActive()


def test_the_columns_menu_opens_again_and_again(qtbot: QtBot, grid: Grid[Goods]) -> None:
    for _ in range(3):
        grid.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
        qtbot.waitUntil(grid.column_chooser.isVisible)
        gc.collect()
        assert "SKU" in [action.text() for action in grid.column_chooser.actions()]
        QTest.keyClick(grid.column_chooser, Qt.Key.Key_Escape)
        qtbot.waitUntil(grid.column_chooser.isHidden)
        gc.collect()


def test_what_is_selected_stays_so_when_other_rows_come(model: TableModel[Goods], grid: Grid[Goods]) -> None:
    told: list[list[str]] = []
    grid.refilled.connect(lambda: told.append([row.sku for row in grid.chosen()]))
    grid.choose(["A-3", "A-2"], "A-3")
    model.fill([])
    model.fill([SCARF, Goods("B-1"), HAT])
    assert told == [[], ["A-3", "A-2"]]
    current = grid.current()
    assert current is not None
    assert current.sku == "A-3"
    grid.clearSelection()
    model.fill([HAT])
    model.fill([HAT, SCARF])
    assert grid.chosen() == []


def test_a_row_is_chosen_when_it_comes(model: TableModel[Goods], grid: Grid[Goods]) -> None:
    grid.choose(["A-1"])
    model.fill([])
    grid.choose_when_loaded("A-2")
    model.fill([COAT, HAT])
    assert grid.chosen() == [HAT]


def test_text_is_what_is_shown_as_it_is_shown(grid: Grid[Goods]) -> None:
    grid.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    grid.horizontalHeader().moveSection(1, 0)
    for i in (2, 3, 5):
        grid.column_layout.show_column(i, shown=False)
    assert grid.shown_as_tsv() == "Name\tSKU\tSold\nCoat\tA-1\t\nhat\tA-2\tYes\n\tA-3\t\n"
    grid.choose(["A-2"])
    assert grid.chosen_as_tsv() == "Name\tSKU\tSold\nhat\tA-2\tYes\n"


LONG = Goods("A-4-LONG-REFERENCE", "a scarf of the finest wool", Decimal(100), COAT.made)


def widths(grid: Grid[Goods]) -> list[int]:
    return [grid.horizontalHeader().sectionSize(i) for i in grid.column_layout.shown()]


def needs(grid: Grid[Goods], text: str) -> int:
    return grid.fontMetrics().horizontalAdvance(text)


def test_columns_are_as_wide_as_what_is_in_them_and_one_takes_the_rest(
    model: TableModel[Goods], grid: Grid[Goods]
) -> None:
    grid.resize(1400, 300)
    model.fill([LONG, HAT])
    assert sum(widths(grid)) == grid.viewport().width()
    assert needs(grid, LONG.sku) < widths(grid)[0] < needs(grid, LONG.sku) + 60
    grid.resize(1500, 300)
    assert sum(widths(grid)) == grid.viewport().width()


def test_where_there_is_too_little_room_words_give_way_but_not_what_names_the_row(
    model: TableModel[Goods], grid: Grid[Goods]
) -> None:
    model.fill([LONG, HAT])
    grid.resize(1400, 300)
    whole = widths(grid)
    least = sum(whole) - (whole[1] - needs(grid, str(LONG.name)))
    grid.resize(least - 40, 300)
    given = widths(grid)
    assert sum(given) == grid.viewport().width()
    assert given[0] == whole[0]
    assert given[1] < needs(grid, str(LONG.name))
    assert given[2:] == whole[2:]


def test_where_nothing_helps_the_table_scrolls_and_cuts_off_nothing(
    model: TableModel[Goods], grid: Grid[Goods]
) -> None:
    model.fill([LONG, HAT])
    grid.resize(200, 300)
    assert sum(widths(grid)) > grid.viewport().width()
    assert widths(grid)[1] > needs(grid, str(LONG.name))


def test_a_width_that_a_person_chose_stays(model: TableModel[Goods], grid: Grid[Goods]) -> None:
    kept = json.loads(grid.column_layout.text())
    kept[0] |= {"width": 77, "own": True}
    for other in kept[1:]:
        other["own"] = False
    grid.column_layout.restore(json.dumps(kept))
    model.fill([LONG, HAT])
    grid.resize(1400, 300)
    assert widths(grid)[0] == 77
    assert sum(widths(grid)) == grid.viewport().width()
    grid.column_layout.reset()
    assert widths(grid)[0] > needs(grid, LONG.sku)


class Painted(Grid[Goods]):
    """Tells what of it was painted."""

    painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = self.painted.united(event.region())
        super().paintEvent(event)


def test_a_row_that_the_keyboard_leaves_is_painted_whole(qtbot: QtBot, model: TableModel[Goods]) -> None:
    model.fill([Goods(f"R{n}", "Necklace") for n in range(6)])
    grid = Painted(SortedRows(model))
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    grid.show()
    qtbot.waitExposed(grid)
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)

    def click(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        grid.painted = QRegion()
        at = grid.visualRect(grid.model().index(row, 1)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        QApplication.processEvents()

    click(1)
    # The row left is selected before and after: the ring round it is all that changes there.
    click(4, Qt.KeyboardModifier.ShiftModifier)
    left = QRegion(0, grid.rowViewportPosition(1), grid.viewport().width(), grid.rowHeight(1))
    assert left.subtracted(grid.painted).isEmpty(), f"of the row at {left} only {grid.painted} was painted"
