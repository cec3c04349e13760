"""The style draws in the tones and sizes of its room, shows where the keyboard is, and leaves cells to Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.ui.style.desk_style import DeskStyle
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import CONTROL, Density, Type, body_font, font
from desktop_app.ui.style.roles import Tone, tone
from desktop_app.ui.style.table_look import dress_table, paint_rows, set_density
from desktop_app.ui.style.theme import colour_application


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[bool]:
    colour_application(dark=request.param)
    yield request.param
    colour_application(dark=False)


def shown(qtbot: QtBot, widget: QWidget) -> QImage:
    """Return a picture of a widget with the keyboard elsewhere."""
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    widget.show()
    qtbot.waitExposed(widget)
    widget.clearFocus()
    return widget.grab().toImage()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def pixels(image: QImage, name: str) -> int:
    return sum(image.pixelColor(x, y).name() == name for x in range(image.width()) for y in range(image.height()))


def test_the_one_strong_button_is_filled(qtbot: QtBot, dark: bool) -> None:
    button = QPushButton("Create")
    emphasise(button, Emphasis.PRIMARY)
    assert tone(Tone.ACCENT).name() in colours(shown(qtbot, button))
    other = QPushButton("Create")
    assert tone(Tone.ACCENT).name() not in colours(shown(qtbot, other))


def test_what_cannot_be_pressed_looks_so(qtbot: QtBot, dark: bool) -> None:
    button = QPushButton("Create")
    emphasise(button, Emphasis.PRIMARY)
    button.setEnabled(False)
    assert tone(Tone.ACCENT).name() not in colours(shown(qtbot, button))


FOCUSABLE: list[type[QWidget]] = [QPushButton, QToolButton, QLineEdit, QComboBox, QSpinBox, QCheckBox, QRadioButton]


@pytest.mark.parametrize("kind", FOCUSABLE, ids=lambda kind: kind.__name__)
def test_one_sees_where_the_keyboard_is(qtbot: QtBot, dark: bool, kind: type[QWidget]) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    widget, other = kind(), QLineEdit()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if isinstance(widget, QCheckBox | QRadioButton | QPushButton):
        widget.setText("Word")
    column.addWidget(widget)
    column.addWidget(other)
    place.show()
    qtbot.waitExposed(place)
    place.activateWindow()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(other.hasFocus)
    before = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    after = widget.grab().toImage()
    ring = tone(Tone.FOCUS).name()
    count = [
        sum(i.pixelColor(x, y).name() == ring for x in range(i.width()) for y in range(i.height()))
        for i in (before, after)
    ]
    assert count[1] > count[0] + 30, count


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox, QSpinBox], ids=lambda kind: kind.__name__)
def test_controls_are_of_one_height(qtbot: QtBot, kind: type[QWidget]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    assert CONTROL <= widget.sizeHint().height() <= CONTROL + 2


def test_a_larger_text_has_its_room(qtbot: QtBot) -> None:
    for kind in (QPushButton, QLineEdit, QToolButton):
        widget = kind()
        qtbot.addWidget(widget)
        usual = widget.sizeHint().height()
        large = QFont(widget.font())
        large.setPointSizeF(large.pointSizeF() * 3)
        widget.setFont(large)
        assert widget.sizeHint().height() >= max(widget.fontMetrics().height() + 8, usual)


def test_body_text_is_13_pixels_or_as_large_as_the_system_has_it() -> None:
    small, large = QFont(), QFont()
    small.setPointSizeF(8)
    large.setPointSizeF(20)
    assert body_font(small, 96).pointSizeF() == pytest.approx(13 * 72 / 96)
    assert body_font(small, 72).pointSizeF() == pytest.approx(13)
    assert body_font(large, 96).pointSizeF() == pytest.approx(20)
    assert font(Type.TITLE).pointSizeF() / font(Type.BODY).pointSizeF() == pytest.approx(18 / 13)


def test_a_split_button_has_a_part_for_its_menu(qtbot: QtBot) -> None:
    button = QToolButton()
    menu = QMenu(button)
    menu.addAction("Create only")
    button.setText("Create and ship")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    image = shown(qtbot, button)
    # The whole of its words is there: the room beside them is the edge's, and the arrow's.
    assert button.width() >= button.fontMetrics().horizontalAdvance("Create and ship") + 24 + 16
    assert not image.isNull()


class Rows(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 5

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return f"row {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        paint_rows(self, [(index.row(), index.row()) for index in self.selectionModel().selectedRows()])


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table()
    qtbot.addWidget(made)
    made.setModel(Rows(made))
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    dress_table(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_cells_of_a_table_are_not_drawn_in_python(table: Table) -> None:
    assert isinstance(QApplication.style(), DeskStyle)
    assert not isinstance(table.style(), DeskStyle)


@pytest.mark.parametrize("density", Density)
def test_rows_have_the_height_of_their_density(table: Table, density: Density) -> None:
    set_density(table, density)
    assert table.rowHeight(0) == density


def test_a_chosen_row_is_told_by_more_than_its_ground(table: Table) -> None:
    table.selectRow(2)
    table.clearFocus()
    image = table.viewport().grab().toImage()
    y = table.rowViewportPosition(2) + 10
    assert image.pixelColor(1, y) == tone(Tone.ACCENT)
    assert image.pixelColor(1, table.rowViewportPosition(1) + 10) != tone(Tone.ACCENT)
    line = image.pixelColor(200, table.rowViewportPosition(0) + table.rowHeight(0) - 1)
    assert line == tone(Tone.LINE) or line == QColor(tone(Tone.RAISED))
