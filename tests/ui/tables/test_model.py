"""Rows of a table: each once, changed in place, sorted by their values; and nothing for an index that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desktop_app.ui.style.roles import Role
from desktop_app.ui.tables.model import COLOUR_ROLE, SORT_ROLE, TableModel
from desktop_app.ui.tables.sorted_rows import SortedRows
from tests.ui.tables.conftest import COAT, HAT, SCARF, Goods


def test_the_model_keeps_qt_s_rules_while_rows_come_and_change(model: TableModel[Goods], qtmodeltester: Any) -> None:
    rows = SortedRows(model)
    model.more_expected = True
    for each in (model, rows):
        qtmodeltester.check(each)
        model.fill([])
        model.fill([COAT, HAT])
        model.append([HAT, SCARF])
        rows.sort(2, Qt.SortOrder.DescendingOrder)
        model.update(replace(SCARF, name="Scarf"))
        model.fill([SCARF])
        qtmodeltester.check(each)


def test_an_index_that_is_none_or_was_kept_too_long_has_nothing(model: TableModel[Goods]) -> None:
    model.fill([COAT, HAT])
    assert model.data(QModelIndex()) is None
    kept = model.index(1, 0)
    lasting = QPersistentModelIndex(kept)
    model.fill([COAT])
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SORT_ROLE, COLOUR_ROLE):
        assert model.data(kept, role) is None
        assert model.data(lasting, role) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(-1, Qt.Orientation.Horizontal) is None


def test_a_row_that_comes_again_only_takes_its_new_values(model: TableModel[Goods]) -> None:
    model.fill([COAT, HAT])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.append([replace(COAT, name="Long coat"), SCARF])
    assert [row.name for row in model.rows] == ["Long coat", "hat", None]
    assert changed == [0]
    assert model.place("A-3") == 2
    assert not model.update(Goods("A-9"))


def test_the_same_rows_again_are_painted_anew_only_where_they_differ(model: TableModel[Goods]) -> None:
    model.fill([COAT, HAT])
    resets: list[None] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.fill([COAT, replace(HAT, sold=False)])
    assert (resets, changed) == ([], [1])
    model.fill([HAT, COAT])
    assert len(resets) == 1


def test_each_kind_of_column_shows_and_sorts_its_values(model: TableModel[Goods]) -> None:
    model.fill([COAT, HAT, SCARF])
    rows = SortedRows(model)

    def shown(key: str) -> list[object]:
        return [model.index(row, model.column(key)).data() for row in range(3)]

    def sorted_by(key: str) -> list[str]:
        rows.sort(model.column(key))
        return [rows.row_at(rows.index(row, 0)).sku for row in range(3)]

    assert shown("name") == ["Coat", "hat", ""]
    assert shown("price") == ["£32", "£9.5", ""]
    assert shown("day") == ["01/03/2026", "01/02/2026", ""]
    assert shown("state") == ["Here", "Sold", "Here"]
    assert shown("flag") == ["", "Yes", ""]
    assert sorted_by("name") == ["A-3", "A-1", "A-2"]
    assert sorted_by("price") == ["A-3", "A-2", "A-1"]
    assert sorted_by("made") == ["A-3", "A-2", "A-1"]
    assert sorted_by("flag")[-1] == "A-2"
    rows.sort(-1)
    assert [rows.row_at(rows.index(row, 0)).sku for row in range(3)] == ["A-1", "A-2", "A-3"]
    number = model.index(0, model.column("price"))
    assert Qt.AlignmentFlag.AlignRight in Qt.AlignmentFlag(number.data(Qt.ItemDataRole.TextAlignmentRole))
    assert model.index(1, model.column("state")).data(COLOUR_ROLE) is Role.GOOD
    assert model.index(0, 0).data(COLOUR_ROLE) is None


def test_tooltips_are_plain_and_name_the_zone_of_a_moment(model: TableModel[Goods]) -> None:
    model.fill([COAT])
    tips = [model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(model.columnCount())]
    assert tips[:2] == ["A-1", "&lt;Coat&gt;"]
    assert tips[3].endswith(")")
    assert "2026" in tips[3]


def test_more_is_wanted_only_where_more_is_expected(model: TableModel[Goods]) -> None:
    wanted: list[None] = []
    model.more_wanted.connect(lambda: wanted.append(None))
    model.fill([COAT])
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    assert wanted == []
    model.more_expected = True
    model.fetchMore(QModelIndex())
    model.fetchMore(model.index(0, 0))
    assert len(wanted) == 1


def test_what_is_shown_is_what_the_row_is_now(model: TableModel[Goods]) -> None:
    model.fill([COAT, HAT])
    name = model.column("name")

    def shown() -> list[object]:
        return [model.index(row, name).data() for row in range(model.rowCount())]

    assert shown() == ["Coat", "hat"]
    model.update(replace(COAT, name="Parka"))
    assert shown() == ["Parka", "hat"]
    model.append([SCARF])
    assert shown() == ["Parka", "hat", ""]
    model.fill([HAT, COAT])
    assert shown() == ["hat", "Coat"]
