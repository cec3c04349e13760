"""The program as a whole: environments that share nothing, keys that stay where they belong, an orderly stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop_app.main.pages import PAGES
from desktop_app.main.program import Program
from desktop_app.packing.saved import from_data
from desktop_app.pro import environments
from desktop_app.pro.environments import Environment
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.errors import DiskFull
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.actions import Command
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.self_test.hand import Hand
from desktop_app.ui.settings.key_box import KeyBox
from desktop_app.ui.widgets.environment_strip import EnvironmentStrip
from tests.support.desk import press

KEY = "Zq7-not-to-be-found-anywhere"


def add_item(hand: Hand, name: str) -> None:
    box = hand.see(QLineEdit, "add_item")
    hand.type(box, name)
    hand.press(box, "Return")


def items(hand: Hand) -> list[str]:
    view = hand.see(QAbstractItemView, "item_list")
    return [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]


def go(hand: Hand, page: str) -> None:
    pages = hand.see(QAbstractItemView, "navigation")
    hand.click_row(pages, hand.row(pages, page))


def switch(hand: Hand, name: str) -> None:
    go(hand, "Settings")
    hand.click(hand.see(QRadioButton, f"environment_{name}"))
    hand.wait("the other environment", lambda: name.upper() in strip(hand).accessibleName())
    hand.wait("its pages", lambda: hand.see(QAbstractItemView, "navigation").model().rowCount() == 4)


def strip(hand: Hand) -> EnvironmentStrip:
    return hand.see(EnvironmentStrip, "environment_strip")


def kept_items(data: Path, slot: str) -> list[str]:
    database = Database(data / "environments" / slot / "desk.sqlite")
    database.open()
    draft = from_data(Drafts(database).load())
    database.close()
    return [item.description for item in draft.loose_items]


def test_environments_share_no_draft_and_lose_none(start: Callable[..., Program], tmp_path: Path) -> None:
    hand = Hand(start().window)
    add_item(hand, "Coat")
    switch(hand, "sandbox")
    go(hand, "Build")
    assert items(hand) == []
    add_item(hand, "Boots")
    switch(hand, "demo")
    go(hand, "Build")
    assert items(hand) == ["Coat"]
    hand.wait("the sandbox’s draft on disk", lambda: kept_items(tmp_path / "data", "sandbox") == ["Boots"])


def test_an_edit_is_on_disk_within_a_second(start: Callable[..., Program], tmp_path: Path) -> None:
    hand = Hand(start().window, patience=1.0)
    add_item(hand, "Coat")
    hand.wait("the item on disk", lambda: kept_items(tmp_path / "data", "demo") == ["Coat"])


def test_the_window_opens_again_where_it_was_left(start: Callable[..., Program], tmp_path: Path) -> None:
    first = start()
    hand = Hand(first.window)
    add_item(hand, "Coat")
    switch(hand, "sandbox")
    first.window.close()
    assert not first.window.isVisible()
    settings = (tmp_path / "data" / "settings.json").read_text(encoding="utf-8")
    assert '"sandbox"' in settings
    second = start(environments.DEMO, "settings_page")
    hand = Hand(second.window)
    go(hand, "Build")
    assert items(hand) == ["Coat"]


def test_without_a_key_it_is_said_and_nothing_crashes(start: Callable[..., Program]) -> None:
    program = start(environments.SANDBOX)
    assert "API key" in program.window.message.text()
    hand = Hand(program.window)
    go(hand, "Consignments")
    hand.wait("the page to say it too", lambda: any("API key" in text for text in shown(program.window)))
    hand.click(hand.see(QPushButton, "message_retry", program.window.message))
    hand.see(QWidget, "settings_page")


def shown(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_a_key_goes_to_its_own_host_and_is_found_nowhere_else(
    start: Callable[..., Program],
    service: tuple[Environment, list[dict[str, Any]]],
    keyring: SessionSecrets,
    tmp_path: Path,
) -> None:
    environment, heard = service
    keyring.set(environment.slot, KEY)
    keyring.set("sandbox", "another-key-altogether")
    program = start(environment)
    hand = Hand(program.window)
    go(hand, "Consignments")
    grid = hand.see(QTableView, "consignment_grid")
    hand.wait("rows", lambda: grid.model().rowCount() > 0)
    hand.type(hand.see(QLineEdit, "search_box"), "Łódź & <b>")
    hand.wait("no match", lambda: grid.model().rowCount() == 0)
    go(hand, "Settings")
    hand.see(QWidget, "settings_page")
    program.window.close()
    assert heard
    assert {headers["ocp-apim-subscription-key"] for headers in heard} == {KEY}
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(path.name == "desk.sqlite" for path in files)
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path


def test_a_wrong_key_is_named_as_what_failed(
    start: Callable[..., Program], service: tuple[Environment, list[dict[str, Any]]]
) -> None:
    environment, _ = service
    hand = Hand(start(environment).window)
    go(hand, "Settings")
    box = hand.see(KeyBox, "key_custom")
    hand.type(hand.see(QLineEdit, "key_edit", box), "wrong-key")
    bar = box.message
    hand.click(hand.see(QPushButton, "key_test", box))
    hand.wait("the verdict", lambda: "The key failed" in bar.text())
    hand.type(hand.see(QLineEdit, "key_edit", box), KEY)
    hand.click(hand.see(QPushButton, "key_test", box))
    hand.wait("the verdict", lambda: "It works" in bar.text())
    assert environment.base_url in bar.text()
    assert bar.isVisible()


def test_a_kept_key_opens_its_environment_at_once(
    start: Callable[..., Program], service: tuple[Environment, list[dict[str, Any]]], keyring: SessionSecrets
) -> None:
    environment, _ = service
    program = start(environment)
    assert "API key" in program.window.message.text()
    hand = Hand(program.window)
    go(hand, "Settings")
    box = hand.see(QWidget, "key_custom")
    edit = hand.see(QLineEdit, "key_edit", box)
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    hand.type(edit, KEY)
    hand.click(hand.see(QPushButton, "key_save", box))
    hand.wait("the message to go", lambda: program.window.message.text() == "")
    assert keyring.get(environment.slot) == KEY
    go(hand, "Consignments")
    grid = hand.see(QTableView, "consignment_grid")
    hand.wait("rows", lambda: grid.model().rowCount() > 0)


@pytest.mark.parametrize("url", ["", "http://pro.example.com", "pro.example.com"])
def test_a_bad_custom_address_says_what_to_do_and_changes_nothing(start: Callable[..., Program], url: str) -> None:
    program = start()
    hand = Hand(program.window)
    go(hand, "Settings")
    if url:
        hand.type(hand.see(QLineEdit, "custom_url"), url)
    hand.click(hand.see(QPushButton, "custom_use"))
    hand.wait("the advice", lambda: any("http" in text for text in shown(program.window) if "address" in text.lower()))
    assert hand.see(QRadioButton, "environment_demo").isChecked()
    assert "DEMO" in strip(hand).accessibleName()


def test_go_to_finds_pages_and_consignments(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    box = hand.see(QLineEdit, "go_to")
    hand.type(box, "settings")
    hand.press(box, "Return")
    hand.see(QWidget, "settings_page")
    hand.type(box, "EC-000-005-ETV")
    hand.press(box, "Return")
    hand.wait("the consignment", lambda: "EC-000-005-ETV" in shown(program.window))


def test_the_help_names_the_keys(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    program.window.activateWindow()
    hand.press(program.window, "F1")
    help_ = hand.see(QWidget, "keys_help")
    assert any("Ctrl+K" in label.text() for label in help_.findChildren(QLabel))
    hand.press(help_, "Escape")
    hand.wait("it to close", lambda: not hand.all(QWidget, "keys_help"))


@pytest.mark.parametrize("page", ["Settings", "Outbox"])
def test_a_key_that_means_nothing_on_a_page_does_nothing(start: Callable[..., Program], page: str) -> None:
    program = start()
    hand = Hand(program.window)
    go(hand, page)
    program.window.activateWindow()
    for keys in ("Ctrl+F", "Ctrl+N", "Ctrl+P"):
        hand.press(program.window, keys)
    assert program.window.current_page() == page.lower()


def test_ctrl_and_a_digit_lead_to_the_pages_in_their_order(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    program.window.activateWindow()
    for number, page in reversed(list(enumerate(PAGES, start=1))):
        hand.press(program.window, f"Ctrl+{number}")
        assert program.window.current_page() == page.id
    hand.press(program.window, f"Ctrl+{len(PAGES) + 1}")
    assert program.window.current_page() == PAGES[0].id


def test_appearance_and_units_take_effect_at_once(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    box = hand.see(QLineEdit, "add_item")
    hand.type(hand.see(QLineEdit, "add_weight"), "1.5")
    hand.type(box, "Coat")
    hand.press(box, "Return")
    go(hand, "Settings")
    hand.choose(hand.see(QComboBox, "appearance"), "Dark")
    hand.wait("the dark", lambda: program.theme.dark)
    hand.choose(hand.see(QComboBox, "weight_unit"), "grams")
    assert hand.see(QComboBox, "weight_unit").hasFocus()
    go(hand, "Build")
    view = hand.see(QAbstractItemView, "item_list")
    shown_weight = str(view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert shown_weight.replace(",", "").endswith("1500 g")
    program.theme.set_appearance("system")


def test_what_is_saved_is_what_was_chosen_then(start: Callable[..., Program], monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Settings] = []
    save = SettingsFile.save

    def note(self: SettingsFile, settings: Settings) -> None:
        saved.append(settings)
        save(self, settings)

    monkeypatch.setattr(SettingsFile, "save", note)
    program = start()
    hand = Hand(program.window)
    go(hand, "Settings")
    hand.choose(hand.see(QComboBox, "weight_unit"), "grams")
    hand.choose(hand.see(QComboBox, "length_unit"), "inches")
    hand.wait("both on disk", lambda: len(saved) == 2)
    assert [(settings.weight_unit, settings.length_unit) for settings in saved] == [("g", "cm"), ("g", "in")]


def choose_allocated(hand: Hand) -> None:
    go(hand, "Consignments")
    grid = hand.see(QTableView, "consignment_grid")
    hand.wait("rows", lambda: grid.model().rowCount() > 0)
    chosen = [n for n in range(grid.model().rowCount()) if "Allocated" in str(grid.model().index(n, 2).data())]
    for number, row in enumerate(chosen):
        more = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        hand.click(grid.viewport(), grid.visualRect(grid.model().index(row, 0)).center(), more)


def cancel_allocated(hand: Hand) -> None:
    choose_allocated(hand)
    press(hand.see(ConsignmentsPage, "consignments_page"), Command.CANCEL)
    hand.click(hand.see(QPushButton, "bulk_continue"))


def test_closing_in_the_middle_of_sending_asks_first(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    cancel_allocated(hand)
    program.window.close()
    assert program.window.isVisible()
    assert "still being sent" in program.window.message.text()
    hand.see(QPushButton, "bulk_close")
    program.window.message.clear()


def test_closing_in_the_middle_of_a_print_asks_first(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing, go_on = threading.Event(), threading.Event()

    class SlowPainter(QPainter):
        def drawImage(self, *arguments: Any) -> None:  # noqa: N802 - Qt's name
            drawing.set()
            go_on.wait(10)
            super().drawImage(*arguments)

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr("desktop_app.ui.detail.printing.QPainter", SlowPainter)
    monkeypatch.setattr("desktop_app.ui.detail.labels_view.printer_for", lambda _page: printer)
    monkeypatch.setattr("desktop_app.ui.detail.labels_view.has_dialog", lambda _printer: True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    program = start()
    hand = Hand(program.window)
    choose_allocated(hand)
    press(hand.see(ConsignmentsPage, "consignments_page"), Command.LABELS)
    button = hand.see(QToolButton, "label_print")
    hand.wait("the labels", button.isEnabled)
    hand.click(button)
    assert drawing.wait(10)
    program.window.close()
    try:
        assert program.window.isVisible()
        assert "still being sent or printed" in program.window.message.text()
    finally:
        go_on.set()
    hand.wait("the print", lambda: any("Saved as" in text for text in shown(program.window)))
    program.window.message.clear()


def test_who_closes_in_the_middle_of_sending_all_the_same_loses_no_edit(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.builder.autosave.DELAY", 60_000)
    program = start()
    hand = Hand(program.window)
    cancel_allocated(hand)
    program.window.close()
    go(hand, "Build")
    add_item(hand, "Coat")
    hand.click(hand.see(QPushButton, "message_retry", program.window.message))
    hand.wait("the end", lambda: not program.window.isVisible())
    assert kept_items(tmp_path / "data", "demo") == ["Coat"]


def test_edits_that_could_not_be_kept_are_not_forgotten_with_another_unit(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()
    hand = Hand(program.window)
    save = Drafts.save

    def full(*_: object) -> None:
        raise DiskFull(tmp_path)

    monkeypatch.setattr(Drafts, "save", full)
    add_item(hand, "Coat")
    bench = hand.see(QWidget, "build_page")
    hand.wait("the failure", lambda: any("disk" in text.lower() for text in shown(bench)))
    go(hand, "Settings")
    hand.choose(hand.see(QComboBox, "weight_unit"), "grams")
    go(hand, "Build")
    assert items(hand) == ["Coat"]
    program.window.close()
    hand.wait("the warning", lambda: "could not be kept" in program.window.message.text())
    monkeypatch.setattr(Drafts, "save", save)
    program.window.close()
    hand.wait("the end", lambda: not program.window.isVisible())
    assert kept_items(tmp_path / "data", "demo") == ["Coat"]


def test_that_edits_will_be_lost_is_not_said_any_longer_once_they_are_kept(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.builder.autosave.RETRIES", (20,))
    program = start()
    hand = Hand(program.window)
    save = Drafts.save

    def full(*_: object) -> None:
        raise DiskFull(tmp_path)

    monkeypatch.setattr(Drafts, "save", full)
    add_item(hand, "Coat")
    program.window.close()
    hand.wait("the warning", lambda: "the last edits are lost" in program.window.message.text())
    monkeypatch.setattr(Drafts, "save", save)
    hand.wait("it to be taken back", lambda: program.window.message.text() == "")
    assert program.window.isVisible()
    assert kept_items(tmp_path / "data", "demo") == ["Coat"]


def test_settings_and_data_that_cannot_be_read_are_kept_aside_and_told(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    (data / "environments" / "demo").mkdir(parents=True)
    (data / "settings.json").write_text("{broken", encoding="utf-8")
    (data / "environments" / "demo" / "desk.sqlite").write_bytes(b"no database" * 500)
    program = start()
    assert "data of this environment was damaged" in program.window.message.text()
    assert any(b"no database" in path.read_bytes() for path in (data / "environments" / "demo").iterdir())
    assert any(path.read_bytes() == b"{broken" for path in data.iterdir() if path.is_file())
