"""What support needs to know of a program: versions and the system; no key, no address, no name of a person."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import PurePath

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QSysInfo
from PySide6.QtGui import QGuiApplication

from desktop_app import __version__


def about_program() -> str:
    """Return a line for each of what the program and the system are."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    system = f"{QSysInfo.kernelType()} {QSysInfo.kernelVersion()}, {QSysInfo.currentCpuArchitecture()}"
    frozen = "installed program" if getattr(sys, "frozen", False) else "Python"
    return "\n".join(
        (
            f"Consignment Desk {__version__} ({frozen} {platform.python_version()})",
            f"Qt {QLibraryInfo.version().toString()}, PySide {PySide6.__version__}, {QGuiApplication.platformName()}",
            f"{QSysInfo.prettyProductName()}, {system}",
            f"Language {QLocale().name()}, screen {size.width()}×{size.height()} at {screen.devicePixelRatio():g}",
        )
    )


def crash_report(error: BaseException) -> str:
    """Return where in the program `error` happened, and in which.

    Not its message, which may hold what a person typed, and of files only their place in the program: the folders
    above may carry a person's name.
    """
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        if lines:
            lines.append("which came of:")
        lines.append(type(each).__name__)
        frames = traceback.extract_tb(each.__traceback__)
        lines += (f"  {_place(frame.filename)}, line {frame.lineno}, in {frame.name}" for frame in frames)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join((about_program(), "", *lines, ""))


def _place(file: str) -> str:
    parts = PurePath(file.replace("\\", "/")).parts
    for root in ("desktop_app", "site-packages", "_internal"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at:])
    return parts[-1] if parts else ""
