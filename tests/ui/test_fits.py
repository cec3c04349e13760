"""No text is cut off: on any page, in longer words, in right-to-left writing, in two sizes, at 1 and 2 ×.

The program runs in a process of its own for each: a language and a scale are set before the first window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.fits import LONGER, SIZES, cut_off, longer

ROOT = Path(__file__).parents[2]
PAGES = ("build", "consignments", "outbox", "settings")


@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("language", ["longer", "mirrored"])
def test_every_text_fits_or_is_told_whole(language: str, scale: str, tmp_path: Path) -> None:
    told = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.support.fits", language, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=200, check=False)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert set(found) == {f"{page} {size.width()}×{size.height()}" for page in PAGES for size in SIZES} | {
        "about",
        "back_up",
    }
    assert {place: texts for place, texts in found.items() if texts} == {}


def window_of(qtbot: QtBot, part: QWidget, width: int) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QHBoxLayout(window).addWidget(part)
    part.setMinimumWidth(0)
    window.show()
    part.setFixedWidth(width)
    qtbot.waitExposed(window)
    return window


def tabs() -> QTabBar:
    bar = QTabBar()
    bar.addTab("Packages and what is in them")
    bar.setElideMode(Qt.TextElideMode.ElideRight)
    bar.setUsesScrollButtons(False)
    return bar


def table() -> QTableWidget:
    made = QTableWidget(1, 1)
    made.setHorizontalHeaderLabels(["Customer reference"])
    made.setColumnWidth(0, 30)
    return made


def placeholder() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("Search, or type to add")
    return line


def tool() -> QToolButton:
    button = QToolButton()
    button.setText("Duplicate as new")
    return button


@pytest.mark.parametrize(
    ("make", "little", "enough"),
    [
        (lambda: QLabel("Customer reference"), 40, 300),
        (lambda: QPushButton("Create and ship"), 40, 300),
        (lambda: QCheckBox("Queue what cannot be sent"), 40, 300),
        (tabs, 60, 400),
        (placeholder, 40, 400),
        (tool, 30, 300),
    ],
)
def test_what_is_cut_off_is_seen_and_a_tooltip_that_says_it_all_is_enough(
    qtbot: QtBot, make: type[QWidget], little: int, enough: int
) -> None:
    part = make()
    window = window_of(qtbot, part, little)
    assert len(cut_off(window)) == 1
    part.setFixedWidth(enough)
    qtbot.waitUntil(lambda: cut_off(window) == [])
    part.setFixedWidth(little)
    qtbot.waitUntil(lambda: cut_off(window) != [])
    if isinstance(part, QTabBar):
        part.setTabToolTip(0, part.tabText(0))
    else:
        part.setToolTip(part.placeholderText() if isinstance(part, QLineEdit) else part.text())  # type: ignore[attr-defined]
    assert cut_off(window) == []


def test_a_header_that_is_cut_off_is_seen(qtbot: QtBot) -> None:
    grid = table()
    window = window_of(qtbot, grid, 300)
    assert len(cut_off(window)) == 1
    grid.setColumnWidth(0, 250)
    assert cut_off(window) == []


def test_a_line_too_few_and_a_word_too_long_are_seen(qtbot: QtBot) -> None:
    label = QLabel("Nothing here was sent to anybody yet")
    label.setWordWrap(True)
    window = window_of(qtbot, label, 90)
    label.setFixedHeight(200)
    qtbot.waitUntil(lambda: cut_off(window) == [])
    label.setFixedHeight(label.fontMetrics().height())
    qtbot.waitUntil(lambda: len(cut_off(window)) == 1)
    label.setFixedSize(30, 400)
    qtbot.waitUntil(lambda: len(cut_off(window)) == 1)


def test_what_reaches_over_the_edge_is_seen_unless_it_can_be_scrolled_to(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    button = QPushButton("Create", window)
    button.move(170, 10)
    window.show()
    assert cut_off(window) == ["QPushButton  reaches out of QWidget "]
    area = QScrollArea(window)
    area.resize(QSize(150, 80))
    inside = QWidget()
    button.setParent(inside)
    button.move(300, 0)
    inside.resize(500, 50)
    area.setWidget(inside)
    area.show()
    assert cut_off(window) == []


@pytest.mark.parametrize("text", ["OK", "Allocate", "Send it as it is; it is known not to have been done", "Split…"])
def test_longer_words_are_longer(text: str) -> None:
    made = longer(text)
    letters = sum(not letter.isspace() for letter in text)
    assert len(made) >= len(text) + LONGER * letters - 2
    assert made.endswith("…") is text.endswith("…")
    assert longer("{n} of {all} for %n").startswith("{n} of {all} for %n")
