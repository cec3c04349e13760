"""Tests that need a real desktop or keyring are skipped with a reason where there is none, and never in CI."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

TESTS = """
import pytest

@pytest.mark.desktop
def test_display(): pass

@pytest.mark.keyring
def test_keyring():
    import keyring
    keyring.get_password("a", "b")

def test_plain():
    import keyring
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("a", "b")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the real parts are started on Linux only")
@pytest.mark.parametrize(
    ("variables", "options", "outcome"),
    [
        ({}, [], "1 passed, 2 skipped"),
        ({"CI": "true"}, [], "1 passed, 2 errors"),
        ({"DISPLAY": ":9", "QT_QPA_PLATFORM": "offscreen"}, [], "1 passed, 2 skipped"),
        ({"DISPLAY": ":9", "QT_QPA_PLATFORM": "xcb"}, [], "2 passed, 1 skipped"),
        ({"CI": "true"}, ["--desktop=only"], "2 deselected, 1 error"),
        ({}, ["--desktop=without"], "1 passed, 1 skipped, 1 deselected"),
    ],
)
def test_real_parts(tmp_path: Path, variables: dict[str, str], options: list[str], outcome: str) -> None:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  desktop\n  keyring\n  expect_log\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}}

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "--no-qt-log", *options],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert re.sub(r" in [\d.]+s", "", result.stdout.splitlines()[-1]) == outcome
    assert "; run: python packaging/bootstrap.py test test_it.py" in result.stdout
