"""Sends consignments, each once, and brings what came of it into the draft."""

from __future__ import annotations

import contextlib
import copy
import logging
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.nodes import Consignment
from desktop_app.packing.tree import NotAllowed
from desktop_app.pro.errors import OutcomeUnknown
from desktop_app.services.outbox.submitter import Created, Submitter, Waiting
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.operation import Operation, Operations
from desktop_app.worker import Progress

_HANDED_OVER: Final = "handed over"
"""Stands for the journal's id until that is known, so that the consignment is locked from the first moment."""

_log = logging.getLogger(__name__)


class CreateController(QObject):
    """One call at a time for each consignment. Every signal carries the consignment's id.

    `started` and `ended` are about the call; between them comes one of `created` (with the reference), `queued` (it
    waits in the outbox), `unanswered` (looking again has not found it) and `failed` (with the error), or none where
    there is nothing to say. A refusal unlocks the consignment as it was; one of unknown outcome stays locked until
    looking has told.
    """

    started = Signal(str)
    ended = Signal(str)
    created = Signal(str, str)
    queued = Signal(str)
    unanswered = Signal(str)
    failed = Signal(str, object)

    def __init__(self, editor: DraftEditor, submitter: Submitter, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._submitter = submitter
        self._operations = operations
        self._under_way: dict[str, Operation] = {}
        self._looking: set[str] = set()

    def busy(self, consignment_id: str) -> bool:
        """Whether a call about the consignment is under way."""
        return consignment_id in self._under_way

    @property
    def any_busy(self) -> bool:
        """Whether any call is under way."""
        return bool(self._under_way)

    def create(self, consignment: Consignment) -> None:
        """Send a consignment, unless it was sent already."""
        if consignment.locked or self.busy(consignment.id):
            return
        sent, submitter, node_id = copy.deepcopy(consignment), self._submitter, consignment.id

        async def create(progress: Progress) -> Created | Waiting:
            return await submitter.create(sent, progress)

        self._lock(node_id, _HANDED_OVER)
        self._under_way[node_id] = self._operations.run(
            self,
            create,
            progress=partial(self._lock, node_id),
            done=partial(self._done, node_id),
            failed=partial(self._failed, node_id),
            finished=partial(self._finished, node_id),
            write=True,
            about=self.tr("Create the consignment"),
        )
        self.started.emit(node_id)

    def look_again(self, consignment_id: str) -> None:
        """Look whether an unanswered one was created."""
        consignment = self._editor.draft.find(consignment_id)
        if not isinstance(consignment, Consignment) or not consignment.submission or self.busy(consignment_id):
            return
        submitter = self._submitter

        async def look(_: Progress) -> Created | Waiting | None:
            # By its own id: what it carries may be the stand-in, if the program ended before the journal's id was told.
            return await submitter.look_again(consignment_id)

        self._looking.add(consignment_id)
        self._under_way[consignment_id] = self._operations.run(
            self,
            look,
            done=partial(self._done, consignment_id),
            failed=partial(self._failed, consignment_id),
            finished=partial(self._finished, consignment_id),
            about=self.tr("Look again"),
        )
        self.started.emit(consignment_id)

    def settle(self) -> None:
        """Show what the journal has learnt of those that were sent; nothing is asked of the service."""
        for consignment in self._editor.draft.consignments:
            if consignment.submission and not consignment.created and not self.busy(consignment.id):
                self._operations.run(
                    self,
                    partial(_told, self._submitter, consignment.id),
                    done=partial(self._settled, consignment.id),
                    failed=_not_told,
                )

    def _done(self, node_id: str, result: Created | Waiting | None) -> None:
        match result:
            case Created(reference=reference):
                self._editor.draft.change(node_id, created=reference)
                self._editor.history.clear()
                self.created.emit(node_id, reference)
            case Waiting(submission=submission):
                self._lock(node_id, submission)
                self._editor.history.clear()
                self.queued.emit(node_id)
            case None:
                self.unanswered.emit(node_id)

    def _settled(self, node_id: str, told: Created | Waiting | str) -> None:
        if self.busy(node_id) or isinstance(told, Waiting):
            return
        if isinstance(told, Created):
            # It may have been taken off the bench meanwhile.
            with contextlib.suppress(NotAllowed):
                self._done(node_id, told)
        else:
            self._lock(node_id, told)

    def _failed(self, node_id: str, error: BaseException) -> None:
        if isinstance(error, OutcomeUnknown):
            self._lock(node_id, error.submission)
            self._editor.history.clear()
        elif node_id not in self._looking or isinstance(error, KeyError):
            # Refused, never sent, or the journal never heard of it: in each case nothing was created.
            self._lock(node_id, "")
        if not isinstance(error, KeyError):
            self.failed.emit(node_id, error)

    def _finished(self, node_id: str) -> None:
        del self._under_way[node_id]
        self._looking.discard(node_id)
        self.ended.emit(node_id)

    def _lock(self, node_id: str, submission: object) -> None:
        # It may have been taken off the bench meanwhile.
        with contextlib.suppress(NotAllowed):
            self._editor.draft.change(node_id, submission=str(submission))


async def _told(submitter: Submitter, about: str, _progress: Progress) -> Created | Waiting | str:
    return submitter.told(about)


def _not_told(error: BaseException) -> None:
    # Asked again with the next news of the journal; the Outbox page tells that it cannot be read.
    _log.info("what became of a consignment could not be read: %s", type(error).__name__)
