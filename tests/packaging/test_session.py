"""The desktop session of the tests is whole, is its own, and is gone afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from steps import SetupError, session

pytestmark = pytest.mark.desktop


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
    gone = subprocess.run(["xdotool", "getdisplaygeometry"], env=environment, capture_output=True, check=False)
    assert gone.returncode != 0


@pytest.mark.parametrize("program", ["Xvfb", "dbus-daemon", "gnome-keyring-daemon", "openbox"])
def test_part_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    broken = tmp_path / program
    broken.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SetupError, match=f"^{program} ended with exit code 3.*: out of memory$"), session.desktop():
        pass
