"""Access to a folder on Windows: cut off from what its parents allow, for its owner and the system alone."""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_DACL: Final = 0x00000004
_PROTECTED_DACL: Final = 0x80000000
_TOKEN_QUERY: Final = 0x0008
_TOKEN_USER: Final = 1
_SDDL_REVISION: Final = 1

_EVERYTHING_BELOW: Final = "OICI"
"""Inherited by files and folders that are made below."""
_LINKS: Final = {0xA000000C, 0xA0000003}
"""The reparse tags of a symbolic link and of a junction."""


def give_to_owner_alone(path: Path) -> None:
    """Let none but this user and the system (its backups) at `path` and all below it; links are not followed.

    Each file and folder is given a list of its own: what was let in there by name would outlive what it inherits.
    Raises the first OSError, after having done what it can.
    """
    if sys.platform != "win32":
        raise OSError("there are no such lists here")
    user = _this_user()
    failed: list[OSError] = []
    for each in _all_from(path):
        kind = _EVERYTHING_BELOW if each.is_dir() else ""
        try:
            _allow(each, "D:P" + "".join(f"(A;{kind};FA;;;{who})" for who in (user, "SY")))
        except OSError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _all_from(path: Path) -> Iterator[Path]:
    yield path
    for where, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not _is_link(Path(where, name))]
        yield from (Path(where, name) for name in folders)
        yield from (each for name in files if not _is_link(each := Path(where, name)))


def _is_link(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return True
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in _LINKS


def _allow(path: Path, rules: str) -> None:
    if sys.platform != "win32":
        raise OSError("there are no such lists here")
    advapi, kernel = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.WinDLL("kernel32", use_last_error=True)
    descriptor = ctypes.c_void_p()
    convert = advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW
    _check(convert(rules, _SDDL_REVISION, ctypes.byref(descriptor), None))
    try:
        # Not SetNamedSecurityInfoW, which would do the files below as well: it leaves what they let in by name, and
        # Wine's adds what the folder above allows.
        _check(advapi.SetFileSecurityW(str(path), ctypes.c_ulong(_DACL | _PROTECTED_DACL), descriptor))
    finally:
        kernel.LocalFree(descriptor)


def _this_user() -> str:
    """Return the SID of who runs this process, as text."""
    if sys.platform != "win32":
        raise OSError("there are no such names here")
    advapi, kernel = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    token = ctypes.c_void_p()
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    _check(advapi.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)))
    try:
        size = ctypes.c_ulong()
        advapi.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
        told = ctypes.create_string_buffer(size.value)
        _check(advapi.GetTokenInformation(token, _TOKEN_USER, told, size, ctypes.byref(size)))
        # TOKEN_USER begins with the pointer to the SID.
        sid = ctypes.cast(told, ctypes.POINTER(ctypes.c_void_p))[0]
        text = ctypes.c_wchar_p()
        _check(advapi.ConvertSidToStringSidW(ctypes.c_void_p(sid), ctypes.byref(text)))
        try:
            return str(text.value)
        finally:
            kernel.LocalFree(text)
    finally:
        kernel.CloseHandle(token)


def _check(done: Any) -> None:
    if sys.platform == "win32" and not done:
        raise ctypes.WinError(ctypes.get_last_error())
