"""Access to a folder on Windows: cut off from what its parents allow, for its owner and the system alone."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any, Final

_FILE_OBJECT: Final = 1
_DACL: Final = 0x00000004
_PROTECTED_DACL: Final = 0x80000000
_TOKEN_QUERY: Final = 0x0008
_TOKEN_USER: Final = 1
_SDDL_REVISION: Final = 1

_EVERYTHING_BELOW: Final = "OICI"
"""Inherited by files and folders below, those that are there already too."""


def give_to_owner_alone(path: Path) -> None:
    """Let none but this user and the system (its backups) at `path` and all below it; raises OSError.

    As `icacls PATH /inheritance:r /grant:r USER:(OI)(CI)F SYSTEM:(OI)(CI)F` does, by the same calls.
    """
    if sys.platform != "win32":
        raise OSError("there are no such lists here")
    kind = _EVERYTHING_BELOW if path.is_dir() else ""
    rules = "".join(f"(A;{kind};FA;;;{who})" for who in (_this_user(), "SY"))
    advapi, kernel = ctypes.WinDLL("advapi32", use_last_error=True), ctypes.WinDLL("kernel32", use_last_error=True)
    descriptor, dacl = ctypes.c_void_p(), ctypes.c_void_p()
    there, by_default = ctypes.c_int(), ctypes.c_int()
    _check(
        advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            f"D:P{rules}", _SDDL_REVISION, ctypes.byref(descriptor), None
        )
    )
    try:
        _check(
            advapi.GetSecurityDescriptorDacl(
                descriptor, ctypes.byref(there), ctypes.byref(dacl), ctypes.byref(by_default)
            )
        )
        code = advapi.SetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, ctypes.c_ulong(_DACL | _PROTECTED_DACL), None, None, dacl, None
        )
        if code:
            raise ctypes.WinError(code)
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
