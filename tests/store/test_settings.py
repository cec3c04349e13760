"""Settings: kept whole or not at all, and a file that is broken costs nobody the program."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from desktop_app.store.errors import StoreFailed
from desktop_app.store.settings import Settings, SettingsFile

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    """Settings in a folder that is not there yet."""
    return SettingsFile(tmp_path / "data" / "settings.json")


def test_no_file_means_defaults(file: SettingsFile) -> None:
    assert file.load() == Settings()
    assert Settings().environment == "demo"
    assert not file.path.parent.exists()


def test_everything_comes_back(file: SettingsFile) -> None:
    chosen = Settings(
        environment="custom",
        custom_url="https://example.com/ä",
        appearance="dark",
        weight_unit="lb",
        length_unit="in",
        geometry="AdnQ",
        window_state="AAAA",
        columns={"consignments": {"order": [2, 0], "state": "AAA="}},
        last_page="consignments",
    )
    file.save(Settings())
    file.save(chosen)
    assert SettingsFile(file.path).load() == chosen
    assert [found.name for found in file.path.parent.iterdir()] == ["settings.json"]
    assert file.damaged is None


def test_a_value_is_never_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().last_page = "build"  # type: ignore[misc]


@pytest.mark.parametrize("content", [b"", b'{"environment": "sand', b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_broken_file_is_set_aside(file: SettingsFile, content: bytes) -> None:
    file.path.parent.mkdir()
    for _ in range(2):
        file.path.write_bytes(content)
        assert file.load() == Settings()
        assert file.damaged is not None
        assert file.damaged.read_bytes() == content
        assert not file.path.exists()
    assert len(list(file.path.parent.iterdir())) == 2


def test_what_makes_no_sense_is_the_default(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    data = {"environment": "moon", "appearance": ["dark"], "geometry": 5, "columns": [], "last_page": "build", "new": 1}
    file.path.write_text(json.dumps(data))
    assert file.load() == Settings(last_page="build")
    assert file.damaged is None


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is a limit of POSIX")
def test_a_full_disk_leaves_what_was_there(file: SettingsFile) -> None:
    file.save(Settings(last_page="before"))
    script = f"""
import pathlib, resource
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.store.errors import DiskFull
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    SettingsFile(pathlib.Path({str(file.path)!r})).save(Settings(geometry="x" * 100_000))
except DiskFull as error:
    print(error)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=_ROOT, text=True, capture_output=True, check=True)
    assert ran.stdout == "DiskFull(settings.json, EFBIG)\n"
    assert file.load().last_page == "before"
    assert [found.name for found in file.path.parent.iterdir()] == ["settings.json"]


def test_what_cannot_be_read_or_written_is_named(file: SettingsFile, tmp_path: Path) -> None:
    file.path.mkdir(parents=True)
    with pytest.raises(StoreFailed) as failed:
        file.load()
    assert failed.value.path == file.path
    with pytest.raises(StoreFailed, match=r"settings\.json"):
        file.save(Settings())
    assert [found.name for found in file.path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a person's folders to that person by itself")
def test_it_is_for_this_person_alone(file: SettingsFile) -> None:
    file.save(Settings())
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
