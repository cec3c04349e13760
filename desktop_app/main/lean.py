"""What a start would cost for nothing, left out before the rest is imported."""

from __future__ import annotations

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401 - it brings the module that is looked up below
from PySide6.QtGui import QIcon


def read_no_sources() -> None:
    """Keep PySide from reading the source text of every module that is imported after it.

    It looks there for its `__feature__` switch, which this program does not use, and Python's linecache
    then holds on to every line: 12 MiB. Where a later PySide works otherwise, nothing happens.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: True  # noqa: SLF001 - there is no public switch


def search_no_icon_themes() -> None:
    """Keep Qt from looking for its own few icons in each folder of the desktop's themes, before the first window.

    That takes 60 ms where many programs have put their icons; Qt's built-in ones look the same on every computer.
    """
    nowhere = [":/no-icon-themes"]  # an empty list would mean the system's folders
    QIcon.setThemeSearchPaths(nowhere)
    QIcon.setFallbackSearchPaths(nowhere)
