"""Sends consignments from the bench, each once, and brings what came of it into the draft."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.nodes import Consignment
from desktop_app.packing.tree import NotAllowed
from desktop_app.pro.errors import OutcomeUnknown
from desktop_app.services.outbox.submitter import Created, Submitter, Waiting
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.frame import ConsignmentFrame
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.theme import Role
from desktop_app.worker import Progress, Task, Worker

_HANDED_OVER: Final = "handed over"
"""Stands for the journal's id until that is known, so that the consignment is locked from the first moment."""


class Creator(QObject):
    """One Task for each consignment on its way; `changed` carries the consignment's id.

    A refusal unlocks it as it was. An unknown outcome keeps it locked until looking has told.
    """

    changed = Signal(str)
    created = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        worker: Worker,
        submitter: Submitter,
        notifier: Notifier,
        frame_of: Callable[[str], ConsignmentFrame | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worker = worker
        self._submitter = submitter
        self._notifier = notifier
        self._frame_of = frame_of
        self._tasks: dict[str, Task] = {}
        self._looking: set[str] = set()
        self._disposed = False

    def busy(self, consignment_id: str) -> bool:
        """Whether a call about the consignment is under way."""
        return consignment_id in self._tasks

    @property
    def any_busy(self) -> bool:
        """Whether any call is under way."""
        return bool(self._tasks)

    def create(self, consignment: Consignment) -> None:
        """Send a consignment, unless it was sent already."""
        if consignment.locked or self.busy(consignment.id):
            return
        sent = copy.deepcopy(consignment)
        submitter = self._submitter
        self._lock(consignment.id, _HANDED_OVER)
        task = self._worker.submit(lambda progress: submitter.create(sent, progress), write=True)
        task.progress.connect(partial(self._hear, self._lock, consignment.id))
        self._follow(consignment.id, task)

    def look_again(self, consignment_id: str) -> None:
        """Look whether an unanswered one was created."""
        consignment = self._desk.draft.find(consignment_id)
        if not isinstance(consignment, Consignment) or not consignment.submission or self.busy(consignment_id):
            return
        # By its own id: what it carries may be the stand-in, if the program ended before the journal's id was told.
        submitter, about = self._submitter, consignment.id
        task = self._worker.submit(lambda _progress: submitter.look_again(about))
        self._looking.add(consignment.id)
        self._follow(consignment.id, task)

    def settle(self) -> None:
        """Show what the journal has learnt of those that were sent; nothing is asked of the service."""
        for consignment in self._desk.draft.consignments:
            if consignment.submission and not consignment.created and not self.busy(consignment.id):
                told = self._worker.submit(partial(_told, self._submitter, consignment.id))
                told.done.connect(partial(self._hear, self._settled, consignment.id))

    def dispose(self) -> None:
        """Hear no more of what is on its way; that goes on, and the journal knows of it."""
        self._disposed = True

    def _follow(self, node_id: str, task: Task) -> None:
        self._tasks[node_id] = task
        if (frame := self._frame_of(node_id)) is not None:
            frame.message.clear()
        task.done.connect(partial(self._hear, self._done, node_id))
        task.failed.connect(partial(self._hear, self._failed, node_id))
        task.finished.connect(partial(self._hear, self._finished, node_id))
        self.changed.emit(node_id)

    def _hear(self, slot: Callable[..., None], node_id: str, *news: object) -> None:
        if not self._disposed:
            slot(node_id, *news)

    def _done(self, node_id: str, result: object) -> None:
        if isinstance(result, Created):
            self._desk.draft.change(node_id, created=result.reference)
            self._desk.history.clear()
            self.created.emit(node_id, result.reference)
            return
        frame = self._frame_of(node_id)
        if isinstance(result, Waiting):
            self._lock(node_id, result.submission)
            self._desk.history.clear()
            if frame is not None:
                frame.message.show_note(
                    self.tr("It waits in the Outbox."),
                    self.tr("SortedPRO could not be reached. It goes out when the network is back."),
                    role=Role.MOVING,
                )
        elif frame is not None:
            frame.message.show_note(
                self.tr("Still not known."),
                self.tr("The service may be slow to list what is new: look again in a minute."),
            )

    def _settled(self, node_id: str, told: object) -> None:
        if self.busy(node_id) or isinstance(told, Waiting):
            return
        if isinstance(told, Created):
            if (frame := self._frame_of(node_id)) is not None:
                frame.message.clear()
            with contextlib.suppress(NotAllowed):
                self._done(node_id, told)
        else:
            self._lock(node_id, told)

    def _failed(self, node_id: str, error: BaseException) -> None:
        if isinstance(error, OutcomeUnknown):
            self._lock(node_id, error.submission)
            self._desk.history.clear()
        elif node_id not in self._looking or isinstance(error, KeyError):
            # Refused, never sent, or the journal never heard of it: in each case nothing was created.
            self._lock(node_id, "")
        frame = self._frame_of(node_id)
        if frame is not None and not isinstance(error, KeyError):
            self._notifier.report(error, self.tr("Create the consignment"), frame.message)

    def _finished(self, node_id: str) -> None:
        self._tasks.pop(node_id, None)
        self._looking.discard(node_id)
        self.changed.emit(node_id)

    def _lock(self, node_id: str, submission: object) -> None:
        try:
            self._desk.draft.change(node_id, submission=str(submission))
        except NotAllowed:
            # It was taken off the bench meanwhile.
            return


async def _told(submitter: Submitter, about: str, _progress: Progress) -> Created | Waiting | str:
    return submitter.told(about)
