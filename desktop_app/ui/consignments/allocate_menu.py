"""The ways to allocate: by the account's rules, to the cheapest quote, or to a carrier service from its list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.pro.models import CarrierService
from desktop_app.services.account_data import AccountData
from desktop_app.ui.formats import one_line
from desktop_app.ui.operation import Operation, Operations
from desktop_app.ui.shown_text import shorten_line


class AllocateMenu(QMenu):
    """`service_chosen(str)`: allocate to the carrier service with that reference. `failed(error)`: none were listed.

    `by_rules` and `cheapest` are actions from elsewhere. What can be done by rules can be done with a service.
    """

    service_chosen = Signal(str)
    failed = Signal(object)

    def __init__(
        self, operations: Operations, account_data: AccountData, by_rules: QAction, cheapest: QAction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._account_data = account_data
        self._by_rules = by_rules
        self._listing: Operation | None = None
        self.setTitle(self.tr("Allocate"))
        self.setToolTipsVisible(True)
        # Not the action itself: in this menu it goes by another name.
        self._rules_entry = self.addAction(self.tr("By default rules"), by_rules.trigger)
        self._rules_entry.setObjectName("allocate_by_rules")
        self.addAction(cheapest)
        self.services = QMenu(self.tr("With carrier service"), self)
        self.services.setObjectName("allocate_with_service")
        # It is asked for when it is wanted: most days nobody opens this menu.
        self.services.aboutToShow.connect(self._list_services)
        self.addAction(self.services.menuAction())
        by_rules.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        enabled = self._by_rules.isEnabled()
        self._rules_entry.setEnabled(enabled)
        self.services.setEnabled(enabled)

    def _list_services(self) -> None:
        if self._listing is not None:
            return
        self.services.clear()
        self.services.addAction(self.tr("Loading…")).setEnabled(False)
        self._listing = self._operations.run(
            self,
            lambda _progress: self._account_data.carrier_services(),
            done=self._show_services,
            failed=self._no_services,
            finished=self._listed,
            about=self.tr("List the carrier services"),
        )

    def _listed(self) -> None:
        self._listing = None

    def _no_services(self, error: BaseException) -> None:
        self.services.clear()
        self.services.addAction(self.tr("The carrier services could not be listed")).setEnabled(False)
        self.failed.emit(error)

    def _show_services(self, services: Sequence[CarrierService]) -> None:
        self.services.clear()
        offered = sorted(services, key=lambda s: ((s.carrier_name or "").casefold(), s.name.casefold()))
        for carrier, of_carrier in groupby(offered, key=lambda s: s.carrier_name or ""):
            self.services.addSection(_in_menu(carrier))
            for each in of_carrier:
                action = self.services.addAction(_in_menu(one_line(each.name)))
                action.triggered.connect(lambda _on=False, ref=each.reference: self.service_chosen.emit(ref))
        if self.services.isEmpty():
            self.services.addAction(self.tr("Your account has no carrier services")).setEnabled(False)


def _in_menu(text: str) -> str:
    # In a menu & marks a shortcut; in a carrier's name it is an ampersand.
    return shorten_line(text).replace("&", "&&")
