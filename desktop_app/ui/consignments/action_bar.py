"""The actions above the grid: enabled by the states of what is chosen; where one is not, its tooltip says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import CHEAPEST
from desktop_app.ui.actions import Command, offer
from desktop_app.ui.consignments.allocate_menu import AllocateMenu
from desktop_app.ui.operation import Operations
from desktop_app.ui.shown_text import as_tooltip, shorten_line
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.wrap_layout import WrapLayout

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

    `catalogue_failed(error)`: the carrier services could not be listed. `context_menu`: the same actions as a menu.
    """

    given = Signal(object, str)
    catalogue_failed = Signal(object)

    def __init__(
        self, operations: Operations, account_data: AccountData, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.actions_of: dict[Command, QAction] = {}
        """The actions, for menus elsewhere; they are enabled and disabled together with the buttons."""
        for command, name, service in (
            (Command.ALLOCATE, self.tr("Allocate"), ""),
            (Command.DEALLOCATE, self.tr("Deallocate"), ""),
            (Command.LABELS, self.tr("Labels"), ""),
            (Command.CANCEL, self.tr("Cancel…"), ""),
            (Command.DUPLICATE, self.tr("Duplicate as new"), ""),
            (Command.COPY_REFERENCE, self.tr("Copy reference"), ""),
            (Command.ALLOCATE_CHEAPEST, self.tr("Cheapest quote"), CHEAPEST),
        ):
            self.actions_of[command] = self._make(command, name, service)
        self.actions_of[Command.DUPLICATE].setShortcut(QKeySequence(self.tr("Ctrl+D")))
        self.actions_of[Command.ALLOCATE_CHEAPEST].setObjectName("allocate_cheapest")
        # Each place has a menu of its own: one that is shared goes with the first place that is taken away.
        menus = [
            AllocateMenu(
                operations,
                account_data,
                self.actions_of[Command.ALLOCATE],
                self.actions_of[Command.ALLOCATE_CHEAPEST],
                self,
            )
            for _ in range(2)
        ]
        for menu in menus:
            menu.service_chosen.connect(lambda reference: self.given.emit(Command.ALLOCATE_WITH, reference))
            menu.failed.connect(self.catalogue_failed)
        self.allocate_menu, in_context = menus
        self.context_menu = self._context_menu(in_context)
        row = WrapLayout(self, spacing=6)
        for command, icon in _ICONS.items():
            action = self.actions_of[command]
            action.setIcon(theme.icon(icon))
            button = QToolButton()
            button.setObjectName(f"action_{command.value.replace('-', '_')}")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if command is Command.ALLOCATE:
                button.setMenu(self.allocate_menu)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
            row.addWidget(button)
        self.set_states((), busy=False)

    def set_states(self, states: Iterable[str], *, busy: bool) -> None:
        """Offer what can be done to consignments in `states`; `busy`: another action is being sent."""
        counted = Counter(states)
        for command, action in self.actions_of.items():
            offered = offer(command, counted, busy=busy)
            action.setEnabled(offered.enabled)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            # The words may name a state that only the service knows.
            action.setToolTip(as_tooltip(f"{offered.words} ({keys})" if keys and offered.enabled else offered.words))
            action.setStatusTip(shorten_line(offered.words))

    def _make(self, command: Command, name: str, service: str) -> QAction:
        action = QAction(name, self)
        # A button drops the “…” of its action; here it tells that a question comes first.
        action.setIconText(name)
        action.triggered.connect(lambda: self.given.emit(command, service))
        return action

    def _context_menu(self, allocate: AllocateMenu) -> QMenu:
        """Return the same actions as a menu."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for command in _ICONS:
            menu.addAction(allocate.menuAction() if command is Command.ALLOCATE else self.actions_of[command])
        return menu
