"""Changes to a consignment that the service has: its packages, and the whole of it."""

from __future__ import annotations

from typing import Any, Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.models import Consignment, Package
from desktop_app.pro.states import Action
from desktop_app.services.outbox.operations import Operation, Told, Unreadable, body_of, made_reference
from desktop_app.store.outbox import Entry, New, new_entry_id

EDIT: Final = Action.EDIT.value
ADD_PACKAGE: Final = "add package"
DELETE_PACKAGE: Final = "delete package"


def edit_entry(slot: str, consignment: Consignment) -> New:
    """Return what is journalled of an update: `consignment` must hold all that is to stay («Update replaces»)."""
    return New(EDIT, slot, consignment.body(), str(consignment.reference))


def add_package_entry(slot: str, reference: str, package: Package) -> New:
    """Return what is journalled of a package that is put into the consignment with that reference.

    Where the user gave it no reference it gets one, by which it is found when no answer comes.
    """
    entry_id = new_entry_id()
    mark = package.package_reference_provided_by_customer or made_reference(entry_id)
    marked = package.model_copy(update={"package_reference_provided_by_customer": mark})
    return New(ADD_PACKAGE, slot, marked.body(), reference, mark, entry_id)


def delete_package_entry(slot: str, reference: str, package: str) -> New:
    """Return what is journalled of taking the package with that reference (EP-…) out of the consignment."""
    return New(DELETE_PACKAGE, slot, {"PackageReference": package}, reference)


class EditConsignment(Operation):
    """Replaces a consignment."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def send(self, entry: Entry) -> Told:
        """Update it; raises NoKey or a ProError."""
        await self._client.consignments.update(body_of(entry, Consignment))
        return Told(True, entry.subject)

    async def look(self, entry: Entry) -> Told:
        """Tell whether it is as the edit makes it: that it is otherwise proves nothing, for others edit it too."""
        wanted = body_of(entry, Consignment).body()
        now = await self._client.consignments.get_with_metadata(entry.subject)
        done = _within(wanted, now.body())
        return Told(done or None, entry.subject)


class AddPackage(Operation):
    """Puts a package into a consignment; its `reference` is the new package's (EP-…)."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def send(self, entry: Entry) -> Told:
        """Add it; raises NoKey or a ProError."""
        added = await self._client.consignments.add_package(entry.subject, body_of(entry, Package))
        return Told(True, added.reference or "")

    async def look(self, entry: Entry) -> Told:
        """Tell whether it is there by a reference made here: the user's own may be on another package too."""
        now = await self._client.consignments.get_with_metadata(entry.subject)
        if entry.customer_reference != made_reference(entry.id):
            return Told(None)
        for package in now.packages:
            if package.package_reference_provided_by_customer == entry.customer_reference:
                return Told(True, package.reference or "")
        return Told(None)


class DeletePackage(Operation):
    """Takes a package out of a consignment."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def send(self, entry: Entry) -> Told:
        """Delete it; raises NoKey or a ProError."""
        await self._client.consignments.delete_package(_package(entry))
        return Told(True, entry.subject)

    async def look(self, entry: Entry) -> Told:
        """Tell whether it is gone: a package that was deleted never comes back under its reference."""
        wanted = _package(entry)
        now = await self._client.consignments.get_with_metadata(entry.subject)
        there = any(package.reference == wanted for package in now.packages)
        return Told(None if there else True, entry.subject, ruled_out=there)


def _package(entry: Entry) -> str:
    package = entry.body.get("PackageReference")
    if not isinstance(package, str):
        raise Unreadable(entry.id)
    return package


def _within(sent: Any, now: Any) -> bool:
    """Say whether all that was sent is there; what the service has added does not matter."""
    if isinstance(sent, dict) and isinstance(now, dict):
        return all(value is None or _within(value, now.get(name)) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(now, list):
        return len(sent) == len(now) and all(map(_within, sent, now))
    return bool(sent == now)
