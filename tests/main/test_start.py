"""The program as a process: its command line, its self-test, being killed, being started twice."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QLockFile

from desktop_app import __version__
from desktop_app.demo.app import create_app
from desktop_app.main import second_start
from desktop_app.main.second_start import Start
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
from desktop_app.store.handover import FOLDER
from tests.support.platforms import KILLED

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop_app", *arguments]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--base-url", "https://x"), "--base-url goes with --environment custom"),
        (("--environment", "custom", "--base-url", "http://example.com"), "not-https"),
        (("--environment", "custom"), "--base-url"),
        (("--environment", "staging"), "invalid choice"),
    ],
)
def test_a_wrong_command_line_is_one_clear_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, "--data-dir", str(tmp_path))
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_to_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("--data-dir", str(tmp_path / "file" / "below"))
    assert done.returncode == 1
    assert "cannot write to" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_self_test_does_the_main_job(tmp_path: Path) -> None:
    done = run("--self-test", str(tmp_path))
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["ok"], report["steps"][-1]
    assert done.returncode == 0
    assert len(report["steps"]) == 11
    for step in report["steps"]:
        assert (tmp_path / step["picture"]).stat().st_size > 5000
    assert (tmp_path / "label.pdf").read_bytes().startswith(b"%PDF")
    (data,) = tmp_path.glob("data-*")
    assert packed(data) == [["Necklace", "Bracelet"], ["Coat"], ["Hat"]]
    again = run("--self-test", str(tmp_path))
    assert again.returncode == 0, json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["steps"][-1]


def packed(data: Path) -> list[list[str]]:
    """Return the goods of each package of the self-test's one consignment, as the demo's database has it."""

    async def ask() -> list[list[str]]:
        app = create_app(data / "environments" / "demo" / "service.sqlite")
        client = ProClient(DEMO, DEMO_KEY, transport=httpx.ASGITransport(app))
        page = await client.consignments.search([("referenceProvidedByCustomer", "SELF-TEST-1")], 10, 0)
        (row,) = page.consignment_summaries
        made = await client.consignments.get(row.reference)
        await client.close()
        app.state.service.close()
        return [[item.description or "" for item in package.items] for package in made.packages]

    return asyncio.run(ask())


WHEN_STARTED = """
from desktop_app.main import program
from desktop_app.main.start import start
from desktop_app.ui.self_test.hand import Hand
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QLineEdit
began = program.Program.start
def then(self, environment):
    began(self, environment)
    QTimer.singleShot(0, lambda: go_on(self.window, Hand(self.window)))
program.Program.start = then
"""
IN_MID_EDIT = """
import time
from tests.support.platforms import die
def go_on(window, hand):
    box = hand.see(QLineEdit, "add_item")
    hand.type(box, "Older")
    hand.press(box, "Return")
    typed = time.monotonic()
    hand.wait("a second", lambda: time.monotonic() - typed >= 1)
    hand.type(box, "Younger")
    die()
"""
STARTED_AGAIN = """
def go_on(window, hand):
    model = hand.see(QAbstractItemView, "item_list").model()
    print([str(model.index(row, 0).data()) for row in range(model.rowCount())], flush=True)
    window.close()
"""


def test_killed_in_mid_edit_it_shows_every_edit_older_than_a_second(tmp_path: Path) -> None:
    def play(part: str) -> subprocess.CompletedProcess[str]:
        script = f"{WHEN_STARTED}{part}\nraise SystemExit(start(['--data-dir', {str(tmp_path)!r}]))"
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", script]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    assert play(IN_MID_EDIT).returncode == KILLED
    again = play(STARTED_AGAIN)
    assert (again.returncode, again.stdout) == (0, "['Older']\n"), again.stderr


def test_a_start_that_fails_says_so_and_where_it_is_written(tmp_path: Path) -> None:
    script = f"""
from desktop_app.main import program
from desktop_app.main.start import start
def broken(window, then):
    raise AttributeError("setinterval")
program.FirstPaint = broken
raise SystemExit(start(["--data-dir", {str(tmp_path)!r}]))"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Consignment Desk could not start.")
    assert str(tmp_path / "log") in done.stderr
    log = (tmp_path / "log" / "desk.log").read_text(encoding="utf-8")
    assert "could not start: AttributeError" in log
    assert "in broken" in log


@pytest.fixture
def first(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program, open on data in tmp_path."""
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    while not (tmp_path / "in-use.lock").exists():
        assert process.poll() is None
    yield process
    process.kill()
    process.wait()


def consignment_file(folder: Path, name: str = "zwei für ü.consignment") -> Path:
    path = folder / name
    item = {"id": "coat", "description": "Coat"}
    path.write_text(json.dumps({"version": 1, "loose_items": [item]}), encoding="utf-8")
    return path


def kept(data: Path) -> list[str]:
    """Return the loose items that are on the disk."""
    path = data / "environments" / "demo" / "desk.sqlite"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.OperationalError):
        rows = connection.execute("SELECT data FROM drafts WHERE name = ''").fetchall()
        return [item["description"] for row in rows for item in json.loads(row[0])["loose_items"]]
    return []


def test_a_second_start_brings_the_open_one_to_the_front(tmp_path: Path, first: subprocess.Popen[bytes]) -> None:
    second = run("--data-dir", str(tmp_path))
    assert (second.returncode, second.stdout) == (0, "")
    assert "already open" in second.stderr
    assert "brought to the front" in second.stderr
    assert first.poll() is None
    other = run("--data-dir", str(tmp_path), "--environment", "sandbox")
    assert other.returncode == 1
    assert "Choose the environment there" in other.stderr


def test_a_file_goes_to_the_open_program(tmp_path: Path, first: subprocess.Popen[bytes]) -> None:
    file = consignment_file(tmp_path)
    assert run("--data-dir", str(tmp_path), str(file)).returncode == 0
    assert run("--data-dir", str(tmp_path), str(file)).returncode == 0
    while kept(tmp_path) != ["Coat"]:
        assert first.poll() is None


def test_a_file_is_opened_by_the_first_start(tmp_path: Path) -> None:
    file = consignment_file(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path / "data"), file.name],
        cwd=tmp_path,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    try:
        while kept(tmp_path / "data") != ["Coat"]:
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def test_a_program_that_does_not_answer_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_start, "PATIENCE", 0.2)
    held, second = (QLockFile(str(tmp_path / "in-use.lock")) for _ in range(2))
    assert second_start.begin(held, tmp_path, []) is Start.FIRST
    assert second_start.begin(second, tmp_path, [tmp_path / "x"]) is Start.NO_ANSWER
    assert list((tmp_path / FOLDER).iterdir()) == []
    # One that was about to end leaves its place, and its files are opened by who comes next.
    monkeypatch.setattr(second_start, "PATIENCE", 60)
    monkeypatch.setattr(second_start, "let_come_forward", lambda _lock: held.unlock())
    assert second_start.begin(second, tmp_path, [tmp_path / "x"]) is Start.FIRST
    assert list((tmp_path / FOLDER).iterdir()) == []


WITHOUT_STREAMS = """
import sys
sys.stdout = sys.stderr = None
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from desktop_app.main import start
shown = []
QMessageBox.exec = lambda box: shown.append(box.text())
start._from_terminal = lambda: False
code = 99
try:
    code = start.start(sys.argv[2:])
finally:
    open(sys.argv[1], "w", encoding="utf-8").write(f"{code}\\n" + "\\n".join(shown))
"""


def without_streams(result: Path, *arguments: str) -> tuple[int, str]:
    """Run the program as Windows runs one without a console; returns its exit code and what it showed in a box."""
    command = [sys.executable, "-c", WITHOUT_STREAMS, str(result), *arguments]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    code, _, shown = result.read_text(encoding="utf-8").partition("\n")
    return int(code), shown


def test_without_a_console_a_wrong_command_line_is_shown(tmp_path: Path) -> None:
    code, shown = without_streams(tmp_path / "result", "--environment", "staging")
    assert code == 2
    assert "invalid choice" in shown
    code, shown = without_streams(tmp_path / "result", "--version")
    assert (code, shown) == (0, __version__)


def test_without_a_console_the_self_test_runs(tmp_path: Path) -> None:
    code, shown = without_streams(tmp_path / "result", "--self-test", str(tmp_path / "test"))
    assert (code, shown) == (0, "")
    assert json.loads((tmp_path / "test" / "report.json").read_text(encoding="utf-8"))["ok"]


def test_without_a_console_the_demo_serves(tmp_path: Path) -> None:
    script = f"""
import sys
sys.stdout = sys.stderr = None
from desktop_app.demo import __main__ as demo
listen = demo.listen
def told(host, port):
    listener = listen(host, port)
    open({str(tmp_path / "port")!r}, "w").write(str(listener.getsockname()[1]) + "\\n")
    return listener
demo.listen = told
sys.exit(demo.main(["--consignments", "0"]))
"""
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    try:
        while not ((tmp_path / "port").exists() and (tmp_path / "port").read_text().endswith("\n")):
            assert process.poll() is None
        port = int((tmp_path / "port").read_text())
        answer = httpx.get(
            f"http://127.0.0.1:{port}/packagesizes", headers={"ocp-apim-subscription-key": DEMO_KEY}, timeout=60
        )
        assert answer.status_code == 200
    finally:
        process.kill()
        process.wait()


AS_EVENTS = """
from pathlib import Path
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
def go_on(window, hand):
    app = QApplication.instance()
    model = hand.see(QAbstractItemView, "item_list").model()
    app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(FILE)))
    hand.wait("the file", lambda: model.rowCount() == 1)
    print(model.index(0, 0).data())
    for put_away in (window.hide, window.showMinimized):
        put_away()
        app.sendEvent(app, QEvent(QEvent.Type.ApplicationActivate))
        hand.wait("the window", lambda: window.isVisible() and not window.isMinimized())
    box = hand.see(QLineEdit, "add_item")
    hand.type(box, "Last")
    hand.press(box, "Return")
    app.sendEvent(app, QEvent(QEvent.Type.Quit))
    print("asked to quit", flush=True)
"""


def test_what_macos_tells_the_application_is_done(tmp_path: Path) -> None:
    file, data = consignment_file(tmp_path), tmp_path / "data"
    script = f"{WHEN_STARTED}\nFILE = {str(file)!r}{AS_EVENTS}\nraise SystemExit(start(['--data-dir', {str(data)!r}]))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "Coat\nasked to quit\n"), done.stderr
    assert kept(data) == ["Coat", "Last"]


RESTORED = """
from desktop_app.store.backup import back_up, stage
from desktop_app.store.restoring import want_restore
turn = []
def go_on(window, hand):
    turn.append(window)
    model = hand.see(QAbstractItemView, "item_list").model()
    if len(turn) == 1:
        box = hand.see(QLineEdit, "add_item")
        hand.type(box, "Old")
        hand.press(box, "Return")
        programs[0].keep_now()
        back_up(DATA, DATA.parent / "b.deskbackup", "0.1.0")
        hand.type(box, "New")
        hand.press(box, "Return")
        stage(DATA, DATA.parent / "b.deskbackup")
        want_restore(DATA)
        programs[0]._actions.again_wanted.emit()
    else:
        print([str(model.index(row, 0).data()) for row in range(model.rowCount())], window.message.text(), flush=True)
        window.close()
"""


def test_a_restored_backup_is_there_without_a_new_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    seen = WHEN_STARTED.replace("began(self, environment)", "began(self, environment); programs.insert(0, self)", 1)
    script = (
        f"from pathlib import Path\nDATA = Path({str(data)!r})\nprograms = []{seen}{RESTORED}\n"
        f"raise SystemExit(start(['--data-dir', {str(data)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("['Old'] The backup is in place"), done.stdout + done.stderr
    (before,) = data.glob("before-restore-*")
    assert str(before) in done.stdout
    assert kept(before) == ["Old", "New"]
