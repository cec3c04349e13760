"""How long things move: hover, press and fold 120 ms, cards and pages 200 ms; not at all where the system asks so."""

from __future__ import annotations

import sys
from configparser import ConfigParser, Error
from enum import IntEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication


class Motion(IntEnum):
    """Milliseconds that something takes."""

    QUICK = 120
    """Hover, press, fold."""
    CALM = 200
    """A card that moves, a page that comes."""
    TURN = 1800
    """An endless bar, there and back."""


def duration(motion: Motion) -> int:
    """Return how many milliseconds it takes: none where the system asks for reduced motion."""
    return 0 if reduced() else int(motion)


@cache
def reduced() -> bool:
    """Say whether the system asks for reduced motion, as it did when this was first asked."""
    if sys.platform == "win32":
        return not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    if sys.platform == "darwin":
        return QSettings("apple.com", "universalaccess").value("reduceMotion", 0) in {1, "1", "true"}
    return asks_for_less(Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)))


def asks_for_less(config: Path) -> bool:
    """Say whether what GTK's or KDE's settings in this folder say is that nothing should move."""
    for name, section, key, off in (
        ("gtk-4.0/settings.ini", "Settings", "gtk-enable-animations", {"0", "false"}),
        ("gtk-3.0/settings.ini", "Settings", "gtk-enable-animations", {"0", "false"}),
        ("kdeglobals", "KDE", "AnimationDurationFactor", {"0", "0.0"}),
    ):
        parser = ConfigParser(interpolation=None, strict=False)
        try:
            parser.read(config / name, encoding="utf-8")
        except (Error, UnicodeDecodeError, OSError):
            continue
        if parser.get(section, key, fallback="").strip().lower() in off:
            return True
    return False
