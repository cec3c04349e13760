"""Asks the service what the account offers the builder: package sizes and shipping locations."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.pro.models import Address, PackageSize, ShippingLocation
from desktop_app.services.account_data import AccountData
from desktop_app.ui.builder.account_options import of_size, with_country
from desktop_app.ui.builder.draft_editor import DraftEditor
from desktop_app.ui.operation import Operation, Operations
from desktop_app.worker import Progress

_Offered = tuple[tuple[PackageSize, ...], tuple[ShippingLocation, ...]]


class AccountOptionsLoader(QObject):
    """Asks once there is anything on the bench: an empty one needs neither. Without an answer one goes on packing.

    `loaded`: the editor has them; `failed(error)`: there was no answer.
    """

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, editor: DraftEditor, account_data: AccountData, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._account_data = account_data
        self._operations = operations
        self._operation: Operation | None = None
        self._asked = False
        self.locations_known = False
        editor.noticed.connect(self.load_when_wanted)

    def load_when_wanted(self) -> None:
        """Ask for both, if that was not done yet and there is anything on the bench."""
        draft = self._editor.draft
        if not self._asked and (draft.loose_items or draft.loose_packages or draft.consignments):
            self.load()

    def load(self, *, anew: bool = False) -> None:
        """Ask for both; `anew` even if they are known."""
        self._asked = True
        account_data = self._account_data

        async def both(_: Progress) -> _Offered:
            if anew:
                account_data.refresh()
            return await account_data.package_sizes(), await account_data.shipping_locations()

        self._operation = self._operations.run(
            self,
            both,
            done=self._take,
            failed=self.failed.emit,
            finished=self._finished,
            replaces=self._operation,
            about=self.tr("Package sizes and shipping locations"),
        )

    def _finished(self) -> None:
        self._operation = None

    def _take(self, offered: _Offered) -> None:
        sizes, locations = offered
        first, self.locations_known = not self.locations_known, True
        self.loaded.emit()
        self._editor.options.set(sizes, locations)
        if first:
            self._fill_in()

    def _fill_in(self) -> None:
        """Give what was put on the bench before the answer came what it would have been given after it."""
        draft, options = self._editor.draft, self._editor.options
        size = options.default_size()
        open_ones = [c for c in draft.consignments if not c.locked]
        for consignment in open_ones:
            if not consignment.origin and len(options.locations) == 1:
                draft.change(consignment.id, origin=options.locations[0].reference)
            code = options.usual_country(draft, consignment.origin)
            if code and consignment.destination == Address(address_type="Destination"):
                draft.change(consignment.id, destination=with_country(consignment.destination, code))
        for package in (*draft.loose_packages, *(p for c in open_ones for p in c.packages)):
            bare = not package.size_reference and package.dimensions is None and package.weight is None
            if bare and size.reference:
                draft.change(package.id, **of_size(size))
