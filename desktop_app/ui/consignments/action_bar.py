"""The actions on what is chosen: enabled by its states; where one is not, its tooltip says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.pro.states import State, allowed, known
from desktop_app.services.account_data import AccountData
from desktop_app.services.actions import CHEAPEST
from desktop_app.ui.actions import ACTION_OF, Command, offer
from desktop_app.ui.consignments.allocate_menu import AllocateMenu
from desktop_app.ui.operation import Operations
from desktop_app.ui.shown_text import as_tooltip, shorten_line
from desktop_app.ui.style.emphasis import Emphasis, emphasise
from desktop_app.ui.style.measures import Space, Type, font
from desktop_app.ui.style.theme import Theme
from desktop_app.ui.widgets.action_button import ActionButton
from desktop_app.ui.widgets.wrap_layout import WrapLayout

_ICONS: Final = {
    Command.ALLOCATE: "allocate",
    Command.DEALLOCATE: "deallocate",
    Command.LABELS: "label",
    Command.CANCEL: "cancel",
    Command.DUPLICATE: "duplicate",
    Command.COPY_REFERENCE: "copy",
}
_FOR_ONE: Final = (Command.ALLOCATE, Command.LABELS, Command.DEALLOCATE, Command.DUPLICATE, Command.CANCEL)
"""Those that have a button beside one consignment; its reference has one of its own, to be copied."""
_FOR_MANY: Final = (Command.ALLOCATE, Command.LABELS, Command.DEALLOCATE, Command.CANCEL, Command.COPY_REFERENCE)
_COUNTED: Final = {
    Command.ALLOCATE: QT_TRANSLATE_NOOP("ActionBar", "Allocate {n}"),
    Command.LABELS: QT_TRANSLATE_NOOP("ActionBar", "Labels of {n}"),
    Command.DEALLOCATE: QT_TRANSLATE_NOOP("ActionBar", "Deallocate {n}"),
    Command.CANCEL: QT_TRANSLATE_NOOP("ActionBar", "Cancel {n}…"),
}
_WITH_LABELS: Final = {State.ALLOCATED, State.READY_TO_SHIP, State.MANIFESTED, State.MANIFEST_FAILED}


def next_step(state: str) -> Command | None:
    """Return what one does next with a consignment in that state; None where there is nothing to do but wait."""
    found = known(state)
    if found in {State.UNALLOCATED, State.ALLOCATION_FAILED}:
        return Command.ALLOCATE
    if found in _WITH_LABELS:
        return Command.LABELS
    return Command.DUPLICATE if found is State.CANCELLED else None


class ActionBar(QWidget):
    """`given(Command, service)`: do this; `service` is for allocating, as Actions.run takes it.

    It shows the buttons for one consignment: what one does next with it stands out, above the others. For several,
    `buttons_for_many` are to be put where several are told of. `context_menu`: the same actions as a menu.
    `catalogue_failed(error)`: the carrier services could not be listed.
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
        for command, name in _ICONS.items():
            self.actions_of[command].setIcon(theme.icon(name))
        # Each place has a menu of its own: one that is shared goes with the first place that is taken away.
        menus = [
            AllocateMenu(
                operations,
                account_data,
                self.actions_of[Command.ALLOCATE],
                self.actions_of[Command.ALLOCATE_CHEAPEST],
                self,
            )
            for _ in range(3)
        ]
        for menu in menus:
            menu.service_chosen.connect(lambda reference: self.given.emit(Command.ALLOCATE_WITH, reference))
            menu.failed.connect(self.catalogue_failed)
        self.allocate_menu, for_many, in_context = menus
        self.context_menu = self._context_menu(in_context)
        self._next: Command | None = None
        self._buttons = {command: self._button(command, self.allocate_menu) for command in _FOR_ONE}
        self.buttons_for_many = [self._button(command, for_many) for command in _FOR_MANY]
        """One for each action that several can be given."""
        self._first, self._others = QVBoxLayout(), WrapLayout(spacing=Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._first)
        column.addLayout(self._others)
        for button in self._buttons.values():
            self._others.addWidget(button)
        self.set_states((), busy=False)

    def set_states(self, states: Iterable[str], *, busy: bool) -> None:
        """Offer what can be done to consignments in `states`; `busy`: another action is being sent."""
        counted = Counter(states)
        several = counted.total() > 1
        self._put_first(next_step(next(iter(counted))) if counted.total() == 1 else self._next)
        for command, action in self.actions_of.items():
            offered = offer(command, counted, busy=busy)
            action.setEnabled(offered.enabled)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            # The words may name a state that only the service knows.
            action.setToolTip(as_tooltip(f"{offered.words} ({keys})" if keys and offered.enabled else offered.words))
            action.setStatusTip(shorten_line(offered.words))
            words = self.tr(str(_COUNTED[command])) if several and command in _COUNTED else ""
            ready = sum(n for state, n in counted.items() if allowed(ACTION_OF[command], state)) if words else 0
            # A button drops the “…” of its action; here it tells that a question comes first.
            shown = self.tr("Duplicate") if command is Command.DUPLICATE else action.text()
            action.setIconText(words.replace("{n}", str(ready)) if ready else shown)

    def _make(self, command: Command, name: str, service: str) -> QAction:
        action = QAction(name, self)
        action.triggered.connect(lambda: self.given.emit(command, service))
        return action

    def _button(self, command: Command, allocate: QMenu) -> QToolButton:
        button = ActionButton(self.actions_of[command], self)
        button.setObjectName(f"action_{command.value.replace('-', '_')}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if command is Command.ALLOCATE:
            button.setMenu(allocate)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        if command is Command.CANCEL:
            emphasise(button, Emphasis.DESTRUCTIVE)
        return button

    def _put_first(self, command: Command | None) -> None:
        """Have the button of what one does next stand out above the others."""
        if command is self._next:
            return
        self._next = command
        for layout in (self._first, self._others):
            while layout.takeAt(0):
                pass
        order = [each for each in _FOR_ONE if each is command] + [each for each in _FOR_ONE if each is not command]
        for each in order:
            button = self._buttons[each]
            strong = each is command
            usual = Emphasis.DESTRUCTIVE if each is Command.CANCEL else Emphasis.SECONDARY
            emphasise(button, Emphasis.PRIMARY if strong else usual)
            button.setFont(font(Type.STRONG if strong else Type.BODY))
            button.setSizePolicy(
                QSizePolicy.Policy.Expanding if strong else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
            )
            (self._first if strong else self._others).addWidget(button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(self._buttons[before], self._buttons[after])

    def _context_menu(self, allocate: AllocateMenu) -> QMenu:
        """Return the same actions as a menu."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for command in _ICONS:
            menu.addAction(allocate.menuAction() if command is Command.ALLOCATE else self.actions_of[command])
        return menu
