"""Nothing stays behind: a thread, a running timer or a window that outlives the test that made it fails that test.

Qt is looked at only where it is loaded already. What fixtures of a wider scope hold was there before, and may stay.
"""

import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.support.noise import has_failed

PATIENCE = 1.0
"""Seconds that a thread which was told to end gets for it."""

Watch = Callable[[float], list[str]]
"""Returns what was left behind, having waited so many seconds for what may still be ending."""


@pytest.fixture(autouse=True)
def _nothing_stays_behind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    watches: list[Watch] = [_watch_threads()]
    if (core := sys.modules.get("PySide6.QtCore")) and (widgets := sys.modules.get("PySide6.QtWidgets")):
        watches += [_watch_qthreads(core, monkeypatch), _watch_timers(core, monkeypatch), _watch_windows(core, widgets)]
    yield
    if has_failed(request.node):  # its traceback holds on to everything
        return
    left = [name for watch in watches for name in watch(PATIENCE)]
    if left:
        gc.collect()  # only now: it is slow, and most tests leave nothing in a cycle
        left = [name for watch in watches for name in watch(0)]
    if left:
        pytest.fail(f"{request.node.name} left behind: {'; '.join(left)}", pytrace=False)


def _watch_threads() -> Watch:
    before = set(threading.enumerate())

    def left(patience: float) -> list[str]:
        new = [thread for thread in threading.enumerate() if thread not in before and not _is_held(thread)]
        deadline = time.monotonic() + patience
        for thread in new:
            thread.join(max(0.0, deadline - time.monotonic()))
        return [f"thread {thread.name!r}" for thread in new if thread.is_alive()]

    return left


def _is_held(thread: threading.Thread) -> bool:
    """Say whether a thread is no one's to end: a stand-in for one of Qt's, or the helper of a running event loop."""
    # A stand-in stays listed after its thread has ended. AnyIO's helpers end with their loop, whose thread is watched.
    loop = getattr(thread, "loop", None)
    return isinstance(thread, threading._DummyThread) or (loop is not None and loop.is_running())


def _watch_qthreads(core: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Watch:
    started = _record_calls(core.QThread, "start", monkeypatch)

    def left(patience: float) -> list[str]:
        running = [thread for thread in _alive(started) if thread.isRunning()]
        return [f"QThread {_name(thread)}" for thread in running if not thread.wait(int(patience * 1000))]

    return left


def _watch_timers(core: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Watch:
    started = _record_calls(core.QTimer, "start", monkeypatch)

    def left(_patience: float) -> list[str]:
        _delete_what_waits_for_it(core)
        return [
            f"QTimer {_name(timer)} of {_name(timer.parent())}, every {timer.interval()} ms"
            for timer in _alive(started)
            if timer.isActive()
        ]

    return left


def _watch_windows(core: ModuleType, widgets: ModuleType) -> Watch:
    import shiboken6

    def windows() -> dict[tuple[int, ...], Any]:
        application = widgets.QApplication.instance()
        if not isinstance(application, widgets.QApplication):
            return {}
        # What has a parent goes with it, and the one tool tip belongs to Qt.
        return {
            shiboken6.getCppPointer(widget): widget
            for widget in application.topLevelWidgets()
            if widget.parentWidget() is None and widget.metaObject().className() != "QTipLabel"
        }

    before = set(windows())

    def left(_patience: float) -> list[str]:
        _delete_what_waits_for_it(core)
        return [
            f"window {_name(widget)} “{widget.windowTitle()}”"
            for pointer, widget in windows().items()
            if pointer not in before
        ]

    return left


def _record_calls(owner: type, method: str, monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[Any]]:
    """Have each object on which `method` is called noted (weakly: to be watched must not keep it alive)."""
    called: list[weakref.ref[Any]] = []
    original = getattr(owner, method)

    def recording(self: Any, *args: Any) -> Any:
        called.append(weakref.ref(self))
        return original(self, *args)

    monkeypatch.setattr(owner, method, recording)
    return called


def _alive(references: list[weakref.ref[Any]]) -> list[Any]:
    """Return the objects, each once, that exist in Python and in Qt."""
    import shiboken6

    objects = {id(found): found for reference in references if (found := reference()) is not None}
    return [found for found in objects.values() if shiboken6.isValid(found)]


def _delete_what_waits_for_it(core: ModuleType) -> None:
    if core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def _name(thing: Any) -> str:
    if thing is None:
        return "nothing"
    name = thing.objectName()
    return f"{type(thing).__name__} {name!r}" if name else type(thing).__name__
