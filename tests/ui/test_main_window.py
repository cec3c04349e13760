"""The window and its pages: described once, made when they are first shown, reached by number, asked by key."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Page, PageDescription
from desktop_app.ui.style.theme import Theme


@dataclass
class Log:
    """What the pages were made from, and what they were asked."""

    said: list[str] = field(default_factory=list)


class Talking(Page):
    def __init__(self, name: str, log: Log) -> None:
        super().__init__()
        self._name, self._log = name, log
        log.said.append(f"{name} made")

    def refresh(self) -> None:
        self._log.said.append(f"{self._name} refreshed")


def described(name: str) -> PageDescription[Log]:
    return PageDescription(name, name.title(), "build", lambda log: Talking(name, log))


THREE = tuple(described(name) for name in ("one", "two", "three"))


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Theme())
    qtbot.addWidget(made, before_close_func=lambda _window: made.close_now())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)


def test_each_is_made_when_it_is_first_shown_and_has_its_number(window: MainWindow) -> None:
    log = Log()
    window.show_pages(THREE, log, "two")
    assert log.said == ["two made"]
    for key, name in ((Qt.Key.Key_3, "three"), (Qt.Key.Key_1, "one"), (Qt.Key.Key_3, "three")):
        press(window, key)
        assert window.current_page() == name
    assert log.said == ["two made", "three made", "one made"]
    press(window, Qt.Key.Key_4)
    assert window.current_page() == "three"


def test_the_numbers_follow_the_pages_that_there_are(window: MainWindow) -> None:
    log = Log()
    window.show_pages(THREE, log, "one")
    window.show_pages(THREE[:1], log, "three")
    assert window.current_page() == "one"
    press(window, Qt.Key.Key_2)
    assert window.current_page() == "one"
    window.show_pages(THREE, log, "one")
    press(window, Qt.Key.Key_2)
    assert window.current_page() == "two"


def test_a_key_reaches_the_page_in_front_alone(window: MainWindow) -> None:
    log = Log()
    QTest.keyClick(window, Qt.Key.Key_F5)  # there is none yet
    window.show_pages(THREE, log, "one")
    press(window, Qt.Key.Key_2)
    QTest.keyClick(window, Qt.Key.Key_F5)
    press(window, Qt.Key.Key_F)  # it has no answer to that
    assert log.said == ["one made", "two made", "two refreshed"]


def test_what_was_forgotten_is_made_anew(window: MainWindow, qtbot: QtBot) -> None:
    log = Log()
    window.show_pages(THREE, log, "one")
    window.show_page("two")
    gone = window.pages.page("one")
    assert gone is not None
    with qtbot.waitSignal(gone.destroyed):
        window.pages.forget("one")
    assert window.pages.page("one") is None
    window.show_page("one")
    assert log.said == ["one made", "two made", "one made"]


def test_cleared_at_once_no_page_is_left(window: MainWindow) -> None:
    window.show_pages(THREE, Log(), "one")
    heard: list[str] = []
    for page in window.pages.made():
        page.destroyed.connect(lambda: heard.append("gone"))
    window.pages.clear_at_once()
    assert heard == ["gone"]
    assert window.current_page() == ""
