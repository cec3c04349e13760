"""Each kind of noise and leak is seen in the test that makes it, and only there."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BAD_TESTS = """
import asyncio, logging, queue, threading, warnings
import anyio, pytest
from PySide6.QtCore import QObject, QThread, QTimer, qWarning
from PySide6.QtWidgets import QDialog, QWidget

KEPT = []

class Bench(QThread):
    def run(self):
        self.exec()

def test_log(): logging.getLogger("room").warning("the roof leaks")
def test_log_in_thread():
    thread = threading.Thread(target=logging.error, args=("below ground",))
    thread.start(); thread.join()
def test_qt_message(): qWarning("the painter fell off")
@pytest.mark.expect_log("never said")
def test_expected_log_that_does_not_come(): pass
@pytest.fixture
def noisy_end():
    yield
    logging.warning("said while tidying up")
def test_log_in_teardown(noisy_end): pass
def test_thread():
    release = threading.Event(); KEPT.append(release)
    threading.Thread(target=release.wait, name="loiterer", daemon=True).start()
def test_qthread(qapp):
    thread = Bench(objectName="bench"); KEPT.append(thread); thread.start()
def test_timer(qapp):
    timer = QTimer(objectName="metronome"); KEPT.append(timer); timer.start(60000)
def test_timer_in_cycle(qapp):
    owner = QObject(); owner.me = owner; KEPT.append(owner)
    owner.timer = QTimer(owner, objectName="pendulum"); owner.timer.start(60000)
def test_window(qapp):
    window = QWidget(windowTitle="left open"); KEPT.append(window); window.show()
def test_hidden_window(qapp): KEPT.append(QDialog(objectName="unseen"))
def test_warning(): warnings.warn("old ways", DeprecationWarning)

@pytest.fixture(scope="module")
def wide(qapp):
    thread = Bench(); window = QWidget(); thread.start(); window.show()
    yield window
    thread.quit(); thread.wait(); window.deleteLater()

@pytest.fixture(scope="module")
def loop():
    started = queue.Queue()
    async def serve():
        end = asyncio.Event(); started.put((asyncio.get_running_loop(), end)); await end.wait()
    thread = threading.Thread(target=asyncio.run, args=(serve(),)); thread.start()
    loop, end = started.get()
    yield loop
    loop.call_soon_threadsafe(end.set); thread.join()

@pytest.mark.expect_log("the roof .* leaks")
def test_good_expected_log(): logging.warning("the roof still leaks")
@pytest.mark.expect_log("painter")
def test_good_expected_qt_message(): qWarning("the painter fell off")
def test_good_wide_fixture(wide): wide.hide()
def test_good_helper_of_a_wide_loop(loop):
    asyncio.run_coroutine_threadsafe(anyio.to_thread.run_sync(int), loop).result(5)
def test_good_garbage_in_a_cycle(qapp):
    window = QWidget(); window.me = window; timer = QTimer(); timer.me = timer; timer.start(60000)
def test_good_tidy(qtbot):
    window = QWidget(); qtbot.addWidget(window); window.show()
    timer = QTimer(window); timer.start(60000)
    thread = Bench(); thread.start(); thread.quit(); thread.wait()
    other = threading.Thread(target=int); other.start(); other.join()
"""

BAD = {
    "test_log": "WARNING from room (test_bad.py:13): the roof leaks",
    "test_log_in_thread": "below ground",
    "test_qt_message": "WARNING from Qt.default",
    "test_expected_log_that_does_not_come": "expected, but it never came: never said",
    "test_log_in_teardown": "said while tidying up",
    "test_thread": "left behind: thread 'loiterer'",
    "test_qthread": "left behind: QThread Bench 'bench'",
    "test_timer": "left behind: QTimer QTimer 'metronome' of nothing, every 60000 ms",
    "test_timer_in_cycle": "left behind: QTimer QTimer 'pendulum' of QObject",
    "test_window": "left behind: window QWidget “left open”",
    "test_hidden_window": "left behind: window QDialog 'unseen'",
    "test_warning": "DeprecationWarning: old ways",
}
"""Bad test → part of what it is told."""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the tests above as a project of its own, and return what each was told: nothing if it passed."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "test_bad.py").write_text(BAD_TESTS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = expect_log\nfilterwarnings = error\n", encoding="utf-8")
    plugins = ["-p", "tests.support.noise", "-p", "tests.support.leaks", "-p", "no:cacheprovider", "--no-qt-log"]
    # The threads left running would make Qt end the process badly at its end, after the report is written.
    subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "--junitxml=report.xml", "test_bad.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    cases = ET.parse(folder / "report.xml").iter("testcase")  # noqa: S314 - our own report
    return {
        case.get("name", ""): "\n".join(f"{found.get('message')}\n{found.text}" for found in case) for case in cases
    }


@pytest.mark.parametrize("name", BAD)
def test_bad_test_is_told(complaints: dict[str, str], name: str) -> None:
    assert BAD[name] in complaints[name]


def test_good_tests_pass(complaints: dict[str, str]) -> None:
    good = {name: told for name, told in complaints.items() if "good" in name}
    assert len(good) == 6
    assert not any(good.values())
