"""How the page is laid out: nothing clipped, nothing moved, what is next stands out, and what fits is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QToolButton, QTreeView, QWidget

from desktop_app.pro.states import State
from desktop_app.services.consignments import Query
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.action_bar import next_step
from desktop_app.ui.style.emphasis import Emphasis, emphasis_of
from desktop_app.ui.style.measures import Density
from desktop_app.ui.tables.bulk_bar import BulkBar
from tests.support.desk import Desk, MakeDesk, button_of

SMALL, USUAL, WIDE = (832, 652), (1248, 852), (1728, 1032)
"""What is left of a window of 1024×700, 1440×900 and 1920×1080 beside its navigation."""


def place(widget: QWidget, inside: QWidget) -> QRect:
    return widget.rect().translated(widget.mapTo(inside, QPoint()))


def only(desk: Desk, state: State) -> None:
    desk.page._search.filters.set_query(Query(state=state.value))
    desk.until_found()


def opened(desk: Desk, row: int = 0) -> None:
    reference = desk.click_row(row)
    desk.qtbot.waitUntil(lambda: desk.page._detail.opened is not None and desk.page._detail.reference == reference)


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
def test_what_is_chosen_is_told_of_whole_at_each_size(desk: Desk, size: tuple[int, int]) -> None:
    desk.page.resize(*size)
    only(desk, State.ALLOCATION_FAILED)
    opened(desk)
    detail = desk.page._detail
    chip = desk.find(QWidget, "detail_state")
    assert chip.width() >= chip.sizeHint().width()
    reference = desk.find(QLabel, "detail_reference")
    assert reference.width() >= reference.fontMetrics().horizontalAdvance(reference.text())
    tabs = desk.find(QTabWidget, "detail_tabs")
    bar = tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() < bar.width()
    buttons = [button for button in detail.findChildren(QToolButton) if button.isVisible()]
    assert len(buttons) >= 6
    for widget in (chip, reference, tabs, *buttons):
        assert detail.rect().contains(place(widget, detail)), widget.objectName()
        assert widget.width() >= widget.minimumSizeHint().width(), widget.objectName()


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
def test_the_columns_fit_and_what_there_is_no_room_for_is_left_out(desk: Desk, size: tuple[int, int]) -> None:
    desk.page.resize(*size)
    header, layout = desk.grid.horizontalHeader(), desk.grid.column_layout
    desk.qtbot.waitUntil(lambda: header.length() <= desk.grid.viewport().width())
    assert desk.grid.horizontalScrollBar().maximum() == 0
    shown = [desk.page._search.model.columns[i].key for i in layout.shown()]
    assert shown[0] == "reference"
    assert {"state", "destination"} <= set(shown)
    assert len(shown) >= {SMALL: 3, USUAL: 5, WIDE: 9}[size]
    desk.page.resize(2368, 1392)
    desk.qtbot.waitUntil(lambda: len(layout.shown()) == 10)


def test_a_column_that_was_asked_for_is_there_however_narrow_it_gets(desk: Desk) -> None:
    desk.page.resize(*SMALL)
    number = desk.page._search.model.column("created")
    desk.qtbot.waitUntil(lambda: number not in desk.grid.column_layout.shown())
    chooser = desk.grid.column_chooser
    chooser.fill()
    next(each for each in chooser.actions() if each.text() == "Created").trigger()
    assert number in desk.grid.column_layout.shown()
    kept = desk.grid.arrangement()
    desk.grid.column_layout.reset()
    assert number not in desk.grid.column_layout.shown()
    desk.grid.arrange(kept)
    assert number in desk.grid.column_layout.shown()


def test_rows_have_three_heights_and_the_choice_is_kept(desk: Desk, make_desk: MakeDesk) -> None:
    view = desk.find(QToolButton, "view_options").menu()
    assert view is not None
    high = desk.grid.verticalHeader().defaultSectionSize()
    view.aboutToShow.emit()
    with desk.qtbot.waitSignal(desk.page.columns_changed) as heard:
        next(each for each in view.actions() if each.objectName() == "density_roomy").trigger()
    assert desk.grid.density is Density.ROOMY
    assert desk.grid.rowHeight(0) - high == Density.ROOMY - Density.NORMAL
    other = make_desk(consignments=10)
    other.page.set_columns(heard.args[0])
    assert other.grid.density is Density.ROOMY
    # What earlier versions kept was the columns alone.
    other.page.set_columns(other.grid.column_layout.text())
    assert other.grid.density is Density.ROOMY


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (State.UNALLOCATED, Command.ALLOCATE),
        (State.ALLOCATION_FAILED, Command.ALLOCATE),
        (State.ALLOCATED, Command.LABELS),
        (State.CANCELLED, Command.DUPLICATE),
        (State.DELIVERED, None),
        (State.ALLOCATING, None),
    ],
)
def test_what_is_next_is_what_one_can_do(desk: Desk, state: State, command: Command | None) -> None:
    assert next_step(state.value) is command
    only(desk, state)
    opened(desk)
    strong = [
        button.objectName()
        for button in desk.page._detail.findChildren(QToolButton)
        if emphasis_of(button) is Emphasis.PRIMARY and button.isVisible()
    ]
    assert strong == ([f"action_{command.value}"] if command else [])
    if command:
        button = button_of(desk.page, command)
        assert button is not None
        assert button.isEnabled()


def test_where_it_is_and_what_to_do_are_there_before_its_details(desk: Desk) -> None:
    only(desk, State.UNALLOCATED)
    reference = desk.click_row(0)
    assert desk.page._detail.opened is None
    assert desk.find(QLabel, "detail_reference").text() == reference
    assert desk.page._detail._chip.text == "Unallocated"
    button = button_of(desk.page, Command.ALLOCATE)
    assert button is not None
    at = place(button, desk.page)
    desk.qtbot.waitUntil(lambda: desk.page._detail.opened is not None)
    assert place(button, desk.page) == at


def test_several_are_told_of_over_the_header_with_what_can_be_done_to_how_many(desk: Desk) -> None:
    bar = desk.page.findChild(BulkBar)
    assert bar is not None
    only(desk, State.ALLOCATED)
    desk.click_row(0)
    assert not bar.isVisible()
    top = desk.grid.viewport().mapTo(desk.page, QPoint())
    desk.click_row(2, Qt.KeyboardModifier.ShiftModifier)
    assert bar.isVisible()
    assert bar.accessibleName().startswith("3 selected · ")
    assert desk.grid.viewport().mapTo(desk.page, QPoint()) == top
    labels = button_of(desk.page, Command.LABELS)
    assert labels is not None
    assert labels.text() == "Labels of 3"
    allocate = button_of(desk.page, Command.ALLOCATE)
    assert allocate is not None
    assert not allocate.isEnabled()
    QTest.mouseClick(desk.find(QPushButton, "bulk_bar_clear"), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert desk.grid.chosen() == []


def test_what_has_no_room_in_the_bar_is_under_more(desk: Desk) -> None:
    desk.page.resize(*SMALL)
    desk.choose_all()
    more = desk.find(QToolButton, "bulk_bar_more")
    assert more.isVisible()
    menu = more.menu()
    assert menu is not None
    for command in (Command.ALLOCATE, Command.LABELS, Command.DEALLOCATE, Command.CANCEL, Command.COPY_REFERENCE):
        action: QAction = desk.page._actions.actions.actions_of[command]
        assert (button_of(desk.page, command) is not None) is not (action in menu.actions())
    bar = desk.page.findChild(BulkBar)
    assert bar is not None
    for button in bar.findChildren(QToolButton):
        assert not button.isVisible() or bar.rect().contains(place(button, bar))


def test_results_stand_beside_the_list_with_the_reasons_one_below_the_other(desk: Desk) -> None:
    desk.page.resize(*SMALL)
    only(desk, State.ALLOCATION_FAILED)
    before = place(desk.grid, desk.page)
    desk.choose_all()
    desk.press(Command.ALLOCATE)
    desk.click("bulk_continue")
    desk.qtbot.waitUntil(lambda: not desk.page._actions.bulk.busy, timeout=10_000)
    panel, results = desk.find(QWidget, "bulk_panel"), desk.find(QTreeView, "bulk_results")
    assert place(desk.grid, desk.page) == before
    assert not place(panel, desk.page).intersects(before)
    assert not desk.page._detail.isVisible()
    whole = desk.find(QLabel, "bulk_message").text().splitlines()
    assert len(whole) > 2
    assert all(line.startswith("• ") for line in whole[1:])
    spoken = results.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"Failed. {results.model().index(0, 1).data()}. ")
    desk.click("bulk_close")
    assert desk.page._detail.isVisible()
