"""Keeps the draft: a moment after each change it is on its way to the disk, and until that worked it says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop_app.packing.draft import Draft
from desktop_app.packing.saved import snapshot, to_data
from desktop_app.packing.tree import Notice
from desktop_app.services.bench import Bench
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Task, Worker

DELAY: Final = 300
"""Milliseconds from a change to the save that holds it; those in between go along."""


class DraftKeeper(QObject):
    """Saves what the draft is, one save at a time, the latest last. A failure stays on the screen until one works."""

    def __init__(
        self,
        draft: Draft,
        bench: Bench,
        worker: Worker,
        notifier: Notifier,
        place: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._bench = bench
        self._worker = worker
        self._notifier = notifier
        self._place = place
        self._changed = False
        self._failed = False
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._save)
        self._stop: Callable[[], None] = draft.listen(self._hear)

    @property
    def clean(self) -> bool:
        """Whether everything is on the disk."""
        return not self._changed and self._task is None

    @property
    def failing(self) -> bool:
        """Whether the last save that was tried did not work."""
        return self._failed

    def flush(self) -> Task | None:
        """Save now what is not saved yet; returns the save that holds it, None if nothing was left to save."""
        self._timer.stop()
        if self._changed:
            self._send()
        return self._task

    def dispose(self) -> None:
        """Hear no more of the draft and of saves under way, which go on."""
        self._stop()
        self._stop = lambda: None
        self._timer.stop()
        if self._task is not None:
            self._task.done.disconnect(self._saved)
            self._task.failed.disconnect(self._not_saved)
            self._task.finished.disconnect(self._next)
            self._task = None

    def _hear(self, _notice: Notice) -> None:
        self._changed = True
        if not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        # One that is under way is followed by the next: `_next` looks whether something has changed since.
        if self._task is None and self._changed:
            self._send()

    def _send(self) -> None:
        # Written out in the worker: two hundred packages take it longer than a hand would wait.
        kept = snapshot(self._draft)
        self._changed = False
        bench = self._bench
        task = self._worker.submit(lambda _progress: bench.save(to_data(kept)), write=True)
        task.done.connect(self._saved)
        task.failed.connect(self._not_saved)
        task.finished.connect(self._next)
        self._task = task

    def _saved(self, _result: object) -> None:
        if self._failed:
            self._failed = False
            self._place.clear()

    def _not_saved(self, error: BaseException) -> None:
        self._failed = True
        self._changed = True
        self._notifier.report(error, self.tr("Keep what is on the bench"), self._place, self._again)

    def _again(self) -> None:
        if self._task is None:
            self._send()

    def _next(self) -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        if self._changed and not self._failed and not self._timer.isActive():
            self._timer.start()
