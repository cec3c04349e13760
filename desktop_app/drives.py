"""Whether a folder is on a drive of another computer, where SQLite's write-ahead log does not work."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

_REMOTE: Final = 4
"""DRIVE_REMOTE of GetDriveType."""
_NETWORK: Final = frozenset(
    {"9p", "afs", "afpfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs"}
    | {"nfs", "nfs4", "smb2", "smb3", "smbfs", "webdav"}
)
"""File systems of other computers, as Linux and macOS name them."""
_MOUNTS: Final = Path("/proc/self/mountinfo")


def on_network(path: Path) -> bool:
    """Say whether `path`, which need not exist, is on a network drive; False where that cannot be told.

    The log's index is shared memory, which is not shared between computers: sqlite.org/wal.html, «Use of WAL Without
    Shared-Memory».
    """
    try:
        if sys.platform == "win32":
            return _on_windows(path)
        if sys.platform == "darwin":
            return _type_of_mount(path, _mounts_of_macos()) in _NETWORK
        return _type_of_mount(path, _mounts_of_linux(_MOUNTS.read_text(encoding="utf-8", errors="replace"))) in _NETWORK
    except OSError:
        return False


def _on_windows(path: Path) -> bool:
    # A share by its name: \\computer\share\…; \\?\C:\… is a long path on this computer.
    drive = path.absolute().drive
    if drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\(?!UNC\\)", drive, re.IGNORECASE):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    return ctypes.WinDLL("kernel32").GetDriveTypeW(ctypes.c_wchar_p(f"{drive[-2:]}\\")) == _REMOTE


def _mounts_of_linux(text: str) -> dict[str, str]:
    """Return the file system of each place, from the text of mountinfo: see proc_pid_mountinfo(5)."""
    mounts: dict[str, str] = {}
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) > 4:
            place = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
            mounts[place] = kind
    return mounts


def _mounts_of_macos() -> dict[str, str]:
    import subprocess

    said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    found = re.findall(r"^.+? on (.+) \((\w+)", said, re.MULTILINE)
    return dict(found)


def _type_of_mount(path: Path, mounts: dict[str, str]) -> str:
    place = path.resolve()
    for each in (place, *place.parents):
        if str(each) in mounts:
            return mounts[str(each)]
    return ""
