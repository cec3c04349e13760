"""The verbs above the grid: enabled by the states of what is chosen; where one is not, its tooltip says why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.pro.models import CarrierService
from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import CHEAPEST
from desktop_app.ui.actions import Command, offer
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.wrap_layout import WrapLayout
from desktop_app.worker import Task, Worker

_ICONS: Final = {
    Command.ALLOCATE: "allocate",
    Command.DEALLOCATE: "deallocate",
    Command.LABELS: "label",
    Command.CANCEL: "cancel",
    Command.DUPLICATE: "duplicate",
    Command.COPY_REFERENCE: "copy",
}


class ActionBar(QWidget):
    """`given(Command, service)`: do this; `service` is for allocating, as Actions.run takes it.

    `catalogue_failed(error)`: the carrier services could not be listed.
    """

    given = Signal(object, str)
    catalogue_failed = Signal(object)

    def __init__(self, worker: Worker, account_data: AccountData, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._account_data = account_data
        self._task: Task | None = None
        self.actions_of: dict[Command, QAction] = {}
        """The actions, for menus elsewhere; they are enabled and disabled together with the buttons."""
        names = {
            Command.ALLOCATE: self.tr("Allocate"),
            Command.DEALLOCATE: self.tr("Deallocate"),
            Command.LABELS: self.tr("Labels"),
            Command.CANCEL: self.tr("Cancel…"),
            Command.DUPLICATE: self.tr("Duplicate as new"),
            Command.COPY_REFERENCE: self.tr("Copy reference"),
        }
        row = WrapLayout(self, spacing=6)
        for command, name in names.items():
            action = self._make(command, name)
            action.setIcon(theme.icon(_ICONS[command]))
            button = QToolButton()
            button.setObjectName(f"action_{command.value.replace('-', '_')}")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if command is Command.ALLOCATE:
                button.setMenu(self._allocate_menu(action))
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
            row.addWidget(button)
        self.actions_of[Command.DUPLICATE].setShortcut(QKeySequence(self.tr("Ctrl+D")))
        self.set_states((), busy=False)

    def set_states(self, states: Sequence[str], *, busy: bool) -> None:
        """Offer what can be done to consignments in `states`; `busy`: another action is being sent."""
        for command, action in self.actions_of.items():
            offered = offer(command, states, busy=busy)
            action.setEnabled(offered.enabled)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{offered.words} ({keys})" if keys and offered.enabled else offered.words)
            action.setStatusTip(offered.words)
        self._services.setEnabled(self.actions_of[Command.ALLOCATE].isEnabled())

    def context_menu(self, parent: QWidget) -> QMenu:
        """Return the same verbs as a menu."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for command, action in self.actions_of.items():
            if command is Command.ALLOCATE:
                menu.addMenu(self._menu)
            elif command not in {Command.ALLOCATE_CHEAPEST, Command.ALLOCATE_WITH}:
                menu.addAction(action)
        return menu

    def dispose(self) -> None:
        """Drop what is on its way."""
        if self._task is not None:
            self._task.blockSignals(True)
            self._task.cancel()

    def _make(self, command: Command, name: str, service: str = "") -> QAction:
        action = QAction(name, self)
        # A button drops the “…” of its action; here it tells that a question comes first.
        action.setIconText(name)
        action.triggered.connect(lambda: self.given.emit(command, service))
        self.actions_of[command] = action
        return action

    def _allocate_menu(self, default: QAction) -> QMenu:
        self._menu = QMenu(self.tr("Allocate"), self)
        self._menu.setToolTipsVisible(True)
        by_rules = self._menu.addAction(self.tr("By default rules"), default.trigger)
        by_rules.setObjectName("allocate_by_rules")
        cheapest = self._make(Command.ALLOCATE_CHEAPEST, self.tr("Cheapest quote"), CHEAPEST)
        cheapest.setObjectName("allocate_cheapest")
        self._menu.addAction(cheapest)
        self._services = self._menu.addMenu(self.tr("With carrier service"))
        self._services.setObjectName("allocate_with_service")
        # It is asked for when it is wanted: most days nobody opens this menu.
        self._services.aboutToShow.connect(self._list_services)
        self._menu.aboutToShow.connect(lambda: by_rules.setEnabled(default.isEnabled()))
        return self._menu

    def _list_services(self) -> None:
        if self._task is not None:
            return
        self._services.clear()
        self._services.addAction(self.tr("Loading…")).setEnabled(False)
        self._task = self._worker.submit(lambda _progress: self._account_data.carrier_services())
        self._task.done.connect(self._show_services)
        self._task.failed.connect(self._no_services)
        self._task.finished.connect(self._listed)

    def _listed(self) -> None:
        self._task = None

    def _no_services(self, error: BaseException) -> None:
        self._services.clear()
        self._services.addAction(self.tr("The carrier services could not be listed")).setEnabled(False)
        self.catalogue_failed.emit(error)

    def _show_services(self, services: Sequence[CarrierService]) -> None:
        self._services.clear()
        offered = sorted(services, key=lambda s: ((s.carrier_name or "").casefold(), s.name.casefold()))
        for carrier, of_carrier in groupby(offered, key=lambda s: s.carrier_name or ""):
            self._services.addSection(_in_menu(carrier))
            for each in of_carrier:
                action = self._services.addAction(_in_menu(" ".join(each.name.split())))
                action.triggered.connect(
                    lambda _on=False, ref=each.reference: self.given.emit(Command.ALLOCATE_WITH, ref)
                )
        if self._services.isEmpty():
            self._services.addAction(self.tr("Your account has no carrier services")).setEnabled(False)


def _in_menu(text: str) -> str:
    # In a menu & marks a shortcut; in a carrier's name it is an ampersand.
    return text.replace("&", "&&")
