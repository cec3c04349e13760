"""What a second start hands over is a path of a file, from this person alone, and each is heard once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop_app.store.handover import LONGEST, post, take


@pytest.mark.parametrize("name", ["plain.consignment", "zwei für ü.consignment", "a\nb.consignment", "x" * 200])
def test_a_path_arrives_as_it_was_and_once(tmp_path: Path, name: str) -> None:
    wanted = tmp_path / name
    request = post(tmp_path / "handover", wanted)
    assert take(tmp_path / "handover") == [wanted]
    assert not request.exists()
    assert take(tmp_path / "handover") == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes are Linux’s")
def test_a_name_that_is_no_text_arrives(tmp_path: Path) -> None:
    wanted = Path(os.fsdecode(b"/tmp/\xff.consignment"))
    post(tmp_path, wanted)
    assert take(tmp_path) == [wanted]


def test_what_was_asked_for_first_is_first(tmp_path: Path) -> None:
    for number in (3, 1, 2):
        request = post(tmp_path, Path(f"/{number}"))
        os.utime(request, (request.stat().st_mtime - 10 + number,) * 2)
    assert take(tmp_path) == [Path("/1"), Path("/2"), Path("/3")]


def test_only_to_come_to_the_front(tmp_path: Path) -> None:
    post(tmp_path, None)
    assert take(tmp_path) == [None]


def test_what_is_no_path_is_not_heard_and_goes(tmp_path: Path) -> None:
    (tmp_path / "long.open").write_bytes(b"/" + b"x" * LONGEST)
    (tmp_path / "relative.open").write_bytes(b"some/where")
    (tmp_path / "nul.open").write_bytes(b"/some\0where")
    stale = post(tmp_path, Path("/stale"))
    os.utime(stale, (1, 1))
    assert take(tmp_path) == []
    assert list(tmp_path.glob("*.open")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("/etc/passwd", encoding="utf-8")
    (tmp_path / "link.open").symlink_to(secret)
    assert take(tmp_path) == []
    assert secret.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    request = post(tmp_path / "handover", Path("/x"))
    assert request.stat().st_mode & 0o077 == 0
    assert request.parent.stat().st_mode & 0o077 == 0
