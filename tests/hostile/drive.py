"""The real window against hostile ways, one after the other; a line of JSON tells what was seen of each.

Run as a program of its own, `python -m tests.hostile.drive PORT FOLDER WAY…`, so that its memory is its own.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QToolButton, QWidget

from desktop_app.main.pages import BUILD, CONSIGNMENTS
from desktop_app.main.program import Program
from desktop_app.main.start import log_handler
from desktop_app.pro.environments import Environment, custom
from desktop_app.pro.models import Consignment
from desktop_app.store.secrets import SessionSecrets
from desktop_app.store.settings import Settings, SettingsFile
from desktop_app.ui.about.crash_dialog import CrashDialog
from desktop_app.ui.detail.label_pages import LabelPages
from desktop_app.ui.self_test.hand import Hand
from desktop_app.ui.tables.states import TableState, TableStates
from desktop_app.ui.widgets.slow_notice import SlowNotice
from tests.hostile.service import CONSIGNMENT, CREATE, KEY, LABEL, WAYS
from tests.support.heartbeat import LONGEST, Watch, Work, slowness

READ_SECONDS: Final = 2.0
SLOW_AFTER: Final = 700
"""Milliseconds."""
BEAT: Final = 20


class Heartbeat:
    """Measures the most that the GUI thread did between two beats, and the longest time between them, in milliseconds.

    `stack`: where it was when it did most. On a machine that is slow at the moment what it did is less by as much.
    """

    def __init__(self) -> None:
        self.most, self.longest, self.stack = 0.0, 0.0, ""
        self._last = time.monotonic()
        # Not faulthandler's own timer: it reads the frames of a thread that runs meanwhile, and crashes now and then.
        self._watch = Watch()
        self._work = Work()
        self._work.start()
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        """Forget what was."""
        self.most, self.longest, self.stack = 0.0, 0.0, ""
        self._begin()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Leave out what is done meanwhile: pages are made."""
        self._timer.stop()
        yield
        self._begin()
        self._timer.start()

    def finish(self) -> None:
        """Count what was done since the last beat."""
        self._beat()

    def _begin(self) -> None:
        self._last = time.monotonic()
        self._work.begin()
        self._watch.begin()

    def _beat(self) -> None:
        worked, gap = self._work.done() * 1000, (time.monotonic() - self._last) * 1000 - BEAT
        where = self._watch.end()
        self.longest = max(self.longest, gap)
        if worked > self.most and (worked < LONGEST * 500 or (worked := worked / slowness()) > self.most):
            self.most, self.stack = worked, "\n".join(where)[-2000:]
        self._begin()


class Driver:
    """Works the window as a person would, and notes what is on it."""

    def __init__(self, folder: Path) -> None:
        logger = logging.getLogger()
        logger.setLevel(logging.DEBUG)
        logger.addHandler(log_handler(folder / "log"))
        file = SettingsFile(folder / "settings.json")
        self.keyring = SessionSecrets()
        self.program = Program(folder, self.keyring, file, Settings())
        self.program._opener.limit_reads(READ_SECONDS)
        waits = self.program._operations._waits
        assert waits is not None
        waits.after = SLOW_AFTER
        self.heart = Heartbeat()
        self.hand = Hand(self.program.window, patience=8)
        self.said: list[str] = []
        self.page: QWidget | None = None

    def texts(self) -> str:
        """Return all that is readable in the window, labels of pages too."""
        labels = [label.text() for label in self.program.window.findChildren(QLabel) if label.isVisible()]
        for view in self.program.window.findChildren(LabelPages):
            if view.isVisible():
                labels += [f"{view.page(row).caption} {view.page(row).problem}" for row in range(min(view.count, 2010))]
        for grid in self.program.window.findChildren(QTableView):
            if grid.isVisible():
                labels += [str(grid.model().index(row, 0).data()) for row in range(min(grid.model().rowCount(), 5))]
        return "\n".join(labels)

    def note(self) -> None:
        """Keep what is on the window now."""
        self.said.append(self.texts())

    def open(self, environment: Environment) -> None:
        """Open the hostile environment."""
        self.keyring.set(environment.slot, KEY)
        with self.heart.paused():
            self.program._open(environment)
            self.hand.wait("the pages", lambda: self.program.window.current_page() != "")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def search(self) -> bool:
        """Look at the consignments; return whether there are rows."""
        with self.heart.paused():
            page = self.page = self.program.window.show_page(CONSIGNMENTS)
        states = self.hand.see(TableStates, "table_states", page)
        self.hand.wait("an answer or none", lambda: states.state is not TableState.LOADING)
        self.note()
        return states.state is TableState.ROWS

    def detail(self) -> None:
        """Open the first consignment."""
        grid = self.hand.see(QTableView, "consignment_grid", self.page)
        self.hand.click_row(grid, grid.model().index(0, 0))
        self.hand.wait("its details, or why not", self._read)
        self.note()

    def _read(self) -> bool:
        """Say whether the details are here, or why not."""
        there = self.hand.all(QWidget, "detail_tabs", self.page) or self.hand.all(QWidget, "detail_missed", self.page)
        return bool(there)

    def labels(self) -> None:
        """Show its label, in every size, and go back."""
        self.hand.click(self.hand.see(QToolButton, "action_labels", self.page))
        view = self.hand.see(QWidget, "labels_view", self.page)
        self.hand.wait("what came", lambda: view._set.complete or view._fetching is None)  # type: ignore[attr-defined]
        pages = self.hand.see(LabelPages, "label_pages", self.page)
        pages.viewport().repaint()
        self.hand.wait("the pages in view", lambda: pages.next_wanted() is None and view._drawer._drawing is None)  # type: ignore[attr-defined]
        self.note()
        if pages.count:
            for row in (pages.count // 2, pages.count - 1):
                pages.scrollTo(pages.model().index(row, 0))
                QApplication.processEvents()
                self.hand.wait("further pages", lambda: pages.next_wanted() is None)
            saving = self.hand.see(QToolButton, "label_save", self.page)
            self.hand.wait("Save", saving.isEnabled)
        self.hand.click(self.hand.see(QPushButton, "labels_back", self.page))

    def create(self) -> None:
        """Create a consignment, and stop waiting when that is offered."""
        with self.heart.paused():
            page: Any = self.program.window.show_page(BUILD)
        page.duplicate(Consignment.model_validate(CONSIGNMENT))
        self.hand.click(self.hand.see(QPushButton, "create_button", page))

        def ended() -> bool:
            for notice in self.hand.all(SlowNotice, "slow_notice"):
                self.said.append(notice.text)
                self.hand.click(self.hand.see(QPushButton, "slow_stop", notice))
            return not page.busy

        self.hand.wait("the end of it", ended)
        self.note()

    def face(self, port: int, name: str) -> dict[str, Any]:
        """Go through the main job in one hostile way; return what was seen."""
        way = WAYS[name]
        self.said.clear()
        self.open(custom(f"http://127.0.0.1:{port}/{name}"))
        if self.search():
            self.detail()
            if way.where == LABEL:
                self.labels()
        if way.where == CREATE:
            self.create()
        crash = [box.report for box in QApplication.topLevelWidgets() if isinstance(box, CrashDialog)]
        return {"said": "\n".join(self.said), "crash": crash}


def memory(what: str = "VmRSS") -> float:
    """Return the memory of this process, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(what))


def forget_peak() -> None:
    """Have the peak of memory begin from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def main(port: int, folder: Path, names: list[str]) -> None:
    """Drive, and tell."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    driver = Driver(folder)
    driver.program.start(custom(f"http://127.0.0.1:{port}/{names[0]}"))
    driver.hand.wait("the pages", lambda: driver.program.window.current_page() != "")
    driver.program.window.show_page(CONSIGNMENTS)
    heart = driver.heart
    # What is loaded once is loaded before the first is measured.
    driver.open(custom(f"http://127.0.0.1:{port}/sane"))
    driver.search()
    driver.detail()
    driver.labels()
    driver.create()
    empty = memory()
    for name in names:
        forget_peak()
        heart.reset()
        begun = time.monotonic()
        try:
            seen = driver.face(port, name)
        except Exception as error:  # noqa: BLE001 - told, and the next one is tried
            seen = {"said": driver.texts(), "crash": [f"{type(error).__name__}: {error}"]}
            # What its frames hold belongs to this thread, and another one may collect it.
            traceback.clear_frames(error.__traceback__)
        heart.finish()
        seen |= {
            "way": name,
            "seconds": time.monotonic() - begun,
            "peak": memory("VmHWM") - empty,
            "work": heart.most,
            "gap": heart.longest,
            "stack": heart.stack,
        }
        print(json.dumps(seen), flush=True)
    driver.program.window.close()
    driver.hand.wait("the end", lambda: not driver.program.window.isVisible())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
