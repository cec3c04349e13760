"""The crash dialog shows its report before it is saved, and the report holds nothing of a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import __version__
from desktop_app.ui.about.crash_dialog import CrashDialog
from desktop_app.ui.about.support import crash_report
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.self_test.hand import Hand

KEY = "Zq7-not-to-be-found-anywhere"


def broken() -> BaseException:
    try:
        try:
            raise KeyError(f"{KEY} of Jane Smith, 1 High Street")
        except KeyError as first:
            raise ValueError(f"{Path.home()} {KEY}") from first
    except ValueError as error:
        return error


@pytest.mark.expect_log("bug: ValueError")
def test_the_report_is_read_then_saved(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    notifier = Notifier(tmp_path / "log" / "desk.log")
    notifier.belongs_to(window)
    notifier.bug(broken())
    dialog = window.findChild(CrashDialog, "crash_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    hand = Hand(window)
    report = dialog.findChild(QPlainTextEdit, "crash_report")
    assert report is not None
    assert report.isReadOnly()
    assert report.toPlainText() == dialog.report
    hand.click(hand.see(QPushButton, "crash_copy", dialog))
    assert QGuiApplication.clipboard().text() == dialog.report
    hand.click(hand.see(QPushButton, "crash_save", dialog))
    box = dialog.findChild(QFileDialog, "crash_save_dialog")
    assert isinstance(box, QFileDialog)
    box.fileSelected.emit(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == dialog.report
    box.fileSelected.emit(str(tmp_path / "nowhere" / "report.txt"))
    assert any("could not be saved" in label.text() for label in dialog.findChildren(QLabel))
    box.done(QDialog.DialogCode.Accepted)
    dialog.reject()
    assert notifier._crash is None


def test_it_says_where_and_in_which_program_and_nothing_of_a_person() -> None:
    report = crash_report(broken())
    assert __version__ in report
    assert "ValueError" in report
    assert "which came of:\nKeyError" in report
    assert "test_crash_dialog.py, line" in report
    for secret in (KEY, "Jane", "High Street", str(Path.home()), str(Path(__file__).parent)):
        assert secret not in report


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert crash_report(first).count("ValueError") == 1
