"""A network drive is told from a local one, and SQLite keeps no write-ahead log there."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from desktop_app import drives
from desktop_app.demo.storage.database import Storage
from desktop_app.store.database import Database

MOUNTS = """\
22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p1 rw
40 22 0:35 / /mnt/our\\040share rw,relatime shared:9 - cifs //server/share rw,vers=3.0
41 22 0:36 / /people rw - nfs4 server:/people rw
42 41 0:37 / /people/anna/local rw master:3 - btrfs /dev/sdb rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/var/data", False),
        ("/mnt/our share/Consignment Desk", True),
        ("/mnt/our", False),
        ("/people/anna/data", True),
        ("/people/anna/local/data", False),
        ("/", False),
    ],
)
def test_the_nearest_mount_decides(path: str, remote: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "mountinfo")
    assert drives.on_network(Path(path)) is remote


class _Windows(PureWindowsPath):
    def absolute(self) -> PureWindowsPath:
        return self


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("\\\\server\\share\\data", True),
        ("\\\\?\\UNC\\server\\share\\data", True),
        ("\\\\?\\C:\\Users\\anna", False),
        ("C:\\Users\\J. Müller\\AppData", False),
    ],
)
def test_a_windows_share_is_told_by_its_name(path: str, remote: bool) -> None:
    assert drives._on_windows(_Windows(path)) is remote  # type: ignore[arg-type]  # a path of Windows, here


def test_a_folder_that_cannot_be_told_of_is_taken_for_a_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "_MOUNTS", Path("/nowhere/mountinfo"))
    assert not drives.on_network(Path("/var/data"))


@pytest.mark.parametrize(("remote", "log"), [(True, "delete"), (False, "wal")])
def test_the_journal_mode_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remote: bool, log: str) -> None:
    for module in ("desktop_app.store.database", "desktop_app.demo.storage.database"):
        monkeypatch.setattr(f"{module}.on_network", lambda _path: remote)
    database = Database(tmp_path / "desk.sqlite", watched=True)
    database.open()
    storage = Storage(tmp_path / "service.sqlite")
    try:
        assert database.read("PRAGMA journal_mode")[0][0] == log
        assert storage._connection.execute("PRAGMA journal_mode").fetchone()[0] == log
        with storage.bulk_insert():
            pass
        assert storage._connection.execute("PRAGMA journal_mode").fetchone()[0] == log
        database.compact()
    finally:
        database.close()
        storage.close()


def test_a_folder_that_moved_to_a_network_drive_keeps_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(tmp_path / "desk.sqlite")
    database.open()
    with database.write() as connection:
        connection.execute("INSERT INTO facts VALUES ('said', 'kept')")
    database.close()
    monkeypatch.setattr("desktop_app.store.database.on_network", lambda _path: True)
    database.open()
    assert database.read("SELECT value FROM facts WHERE name = 'said'")[0][0] == "kept"
    database.close()
