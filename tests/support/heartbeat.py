"""A heartbeat in the GUI thread: a test in which the window stands still fails, and is told where it stood.

A timer beats every BEAT milliseconds while an event loop runs. A gap is what the GUI thread spent on a processor
between two beats, so that what it waited for one, which other processes had, is no gap; Python's own garbage
collection is taken off, since it goes through all that the tests have loaded. Only the loop counts, and what QTest
does in the test's name (a click, a key): what the test itself does between two loops is not the program's. On a
machine that is slow at the moment the limit is longer by as much: a short piece of work that is always the same tells.

`@pytest.mark.may_stall` says that a test stands still for good reason, `@pytest.mark.longest(seconds)` holds it to
another limit.
"""

from __future__ import annotations

import faulthandler
import gc
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from tests.support.noise import has_failed

BEAT: Final = 20
"""Milliseconds between two beats."""
LONGEST: Final = 0.1
"""Seconds that the GUI thread may work between two beats."""
WATCHED: Final = ("ui", "main", "hostile")
"""Folders of tests whose windows have a heart."""
_LOOKED: Final = 0.02
"""Seconds between two looks at a thread that is late."""
_WORK_TAKES: Final = 0.0016
"""Seconds of the processor that `_work` takes where nothing else runs, on a machine of the kind that CI has."""
_ACTIONS: Final = ("keyClick", "keyClicks", "mouseClick", "mouseDClick", "mousePress", "mouseRelease", "mouseMove")


class Watch:
    """Looks, from a thread of its own, where the GUI thread is when its beat is late."""

    def __init__(self) -> None:
        self._main = threading.main_thread().ident or 0
        self._busy = threading.Event()
        self._began = 0.0
        self._stack: list[str] = []
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the thread runs
        # Made anew if this one ends; it waits while no loop runs.
        threading.Thread(target=self._look, name="heartbeat", daemon=True).start()

    def begin(self) -> None:
        """Take what the thread does from now on as one piece."""
        self._stack = []
        self._began = time.perf_counter()
        self._busy.set()

    def end(self) -> list[str]:
        """Return where the thread was when it was late; nothing if it was not."""
        self._busy.clear()
        return self._stack

    def _look(self) -> None:
        while True:
            self._busy.wait()
            time.sleep(_LOOKED)
            began = self._began
            if not self._busy.is_set() or time.perf_counter() - began < LONGEST / 2:
                continue
            where = self._where_main_is()
            if began == self._began and self._busy.is_set():
                self._stack = where

    def _where_main_is(self) -> list[str]:
        """Return the GUI thread's stack, a line for each frame, the innermost first."""
        # Not sys._current_frames: to let go of a frame in this thread can destroy a widget in it, and Qt then crashes.
        self._file.seek(0)
        self._file.truncate()
        faulthandler.dump_traceback(self._file, all_threads=True)
        self._file.seek(0)
        for thread in self._file.read().decode().split("\n\n"):
            title, _, frames = thread.partition("\n")
            if f"0x{self._main:016x} " in title:
                return frames.splitlines()
        return []


class Work:
    """Measures what this thread spends on a processor, Python's own garbage collection taken off, in seconds."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._worked = 0.0
        self._collecting = 0.0
        self._collected = 0.0

    def start(self) -> None:
        """Begin to notice the garbage collection."""
        gc.callbacks.append(self._collects)

    def stop(self) -> None:
        """Notice it no more."""
        gc.callbacks.remove(self._collects)

    def begin(self) -> None:
        """Measure from here."""
        self._collected = 0.0
        self._worked = time.thread_time()

    def done(self) -> float:
        """Return how much was done since `begin`."""
        return time.thread_time() - self._worked - self._collected

    def _collects(self, phase: str, _info: dict[str, int]) -> None:
        if threading.get_ident() == self._thread:
            now = time.thread_time()
            if phase == "start":
                self._collecting = now
            else:
                self._collected += now - self._collecting


class Heart:
    """Times what the GUI thread does between two beats. `stalls`: how long, in seconds, and where."""

    def __init__(self, watch: Watch, core: Any, longest: float = LONGEST) -> None:
        self._watch = watch
        self._longest = longest
        self._depth = 0
        self._work = Work()
        self.stalls: list[tuple[float, list[str]]] = []
        self._timer = core.QTimer(interval=BEAT, timerType=core.Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def piece(self) -> Iterator[None]:
        """Watch what is done within: a loop, whose beats part it, or one action."""
        self._depth += 1
        if self._depth > 1:
            yield
            self._depth -= 1
            return
        self._timer.start()
        self._begin()
        try:
            yield
        finally:
            self._depth -= 1
            self._finish()
            self._timer.stop()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self._work.stop()

    def start(self) -> None:
        """Be ready to beat."""
        self._work.start()

    def _beat(self) -> None:
        if self._depth:
            self._finish()
            self._begin()

    def _begin(self) -> None:
        self._work.begin()
        self._watch.begin()

    def _finish(self) -> None:
        worked = self._work.done()
        where = self._watch.end()
        if worked > self._longest and worked > self._longest * slowness():
            self.stalls.append((worked, where))


def slowness() -> float:
    """Return how many times as long as usual this machine takes for the same work at the moment, at least 1."""
    begun = time.thread_time()
    _work()
    return max((time.thread_time() - begun) / _WORK_TAKES, 1.0)


def _work() -> None:
    words = [str(number) for number in range(20_000)]
    sorted(words)


@pytest.fixture(autouse=True)
def _heartbeat(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    watched = request.node.path.relative_to(request.config.rootpath).parts[1:2]
    may_stall = request.node.get_closest_marker("may_stall") is not None
    if not watched or watched[0] not in WATCHED or may_stall or "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    limit = request.node.get_closest_marker("longest")
    longest = LONGEST if limit is None else float(limit.args[0])
    heart = Heart(request.config.stash[_WATCH], sys.modules["PySide6.QtCore"], longest)
    heart.start()
    _put_into_loops(heart, monkeypatch)
    yield
    heart.stop()
    if heart.stalls and not has_failed(request.node):
        longest, where = max(heart.stalls, key=lambda stall: stall[0])
        stood = "\n".join(where[:12]) or "  not seen: it held the interpreter, and ended before it could be looked at"
        pytest.fail(
            f"{request.node.name}: the window stood still for {longest * 1000:.0f} ms of work; last seen at\n{stood}",
            pytrace=False,
        )


def _put_into_loops(heart: Heart, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each loop that a test runs, and each action in its name, watched."""
    from PySide6.QtCore import QCoreApplication, QEventLoop
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            with heart.piece():
                return original(*arguments, **named)

        return run

    monkeypatch.setattr(QEventLoop, "exec", watched(QEventLoop.exec))
    process = watched(QCoreApplication.processEvents)
    for application in (QCoreApplication, QApplication):
        monkeypatch.setattr(application, "processEvents", staticmethod(process))
    for name in (*_ACTIONS, "qWait"):
        monkeypatch.setattr(QTest, name, staticmethod(watched(getattr(QTest, name))))


_WATCH: Final = pytest.StashKey[Watch]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the thread before any test, since one that a test makes is that test's leak."""
    config.addinivalue_line("markers", "may_stall: the window may stand still in this test")
    config.addinivalue_line("markers", "longest(seconds): how long the window may work between two beats in this test")
    config.stash[_WATCH] = Watch()
