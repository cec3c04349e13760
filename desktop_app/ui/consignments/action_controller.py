"""What is done with the consignments that are chosen: the bar of actions, one over many, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.pro.states import Action, allowed
from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import Actions
from desktop_app.services.consignments import ConsignmentRow, Consignments, Opened
from desktop_app.ui.actions import ACTION_OF, Command
from desktop_app.ui.consignments.action_bar import ActionBar
from desktop_app.ui.consignments.bulk_controller import BulkController
from desktop_app.ui.consignments.bulk_panel import BulkPanel
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.operation import Operations
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.message_bar import MessageBar

Chosen = Callable[[], list[ConsignmentRow]]


class ActionController(QObject):
    """Acts on what `chosen` returns at that moment; the page puts the widgets where they belong.

    `labels_wanted(references, left_out)`: show the labels of these; so many others have none. `duplicate_wanted`
    carries the Consignment to be copied, `touched` the references that may be in another state now.
    """

    labels_wanted = Signal(object, int)
    duplicate_wanted = Signal(object)
    touched = Signal(object)

    def __init__(
        self,
        operations: Operations,
        notifier: Notifier,
        theme: Theme,
        consignments: Consignments,
        bulk: Actions,
        account_data: AccountData,
        confirm_over: int | None,
        chosen: Chosen,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._notifier = notifier
        self._consignments = consignments
        self._chosen = chosen
        self.actions = ActionBar(operations, account_data, theme)
        self.bar = MessageBar(theme)
        self.panel = BulkPanel(theme)
        self.bulk = BulkController(operations, bulk, self.panel, confirm_over, self)
        self.actions.given.connect(self._do)
        self.actions.catalogue_failed.connect(lambda e: self._report(e, self.tr("List the carrier services")))
        self.bulk.busy_changed.connect(lambda *_: self.offer(self._chosen()))
        self.bulk.touched.connect(self.touched)
        self.bulk.went_well.connect(self.bar.show_note)
        self.bulk.failed.connect(self._report)

    def offer(self, rows: Sequence[ConsignmentRow]) -> None:
        """Offer what can be done with these now."""
        self.actions.set_states(map(attrgetter("state"), rows), busy=self.bulk.busy)

    def give(self, command: Command) -> None:
        """Do it, if it can be done now."""
        self.actions.actions_of[command].trigger()

    def show_menu(self, at: QPoint) -> None:
        """Offer the same as a menu, at a point of the screen."""
        self.actions.context_menu.popup(at)

    def _do(self, command: Command, service: str) -> None:
        rows = self._chosen()
        if not rows:
            return
        self.bar.clear()
        match command:
            case Command.COPY_REFERENCE:
                QGuiApplication.clipboard().setText("\n".join(row.reference for row in rows))
            case Command.DUPLICATE:
                self._duplicate(rows[0].reference)
            case Command.LABELS:
                ready = [row.reference for row in rows if allowed(Action.DOCUMENTS, row.state)]
                self.labels_wanted.emit(ready, len(rows) - len(ready))
            case _:
                self.bulk.start(ACTION_OF[command], rows, service)

    def _duplicate(self, reference: str) -> None:
        about = self.tr("Duplicate {reference}").format(reference=reference)
        self._operations.run(
            self,
            lambda _progress: self._consignments.open(reference),
            done=self._copied,
            failed=lambda error: self._report(error, about),
            about=about,
        )

    def _copied(self, opened: Opened) -> None:
        self.duplicate_wanted.emit(opened.consignment)

    def _report(self, error: BaseException, about: str) -> None:
        self._notifier.report(error, about, self.bar)
