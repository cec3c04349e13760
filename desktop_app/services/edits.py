"""Changes to a consignment that the service has: its packages, and the whole of it; each in the journal first."""

from __future__ import annotations

from typing import Any, Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.models import Consignment, Package
from desktop_app.pro.states import Action
from desktop_app.services.journalled import Journalled, Told
from desktop_app.services.queueing import Queueing
from desktop_app.store.outbox import Entry, New, Outbox, new_entry_id

EDIT: Final = Action.EDIT.value
ADD_PACKAGE: Final = "add package"
DELETE_PACKAGE: Final = "delete package"
KINDS: Final = (EDIT, ADD_PACKAGE, DELETE_PACKAGE)


class Edits(Journalled):
    """Edits in one environment. Each returns its journal entry, done or queued, and raises as `Journalled.send`."""

    def __init__(self, client: ProClient, outbox: Outbox, slot: str, queueing: Queueing) -> None:
        super().__init__(outbox, queueing)
        self._api = client.consignments
        self._slot = slot

    async def update(self, consignment: Consignment) -> Entry:
        """Replace a consignment by this one, which must hold all that is to stay («Update replaces»)."""
        return await self._enter(New(EDIT, self._slot, consignment.body(), str(consignment.reference)))

    async def add_package(self, reference: str, package: Package) -> Entry:
        """Put a package into the consignment; the entry's `reference` is the new one's (EP-…).

        Where the user gave it no reference it gets one, by which it is found when no answer comes.
        """
        entry_id = new_entry_id()
        mark = package.package_reference_provided_by_customer or f"CD-{entry_id[:12].upper()}"
        marked = package.model_copy(update={"package_reference_provided_by_customer": mark})
        return await self._enter(New(ADD_PACKAGE, self._slot, marked.body(), reference, mark, entry_id))

    async def delete_package(self, reference: str, package: str) -> Entry:
        """Take the package with that reference (EP-…) out of the consignment."""
        return await self._enter(New(DELETE_PACKAGE, self._slot, {"PackageReference": package}, reference))

    async def do(self, entry: Entry) -> Told:
        """Send it; raises a ProError."""
        if entry.kind == EDIT:
            await self._api.update(Consignment.model_validate(entry.body))
        elif entry.kind == ADD_PACKAGE:
            added = await self._api.add_package(entry.subject, Package.model_validate(entry.body))
            return Told(True, added.reference or "")
        else:
            await self._api.delete_package(entry.body["PackageReference"])
        return Told(True, entry.subject)

    async def seen(self, entry: Entry) -> Told:
        """Read the consignment and tell whether it is as the edit would have made it; raises a ProError."""
        now = await self._api.get_with_metadata(entry.subject)
        if entry.kind == EDIT:
            # That it is otherwise proves nothing: somebody may have changed it since.
            done = _within(Consignment.model_validate(entry.body).body(), now.body())
            return Told(done or None, entry.subject, proves=False)
        if entry.kind == ADD_PACKAGE:
            same = [p for p in now.packages if p.package_reference_provided_by_customer == entry.customer_reference]
            # A reference of the user's may be on another package too: only one of ours tells.
            ours = entry.customer_reference == f"CD-{entry.id[:12].upper()}"
            return Told(True if same and ours else None, same[0].reference or "" if same else "", proves=ours)
        there = any(package.reference == entry.body["PackageReference"] for package in now.packages)
        return Told(None if there else True, entry.subject)


def _within(sent: Any, now: Any) -> bool:
    """Say whether all that was sent is there; what the service has added does not matter."""
    if isinstance(sent, dict) and isinstance(now, dict):
        return all(value is None or _within(value, now.get(name)) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(now, list):
        return len(sent) == len(now) and all(map(_within, sent, now))
    return bool(sent == now)
