"""What the user did not touch does not change: wheels, scans, messages, and where the keyboard goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import CONSIGNMENTS
from desktop_app.services.consignments import Query
from desktop_app.ui.builder.draft_editor import Target
from desktop_app.ui.consignments.filter_bar import FilterBar
from desktop_app.ui.input_guard import InputGuard
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.scan import ScanReader
from desktop_app.ui.settings.key_box import KeyBox
from desktop_app.ui.settings.proxy_box import ProxyBox
from desktop_app.ui.tables.grid import Grid
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.folding_section import FoldingSection
from desktop_app.ui.widgets.message_bar import MessageBar
from tests.support.window import CTRL, AtTheWindow, at

__all__ = ["at"]

FIELDS = (QComboBox, QAbstractSpinBox, QSlider, QTabBar)


def pack(at: AtTheWindow) -> list[str]:
    """Put five items on the bench, three of them into three packages."""
    editor = at.build.editor
    ids = [editor.add_item(name, 1, None, None) for name in ("Necklace", "Coat", "Hat", "Scarf", "Ring")]
    editor.put(ids[:1], Target(CONSIGNMENTS))
    for item in ids[1:3]:
        editor.put([item], Target(at.draft.consignments[0].id))
    at.settle()
    return ids


def values(page: QWidget) -> list[object]:
    """Return what all fields of a page show."""
    found: list[object] = []
    for field in page.findChildren(QWidget):
        match field:
            case QComboBox():
                found.append((field.currentIndex(), field.currentText()))
            case QAbstractSpinBox():
                found.append(field.text())
            case QSlider() | QTabBar():
                found.append(field.value() if isinstance(field, QSlider) else field.currentIndex())
    return found


def visible_fields(page: QWidget) -> list[QWidget]:
    return [each for kind in FIELDS for each in page.findChildren(kind) if each.isVisible() and each.isEnabled()]


@pytest.mark.parametrize("page", ["item", "package", "consignment", "consignments", "settings"])
def test_the_wheel_over_a_field_without_the_keyboard_changes_nothing(at: AtTheWindow, page: str) -> None:
    ids = pack(at)
    shown: QWidget = at.build
    if page == "item":
        at.build.selection.set(ids[-1:])
    elif page == "package":
        at.build.selection.set([at.draft.consignments[0].packages[0].id])
    elif page == "consignment":
        at.build.selection.set([at.draft.consignments[0].id])
        for fold in at.build.details.findChildren(FoldingSection):
            fold.set_opened(True)
        at.settle()
        at.find("shipping_date").findChildren(QAbstractButton)[0].click()
    else:
        shown = at.show(page)
    if page == "consignments":
        bar = shown.findChild(FilterBar)
        assert bar is not None
        bar.set_query(Query(state="Allocated", created_to=None))
        bar._offers["created_from"].trigger()
    at.settle()
    at.window._go_to.setFocus()
    before, draft, had = values(shown), to_data(at.draft), at.focused()
    fields = visible_fields(shown)
    assert fields
    for field in fields:
        for notches in (-1, 1, -3):
            assert at.wheel(field, notches), field
    assert values(shown) == before
    assert to_data(at.draft) == draft
    assert at.focused() is had


def test_the_panel_scrolls_under_the_wheel_over_a_field(at: AtTheWindow) -> None:
    pack(at)
    at.window.resize(1000, 420)
    at.build.selection.set([at.draft.consignments[0].id])
    at.settle()
    area = at.build.details.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0
    at.window._go_to.setFocus()
    at.wheel(at.find("destination.country"))
    assert area.verticalScrollBar().value() > 0


def test_a_field_that_has_the_keyboard_goes_with_the_wheel(at: AtTheWindow) -> None:
    ids = pack(at)
    at.build.selection.set(ids[-1:])
    at.settle()
    field = at.find("quantity", QSpinBox)
    field.setFocus()
    at.wheel(field, 1)
    assert field.value() == 2


@pytest.mark.parametrize(
    "make",
    [QComboBox, QSpinBox, QDateEdit, lambda: QSlider(Qt.Orientation.Horizontal), QTabBar],
    ids=["list", "spin box", "date", "slider", "tabs"],
)
def test_one_filter_is_for_every_kind_of_field(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    guard = InputGuard(window)
    field, other = make(), QLineEdit()
    if isinstance(field, QComboBox):
        field.addItems(["a", "b", "c"])
        field.setCurrentIndex(1)
    if isinstance(field, QTabBar):
        for name in "abc":
            field.addTab(name)
    if isinstance(field, QSlider):
        field.setValue(50)
    column = QVBoxLayout(window)
    for each in (field, other):
        column.addWidget(each)
    window.show()
    qtbot.waitExposed(window)
    other.setFocus()
    before = values(window)
    assert AtTheWindow.wheel(AtTheWindow.__new__(AtTheWindow), field)
    assert values(window) == before
    assert field.focusPolicy() != Qt.FocusPolicy.WheelFocus
    guard.deleteLater()


@pytest.mark.parametrize(
    "code", ["5012345678900", "123", "EC000005EU2", "(01)05012345678900", "A-1 2/3", "111222333444"]
)
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab], ids=["return", "enter", "tab"])
def test_a_scan_with_an_item_selected_moves_nothing_and_picks_nothing_up(
    at: AtTheWindow, code: str, end: Qt.Key
) -> None:
    pack(at)
    at.click_row(at.build.loose.list, 0)
    before, had = to_data(at.draft), at.focused()
    chosen = at.build.selection.ids
    assert chosen
    at.scan(code, end)
    at.rest()
    assert to_data(at.draft) == before
    assert at.build.moves.ids == ()
    assert at.build.selection.ids == chosen
    assert at.focused() is had
    assert code in at.find("hint", ElidedLabel).text()


@pytest.mark.parametrize("page", ["consignments", "outbox", "settings"])
def test_a_scan_elsewhere_is_said_and_does_nothing(at: AtTheWindow, page: str) -> None:
    shown = at.show(page)
    shown.setFocus()
    where = QApplication.focusWidget()
    before = values(shown)
    at.scan("5012345678900")
    at.rest()
    assert values(shown) == before
    assert QApplication.focusWidget() is where
    assert at.window.current_page() == page
    assert "5012345678900" in at.window.message.text()


def test_a_scan_over_a_button_or_a_closed_list_presses_and_chooses_nothing(at: AtTheWindow) -> None:
    pack(at)
    for name in ("new_consignment_button", "create_button", "add_package"):
        widget = at.find(name)
        widget.setFocus()
        before = to_data(at.draft)
        at.scan("0012345")
        at.rest()
        assert to_data(at.draft) == before
    page = at.show("settings")
    unit = at.find("weight_unit", QComboBox, page)
    unit.setFocus()
    at.scan("ounces")
    at.rest()
    assert unit.currentText().startswith("kilo")


def test_a_scan_into_a_field_is_typed_there(at: AtTheWindow) -> None:
    at.find("add_item").setFocus()
    at.scan("5012345678900")
    assert [item.description for item in at.draft.loose_items] == ["5012345678900"]


def test_single_keys_still_do_what_they_mean(at: AtTheWindow) -> None:
    pack(at)
    at.click_row(at.build.loose.list, 0)
    at.type("2")
    at.rest()
    at.qtbot.waitUntil(lambda: len(at.draft.consignments[0].packages[1].items) == 2)
    at.click_row(at.build.loose.list, 0)
    at.key(Qt.Key.Key_Return)
    assert at.build.moves.active
    at.key(Qt.Key.Key_Escape)


class Clock:
    now = 0.0

    def __call__(self, _event: QKeyEvent) -> float:
        return self.now


@pytest.mark.parametrize(("gap", "is_scan"), [(0.0, True), (0.02, True), (0.039, True), (0.06, False), (0.2, False)])
def test_a_scan_is_told_by_the_time_between_the_keys(qtbot: QtBot, gap: float, is_scan: bool) -> None:
    clock, heard, pressed = Clock(), list[str](), list[str]()

    class Listener(QWidget):
        def keyPressEvent(self, event: object) -> None:
            pressed.append(event.text())  # type: ignore[attr-defined]

    window = Listener()
    qtbot.addWidget(window)
    guard = InputGuard(window, clock)
    guard.scans.scanned.connect(heard.append)
    window.show()
    for letter in "50123":
        QTest.keyClick(window.windowHandle(), ord(letter))
        clock.now += gap
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not guard.scans._held)
    assert heard == (["50123"] if is_scan else [])
    assert pressed == ([] if is_scan else [*"50123", "\r"])


def test_an_enter_that_comes_late_is_still_the_scanner_s(at: AtTheWindow) -> None:
    pack(at)
    at.click_row(at.build.loose.list, 0)
    at.window._guard.scans._clock = Clock()
    at.scan("5012345678900", None)
    at.rest()
    at.key(Qt.Key.Key_Return)
    assert not at.build.moves.ids
    at.key(Qt.Key.Key_Return)
    assert at.build.moves.active
    at.key(Qt.Key.Key_Escape)


def test_what_was_held_back_comes_in_order_with_its_releases(qtbot: QtBot) -> None:
    heard: list[tuple[str, str]] = []

    class Listener(QWidget):
        def keyPressEvent(self, event: object) -> None:
            heard.append(("press", event.text()))  # type: ignore[attr-defined]

        def keyReleaseEvent(self, event: object) -> None:
            heard.append(("release", event.text()))  # type: ignore[attr-defined]

    window = Listener()
    qtbot.addWidget(window)
    reader = InputGuard(window, Clock()).scans
    window.show()
    assert isinstance(reader, ScanReader)
    for letter in "12":
        QTest.keyClick(window.windowHandle(), ord(letter))
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert heard == [("press", "1"), ("release", "1"), ("press", "2"), ("release", "2")]


def test_the_keyboard_goes_to_what_took_the_place_of_what_is_gone(at: AtTheWindow) -> None:
    ids = pack(at)
    empty = to_data(at.draft)
    card = at.build.board.card(at.draft.consignments[0].packages[0].id)
    assert card is not None
    at.click_row(card.list, 0)
    at.key(Qt.Key.Key_Delete)
    at.settle()
    assert at.build.isAncestorOf(at.focused())
    at.key(Qt.Key.Key_Z, CTRL)
    at.settle()
    assert to_data(at.draft) == empty
    for _ in range(8):
        at.key(Qt.Key.Key_Z, CTRL)
        at.settle()
        assert at.build.isAncestorOf(at.focused())
    assert to_data(at.draft)["loose_items"] == []
    for _ in range(8):
        at.key(Qt.Key.Key_Y, CTRL)
        at.settle()
        assert at.build.isAncestorOf(at.focused())
    assert to_data(at.draft) == empty
    assert ids


@pytest.mark.parametrize("what", ["item", "package", "consignment"])
def test_after_a_delete_undo_goes_on_working(at: AtTheWindow, what: str) -> None:
    pack(at)
    consignment = at.draft.consignments[0]
    package = consignment.packages[0]
    node = {"item": package.items[0].id, "package": package.id, "consignment": consignment.id}[what]
    at.build.selection.set([node])
    at.build.board.show_node(node)
    before = to_data(at.draft)
    for _ in range(3):
        at.key(Qt.Key.Key_Delete)
        at.settle()
        assert at.build.isAncestorOf(at.focused()), at.focused()
        assert to_data(at.draft) != before
        at.key(Qt.Key.Key_Z, CTRL)
        at.settle()
        assert at.build.isAncestorOf(at.focused()), at.focused()
        assert to_data(at.draft) == before
        at.build.selection.set([node])
        at.build.board.show_node(node)


def test_after_a_carry_the_keyboard_is_where_the_things_are(at: AtTheWindow) -> None:
    pack(at)
    before = to_data(at.draft)
    card = at.build.board.card(at.draft.consignments[0].packages[0].id)
    assert card is not None
    at.click_row(card.list, 0)
    at.key(Qt.Key.Key_Return)
    at.key(Qt.Key.Key_Down)
    at.key(Qt.Key.Key_Return)
    at.settle()
    assert not at.build.moves.ids
    assert to_data(at.draft) != before
    assert at.build.isAncestorOf(at.focused())
    at.key(Qt.Key.Key_Z, CTRL)
    assert to_data(at.draft) == before


def test_other_looks_and_units_lose_neither_undo_nor_filters(at: AtTheWindow) -> None:
    build = at.build
    at.build.editor.add_item("Coat", 1, build.context.units.parse_weight("1.5"), None)
    found = at.show("consignments")
    bar = found.findChild(FilterBar)
    assert bar is not None
    bar.set_query(Query(text="Leeds", state="Allocated"))
    at.program._settings.change(appearance="dark")
    at.program._settings.change(weight_unit="g", length_unit="in")
    at.settle()
    assert at.show("consignments") is found
    assert bar.query() == Query(text="Leeds", state="Allocated")
    assert at.show("build") is build
    assert build.loose.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("1500 g")
    assert at.build.commands.undo.isEnabled()
    build.loose.list.setFocus()
    at.key(Qt.Key.Key_Z, CTRL)
    assert at.draft.loose_items == []
    at.program.theme.set_appearance("system")


def places(window: MainWindow) -> dict[str, QRect]:
    """Return where everything is that can be seen, except messages and what is in them."""
    found = {}
    for widget in window.findChildren(QWidget):
        above: QWidget | None = widget
        while above is not None and not isinstance(above, MessageBar):
            above = above.parentWidget()
        if widget.isVisible() and above is None:
            at_ = widget.mapTo(window, widget.rect().topLeft())
            found[f"{id(widget)} {type(widget).__name__} {widget.objectName()}"] = QRect(at_, widget.size())
    return found


def on_screen(bar: MessageBar) -> bool:
    around = bar.parentWidget()
    return around is not None and around.isVisible()


@pytest.mark.parametrize("page", ["build", "consignments", "outbox", "settings"])
def test_nothing_moves_because_of_a_message(at: AtTheWindow, page: str) -> None:
    pack(at)
    at.show(page)
    if page == "consignments":
        at.qtbot.waitUntil(lambda: at.find("consignment_grid", Grid).model().rowCount() > 0, timeout=20_000)
    at.settle()
    before, size = places(at.window), at.window.size()
    shown = at.window.pages.current_page()
    assert shown is not None
    bars = [bar for bar in (*shown.findChildren(MessageBar), at.window.message) if on_screen(bar)]
    if page == "build":
        at.build._tools.say("A very long sentence about what was done just now. " * 12)
    for bar in bars:
        if isinstance(bar.parentWidget(), KeyBox | ProxyBox):
            bar.show_problem(
                "The service failed: it was reached, but did not answer as it should.", "Try again.", "HTTP 500"
            )
        else:
            bar.show_problem("Something went wrong", "and here is what to do about it. " * 6, "Details\n" * 2, "id")
    at.settle()
    after = places(at.window)
    assert {name: (before[name], after.get(name)) for name in before if before[name] != after.get(name)} == {}
    assert at.window.size() == size
    assert at.window.minimumSizeHint().width() <= size.width()


def test_every_button_has_a_name(at: AtTheWindow) -> None:
    pack(at)
    for page in ("build", "consignments", "outbox", "settings"):
        at.show(page)
    nameless = []
    for button in at.window.findChildren(QAbstractButton):
        spoken = button.accessibleName() or button.text()
        part_of_qt = button.metaObject().className().startswith(("QLineEditIcon", "QTabBar", "QScroll"))
        if not spoken.strip() and not part_of_qt:
            nameless.append(f"{type(button).__name__} {button.objectName()} in {button.parentWidget()}")
    assert not nameless, "\n".join(nameless)
