"""The heartbeat itself: a window that stands still fails its test and is named; what is not its fault does not."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TEST = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

def work_for(seconds):
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        sum(range(1000))

def stand_still():
    work_for(0.6)

def test_it(qtbot):
    {body}
"""
IN_THE_LOOP = """
    QTimer.singleShot(0, stand_still)
    qtbot.wait(50)
"""
IN_A_CLICK = """
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(stand_still)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
"""
IN_THE_TEST = """
    qtbot.wait(50)
    stand_still()
    qtbot.wait(50)
"""
ASLEEP = """
    QTimer.singleShot(0, lambda: time.sleep(0.4))
    qtbot.wait(50)
"""
IN_SHORT_PIECES = """
    for _ in range(12):
        QTimer.singleShot(0, lambda: work_for(0.03))
        qtbot.wait(30)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> pytest.Pytester:
    """A project in which the heartbeat is worn."""
    root = Path(request.config.rootpath)
    pytester.makeini(f"[pytest]\nqt_api = pyside6\npythonpath = {root}\naddopts = -p tests.support.heartbeat")
    (pytester.path / "tests" / "ui").mkdir(parents=True)
    return pytester


def outcome(run: pytest.Pytester, body: str) -> pytest.RunResult:
    (run.path / "tests" / "ui" / "test_it.py").write_text(TEST.replace("{body}", body.strip()), encoding="utf-8")
    return run.runpytest_subprocess("--rootdir", str(run.path))


@pytest.mark.parametrize("body", [IN_THE_LOOP, IN_A_CLICK], ids=["loop", "click"])
def test_a_window_that_stands_still_is_named(run: pytest.Pytester, body: str) -> None:
    found = outcome(run, body)
    found.assert_outcomes(passed=1, errors=1)
    text = found.stdout.str()
    assert "the window stood still for" in text
    assert "in stand_still" in text


def test_a_test_can_hold_the_window_to_a_shorter_time(run: pytest.Pytester) -> None:
    (run.path / "conftest.py").write_text(
        "import pytest\n\n"
        "def pytest_collection_modifyitems(items):\n    items[0].add_marker(pytest.mark.longest(0.01))\n",
        encoding="utf-8",
    )
    outcome(run, IN_SHORT_PIECES).assert_outcomes(passed=1, errors=1)


@pytest.mark.parametrize("body", [IN_THE_TEST, ASLEEP, IN_SHORT_PIECES], ids=["test", "asleep", "pieces"])
def test_what_is_no_standstill_passes(run: pytest.Pytester, body: str) -> None:
    outcome(run, body).assert_outcomes(passed=1)
