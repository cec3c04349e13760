"""Whether the system asks for strong contrasts: what is quiet otherwise is written and drawn in full then.

Not asked of Qt: PySide 6.11.3 destroys the object that tells it (`QStyleHints.accessibility`) with its first reference.
"""

from __future__ import annotations

import os
import sys
from configparser import ConfigParser, Error
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

_WINDOWS = r"HKEY_CURRENT_USER\Control Panel\Accessibility\HighContrast"
_ON = 1
"""HCF_HIGHCONTRASTON, in Windows' documentation of HIGHCONTRAST."""


@cache
def high_contrast() -> bool:
    """Say whether the system asks for strong contrasts, as it did when this was first asked."""
    if sys.platform == "win32":
        flags = str(QSettings(_WINDOWS, QSettings.Format.NativeFormat).value("Flags", "0"))
        return flags.isdigit() and bool(int(flags) & _ON)
    if sys.platform == "darwin":
        return QSettings("apple.com", "universalaccess").value("increaseContrast", 0) in {1, "1", "true"}
    if os.environ.get("GTK_THEME", "").startswith("HighContrast"):
        return True
    where = QStandardPaths.StandardLocation.GenericConfigLocation
    return asks_for_contrast(Path(QStandardPaths.writableLocation(where)))


def asks_for_contrast(config: Path) -> bool:
    """Say whether the theme that GTK's or KDE's settings in this folder name is one of strong contrasts."""
    for name, section, key in (
        ("gtk-4.0/settings.ini", "Settings", "gtk-theme-name"),
        ("gtk-3.0/settings.ini", "Settings", "gtk-theme-name"),
        ("kdeglobals", "General", "ColorScheme"),
    ):
        parser = ConfigParser(interpolation=None, strict=False)
        try:
            parser.read(config / name, encoding="utf-8")
        except (Error, UnicodeDecodeError, OSError):
            continue
        if "highcontrast" in parser.get(section, key, fallback="").replace(" ", "").lower():
            return True
    return False
