"""What holds Qt classes is imported by the GUI thread alone: PySide makes a class when it is first named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.main.stepwise import StepwiseImport

ROOT = Path(__file__).resolve().parents[2]
WATCH = """
import sys, threading
from pathlib import Path

imported = {}

class Watcher:
    def find_spec(self, name, path=None, target=None):
        imported.setdefault(name, threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, Watcher())
from desktop_app.main.lean import read_no_sources
read_no_sources()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.main.program import Program
from desktop_app.pro.environments import DEMO
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile

app = QApplication(["watch"])
app.setQuitOnLastWindowClosed(False)
data = Path(sys.argv[1])
program = Program(data, SessionSecrets(), SettingsFile(data / "settings.json"), Settings())
left = ["consignments", "outbox", "settings", ""]

def go_on():
    if program.window.current_page():
        page = left.pop(0)
        if not page:
            turns.stop()
            program.window.close()
            return
        program.window.show_page(page)

turns = QTimer(interval=100)
turns.timeout.connect(go_on)
turns.start()
program.start(DEMO)
app.exec()
elsewhere = [name for name, here in imported.items() if not here]
print(*(name for name in elsewhere if name.startswith(("PySide6", "shiboken6", "desktop_app.ui", "desktop_app.main"))))
print("desktop_app.services.session" in elsewhere, imported["desktop_app.ui.builder.page"])
"""


def test_the_worker_imports_no_qt(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", WATCH, str(tmp_path)]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    elsewhere, seen = said.stdout.splitlines()
    assert set(elsewhere.split()) <= {"desktop_app.main.embedded"}
    assert seen == "True True"


def test_modules_are_imported_one_a_turn_and_none_after_a_stop(qtbot: QtBot) -> None:
    owner, ended = QObject(), list[bool]()
    StepwiseImport(("json", "math"), lambda: ended.append(True), owner)
    assert not ended
    qtbot.waitUntil(lambda: ended == [True])
    stopped = StepwiseImport(("no.such.module",), lambda: ended.append(False), owner)
    stopped.stop()
    qtbot.wait(0)
    assert ended == [True]
