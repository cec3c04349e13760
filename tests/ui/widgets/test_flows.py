"""The two ways to fill rows from left to right: items as wide as they are, and columns equally wide."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.flow_box import FlowBox
from desktop_app.ui.widgets.wrap_layout import WrapLayout


def part(width: int, height: int = 20) -> QPushButton:
    """Return a button of a fixed size."""
    made = QPushButton()
    made.setFixedSize(width, height)
    return made


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window, not shown yet."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def show(window: QWidget, width: int, height: int = 200) -> None:
    window.resize(width, height)
    window.show()
    QApplication.processEvents()


def places(parts: list[QPushButton]) -> list[tuple[int, int]]:
    return [(each.x(), each.y()) for each in parts]


def test_items_wrap_where_the_width_ends_and_are_centred_on_their_row(window: QWidget) -> None:
    layout = WrapLayout(window, spacing=10)
    parts = [part(100), part(100, 40), part(100), part(280)]
    for each in parts:
        layout.addWidget(each)
    show(window, 300)
    assert places(parts) == [(0, 10), (110, 0), (0, 50), (0, 80)]
    assert layout.heightForWidth(300) == 100
    assert layout.heightForWidth(320) == 70
    assert layout.minimumSize().width() == 280
    parts[1].hide()
    QApplication.processEvents()
    assert places(parts)[2:] == [(110, 0), (0, 30)]
    layout.removeWidget(parts[0])
    QApplication.processEvents()
    assert parts[2].pos() == QPoint(0, 0)
    assert layout.count() == 3


def test_rows_take_the_height_that_they_need_from_what_is_below(window: QWidget) -> None:
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    row, below = QWidget(), QWidget()
    layout = WrapLayout(row, spacing=10)
    for _ in range(5):
        layout.addWidget(part(100))
    column.addWidget(row)
    column.addWidget(below, 1)
    show(window, 230)
    assert row.height() == 80
    show(window, 350)
    assert row.height() == 50
    assert below.height() == 150


def test_saying_that_there_is_no_more_leaves_none_as_it_was(window: QWidget) -> None:
    # Python's `itemAt` ends each walk of Qt's over the items with None; a reference lost there would stop the
    # interpreter in the end.
    layout = WrapLayout(window)
    layout.addWidget(part(50))
    before = sys.getrefcount(None)
    for _ in range(1_000):
        assert layout.itemAt(1) is None
        assert not layout.controlTypes() & QSizePolicy.ControlType.TabWidget
    assert abs(sys.getrefcount(None) - before) < 100


class Tall(QWidget):
    """Wants to be so high."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.wanted = height

    def sizeHint(self) -> QSize:
        return QSize(0, self.wanted)


def test_columns_are_equally_wide_and_rows_as_high_as_their_highest(window: QWidget) -> None:
    flow = FlowBox(100, 10, window)
    parts: list[QWidget] = [Tall(height) for height in (20, 50, 30)]
    flow.resize(230, 200)
    flow.set_parts(parts)
    assert [each.geometry() for each in parts][0::2] == [QRect(0, 0, 110, 50), QRect(0, 60, 110, 30)]
    assert flow.heightForWidth(230) == 90
    assert flow.heightForWidth(100) == 120
    flow.set_parts(parts[::2])
    assert parts[1].isHidden()
    assert flow.heightForWidth(230) == 30
