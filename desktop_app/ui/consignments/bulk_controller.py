"""An action from the question to its results: asks what must be asked, sends, counts, and offers what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.pro.states import Action
from desktop_app.services.actions import Actions, Outcome, preflight
from desktop_app.services.consignments import ConsignmentRow
from desktop_app.ui.actions import disputed, left_out, some_of
from desktop_app.ui.consignments.bulk_panel import BulkPanel, Question
from desktop_app.ui.consignments.bulk_words import line, verb
from desktop_app.ui.operation import Operation, Operations

SHOWN_EVERY: Final = 50
"""Milliseconds between two states of the progress: what a person can follow. Answers come faster."""


class BulkController(QObject):
    """Runs one action at a time. Once this is destroyed, no more is sent; calls that are under way end by themselves.

    `confirm_over`: None outside production; in production everything is listed, and a number must be typed for
    more rows than that and for each cancel. `touched(references)`: these are to be read again. `went_well(words)`:
    a single one was done and wants no panel. `failed(error, words)`: nothing could be sent.
    """

    busy_changed = Signal()
    touched = Signal(object)
    went_well = Signal(str)
    failed = Signal(object, str)

    def __init__(
        self, operations: Operations, bulk: Actions, panel: BulkPanel, confirm_over: int | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._bulk = bulk
        self._panel = panel
        self._confirm_over = confirm_over
        self._sending: Operation | None = None
        self._action = Action.ALLOCATE
        self._service = ""
        self._ready: tuple[str, ...] = ()
        self._rows: dict[str, ConsignmentRow] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._answered = 0
        self._asking = False
        self._advance = QTimer(self, singleShot=True, interval=SHOWN_EVERY)
        self._advance.timeout.connect(self._show_progress)
        panel.agreed.connect(self._agreed)
        panel.declined.connect(panel.put_away)
        panel.closed.connect(self._forget)
        panel.stop_wanted.connect(self._stop)
        panel.send_wanted.connect(self._send)
        panel.look_wanted.connect(self.touched)

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return self._sending is not None

    def put_away(self) -> None:
        """Take back the question, or the results, that are shown; what is being sent is not stopped."""
        if not self.busy:
            # Not as a person closes it: the keyboard stays where one types.
            self._forget()
            self._panel.hide()

    def start(self, action: Action, rows: Sequence[ConsignmentRow], service: str = "") -> None:
        """Do `action` to `rows`, after the question where one is due. `service` as Actions.run takes it."""
        if self.busy:
            return
        self._action, self._service, self._asking = action, service, False
        self._rows = {row.reference: row for row in rows}
        found = preflight(action, ((row.reference, row.state) for row in rows))
        self._ready, self._outcomes = found.ready, {}
        if len(rows) == 1 and found.ready and action is not Action.CANCEL:
            self._send(found.ready)
        else:
            self._asking = True
            self._panel.ask(self._question([state for _reference, state in found.refused]))

    def _question(self, refused: Sequence[str]) -> Question:
        action, ready = self._action, [self._rows[reference] for reference in self._ready]
        production = self._confirm_over is not None
        over = self._confirm_over is not None and len(ready) > self._confirm_over
        facts = "; ".join(filter(None, (some_of(action, len(ready), len(self._rows)), left_out(action, refused))))
        if len(self._rows) == 1 and ready:
            facts = self.tr("This consignment:")
        warning = []
        if action is Action.CANCEL:
            warning.append(self.tr("A cancelled consignment stays cancelled: it can only be made anew."))
            doubtful = sum(disputed(action, row.state) for row in ready)
            if doubtful:
                warning.append(
                    self.tr(
                        "%n of them have been allocated already: the service decides whether it lets them go.",
                        "",
                        doubtful,
                    )
                    if len(ready) > 1
                    else self.tr("It has been allocated already: the service decides whether it lets it go.")
                )
        return Question(
            action,
            len(ready),
            facts,
            " ".join(warning),
            ready if production or action is Action.CANCEL else (),
            typed=bool(ready) and production and (over or action is Action.CANCEL),
        )

    def _agreed(self) -> None:
        # An answer counts once, and only for the question that is on the screen.
        if self._asking:
            self._asking = False
            self._send(self._ready)

    def _forget(self) -> None:
        self._asking = False

    def _send(self, references: Sequence[str]) -> None:
        if self.busy or not references:
            return
        action, service, wanted = self._action, self._service, tuple(references)
        for reference in wanted:
            self._outcomes.pop(reference, None)
        self._answered = 0
        if len(self._rows) > 1:
            self._panel.start(action, len(wanted))
        else:
            self._panel.hide()
        self._sending = self._operations.run(
            self,
            lambda progress: self._bulk.run(action, wanted, progress, service=service),
            progress=self._hear,
            done=self._done,
            failed=self._broke,
            finished=self._finished,
            write=True,
            about=verb(action, len(wanted)),
        )
        # A write outlives who asked for it, but this one is many.
        self.destroyed.connect(self._sending.cancel)
        self.busy_changed.emit()

    def _hear(self, outcome: Outcome) -> None:
        self._outcomes[outcome.reference] = outcome
        self._answered += 1
        if len(self._rows) > 1 and not self._advance.isActive():
            self._advance.start()

    def _show_progress(self) -> None:
        if self.busy:
            self._panel.advance(self._answered)

    def _stop(self) -> None:
        if self._sending is not None:
            self._panel.stopping()
            self._sending.cancel()

    def _finished(self) -> None:
        if self.busy:
            # It was stopped before its first step, and so has no result.
            self._done(())

    def _done(self, outcomes: Sequence[Outcome]) -> None:
        self._end()
        self._outcomes.update({outcome.reference: outcome for outcome in outcomes})
        all_of_them = tuple(self._outcomes[r] for r in self._ready if r in self._outcomes)
        sent = [outcome.reference for outcome in outcomes if not outcome.skipped]
        if len(all_of_them) == 1 and all_of_them[0].ok:
            self._panel.put_away()
            self.went_well.emit(self._one_done(all_of_them[0]))
        else:
            self._panel.show_outcomes(self._action, all_of_them)
        self.touched.emit(sent)

    def _broke(self, error: BaseException) -> None:
        self._end()
        about = verb(self._action, len(self._ready))
        if self._outcomes:
            self._panel.show_outcomes(self._action, tuple(self._outcomes.values()))
            self.touched.emit(list(self._ready))
        else:
            self._panel.put_away()
        self.failed.emit(error, about)

    def _end(self) -> None:
        self._sending = None
        self.busy_changed.emit()

    def _one_done(self, outcome: Outcome) -> str:
        words = f"{outcome.reference}: {line(self._action, outcome).happened}"
        return f"{words}. {outcome.message}" if outcome.message else words
