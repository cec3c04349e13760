"""What is added to a message leaves all of it there: the words, its button, and the reference that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.ui.style.roles import Role
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar


def test_what_is_added_leaves_what_was_said(qtbot: QtBot) -> None:
    bar = MessageBar(Theme())
    qtbot.addWidget(bar)
    again: list[None] = []
    bar.show_problem("Failed", "Do this", "In their words", "c0ffee", lambda: again.append(None), retry_text="Go on")
    before = bar.text()
    bar.add_note("In place", "It is here")
    assert bar.text() == before.replace("Failed", "Failed\nIn place").replace("Do this", "Do this\nIt is here")
    assert bar._role is Role.BAD
    bar._copy_button.click()
    assert QGuiApplication.clipboard().text() == "c0ffee"
    button = bar.findChild(QPushButton, "message_retry")
    assert button is not None
    assert button.text() == "Go on"
    button.click()
    assert again == [None]


def test_the_more_severe_counts(qtbot: QtBot) -> None:
    bar = MessageBar(Theme())
    qtbot.addWidget(bar)
    bar.add_note("Good")
    assert (bar.text(), bar._role) == ("Good", Role.GOOD)
    bar.add_note("Look", role=Role.ATTENTION)
    assert bar._role is Role.ATTENTION
    bar.add_note("Bad", role=Role.BAD)
    bar.add_note("Fine")
    assert (bar.text(), bar._role) == ("Good\nLook\nBad\nFine", Role.BAD)
