"""What concerns the program and not a page: the first start, the menu, files that are dropped, backups, About."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop_app import __version__
from desktop_app.main.program import Program
from desktop_app.pro import environments
from desktop_app.store.restored import Restored
from desktop_app.store.restoring import finish_restore
from desktop_app.ui.builder.page import BuildPage
from desktop_app.ui.self_test.hand import Hand
from desktop_app.ui.widgets.message_bar import MessageBar

T = TypeVar("T", bound=QObject)

COPY = Qt.DropAction.CopyAction
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def items(program: Program) -> list[str]:
    page = program.window.findChild(BuildPage)
    return [item.description for item in page.editor.draft.loose_items] if page else []


def add_item(hand: Hand, name: str) -> None:
    box = hand.see(QLineEdit, "add_item")
    hand.type(box, name)
    hand.press(box, "Return")


def found(parent: QObject, kind: type[T], name: str = "") -> T:
    """Return what is in `parent`, shown or not: a system may have its own window in its place."""
    each = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert isinstance(each, kind)
    return each


def texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def trigger(program: Program, name: str) -> None:
    found(program.window, QAction, name).trigger()


def test_the_first_start_is_three_sentences_and_the_way_to_the_key(start: Callable[..., Program]) -> None:
    program = start()
    program.greet()
    hand = Hand(program.window)
    panel = hand.see(QFrame, "first_start")
    words = next(each.text() for each in panel.findChildren(QLabel) if each.text())
    assert len(re.findall(r"[.!?](?:\s|$)", words)) == 3
    assert "Demo" in words
    hand.click(hand.see(QPushButton, "connect_account"))
    box = hand.see(QWidget, "key_sandbox")
    hand.wait("the steps", lambda: "websandbox.electioapp.com" in texts(box))
    edit = hand.see(QLineEdit, "key_edit", box)
    assert program.window.focusWidget() is edit
    assert not edit.visibleRegion().isEmpty()
    assert not hand.all(QFrame, "first_start")
    production = hand.see(QWidget, "key_production")
    hand.wait(
        "its own portal",
        lambda: "www.electioapp.com" in texts(production),
    )


def test_the_first_start_is_put_away_for_good(start: Callable[..., Program]) -> None:
    program = start()
    program.greet()
    hand = Hand(program.window)
    hand.click(hand.see(QPushButton, "use_demo"))
    assert not hand.all(QFrame, "first_start")


def test_without_a_key_settings_open_on_the_key_of_that_environment(start: Callable[..., Program]) -> None:
    program = start(environments.PRODUCTION)
    hand = Hand(program.window)
    hand.click(hand.see(QPushButton, "message_retry", program.window.message))
    edit = hand.see(QLineEdit, "key_edit", hand.see(QWidget, "key_production"))
    assert program.window.focusWidget() is edit


def drop(onto: QWidget, *urls: QUrl) -> bool:
    """Drop what another program drags over a widget, as Qt tells of it; returns whether it was taken."""
    data = QMimeData()
    data.setUrls(list(urls))
    window = onto.window()
    at = onto.mapTo(window, onto.rect().center())
    for event in (
        QDragEnterEvent(at, COPY, data, LEFT, NONE),
        QDragMoveEvent(at, COPY, data, LEFT, NONE),
        QDropEvent(QPointF(at), COPY, data, LEFT, NONE),
    ):
        event.ignore()
        QApplication.sendEvent(window.windowHandle(), event)
        if not event.isAccepted():
            return False
    return True


@pytest.mark.parametrize("place", ["main_window", "board", "item_list", "navigation", "add_item", "go_to"])
def test_a_file_dropped_on_the_window_is_opened(start: Callable[..., Program], tmp_path: Path, place: str) -> None:
    file = tmp_path / "ü.consignment"
    file.write_text(json.dumps({"version": 1, "loose_items": [{"description": "Coat"}]}), encoding="utf-8")
    program = start()
    hand = Hand(program.window)
    onto = program.window if place == "main_window" else found(program.window, QWidget, place)
    assert drop(onto, QUrl.fromLocalFile(str(file)))
    hand.wait("the file", lambda: items(program) == ["Coat"])
    assert not any(line.text() for line in program.window.findChildren(QLineEdit, place))
    assert not drop(program.window, QUrl("https://example.com/x.consignment"))


def test_a_file_waits_for_an_environment(start: Callable[..., Program], tmp_path: Path) -> None:
    file = tmp_path / "a.consignment"
    file.write_text(json.dumps({"version": 1, "loose_items": [{"description": "Coat"}]}), encoding="utf-8")
    program = start()
    program.window.show_opening("")
    program._actions._opened = False
    program.open_files([file])
    program._reopen()
    Hand(program.window).wait("the file", lambda: items(program) == ["Coat"])


def test_without_an_environment_the_menu_says_so(start: Callable[..., Program]) -> None:
    program = start()
    program._pages.leave()
    program._pages.show_settings_alone(environments.DEMO)
    for name in ("open_file", "save_bench", "save_consignment"):
        program.window.message.clear()
        trigger(program, name)
        assert "no environment is open" in program.window.message.text()


def test_the_menu_has_roles_and_keys_of_the_system(start: Callable[..., Program]) -> None:
    menu, role = start().window.menu, QAction.MenuRole
    assert (menu.about.menuRole(), menu.settings.menuRole(), menu.quit.menuRole()) == (
        role.AboutRole,
        role.PreferencesRole,
        role.QuitRole,
    )
    assert {each.menuRole() for each in (menu.open, menu.save_all, menu.save_one, menu.back_up)} == {role.NoRole}
    assert QKeySequence(QKeySequence.StandardKey.Open) in menu.open.shortcuts()
    assert QKeySequence(QKeySequence.StandardKey.Save) in menu.save_all.shortcuts()
    assert menu.quit.shortcuts() == QKeySequence.keyBindings(QKeySequence.StandardKey.Quit)
    bar = menu.menu_bar()
    assert menu.about in found(bar, QMenu, "program_menu").actions()


def test_every_entry_of_the_menu_does_something(start: Callable[..., Program]) -> None:
    program = start()
    hand = Hand(program.window)
    button = hand.see(QToolButton, "program_menu_button")
    hand.click(button)
    menu = hand.see(QMenu, "program_menu")
    entries = [action for action in menu.actions() if not action.isSeparator()]
    assert len(entries) == 8
    menu.close()
    trigger(program, "open_file")
    found(program.window, QFileDialog, "consignments_open_dialog").done(QDialog.DialogCode.Rejected)
    trigger(program, "save_bench")
    bar = found(program.window, BuildPage).files._message
    assert "nothing on the bench" in bar.text()
    trigger(program, "save_consignment")
    assert "Select a consignment first" in bar.text()
    trigger(program, "open_settings")
    hand.see(QWidget, "settings_page")
    trigger(program, "check_updates")
    assert "nowhere to ask" in program.window.message.text()
    assert __version__ in program.window.message.text()


def test_about_names_every_part_and_copies_no_person(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    trigger(program, "about")
    hand = Hand(program.window)
    dialog = hand.see(QDialog, "about_dialog")
    parts = hand.see(QListWidget, "parts", dialog)
    hand.wait("the parts", lambda: parts.count() > 10)
    names = [parts.item(row).text().split()[0] for row in range(parts.count())]
    assert {"PySide6_Essentials", "httpx", "keyring", "Python"} <= set(names)
    parts.setCurrentRow(names.index("httpx"))
    assert "BSD" in hand.see(QPlainTextEdit, "licence", dialog).toPlainText()
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert str(tmp_path / "data") in said
    assert "MIT" in said
    hand.click(hand.see(QPushButton, "copy_for_support", dialog))
    copied = QGuiApplication.clipboard().text()
    assert __version__ in copied
    assert str(Path.home()) not in copied
    assert str(tmp_path) not in copied
    dialog.reject()


def backup_dialog(program: Program) -> QDialog:
    trigger(program, "back_up")
    return Hand(program.window).see(QDialog, "backup_dialog")


def test_backed_up_and_restored_what_was_then_is_there(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    hand = Hand(program.window)
    add_item(hand, "Old")
    dialog = backup_dialog(program)
    bar = found(dialog, MessageBar)
    hand.click(hand.see(QPushButton, "back_up_button", dialog))
    target = tmp_path / "b.deskbackup"
    found(dialog, QFileDialog, "backup_save_dialog").fileSelected.emit(str(target))
    hand.wait("the backup", target.exists)
    hand.wait("the word", lambda: "API keys are not in it" in bar.text())
    found(dialog, QFileDialog, "backup_save_dialog").done(QDialog.DialogCode.Accepted)
    dialog.reject()
    add_item(hand, "New")
    dialog = backup_dialog(program)
    bar = found(dialog, MessageBar)
    hand.click(hand.see(QPushButton, "restore_button", dialog))
    box = found(dialog, QFileDialog, "backup_open_dialog")
    (tmp_path / "bad").write_bytes(b"no backup")
    box.fileSelected.emit(str(tmp_path / "bad"))
    hand.wait("the word", lambda: "no backup of Consignment Desk" in bar.text())
    box.fileSelected.emit(str(target))
    hand.wait("it to be verified", lambda: "is whole" in bar.text())
    box.done(QDialog.DialogCode.Accepted)
    assert items(program) == ["Old", "New"]
    hand.click(hand.see(QPushButton, "message_retry", bar))
    hand.wait("the end", lambda: not program.window.isVisible())
    assert program.again
    restored = finish_restore(tmp_path / "data")
    assert restored is not None
    assert restored.done
    again = start()
    assert items(again) == ["Old"]


def test_what_could_not_be_put_in_place_is_said(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    program.tell_restored(Restored(done=False, kept=tmp_path))
    program._reopen()
    Hand(program.window).wait("the word", lambda: "could not be put in place" in program.window.message.text())


@pytest.mark.parametrize(("done", "said"), [(True, "backup is in place"), (False, "could not be put in place")])
def test_what_became_of_a_backup_is_said_beside_what_was_lost(
    start: Callable[..., Program], tmp_path: Path, done: bool, said: str
) -> None:
    program = start()
    program.tell_restored(Restored(done=done, kept=tmp_path / "before"))
    program._settings_file.damaged = tmp_path / "settings.damaged"
    program._reopen()
    text = program.window.message.text
    Hand(program.window).wait("the word", lambda: said in text())
    assert "settings could not be read" in text()
    assert str(tmp_path / "settings.damaged") in text()
    assert not done or str(tmp_path / "before") in text()


def test_what_became_of_a_backup_leaves_the_way_to_the_key(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    program.tell_restored(Restored(done=True, kept=tmp_path / "before"))
    program._environment = environments.SANDBOX
    program._reopen()
    hand = Hand(program.window)
    hand.wait("the word", lambda: "backup is in place" in program.window.message.text())
    assert "no API key" in program.window.message.text()
    assert hand.see(QPushButton, "message_retry", program.window.message).text() == "Open Settings"


def test_a_network_drive_is_said_once(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.drives.on_network", lambda _path: True)
    program = start()
    hand = Hand(program.window)
    hand.wait("the word", lambda: "network drive" in program.window.message.text())
    assert str(tmp_path / "data") in program.window.message.text()
    program.window.message.clear()
    program.window.close()
    again = start()
    assert again._settings.value.network_told == str(tmp_path / "data")
    assert "network drive" not in again.window.message.text()


def test_what_was_just_typed_is_kept_when_the_session_ends(start: Callable[..., Program], tmp_path: Path) -> None:
    from tests.main.test_start import kept

    program = start()
    add_item(Hand(program.window), "Coat")
    program.keep_now()
    assert kept(tmp_path / "data") == ["Coat"]
