"""Waiting for what the window is to do, where there is no test to wait in: in benchmarks, and in processes measured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Let the GUI thread work until `condition` holds; raises TimeoutError."""
    loop, clock, look = QEventLoop(), QElapsedTimer(), QTimer(interval=5)
    held = False

    def check() -> None:
        nonlocal held
        held = held or condition()
        if held or clock.hasExpired(int(seconds * 1000)):
            loop.quit()

    look.timeout.connect(check)
    clock.start()
    look.start()
    loop.exec()
    look.stop()
    if not held:
        raise TimeoutError("what was waited for did not come")
