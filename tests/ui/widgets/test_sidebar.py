"""The list of pages: titles with counts where there is room, icons alone where there is not or as one likes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.sidebar import Sidebar


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar(Theme())
    qtbot.addWidget(made)
    made.pages.show_rows([(QIcon(), "Build", "Build (Ctrl+1)"), (QIcon(), "Outbox", "Outbox (Ctrl+2)")])
    made.resize(300, 400)
    made.show()
    return made


def fold(sidebar: Sidebar) -> QToolButton:
    button = sidebar.findChild(QToolButton, "fold_navigation")
    assert isinstance(button, QToolButton)
    return button


def test_it_folds_with_the_window_until_the_person_wants_it_otherwise(sidebar: Sidebar, qtbot: QtBot) -> None:
    wide = sidebar.pages.width()
    sidebar.fit(1000)
    assert sidebar.pages.width() < wide / 3
    sidebar.fit(1100)
    assert sidebar.pages.width() == wide
    for window, wanted in ((1100, "narrow"), (1100, "auto"), (1000, "wide"), (1000, "auto")):
        sidebar.fit(window)
        with qtbot.waitSignal(sidebar.folding_chosen) as chosen:
            QTest.mouseClick(fold(sidebar), Qt.MouseButton.LeftButton)
        assert chosen.args == [wanted]
    sidebar.set_folding("narrow")
    sidebar.fit(2000)
    assert sidebar.pages.narrow
    assert fold(sidebar).accessibleName() == fold(sidebar).toolTip() == "Show the names of the pages"


def test_a_count_is_a_badge_and_is_said(sidebar: Sidebar) -> None:
    model, said, hint = sidebar.pages.model(), Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
    outbox = model.index(1, 0)
    assert (outbox.data(), outbox.data(said), outbox.data(hint)) == ("Outbox", "Outbox", "Outbox (Ctrl+2)")
    before = sidebar.grab().toImage()
    sidebar.pages.set_count(1, 2, "Outbox (2)")
    assert (outbox.data(), outbox.data(said)) == ("Outbox", "Outbox (2)")
    assert outbox.data(hint) == "Outbox (Ctrl+2)\nOutbox (2)"
    assert sidebar.grab().toImage() != before
    sidebar.pages.set_narrow(True)
    with_count = sidebar.grab().toImage()
    sidebar.pages.set_count(1, 0, "Outbox")
    assert sidebar.grab().toImage() != with_count
    assert outbox.data(said) == "Outbox"
