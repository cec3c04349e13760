"""Rows as text: a header, the columns asked for, and no cell that a spreadsheet would run."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.tables.export import rows_as_tsv
from tests.ui.tables.conftest import COAT, HAT, Goods, columns


def test_a_header_and_a_line_for_each_row(qapp: QApplication) -> None:
    wanted = [column for column in columns() if column.key in {"sku", "price", "flag"}]
    assert rows_as_tsv(wanted, [COAT, HAT]) == "SKU\tPrice\tSold\nA-1\t£32\t\nA-2\t£9.5\tYes\n"
    assert rows_as_tsv(wanted, []) == "SKU\tPrice\tSold\n"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+44 161 496", "'+44 161 496"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "' =1"),
        ("\tplain", "' plain"),
        ("\r\n=1", "' =1"),
        (" =1", "' =1"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a=b", "a=b"),
        ("'quoted", "'quoted"),
    ],
)
def test_what_a_spreadsheet_could_run_is_made_harmless(text: str, cell: str) -> None:
    name = [column for column in columns() if column.key == "name"]
    assert rows_as_tsv(name, [Goods("A", text)]) == f"Name\n{cell}\n"
