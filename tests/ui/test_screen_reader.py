"""What a screen reader is told on every page: each button, field and list has a name, and a closed list is closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.pro.models import Money
from desktop_app.ui.actions import Command
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.screen_reader import mend_what_is_told
from tests.support.window import AtTheWindow, at

__all__ = ["at"]

TOLD = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QTextEdit,
    QProgressBar,
)


def told(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def nameless(window: QWidget) -> list[str]:
    """Return what is seen and has no name; the line inside a list or a number field is part of that."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, TOLD)
        and widget.isVisible()
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        and not told(widget).text(QAccessible.Text.Name).strip()
    ]


def entries(combo: QComboBox) -> Iterator[bool]:
    """Yield of each entry of a list whether it is told as showing."""
    rows = told(combo).child(0)
    for place in range(rows.childCount()):
        state = rows.child(place).state()
        yield not (state.invisible or state.offscreen)


def check(at: AtTheWindow) -> None:
    at.settle()
    assert nameless(at.window) == []
    for combo in at.window.findChildren(QComboBox):
        if combo.isVisible():
            told(combo).child(0)
            at.settle()
            assert not any(entries(combo)), combo.objectName()


@pytest.mark.may_stall  # every list of the program is made at once
def test_everything_has_a_name_and_closed_lists_are_told_as_closed(at: AtTheWindow) -> None:
    build = at.build
    check(at)
    ids = [build.editor.add_item(name, 1, None, Money.of("-3")) for name in ("Coat", "Hat")]
    build.editor.put(ids, Target(CONSIGNMENTS))
    consignment = at.draft.consignments[0]
    for chosen in ([consignment.id], [consignment.packages[0].id], ids[:1], ids):
        build.selection.set(chosen)
        check(at)
    build.problems.all.click()
    check(at)
    build.moves.pick_up(ids[:1])
    check(at)
    build.moves.cancel()
    page = at.show("consignments")
    assert isinstance(page, ConsignmentsPage)
    grid = page._grid
    at.qtbot.waitUntil(lambda: grid.model().rowCount() > 0)
    grid.selectRow(0)
    at.qtbot.waitUntil(lambda: page._detail.opened is not None)
    for tab in range(3):
        page._detail._tabs.setCurrentIndex(tab)
        check(at)
    page._actions.give(Command.CANCEL)
    check(at)
    page._actions.panel.put_away()
    for field in ("postcode", "created_from", "state"):
        page._search.filters._offers[field].trigger()
    at.find("filter_state_value", QComboBox).hidePopup()
    check(at)
    at.show("outbox")
    check(at)
    at.show("settings")
    check(at)


def test_a_list_that_was_opened_is_told_as_closed_again_and_opens_whole(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    mend_what_is_told()
    combo = QComboBox(window)
    combo.addItems(["Small box", "Large box"])
    window.show()
    told(combo).child(0)
    qtbot.waitUntil(lambda: not any(entries(combo)))
    sizes = []
    for _ in range(2):
        combo.showPopup()
        qtbot.waitUntil(lambda: all(entries(combo)))
        view = combo.view()
        assert isinstance(view, QListView)
        sizes.append(view.size().toTuple())
        assert view.height() >= 2 * view.sizeHintForRow(0)
        combo.hidePopup()
        qtbot.waitUntil(lambda: not any(entries(combo)))
    assert sizes[0] == sizes[1]
