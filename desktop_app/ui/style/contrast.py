"""Whether the system asks for strong contrasts: what is quiet otherwise is written and drawn in full then.

Not asked of Qt: PySide 6.11.3 destroys the object that tells it (`QStyleHints.accessibility`) with its first reference.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

_WINDOWS = r"HKEY_CURRENT_USER\Control Panel\Accessibility\HighContrast"
_ON = 1
"""HCF_HIGHCONTRASTON, in Windows' documentation of HIGHCONTRAST."""


@cache
def high_contrast() -> bool:
    """Say whether the system asks for strong contrasts, as it did when this was first asked."""
    if sys.platform in {"win32", "darwin"}:
        # Here, since each class of Qt's that is named takes memory, and elsewhere none is needed.
        return _of_the_system()
    if os.environ.get("GTK_THEME", "").startswith("HighContrast"):
        return True
    return asks_for_contrast(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"))


def _of_the_system() -> bool:
    from PySide6.QtCore import QSettings

    if sys.platform == "win32":
        flags = str(QSettings(_WINDOWS, QSettings.Format.NativeFormat).value("Flags", "0"))
        return flags.isdigit() and bool(int(flags) & _ON)
    return QSettings("apple.com", "universalaccess").value("increaseContrast", 0) in {1, "1", "true"}


def asks_for_contrast(config: Path) -> bool:
    """Say whether the theme that GTK's or KDE's settings in this folder name is one of strong contrasts."""
    for name, key in (
        ("gtk-4.0/settings.ini", "gtk-theme-name"),
        ("gtk-3.0/settings.ini", "gtk-theme-name"),
        ("kdeglobals", "ColorScheme"),
    ):
        try:
            text = (config / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        found = re.search(rf"^\s*{key}\s*=(.*)$", text, re.MULTILINE)
        if found and "highcontrast" in found[1].replace(" ", "").lower():
            return True
    return False
