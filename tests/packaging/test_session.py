"""The desktop session of the tests is whole, is its own, and is gone afterwards."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from steps import SetupError, session

pytestmark = pytest.mark.desktop


def answers(display: str) -> bool:
    """Say whether there is a display server at that number."""
    settings = {**os.environ, "DISPLAY": display}
    asked = subprocess.run(["xdotool", "getdisplaygeometry"], env=settings, capture_output=True, check=False)
    return asked.returncode == 0


def test_parts_are_there_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    with session.desktop() as environment:
        home = Path(environment["HOME"])
        assert home.is_dir()
        assert environment["DISPLAY"] != os.environ["DISPLAY"]
        manager = subprocess.run(
            ["xdotool", "get_num_desktops"], env=environment, capture_output=True, text=True, check=True
        )
        assert int(manager.stdout) >= 1
        keep = "import keyring as k; k.set_password('a', 'b', 'c'); print(k.get_password('a', 'b'))"
        kept = subprocess.run([sys.executable, "-c", keep], env=environment, capture_output=True, text=True, check=True)
        assert kept.stdout == "c\n"
        assert list(home.parent.rglob("*.keyring"))

    assert not home.parent.exists()
    assert not answers(environment["DISPLAY"])


def test_parts_end_when_their_owner_is_killed(root: Path, tmp_path: Path) -> None:
    owner = "from steps import session\nwith session.desktop() as e: print(e['DISPLAY'], flush=True); input()"
    settings = {**os.environ, "PYTHONPATH": str(root / "packaging"), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", owner]
    with subprocess.Popen(command, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        display = process.stdout.readline().strip()
        assert answers(display)
        process.kill()
    deadline = time.monotonic() + 10
    while answers(display):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("program", ["Xvfb", "dbus-daemon", "gnome-keyring-daemon", "openbox"])
def test_part_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    broken = tmp_path / program
    broken.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SetupError, match=f"^{program} ended with exit code 3.*: out of memory$"), session.desktop():
        pass
