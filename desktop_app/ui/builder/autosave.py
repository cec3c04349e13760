"""Saves the draft a moment after each change, and what is not saved yet when the page goes, then."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop_app.packing.draft import Draft
from desktop_app.packing.saved import snapshot, to_data
from desktop_app.services.bench import Bench
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.operation import Operation, Operations
from desktop_app.worker import Progress, Stopped

DELAY: Final = 300
"""Milliseconds from a change to the save that holds it; those in between go along."""
RETRIES: Final = (1_000, 2_000, 5_000, 10_000, 30_000)
"""Milliseconds before each new try after a save that failed; the last one again and again."""

_log = logging.getLogger(__name__)

Done = Callable[[], None]
Failed = Callable[[BaseException], None]


@dataclass(slots=True)
class _Unsaved:
    """What is still to be saved, and who waits for it. No QObject: it is there when the Autosave is not."""

    draft: Draft
    bench: Bench
    changed: bool = False
    waiting: list[tuple[Done, Failed]] = field(default_factory=list)

    def run(self, operations: Operations, owner: QObject, done: Done, failed: Failed) -> Operation:
        """Save the draft as it is now."""
        # Written out in the worker: two hundred packages take it longer than a hand would wait.
        kept, bench = snapshot(self.draft), self.bench

        async def save(_: Progress) -> None:
            await bench.save(to_data(kept))

        self.changed = False
        return operations.run(owner, save, done=lambda _: done(), failed=failed, write=True)

    def tell_done(self) -> None:
        waiting, self.waiting = self.waiting, []
        for done, _ in waiting:
            done()

    def tell_failed(self, error: BaseException) -> None:
        waiting, self.waiting = self.waiting, []
        for _, failed in waiting:
            failed(error)

    def finish(self, operations: Operations) -> None:
        """Save what is left for who has gone; the worker lets a write end."""
        program = QCoreApplication.instance()
        if program is None or not (self.changed or self.waiting):
            return
        # A program that has stopped its worker saved before, or was told to go on without.
        with contextlib.suppress(Stopped):
            self.run(operations, program, self.tell_done, self._lost)

    def _lost(self, error: BaseException) -> None:
        _log.error("the last edits could not be saved: %s", type(error).__name__)
        self.tell_failed(error)


class Autosave(QObject):
    """Saves what the draft is, one save at a time, the latest last.

    `failed(error)`: a save did not work; that is so until `saved`. It is tried again with the next change, with
    `retry`, and by itself, more and more rarely; that it fails again for the same reason is not told again.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(self, editor: DraftEditor, bench: Bench, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._unsaved = unsaved = _Unsaved(editor.draft, bench)
        self._failing = False
        self._told: type[BaseException] | None = None
        self._tries = 0
        self._latest: Operation | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.save)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._try_again)
        editor.noticed.connect(self._note)
        self.destroyed.connect(lambda: unsaved.finish(operations))

    @property
    def clean(self) -> bool:
        """Whether everything is on the disk."""
        return not self._unsaved.changed and self._latest is None

    @property
    def failing(self) -> bool:
        """Whether the last save that was tried did not work."""
        return self._failing

    def save(self) -> None:
        """Save what has changed, unless a save is under way: that one is followed by the next."""
        if self._latest is None and self._unsaved.changed:
            self._send()

    def retry(self) -> None:
        """Save again what could not be saved."""
        self._told = None
        self._try_again()

    def flush(self, done: Done, failed: Failed) -> None:
        """Save now what is not saved yet; then `done()`, at once if nothing is left to save, or `failed(error)`.

        One of them comes even if this object goes meanwhile.
        """
        self._timer.stop()
        if self._unsaved.changed:
            self._send()
        if self._latest is None:
            done()
        else:
            self._unsaved.waiting.append((done, failed))

    def _try_again(self) -> None:
        if self._latest is None:
            self._send()

    def _note(self) -> None:
        self._unsaved.changed = True
        if not self._timer.isActive():
            self._timer.start()

    def _send(self) -> None:
        def done() -> None:
            if self._failing:
                self._failing, self._told, self._tries = False, None, 0
                self._again.stop()
                self.saved.emit()
            if self._ended(operation):
                self._unsaved.tell_done()

        def failed(error: BaseException) -> None:
            self._failing = self._unsaved.changed = True
            if self._told is not type(error):
                self._told = type(error)
                self.failed.emit(error)
            self._again.start(RETRIES[min(self._tries, len(RETRIES) - 1)])
            self._tries += 1
            if self._ended(operation):
                self._unsaved.tell_failed(error)

        operation = self._latest = self._unsaved.run(self._operations, self, done, failed)

    def _ended(self, operation: Operation) -> bool:
        """Go on after a save; says whether it was the latest."""
        if operation is not self._latest:
            return False
        self._latest = None
        if self._unsaved.changed and not self._failing and not self._timer.isActive():
            self._timer.start()
        return True
