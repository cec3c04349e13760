"""Another account on this computer that looks into the data folder: it finds nothing that it may read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.store import private
from desktop_app.store.database import Database

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has lists of who may, not modes")

SCRIPT = """
import logging, os
os.umask(UMASK)
from pathlib import Path
from desktop_app.main import program
from desktop_app.main.start import start
from desktop_app.ui.self_test.hand import Hand
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
data = Path(DATA)
began = program.Program.start
def then(self, environment):
    began(self, environment)
    QTimer.singleShot(0, lambda: go_on(self.window, Hand(self.window)))
program.Program.start = then
def go_on(window, hand):
    hand.see(QWidget, "build_page")
    window.show_page("consignments")
    hand.wait("the service", (data / "environments/demo/service.sqlite-wal").exists)
    logging.getLogger("test").info("something is logged")
    logging.getLogger().handlers[0].doRollover()
    logging.getLogger("test").info("and again")
    for path in [data, *data.rglob("*")]:
        print(oct(path.stat().st_mode & 0o777), path.relative_to(data), flush=True)
    window.close()
raise SystemExit(start(["--data-dir", str(data)]))
"""


@pytest.mark.parametrize("umask", ["0", "0o277"])
def test_a_running_program_keeps_all_to_itself(tmp_path: Path, umask: str) -> None:
    data = tmp_path / "above" / "data"
    (data / "log").mkdir(parents=True)
    for name in ("settings.json", "settings.json.damaged-1", "log/desk.log.2", "a copy.part"):
        (data / name).write_text("{}" if name == "settings.json" else "", encoding="utf-8")
    for path in [data, *data.rglob("*")]:
        path.chmod(0o777)
    script = SCRIPT.replace("UMASK", umask).replace("DATA", repr(str(data)))
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
    modes = {name: mode for mode, _, name in (line.partition(" ") for line in done.stdout.splitlines())}
    assert {"in-use.lock", "settings.json", "log/desk.log", "log/desk.log.1", "a copy.part"} <= set(modes)
    assert {"environments/demo/desk.sqlite-wal", "environments/demo/service.sqlite-wal"} <= set(modes)
    assert {name: mode for name, mode in modes.items() if mode not in {"0o700", "0o600"}} == {}


def test_a_kept_backup_and_every_folder_above_a_database_is_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "data" / "environments" / "demo" / "desk.sqlite"
        old = Database(path, migrations=(("CREATE TABLE a (b)",),))
        old.open()
        old.close()
        new = Database(path, migrations=(("CREATE TABLE a (b)",), ("CREATE TABLE c (d)",)))
        new.open()
        new.close()
    finally:
        os.umask(before)
    made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert len(made) == 5
    assert [each.name for each in made if stat.S_IMODE(each.stat().st_mode) & 0o077] == []


def test_what_is_not_ours_alone_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / "log").mkdir(mode=0o755)
    for name in ("letter.txt", "in-use.lock", "log/desk.log"):
        (tmp_path / name).write_text("", encoding="utf-8")
        (tmp_path / name).chmod(0o644)
    (tmp_path / "log" / "link").symlink_to(tmp_path / "letter.txt")
    tmp_path.chmod(0o755)
    private.keep_private(tmp_path)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("letter.txt", "in-use.lock", "log")}
    assert modes == {"letter.txt": 0o644, "in-use.lock": 0o600, "log": 0o700}
    assert stat.S_IMODE((tmp_path / "log" / "desk.log").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OSError, match=r"folder|directory"):
            private.make_private_folder(path)
