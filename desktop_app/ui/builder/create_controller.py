"""Sends consignments, each once, and brings what came of it into the draft."""

from __future__ import annotations

import contextlib
import copy
import logging
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_app.packing.draft import new_id
from desktop_app.packing.nodes import NOT_COMPARED, Consignment
from desktop_app.packing.saved import snapshot
from desktop_app.packing.tree import NotAllowed
from desktop_app.pro.errors import NoKey, OutcomeUnknown, ProError
from desktop_app.services.bench import Bench
from desktop_app.services.outbox.submitter import Created, NotInJournal, Submitter, Waiting
from desktop_app.store.errors import StoreFailed
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.operation import Operation, Operations
from desktop_app.worker import Progress

_log = logging.getLogger(__name__)


class CreateController(QObject):
    """One call at a time for each consignment. Every signal carries the consignment's id.

    `started` and `ended` are about the call; between them comes one of `created` (with the reference),
    `earlier_created` (with the reference of what was created out of an earlier version), `queued` (it waits in the
    outbox; False: an earlier version does), `unanswered` (looking again has not found it), `failed` and `look_failed`
    (with the error), or none where there is nothing to say. A refusal unlocks the consignment as it was; one of unknown
    outcome stays locked until looking has told, and a look that fails tells nothing.
    """

    started = Signal(str)
    ended = Signal(str)
    created = Signal(str, str)
    earlier_created = Signal(str, str)
    queued = Signal(str, bool)
    unanswered = Signal(str)
    failed = Signal(str, object)
    look_failed = Signal(str, object)

    def __init__(
        self, editor: DraftEditor, bench: Bench, submitter: Submitter, operations: Operations, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._bench = bench
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
        node_id = consignment.id
        self._lock(node_id, NOT_COMPARED)
        sent, bench, draft = copy.deepcopy(consignment), self._bench, snapshot(self._editor.draft)

        async def create(progress: Progress) -> Created | Waiting:
            return await bench.create(sent, draft, progress)

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
        submitter, held = self._submitter, copy.deepcopy(consignment)

        async def look(_: Progress) -> Created | Waiting | None:
            # By its own id: what it carries may be the stand-in, if the program ended before the journal's id was told.
            return await submitter.look_again(held.subject, held)

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
                    partial(_told, self._submitter, copy.deepcopy(consignment)),
                    done=partial(self._settled, consignment.id),
                    failed=_not_told,
                )

    def _done(self, node_id: str, result: Created | Waiting | None) -> None:
        match result:
            case Created(reference=reference, same=True):
                self._change(node_id, created=reference)
                self._editor.history.clear()
                self.created.emit(node_id, reference)
            case Created(reference=reference):
                # What is here was never sent: it is another consignment from now on.
                self._change(node_id, submission="", earlier=reference, sent_as=new_id())
                self._editor.history.clear()
                self.earlier_created.emit(node_id, reference)
            case Waiting(submission=submission, same=same):
                if same:
                    self._lock(node_id, submission)
                self._editor.history.clear()
                self.queued.emit(node_id, same)
            case None:
                self.unanswered.emit(node_id)

    def _settled(self, node_id: str, told: Created | Waiting | str) -> None:
        if self.busy(node_id):
            return
        if isinstance(told, Created):
            self._done(node_id, told)
        elif told == "":
            self._lock(node_id, "")

    def _failed(self, node_id: str, error: BaseException) -> None:
        if node_id in self._looking:
            if isinstance(error, NotInJournal):
                # The journal never heard of it, or knows that it was refused: nothing was created.
                self._lock(node_id, "")
            else:
                self.look_failed.emit(node_id, error)
            return
        if isinstance(error, OutcomeUnknown):
            self._editor.history.clear()
        elif isinstance(error, ProError | NoKey | StoreFailed):
            # Refused, or never sent: in each case nothing was created.
            self._lock(node_id, "")
        self.failed.emit(node_id, error)

    def _finished(self, node_id: str) -> None:
        del self._under_way[node_id]
        self._looking.discard(node_id)
        self.ended.emit(node_id)
        # One that a bug or a cancellation has stopped is still locked: the journal tells whether it need be.
        self.settle()

    def _lock(self, node_id: str, submission: object) -> None:
        self._change(node_id, submission=str(submission))

    def _change(self, node_id: str, **values: object) -> None:
        # It may have been taken off the bench meanwhile.
        with contextlib.suppress(NotAllowed):
            self._editor.draft.change(node_id, **values)


async def _told(submitter: Submitter, held: Consignment, _progress: Progress) -> Created | Waiting | str:
    return submitter.told(held.subject, held)


def _not_told(error: BaseException) -> None:
    # Asked again with the next news of the journal; the Outbox page tells that it cannot be read.
    _log.info("what became of a consignment could not be read: %s", type(error).__name__)
