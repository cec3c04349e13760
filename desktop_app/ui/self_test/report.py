"""What the self-test found: a picture of each step, and `report.json`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.self_test.hand import NotThere

_SLUG: Final = re.compile(r"[^a-z]+")
_TURNS: Final = 10
"""Turns of the loop before a picture: what has just changed is laid out in some of them, part by part."""


class Report:
    """Takes down each step, with a picture of the active window or else of `window`, into `folder`."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._steps: list[dict[str, Any]] = []

    def step(self, name: str, do: Callable[[], None]) -> bool:
        """Do one step; returns whether it held."""
        began = time.monotonic()
        trouble = ""
        try:
            do()
        except NotThere as missing:
            trouble = str(missing)
        except Exception as error:  # noqa: BLE001 - the report tells, and the test ends
            trouble = f"{type(error).__name__}: {error}"
        seconds = round(time.monotonic() - began, 3)
        for _ in range(_TURNS):
            QCoreApplication.processEvents()
        picture = f"{len(self._steps) + 1:02}-{_SLUG.sub('-', name)}.png"
        (QApplication.activeWindow() or self._window).grab().save(str(self._folder / picture))
        step: dict[str, Any] = {"name": name, "ok": not trouble, "seconds": seconds, "picture": picture}
        self._steps.append(step | ({"trouble": trouble} if trouble else {}))
        return not trouble

    def write(self, *, ok: bool) -> None:
        """Write `report.json`."""
        text = json.dumps({"steps": self._steps, "ok": ok}, indent=2, ensure_ascii=False)
        (self._folder / "report.json").write_text(text, encoding="utf-8")
