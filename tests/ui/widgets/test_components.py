"""The components do what they say: to the eye, to the keyboard and to a screen reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop_app
from desktop_app.ui.style import motion
from desktop_app.ui.style.emphasis import Emphasis, emphasis_of
from desktop_app.ui.style.icons import icon
from desktop_app.ui.style.roles import Role, Tone, tone
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.tables.bulk_bar import BulkBar
from desktop_app.ui.widgets import toast as toasts
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.buttons import SplitButton, StrongButton, button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.labelled_field import LabelledField
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.progress_line import ProgressLine
from desktop_app.ui.widgets.side_panel import SidePanel
from desktop_app.ui.widgets.steps import Step, Steps, StepState
from desktop_app.ui.widgets.toast import Toasts
from desktop_app.ui.widgets.toned_label import TonedLabel
from desktop_app.ui.widgets.wrap_layout import WrapLayout

ROOT = Path(desktop_app.__file__).parent.parent


def show(qtbot: QtBot, widget: QWidget, size: QSize | None = None) -> None:
    qtbot.addWidget(widget)
    if size is not None:
        widget.resize(size)
    widget.show()
    qtbot.waitExposed(widget)


def test_buttons_stand_out_as_asked(qtbot: QtBot) -> None:
    strong, quiet = StrongButton("Create"), button("Undo", Emphasis.QUIET)
    for each in (strong, quiet):
        qtbot.addWidget(each)
    assert (emphasis_of(strong), emphasis_of(quiet)) == (Emphasis.PRIMARY, Emphasis.QUIET)
    assert strong.sizeHint().height() > quiet.sizeHint().height()


def test_a_split_button_does_what_it_says_and_offers_the_rest(qtbot: QtBot) -> None:
    menu = QMenu()
    menu.addAction("Create only")
    split = SplitButton("Create and ship", menu, Emphasis.PRIMARY)
    show(qtbot, split)
    with qtbot.waitSignal(split.clicked):
        QTest.mouseClick(split, Qt.MouseButton.LeftButton, pos=split.rect().center())
    assert split.menu() is menu
    assert split.popupMode() is QToolButton.ToolButtonPopupMode.MenuButtonPopup


def test_a_field_says_below_what_is_wrong_in_place_of_its_hint(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = LabelledField("Postcode", line, hint="Such as M1 5WG", needed=True)
    show(qtbot, field)
    assert line.accessibleName() == "Postcode"
    field.set_error("This postcode is not whole")
    texts = [label.text() for label in field.findChildren(type(field._below)) if label.isVisible()]
    assert texts == ["Postcode *", "This postcode is not whole"]
    assert "not whole" in line.accessibleDescription()
    assert line.property("wrong")
    field.set_error("")
    assert field._below.text() == "Such as M1 5WG"
    assert not line.property("wrong")


@pytest.mark.parametrize("moves", [False, True])
def test_a_section_folds_and_is_opened_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, moves: bool) -> None:
    monkeypatch.setattr(motion, "reduced", lambda: not moves)
    section = FoldingSection("Customs")
    inside = QLineEdit()
    section.column.addWidget(inside)
    show(qtbot, section)
    with qtbot.waitSignal(section.folded):
        QTest.keyClick(section.head, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not inside.isVisible())
    assert not section.opened
    QTest.mouseClick(section.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: inside.isVisible() and inside.height() >= inside.minimumSizeHint().height())
    section.set_opened(opened=False)
    assert not inside.isVisible()


def test_a_section_tells_what_is_in_it(qtbot: QtBot) -> None:
    section = FoldingSection("From", opened=False)
    show(qtbot, section)
    section.set_summary("Manchester head office")
    assert "Manchester" in section.head.accessibleDescription()


def test_a_card_has_a_head_only_where_something_is_in_it(qtbot: QtBot) -> None:
    card = Card("Package 1")
    inside = QPushButton("Move…")
    show(qtbot, card)
    without = card.sizeHint().height()
    card.head.addWidget(inside)
    card.close_up()
    assert inside.isVisible()
    assert card.sizeHint().height() > without


def test_a_badge_counts_and_hides_with_nothing_to_count(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    badge.show_count(3, "3 need you", Role.BAD)
    assert badge.isVisible()
    assert badge.accessibleName() == "3 need you"
    narrow = badge.sizeHint().width()
    badge.show_count(2000, "2000 wait")
    assert badge.sizeHint().width() > narrow
    badge.show_count(0, "none")
    assert not badge.isVisible()


def test_a_pill_can_be_taken_away(qtbot: QtBot) -> None:
    pill = Pill("State", "Unallocated", icon("close"))
    show(qtbot, pill)
    cross = pill.findChild(QToolButton)
    assert cross is not None
    assert "State" in cross.accessibleName()
    with qtbot.waitSignal(pill.removed):
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)


def test_progress_says_how_far_and_how_long(qtbot: QtBot) -> None:
    now = [100.0]
    line = ProgressLine(clock=lambda: now[0])
    show(qtbot, line)
    line.begin("Creating 37 consignments", 37)
    now[0] = 101.0
    line.show_done(2)
    assert line.said() == "2 of 37"  # too early to guess
    now[0] = 112.0
    line.show_done(21)
    assert line.said() == "21 of 37 · 9 s left"
    now[0] = 1000.0
    line.show_done(22)
    assert line.said() == "22 of 37 · 10 min left"
    cancel = line.findChild(QPushButton, "progress_cancel")
    assert cancel is not None
    with qtbot.waitSignal(line.cancelled):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    line.show_done(37)
    assert line.said() == "37 of 37"
    assert not cancel.isEnabled()


def test_steps_are_told_in_words_too(qtbot: QtBot) -> None:
    steps = Steps("How far this is")
    steps.show_steps((Step("Packed", StepState.DONE), Step("Address: 2 to mend", StepState.WRONG)))
    show(qtbot, steps)
    assert "to be mended" in steps.accessibleDescription()
    wide = steps.sizeHint().width()
    steps.show_steps((Step("Packed", StepState.DONE),))
    assert steps.sizeHint().width() < wide


def test_a_side_panel_closes_by_cross_and_by_escape(qtbot: QtBot) -> None:
    panel = SidePanel("Details", icon("close"))
    show(qtbot, panel)
    with qtbot.waitSignal(panel.closed):
        QTest.mouseClick(panel.findChild(QToolButton, "side_panel_close"), Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    show(qtbot, made, QSize(700, 400))
    return made


def test_a_toast_moves_nothing_and_a_good_one_goes(
    qtbot: QtBot, place: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toasts, "READ_IN", 50)
    line = place.findChild(QLineEdit)
    assert line is not None
    before = line.geometry()
    keeper = Toasts(Theme(place), place)
    keeper.show("Moved Hat to Package 3")
    bad = keeper.show("The label could not be printed", Role.BAD)
    assert line.geometry() == before
    assert place.rect().contains(bad.geometry())
    qtbot.waitUntil(lambda: keeper.shown() == [bad])
    bad.close()
    assert keeper.shown() == []


def test_a_toast_offers_what_can_be_done(qtbot: QtBot, place: QWidget) -> None:
    done: list[bool] = []
    keeper = Toasts(Theme(place), place)
    toast = keeper.show("Moved", Role.GOOD, ("Undo", lambda: done.append(True)))
    undo = toast.findChild(QPushButton)
    assert undo is not None
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert done
    assert keeper.shown() == []


def test_too_many_good_toasts_make_room_and_bad_ones_stay(qtbot: QtBot, place: QWidget) -> None:
    keeper = Toasts(Theme(place), place)
    bad = keeper.show("Not sent", Role.BAD)
    for n in range(5):
        keeper.show(f"Moved {n}")
    assert bad in keeper.shown()
    assert len(keeper.shown()) == toasts.MOST


def test_a_bulk_bar_lies_over_the_header_and_moves_no_row(qtbot: QtBot) -> None:
    view = QTableWidget(5, 3)
    show(qtbot, view, QSize(500, 300))
    top = view.viewport().mapTo(view, view.viewport().rect().topLeft())
    bar = BulkBar(view)
    bar.add(QPushButton("Allocate"))
    view.selectRow(1)
    bar.say("1 selected")
    qtbot.waitUntil(lambda: bar.geometry() == view.horizontalHeader().geometry())
    assert view.viewport().mapTo(view, view.viewport().rect().topLeft()) == top
    view.resize(700, 300)
    qtbot.waitUntil(lambda: bar.width() == view.horizontalHeader().width())
    QTest.mouseClick(bar.findChild(QPushButton, "bulk_bar_clear"), Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    assert not view.selectedItems()
    bar.say("")
    assert not bar.isVisible()


def test_a_toned_label_has_its_ink_on_a_raised_ground_too(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    label = TonedLabel("Town", Tone.ACCENT)
    QVBoxLayout(ground).addWidget(label)
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.show()
    assert label.palette().color(label.foregroundRole()) == tone(Tone.ACCENT)


_CHANGES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from desktop_app.ui.style.theme import Theme, colour_application
from desktop_app.ui.widgets.toned_label import TonedLabel

app = QApplication(sys.argv)
colour_application(dark=False)
window = QWidget()
label = TonedLabel("Loaded: 50", parent=QWidget(window))
window.show()

def change():
    for appearance in ("dark", "light"):
        Theme(window).set_appearance(appearance)
        app.processEvents()
        print(label.palette().windowText().color().name())
    app.quit()

QTimer.singleShot(0, change)
app.exec()
"""


def test_a_toned_label_follows_from_light_to_dark() -> None:
    # Qt tells widgets of another palette while the application runs, and only then: in a process of its own.
    ran = subprocess.run([sys.executable, "-c", _CHANGES], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == [tone(Tone.SUBDUED, dark=dark).name() for dark in (True, False)]


def test_what_is_left_of_a_row_goes_to_what_wants_to_expand(qtbot: QtBot) -> None:
    box = QWidget()
    row = WrapLayout(box, spacing=4)
    field, button = QLineEdit(), QPushButton("Filter")
    field.setMinimumWidth(120)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for widget in (field, button):
        row.addWidget(widget)
    show(qtbot, box, QSize(500, 60))
    qtbot.waitUntil(lambda: button.geometry().right() == box.rect().right())
    assert field.width() == 500 - 4 - button.width()
    box.resize(140, 100)
    qtbot.waitUntil(lambda: button.y() > field.geometry().bottom())
    assert field.width() == 140
