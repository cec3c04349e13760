"""A button for an action: what it shows, what it does, and that it keeps no memory of earlier looks."""

from __future__ import annotations

import ctypes
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.action_button import ActionButton

CHANGES = 1_000


class Memory(ctypes.Structure):
    """What glibc's mallinfo2 tells."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    )


def test_it_shows_the_action_as_it_is_and_does_it(qtbot: QtBot) -> None:
    done = list[bool]()
    action = QAction("Cancel…")
    action.triggered.connect(lambda: done.append(True))
    button = ActionButton(action)
    qtbot.addWidget(button)
    button.show()
    assert (button.text(), button.isEnabled()) == (action.iconText(), True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True]
    action.setEnabled(False)
    action.setToolTip("It was cancelled already")
    assert (button.isEnabled(), button.toolTip()) == (False, "It was cancelled already")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True]


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone tells what is in use")
def test_no_change_of_an_action_is_kept(qtbot: QtBot) -> None:
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = Memory
    action = QAction("Allocate")
    button = ActionButton(action)
    qtbot.addWidget(button)
    button.show()

    def change(times: int) -> None:
        for number in range(times):
            action.setToolTip("one" if number % 2 else "two")
            QApplication.processEvents()

    change(100)
    before = libc.mallinfo2().uordblks
    change(CHANGES)
    # With Qt's default action 144 for each change.
    assert (libc.mallinfo2().uordblks - before) / CHANGES < 40
