"""From exec to the first window, and the memory that it holds, beside a window with nothing in it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from PySide6.QtGui import QGuiApplication

from tests.bench.figures import Figure, figure

RATIO = 2.0
MEMORY_MIB = 100.0
SETTLED = 3.0
"""Seconds from the first window to the look at its memory."""
PATIENCE = 30.0

# A person's Python keeps what it has compiled, whatever that of a machine for tests has been told.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_BARE = (sys.executable, "-P", str(Path(__file__).with_name("bare_window.py")))
PROGRAM = (sys.executable, "-P", "-m", "desktop_app")


def measure(runs: int) -> list[Figure]:
    """Start the two in turn, `runs` times each, the program on a fresh data folder every time."""
    watch = Watch()
    bare: list[float] = []
    program: list[float] = []
    memory: list[float] = []
    for number in range(runs + 1):
        started = watch.start(_BARE)
        with tempfile.TemporaryDirectory(prefix="desk-bench-", ignore_cleanup_errors=True) as folder:
            ours = watch.start((*PROGRAM, "--data-dir", folder), settle=SETTLED)
        if number > 0:  # the first round only brings files into the system's cache and modules into Python's
            bare.append(started.seconds)
            program.append(ours.seconds)
            memory.extend(ours.resident_mib)
    ratios = [ours / theirs for ours, theirs in zip(program, bare, strict=True)]
    note = f"program {median(program) * 1000:.0f} ms, bare window {median(bare) * 1000:.0f} ms"
    figures = [Figure("Exec to first window", "×", median(program) / median(bare), RATIO, tuple(ratios), note)]
    if memory:  # only Linux tells it without a library
        figures.append(figure(f"Resident memory {SETTLED:.0f} s later", "MiB", memory, MEMORY_MIB))
    return figures


class _Started:
    """What became of one start: seconds to its first paint, and its memory (empty where it cannot be told)."""

    def __init__(self, seconds: float, resident_mib: Sequence[float]) -> None:
        self.seconds = seconds
        self.resident_mib = resident_mib


class Watch:
    """Sees a window from outside, as a person does: the middle of the screen takes another colour.

    Both windows cover the middle wherever the window manager puts them, and a frame that is there before its
    window has been painted does not count.
    """

    def __init__(self) -> None:
        self._screen = QGuiApplication.primaryScreen()
        self._middle = self._screen.geometry().center()
        self._empty = self._colour()

    def start(self, command: Sequence[str], settle: float | None = None) -> _Started:
        """Start a program, wait for its first paint, and with `settle` look at its memory that many seconds later."""
        self._wait(shown=False)
        begun = time.perf_counter()
        with subprocess.Popen(command, env=_ENVIRONMENT, stdin=subprocess.DEVNULL) as process:
            try:
                seconds = self._wait(shown=True, process=process) - begun
                if settle is None:
                    return _Started(seconds, ())
                time.sleep(settle)
                return _Started(seconds, _resident_mib(process.pid))
            finally:
                process.terminate()

    def _wait(self, *, shown: bool, process: subprocess.Popen[bytes] | None = None) -> float:
        deadline = time.perf_counter() + PATIENCE
        while (self._colour() != self._empty) is not shown:
            if process is not None and process.poll() is not None:
                raise RuntimeError(f"{process.args!r} ended with exit code {process.returncode} before its window came")
            if time.perf_counter() > deadline:
                raise RuntimeError(f"no window {'came' if shown else 'went'} in {PATIENCE:.0f} s")
            time.sleep(0.001)
        return time.perf_counter()

    def _colour(self) -> int:
        shot = self._screen.grabWindow(0, self._middle.x(), self._middle.y(), 1, 1)
        return shot.toImage().pixel(0, 0)


def _resident_mib(process: int) -> tuple[float, ...]:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return ()
    return tuple(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))
