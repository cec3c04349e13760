"""Exports as the shops write them, each with what an import must make of it (`*.expected.json`)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.services.imports import import_file

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


def test_there_are_samples() -> None:
    assert len(FILES) >= 9


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_comes_out_as_expected(path: Path) -> None:
    expected = json.loads((SAMPLES / f"{path.name}.expected.json").read_text(encoding="utf-8"))
    expected.pop("traps")
    made = import_file(path).as_data()
    if "dates" in expected:
        # How dates are written is said in words: what they say must agree.
        said, words = made.pop("dates"), expected.pop("dates")
        assert said.startswith(re.split(r"[ /](?=\(|Y)", words)[0])
        assert ("decide" in words) == ("decides" in said)
        assert all(day in said for day in re.findall(r"\d+/\d+", words))
    assert made == expected


def test_the_command_prints_it_without_qt() -> None:
    path = SAMPLES / "ebay-orders.csv"
    program = (
        "import runpy, sys; sys.argv = ['desktop_app', '--read-orders', sys.argv[1]]\n"
        "try: runpy.run_module('desktop_app', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert not [name for name in sys.modules if name in ('PySide6', 'httpx', 'keyring', 'sqlite3')]"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=True)
    assert json.loads(done.stdout) == import_file(path).as_data()
    assert done.stderr == b""
