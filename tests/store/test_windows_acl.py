"""On Windows the data folder is cut off from what its parents allow; elsewhere there are modes instead."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.store.private import keep_private
from desktop_app.store.windows_acl import _this_user, give_to_owner_alone
from tests.support.platforms import WINE

on_windows = pytest.mark.skipif(sys.platform != "win32", reason="there are no such lists here")


def let_in(path: Path) -> set[str]:
    """Return who is let at a file or folder, by their SIDs (`SY` is the system)."""
    if sys.platform != "win32":
        raise AssertionError("only Windows has such lists")
    advapi, kernel = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32")
    descriptor, text = ctypes.c_void_p(), ctypes.c_wchar_p()
    assert not advapi.GetNamedSecurityInfoW(str(path), 1, 4, None, None, None, None, ctypes.byref(descriptor))
    try:
        assert advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW(descriptor, 1, 4, ctypes.byref(text), None)
        rules = re.findall(r"\((\w+);[^()]*;([^;()]+)\)", str(text.value))
        kernel.LocalFree(text)
    finally:
        kernel.LocalFree(descriptor)
    assert {kind for kind, _ in rules} == {"A"}
    return {who for _, who in rules}


def allow_everyone(path: Path) -> None:
    """Let everyone at a file or folder by name."""
    if sys.platform != "win32":
        raise AssertionError("only Windows has such lists")
    advapi = ctypes.WinDLL("advapi32")
    descriptor = ctypes.c_void_p()
    assert advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        f"D:(A;;FA;;;{_this_user()})(A;;FA;;;WD)", 1, ctypes.byref(descriptor), None
    )
    assert advapi.SetFileSecurityW(str(path), 4, descriptor)
    ctypes.WinDLL("kernel32").LocalFree(descriptor)
    assert "WD" in let_in(path)


@on_windows
def test_none_but_the_owner_and_the_system_are_let_in(tmp_path: Path) -> None:
    data = tmp_path / "Bücher и 本"
    inside = data / "log"
    inside.mkdir(parents=True)
    log = inside / "desk.log"
    log.write_text("", encoding="utf-8")
    for path in (data, inside, log):
        allow_everyone(path)
    keep_private(data)
    allowed = {_this_user(), "SY"}
    assert [let_in(path) for path in (data, inside, log)] == [allowed] * 3
    log.write_text("more", encoding="utf-8")
    (inside / "new.log").write_text("", encoding="utf-8")
    if not WINE:
        assert let_in(inside / "new.log") == allowed


@on_windows
def test_a_file_that_is_open_is_taken_from_others_too(tmp_path: Path) -> None:
    path = tmp_path / "in-use.sqlite"
    with path.open("wb"):
        allow_everyone(path)
        give_to_owner_alone(tmp_path)
    assert "WD" not in let_in(path)


@on_windows
def test_links_are_not_followed(tmp_path: Path) -> None:
    others, data = tmp_path / "others", tmp_path / "data"
    others.mkdir()
    data.mkdir()
    allow_everyone(others)
    link = data / "link"
    subprocess.run(["cmd", "/c", "mklink", "/J", str(link), str(others)], capture_output=True, check=False)
    if not link.exists():
        pytest.skip("no junctions here")  # Wine 8 has none
    give_to_owner_alone(data)
    assert "WD" in let_in(others)


@on_windows
def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\[WinError 2\]"):
        give_to_owner_alone(tmp_path / "missing")


@pytest.mark.skipif(sys.platform == "win32", reason="there are such lists here")
def test_elsewhere_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no such lists"):
        give_to_owner_alone(tmp_path)
