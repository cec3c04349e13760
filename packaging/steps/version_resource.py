"""What Windows shows of the program's file in its properties; only for PyInstaller's own process."""

import ctypes
import re
import sys
from typing import Any


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows' four numbers: `0.1.0` → (0, 1, 0, 0), and `0.1.0.post2` → (0, 1, 0, 2)."""
    found = [int(number) for number in re.findall(r"\d+", version)][:4]
    first, second, third, fourth = [*found, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def of(version: str) -> Any:
    """Return PyInstaller's version resource for the program."""
    from PyInstaller.utils.win32 import versioninfo as words  # there is none on other systems

    four = numbers(version)
    strings = {
        "CompanyName": "Consignment Desk",
        "FileDescription": "Consignment Desk",
        "FileVersion": version,
        "InternalName": "ConsignmentDesk",
        "LegalCopyright": "MIT License; see licences.txt for all parts",
        "OriginalFilename": "ConsignmentDesk.exe",
        "ProductName": "Consignment Desk",
        "ProductVersion": version,
    }
    table = words.StringTable("040904B0", [words.StringStruct(name, text) for name, text in strings.items()])
    return words.VSVersionInfo(
        ffi=words.FixedFileInfo(filevers=four, prodvers=four, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
        kids=[
            words.StringFileInfo([table]),
            words.VarFileInfo([words.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )


def runs_under_wine() -> bool:
    """Say whether this Windows is Wine: what is made here is for tests, and never published."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
