"""On Windows the data folder is cut off from what its parents allow; elsewhere there are modes instead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.store.private import keep_private
from desktop_app.store.windows_acl import give_to_owner_alone


@pytest.mark.skipif(sys.platform != "win32", reason="there are no such lists here")
def test_none_but_the_owner_and_the_system_are_let_in(tmp_path: Path) -> None:
    inside = tmp_path / "data" / "log"
    inside.mkdir(parents=True)
    (inside / "desk.log").write_text("", encoding="utf-8")
    keep_private(tmp_path / "data")
    for path in (tmp_path / "data", inside, inside / "desk.log"):
        told = subprocess.run(["icacls", str(path)], capture_output=True, text=True, check=True).stdout
        entries = [line for line in told.replace(str(path), "").splitlines() if ":" in line and "(F)" in line]
        assert len(entries) == 2, told
        assert "Users" not in told
        assert "Everyone" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="there are such lists here")
def test_elsewhere_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no such lists"):
        give_to_owner_alone(tmp_path)
