"""The program as a process: its command line, its self-test, being killed, being started twice."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from desktop_app.demo.app import create_app
from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO, DEMO_KEY
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


def test_a_second_start_on_the_same_data_says_so(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        lock = tmp_path / "in-use.lock"
        while not lock.exists():
            assert first.poll() is None
        second = run("--data-dir", str(tmp_path))
        assert second.returncode == 1
        assert "already open" in second.stderr
    finally:
        first.kill()
        first.wait()
