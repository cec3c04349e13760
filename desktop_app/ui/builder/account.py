"""Reads what the account offers the bench: package sizes and shipping locations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.packing.tree import Notice
from desktop_app.pro.errors import NoKey
from desktop_app.pro.models import PackageSize, ShippingLocation
from desktop_app.services.account_data import AccountData
from desktop_app.ui.builder.desk import Desk
from desktop_app.ui.builder.supplies import of_size
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.widgets.message_bar import MessageBar
from desktop_app.worker import Task, Worker


class AccountReader(QObject):
    """Without an answer one goes on packing; the message offers to ask again."""

    def __init__(
        self,
        desk: Desk,
        worker: Worker,
        account_data: AccountData,
        notifier: Notifier,
        place: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worker = worker
        self._account_data = account_data
        self._notifier = notifier
        self._place = place
        self._task: Task | None = None
        self._stop_waiting: Callable[[], None] = lambda: None
        self.locations_known = False

    def read_when_wanted(self) -> None:
        """Ask for both once there is anything on the bench: an empty one needs neither."""
        if self._wanted():
            self.read()
        else:
            self._stop_waiting = self._desk.draft.listen(self._look)

    def read(self, *, anew: bool = False) -> None:
        """Ask for both; `anew` even if they are known."""
        self.dispose()
        account_data = self._account_data

        async def both() -> tuple[tuple[PackageSize, ...], tuple[ShippingLocation, ...]]:
            if anew:
                account_data.refresh()
            return await account_data.package_sizes(), await account_data.shipping_locations()

        self._task = self._worker.submit(lambda _progress: both())
        self._task.done.connect(self._read)
        self._task.failed.connect(self._failed)

    def dispose(self) -> None:
        """Want no answer any more."""
        self._stop_waiting()
        self._stop_waiting = lambda: None
        if self._task is not None:
            self._task.done.disconnect(self._read)
            self._task.failed.disconnect(self._failed)
            self._task.cancel()
            self._task = None

    def _wanted(self) -> bool:
        draft = self._desk.draft
        return bool(draft.loose_items or draft.loose_packages or draft.consignments)

    def _look(self, _notice: Notice) -> None:
        if self._wanted():
            self.read()

    def _read(self, answer: tuple[tuple[PackageSize, ...], tuple[ShippingLocation, ...]]) -> None:
        sizes, locations = answer
        first, self.locations_known = not self.locations_known, True
        self._place.clear()
        self._desk.supplies.set(sizes, locations)
        if first:
            self._fill_in()

    def _fill_in(self) -> None:
        """Give what was put on the bench before the answer came what it would have been given after it."""
        draft, supplies = self._desk.draft, self._desk.supplies
        size = supplies.default_size()
        for consignment in draft.consignments:
            if not (consignment.locked or consignment.origin) and len(supplies.locations) == 1:
                draft.change(consignment.id, origin=supplies.locations[0].reference)
        open_ones = [c for c in draft.consignments if not c.locked]
        for package in (*draft.loose_packages, *(p for c in open_ones for p in c.packages)):
            bare = not package.size_reference and package.dimensions is None and package.weight is None
            if bare and size.reference:
                draft.change(package.id, **of_size(size))

    def _failed(self, error: BaseException) -> None:
        about = self.tr("Read package sizes and locations")
        # Without a key the window's own bar says so already.
        if not isinstance(error, NoKey):
            self._notifier.report(error, about, self._place, self.read)
