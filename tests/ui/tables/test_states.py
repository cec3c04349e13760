"""What stands in a table's place says what is the case, and offers what can be done about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from desktop_app.pro.errors import NoKey, Offline
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.states import StateWords, TableState, TableStates

WORDS = StateWords(
    loading="Looking",
    empty="Nothing yet",
    empty_advice="Make one.",
    no_match="None matches",
    no_match_advice="Look for less.",
    failed="It could not be loaded",
    failed_advice="The filters are kept.",
    no_key="Not without a key",
    task="Find goods",
)


@pytest.fixture
def states(qtbot: QtBot) -> TableStates:
    theme = Theme()
    made = TableStates(QTableView(), WORDS, Notifier(Path("desk.log")), theme, empty_drawing="consignments")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(states: TableStates) -> str:
    return "\n".join(label.text() for label in states.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TableState.LOADING, "Looking"),
        (TableState.EMPTY, "Nothing yet\nMake one."),
        (TableState.NO_MATCH, "None matches\nLook for less."),
        (TableState.ROWS, ""),
    ],
)
def test_each_state_says_what_is_the_case(states: TableStates, state: TableState, words: str) -> None:
    states.show_state(state)
    assert states.state is state
    assert words in texts(states)
    assert bool(texts(states)) == bool(words)


def test_no_match_offers_to_take_the_filters_away(qtbot: QtBot, states: TableStates) -> None:
    states.show_state(TableState.NO_MATCH)
    clear = states.findChild(QPushButton, "no_match_clear")
    assert clear is not None
    with qtbot.waitSignal(states.clear_wanted):
        QTest.mouseClick(clear, Qt.MouseButton.LeftButton)


def test_an_error_says_why_and_offers_to_try_again(states: TableStates) -> None:
    tried: list[None] = []
    states.show_error(Offline("no route"), lambda: tried.append(None))
    assert states.state is TableState.ERROR
    for words in ("could not be reached", "It could not be loaded", "The filters are kept."):
        assert words in texts(states)
    retry = next(button for button in states.findChildren(QPushButton, "message_retry") if button.isVisible())
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert len(tried) == 1


def test_without_a_key_it_does_not_repeat_what_the_window_says(states: TableStates) -> None:
    states.show_error(Offline("no route"), lambda: None)
    states.show_state(TableState.LOADING)
    states.show_error(NoKey(), lambda: None)
    assert texts(states).strip() == "Not without a key"
