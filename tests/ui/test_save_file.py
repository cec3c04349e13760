"""A file is written whole or not at all, and what stopped it is said in the kinds that a person can mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.store.errors import StoreFailed
from desktop_app.ui.save_file import write_file

ROOT = Path(__file__).parents[2]


def test_what_is_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(b"before, and longer")

    write_file(path, b"after")

    assert path.read_bytes() == b"after"
    assert [found.name for found in tmp_path.iterdir()] == ["label.pdf"]


@pytest.mark.parametrize("name", ["none/label.pdf", ""])
def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreFailed) as failed:
        write_file(tmp_path / name, b"x")

    assert failed.value.path == tmp_path / name
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is a limit of POSIX")
def test_a_write_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(b"before")
    script = f"""
import pathlib, resource
from desktop_app.store.errors import StoreFailed
from desktop_app.ui.save_file import write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_file(pathlib.Path({str(path)!r}), b"x" * 100_000)
except StoreFailed as error:
    print(error)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, text=True, capture_output=True, check=True)

    assert ran.stdout == "StoreFailed(label.pdf, WriteError)\n"
    assert path.read_bytes() == b"before"
    assert [found.name for found in tmp_path.iterdir()] == ["label.pdf"]
