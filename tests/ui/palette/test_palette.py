"""The command palette: pages, what can be done here, what was looked at, references; by a few letters and the keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.pro.environments import DEMO, SANDBOX
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Page, PageDescription
from desktop_app.ui.palette.entries import Entry, Kind, ranked
from desktop_app.ui.palette.matching import Fit, match
from desktop_app.ui.style.theme import Theme

WINDOW = {"Build": "build", "Consignments": "consignments", "Outbox": "outbox", "Settings": "settings"}


class Bench(Page):
    """A page with buttons, and an answer to F5."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done
        column = QVBoxLayout(self)
        for words, enabled, seen in (
            ("Allocate", True, True),
            ("Cancel…", False, True),
            ("Put away", True, False),
            ("More", True, True),
            ("More", True, True),
        ):
            button = QPushButton(words, self)
            button.setEnabled(enabled)
            button.setToolTip("Choose one first" if not enabled else "")
            button.clicked.connect(lambda _=False, words=words: done.append(words))
            column.addWidget(button)
            button.setVisible(seen)

    def refresh(self) -> None:
        self._done.append("refreshed")


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, done: list[str]) -> MainWindow:
    made = MainWindow(Theme())
    qtbot.addWidget(made, before_close_func=lambda _window: made.close_now())
    made.mark(DEMO)
    made.resize(1280, 700)
    made.show_pages([PageDescription(i, title, "build", Bench) for title, i in WINDOW.items()], done, "build")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def offered(window: MainWindow) -> list[str]:
    """Return what the list says of each row, as a screen reader has it; nothing while it is not seen."""
    view = window.findChild(QListView, "palette_results")
    if not isinstance(view, QListView) or not view.isVisible():
        return []
    model, said = view.model(), Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(said)) for row in range(model.rowCount())]


def find(window: MainWindow, typed: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window._go_to, typed)


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window._go_to, key)


def test_nothing_of_it_is_there_before_it_is_wanted(window: MainWindow) -> None:
    assert window.findChild(QWidget, "palette") is None
    find(window, "")
    assert offered(window)[:4] == [f"{page}, Ctrl+{number}" for number, page in enumerate(WINDOW, start=1)]
    assert "Allocate" in offered(window)
    assert "Refresh this page, F5" in offered(window)
    assert any(said.startswith("Open consignments…, Ctrl+O") for said in offered(window))
    assert not any("Put away" in said or "More" in said or "Cancel" in said for said in offered(window))


def test_an_action_of_the_page_in_front_is_done(window: MainWindow, done: list[str]) -> None:
    find(window, "alloc")
    assert offered(window)[0] == "Allocate"
    press(window, Qt.Key.Key_Return)
    assert done == ["Allocate"]
    assert offered(window) == []
    assert window._go_to.text() == ""
    assert not window._go_to.hasFocus()


def test_what_cannot_be_done_says_why_and_is_not_done(window: MainWindow, done: list[str]) -> None:
    find(window, "cancel")
    assert offered(window)[-1] == "Cancel…, Choose one first"
    press(window, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert done == []
    assert offered(window)


def test_the_arrows_choose_and_escape_lets_go(window: MainWindow) -> None:
    page = window.pages.current_page()
    assert page is not None
    button = page.findChildren(QPushButton)[0]
    button.setFocus()
    find(window, "")
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert window.current_page() == "outbox"
    window.show_page("build")
    button.setFocus()
    find(window, "sett")
    press(window, Qt.Key.Key_Escape)
    assert offered(window) == []
    assert window.current_page() == "build"
    assert id(window.focusWidget()) == id(button)


def test_a_reference_is_looked_for_and_offered_again_until_another_environment(
    window: MainWindow, qtbot: QtBot
) -> None:
    for typed in ("EC000005EU2", "WEB-1042", "Jane Smith"):
        find(window, typed)
        with qtbot.waitSignal(window.reference_wanted) as wanted:
            press(window, Qt.Key.Key_Return)
        assert wanted.args == [typed]
    find(window, "ec 000 005 eu2")
    assert offered(window)[0] == "Open EC-000-005-EU2"
    press(window, Qt.Key.Key_Escape)
    window._go_to.clear()
    find(window, "")
    assert [said for said in offered(window) if "Looked at before" in said] == [
        f"{typed}, Looked at before" for typed in ("Jane Smith", "WEB-1042", "EC000005EU2")
    ]
    press(window, Qt.Key.Key_Escape)
    window.mark(SANDBOX)
    find(window, "")
    assert not any("Looked at before" in said for said in offered(window))


def test_a_row_is_clicked(window: MainWindow) -> None:
    find(window, "set")
    view = window.findChild(QListView, "palette_results")
    assert isinstance(view, QListView)
    at = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.current_page() == "settings"


def test_the_list_stays_within_the_window(window: MainWindow) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for width in (1400, 900):
        window.resize(width, 600)
        find(window, "")
        palette = window.findChild(QWidget, "palette")
        assert palette is not None
        assert window.rect().contains(palette.geometry())
        window.resize(width + 20, 600)
        assert not palette.isVisible()


@pytest.mark.parametrize(
    ("typed", "words", "fit"),
    [
        ("b", "Build", Fit.BEGINS),
        ("BUILD", "Build", Fit.BEGINS),
        ("lod", "Łódź", None),
        ("odz", "Łódź", Fit.WITHIN),
        ("new", "Duplicate as new", Fit.WORD),
        ("sbf", "Save the bench to a file…", Fit.INITIALS),
        ("catio", "Allocations", Fit.WITHIN),
        ("consigments", "Consignments", Fit.TYPO),
        ("stngs", "Settings", Fit.SCATTERED),
        ("dplnew", "Duplicate as new", Fit.SCATTERED),
        ("xyz", "Settings", None),
        ("al", "Casual", Fit.WITHIN),
        ("zzzz", "", None),
    ],
)
def test_letters_fit_words(typed: str, words: str, fit: Fit | None) -> None:
    found = match(typed, words)
    assert (found.fit if found else None) is fit
    if found and fit is not Fit.TYPO:
        assert len(found.places) == len(typed.replace(" ", ""))


def entry(words: str, kind: Kind = Kind.ACTION, why_not: str = "") -> Entry:
    return Entry(words, kind, lambda: None, why_not=why_not)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("b", ["Build", "Back up", "Find b", "Label", "Book"]),
        ("B1", ["Find B1"]),
        ("label", ["Label", "Find label"]),
        ("jane", ["Find jane"]),
        ("lebel", ["Find lebel", "Label"]),
    ],
)
def test_the_best_comes_first_and_a_name_is_never_taken_for_something_else(typed: str, expected: list[str]) -> None:
    things = [entry("Label"), entry("Back up"), entry("Book", why_not="no"), entry("Build", Kind.PAGE)]
    reference: Callable[[str], Entry] = lambda text: entry(f"Find {text}", Kind.REFERENCE)  # noqa: E731
    assert [found.entry.words for found in ranked(typed, things, reference)] == expected
