"""By keyboard alone: Tab comes to every control of a page, and each says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.main.program import Program
from desktop_app.pro.environments import DEMO
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.builder.page import BuildPage
from desktop_app.ui.detail.summary import Summary
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tables.grid import Grid

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    program = Program(tmp_path, SessionSecrets(), SettingsFile(tmp_path / "settings.json"), Settings())
    program.start(DEMO)
    qtbot.waitUntil(lambda: program.window.findChild(BuildPage) is not None, timeout=20_000)
    yield program.window
    program.window.close()
    qtbot.waitUntil(program.window.isHidden, timeout=20_000)
    with qtbot.waitCallback() as gone:
        program.window.destroyed.connect(gone)
        program.window.deleteLater()


def chain(window: QWidget) -> list[QWidget]:
    """Return what Tab comes to, in its order: visible, enabled, of this window."""
    found: list[QWidget] = []
    each: QWidget | None = window.nextInFocusChain()
    while each is not None and each is not window:
        tabbed = each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and each.focusProxy() is None:
            found.append(each)
        each = each.nextInFocusChain()
    return found


def name(widget: QWidget) -> str:
    """Return what a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"


@pytest.mark.parametrize("page", ["build", "consignments", "outbox", "settings"])
def test_tab_comes_to_every_control_and_each_is_named(qtbot: QtBot, window: MainWindow, page: str) -> None:
    if page == "build":
        build = window.findChild(BuildPage)
        assert build is not None
        build.new()
        build.editor.add_package(build.selection.ids[0])
        build.editor.add_item("Hat", 1, None, None)
    window.show_page(page)
    qtbot.waitUntil(lambda: window.current_page() == page)
    if page == "consignments":
        grid = window.findChild(Grid)
        assert grid is not None
        qtbot.waitUntil(lambda: grid.model().rowCount() > 0, timeout=20_000)
        grid.selectRow(0)
        summary = window.findChild(Summary)
        assert summary is not None
        qtbot.waitUntil(summary.isVisible, timeout=20_000)
    reached = chain(window)
    assert len(reached) > 2
    assert [described(each) for each in reached if not name(each).strip()] == []
    missed = [
        described(each)
        for kind in CONTROLS
        for each in window.findChildren(kind)
        if each.isVisible() and each.isEnabled() and each not in reached and not _part_of(each, reached)
    ]
    assert missed == []


def _part_of(widget: QWidget, reached: list[QWidget]) -> bool:
    """Whether it is an inner part, worked through what it is in (a combo box's line, a field's clear button)."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if parent in reached and isinstance(parent, (*CONTROLS, QScrollBar)):
            return True
        parent = parent.parentWidget()
    return False
