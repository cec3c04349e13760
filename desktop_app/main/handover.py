"""Hears what later starts on the same data hand over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.worker import Progress

_POLL: Final = 1000
"""Milliseconds between two looks where the system cannot tell of changes, as on some network drives."""


class Handover(QObject):
    """`asked` carries the paths to open (a list of Path, empty: only to come to the front)."""

    asked = Signal(object)

    def __init__(self, folder: Path, operations: Operations, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._operations = operations
        self._notifier = notifier
        self._watcher: QFileSystemWatcher | None = None
        self._resting = False

    def listen(self) -> None:
        """Hear what is asked for from now on, and what was asked for while the program started."""
        folder = self._folder

        async def make(_progress: Progress) -> None:
            from desktop_app.store.private import make_private_folder

            make_private_folder(folder)

        # Writes, here and below: opening another environment stops what is being read. Without the folder nothing can
        # be handed over; a second start then says that the program does not answer.
        self._operations.run(self, make, done=lambda _none: self._watch(), failed=lambda _error: None, write=True)

    def rest(self) -> None:
        """Hear nothing more. Its watcher goes now, in its own thread: Qt lets no other one put it away."""
        self._resting = True
        if self._watcher is not None:
            shiboken6.delete(self._watcher)
            self._watcher = None

    def _watch(self) -> None:
        if self._resting:
            return
        self._watcher = QFileSystemWatcher(self)
        if not self._watcher.addPath(str(self._folder)):
            again = QTimer(self._watcher, interval=_POLL)
            again.timeout.connect(self._look)
            again.start()
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        folder = self._folder

        async def take(_progress: Progress) -> list[Path | None]:
            from desktop_app.store.handover import take

            return take(folder)

        self._operations.run(self, take, done=self._tell, failed=self._notifier.bug, write=True)

    def _tell(self, asked: list[Path | None]) -> None:
        if asked:
            self.asked.emit([path for path in asked if path is not None])
