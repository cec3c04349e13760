"""Menus last: each opens, closes and opens again, whatever has been collected in between."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from desktop_app.pro.states import State
from desktop_app.services.consignments import Query
from desktop_app.ui.actions import Command
from tests.support.desk import Desk


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def opened(desk: Desk) -> QMenu:
    """Return the menu that is on the screen."""
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def close(desk: Desk, *menus: QMenu) -> None:
    """Press Esc in each, the innermost first."""
    for menu in menus:
        QTest.keyClick(menu, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    # What was to be deleted at its closing is deleted now, as the program's own event loop would do.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def right_click(desk: Desk) -> QMenu:
    desk.grid.customContextMenuRequested.emit(QPoint(20, 20))
    return opened(desk)


def enter(desk: Desk, menu: QMenu, title: str) -> QMenu:
    """Open a menu's sub-menu by the keyboard."""
    action = next(action for action in menu.actions() if action.text() == title)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Right)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not menu)
    return opened(desk)


@pytest.fixture
def one_chosen(desk: Desk) -> Desk:
    desk.page._search.filters.set_query(Query(state=State.UNALLOCATED))
    desk.until_found()
    desk.click_row(0)
    return desk


def test_the_context_menu_and_its_allocate_menu_open_again_and_again(one_chosen: Desk) -> None:
    desk = one_chosen
    for _ in range(3):
        menu = right_click(desk)
        assert texts(menu) == ["Allocate", "Deallocate", "Labels", "Cancel…", "Duplicate as new", "Copy reference"]
        close(desk, menu)
        menu = right_click(desk)
        gc.collect()
        allocate = enter(desk, menu, "Allocate")
        assert texts(allocate) == ["By default rules", "Cheapest quote", "With carrier service"]
        services = enter(desk, allocate, "With carrier service")
        desk.qtbot.waitUntil(lambda services=services: "Standard Parcel" in texts(services))  # type: ignore[misc]
        close(desk, services, allocate, menu)


def test_the_toolbar_s_allocate_menu_is_there_after_the_context_menu_has_gone(one_chosen: Desk) -> None:
    desk = one_chosen
    button = desk.find(QToolButton, "action_allocate")
    for _ in range(3):
        menu = right_click(desk)
        close(desk, menu)
        shown = button.menu()
        assert shown is not None
        shown.popup(button.mapToGlobal(button.rect().bottomLeft()))
        assert opened(desk) is shown
        assert texts(shown) == ["By default rules", "Cheapest quote", "With carrier service"]
        services = enter(desk, shown, "With carrier service")
        desk.qtbot.waitUntil(lambda services=services: len(services.actions()) > 3)  # type: ignore[misc]
        close(desk, services, shown)


def test_the_menu_of_filters_opens_again_and_again(desk: Desk) -> None:
    button = desk.find(QToolButton, "add_filter")
    for _ in range(3):
        menu = button.menu()
        assert menu is not None
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        assert opened(desk) is menu
        assert texts(menu)[0] == "State"
        close(desk, menu)


def test_what_cannot_be_done_by_rules_cannot_be_done_with_a_service(one_chosen: Desk) -> None:
    actions = one_chosen.page._actions.actions
    menu = actions.allocate_menu
    rules = menu.findChild(QAction, "allocate_by_rules")
    assert rules is not None
    assert rules.isEnabled()
    assert menu.services.isEnabled()
    one_chosen.grid.clearSelection()
    assert not actions.actions_of[Command.ALLOCATE].isEnabled()
    assert not rules.isEnabled()
    assert not menu.services.isEnabled()
