"""The demo on a socket in a process of its own, and the whole program in this one, at work with it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop_app.main.lean import read_no_sources
from desktop_app.pro.environments import DEMO_KEY, Environment, custom
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.consignments.page import ConsignmentsPage
from desktop_app.ui.tables.grid import Grid
from tests.support.waiting import until

PATIENCE = 60.0
"""Seconds that anything here may take before the benchmark is given up."""

Found = TypeVar("Found", bound=QObject)


@contextmanager
def demo(latency_ms: int) -> Iterator[str]:
    """Serve a fresh demo and yield its address."""
    command = [sys.executable, "-P", "-m", "desktop_app.demo", "--latency", str(latency_ms)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line.startswith("listening on "):
                raise RuntimeError("the demo did not start")
            yield line.split()[-1]
        finally:
            process.terminate()


@contextmanager
def consignments_page(url: str) -> Iterator[ConsignmentsPage]:
    """Yield the Consignments page of the program, its window on the screen, its first rows there."""
    read_no_sources()
    from desktop_app.main.program import Program

    environment = custom(url)
    with tempfile.TemporaryDirectory(prefix="desk-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        program = Program(folder, _keys(environment), SettingsFile(folder / "settings.json"), Settings())
        program.start(environment)
        try:
            until(lambda: program.window.current_page() != "")
            program.window.show_page("consignments")
            page = part(program.window, ConsignmentsPage)
            until(lambda: part(page, Grid).model().rowCount() > 0)
            yield page
        finally:
            program.window.close()
            until(lambda: not program.window.isVisible())


def part(whole: QObject, kind: type[Found], name: str = "") -> Found:
    """Return the part of that kind and name."""
    found = whole.findChild(kind, name) if name else whole.findChild(kind)
    assert found is not None, f"{whole.objectName()} has no {kind.__name__} {name}"
    return found


def _keys(environment: Environment) -> SessionSecrets:
    keys = SessionSecrets()
    keys.set(environment.slot, DEMO_KEY)
    return keys
