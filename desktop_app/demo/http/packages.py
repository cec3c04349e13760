"""What the calls on packages and items do: add, update, split and delete packages; add, remove and move items."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.demo.clock import Clock
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.http.answers import Links
from desktop_app.demo.lifecycle import Lifecycle
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import AddedPackage, Item, Package
from desktop_app.demo.rules.call_bodies import ItemMove
from desktop_app.demo.rules.checks import check_added_package
from desktop_app.demo.rules.consignment import Document, new_package, set_item_reference, set_packages, split_off
from desktop_app.demo.rules.parsing import page, read
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.pro.states import Action

_MOST_ADDED = 100


class Packages:
    """Edit what is in a consignment, as long as it is not allocated (409)."""

    def __init__(self, storage: Storage, account: Account, clock: Clock, life: Lifecycle) -> None:
        self._storage = storage
        self._account = account
        self._clock = clock
        self._life = life

    def add(self, reference: str, body: Any) -> Json:
        """`POST /consignments/{ref}/addpackage`; the answer is the package."""
        wanted = read(AddedPackage, body)
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            transitions.require(consignment, Action.EDIT)
            check_added_package(wanted, self._account)
            package = new_package(wanted, self._account, self._storage.reference("EP"))
            self._keep(consignment, [*consignment["Packages"], package], f"Package {package['Reference']} added")
        return package

    def add_many(self, reference: str, count: str) -> int:
        """`PUT /consignments/{ref}/addpackages/{count}`, as older clients call it: packages of the account's own size.

        The answer is how many packages the consignment has then.
        """
        wanted = page("count", count, _MOST_ADDED)
        size = next(each for each in self._account.package_sizes if each.is_default)
        body = Package.model_validate({"PackageSizeReference": size.reference, "Description": size.description})
        with self._storage.transaction():
            consignment = self._storage.consignment(reference)
            transitions.require(consignment, Action.EDIT)
            added = [new_package(body, self._account, self._storage.reference("EP")) for _ in range(wanted)]
            self._keep(consignment, [*consignment["Packages"], *added], f"{wanted} package(s) added")
        return len(consignment["Packages"])

    def delete(self, reference: str, of: str = "") -> None:
        """`DELETE /packages/{EP}`; a consignment keeps its last package. The answer has no body.

        Older clients call it by the consignment that it is a package `of`. Raises the 404 if it is not.
        """
        with self._edited(reference) as (consignment, package):
            if of and of.upper() != consignment["Reference"]:
                raise Refusal.unknown(f"package of {of.upper()[:100]}", reference.upper())
            left = [each for each in consignment["Packages"] if each is not package]
            if not left:
                message = f"{package['Reference']} is the last package of {consignment['Reference']}; it must have one."
                raise Refusal(409, "LastPackage", message)
            self._keep(consignment, left, f"Package {package['Reference']} deleted")

    def update(self, reference: str, body: Any, links: Links) -> list[Json]:
        """`PUT /packages/{EP}`: the package is replaced by the body; its items only if the body has any."""
        wanted = read(Package, body)
        with self._edited(reference) as (consignment, package):
            check_added_package(wanted, self._account)
            known = {item["Reference"] for item in package["Items"]}
            changed = new_package(wanted, self._account, package["Reference"], known)
            if "items" not in wanted.model_fields_set:
                changed["Items"] = package["Items"]
            packages = [changed if each is package else each for each in consignment["Packages"]]
            self._keep(consignment, packages, f"Package {package['Reference']} updated")
        return [links.consignment(consignment["Reference"], "Link")]

    def split(self, reference: str, links: Links) -> list[Json]:
        """`PUT /packages/{EP}/split`: one package per item; the first item stays in the package.

        Where items have weights, sizes and values of their own, their packages get those (times the quantity); else
        the package's own, weight and value in equal parts. 409 for a package of fewer than two items.
        """
        with self._edited(reference) as (consignment, package):
            items = package["Items"]
            if len(items) < 2:
                message = f"{package['Reference']} has {len(items)} item(s); there is nothing to split."
                raise Refusal(409, "NothingToSplit", message)
            parts = [
                {**split_off(package, item), "Reference": self._storage.reference("EP") if at else package["Reference"]}
                for at, item in enumerate(items)
            ]
            place = next(at for at, each in enumerate(consignment["Packages"]) if each is package)
            packages = [*consignment["Packages"][:place], *parts, *consignment["Packages"][place + 1 :]]
            self._keep(consignment, packages, f"Package {package['Reference']} split into {len(parts)}")
        return [links.consignment(consignment["Reference"], "Link")]

    def add_item(self, reference: str, body: Any, links: Links) -> list[Json]:
        """`PUT /items/{EP}`: add an item to a package."""
        wanted = read(Item, body)
        with self._edited(reference) as (consignment, package):
            item = wanted.wire()
            set_item_reference(item, uuid.uuid4().hex)
            package["Items"].append(item)
            self._keep(consignment, consignment["Packages"], f"Item added to {package['Reference']}")
        return [links.consignment(consignment["Reference"], "Link")]

    def remove_item(self, reference: str, item: str, links: Links) -> list[Json]:
        """`DELETE /items/{EP}/{item}`: remove an item from a package. Raises the 404."""
        with self._edited(reference) as (consignment, package):
            package["Items"].remove(_item(package, item))
            self._keep(consignment, consignment["Packages"], f"Item removed from {package['Reference']}")
        return [links.consignment(consignment["Reference"], "Link")]

    def move_item(self, body: Any, links: Links) -> list[Json]:
        """`PUT /items/move`: move an item to another package of the same consignment. Raises the 404."""
        wanted = read(ItemMove, body)
        with self._edited(wanted.target_package_reference) as (consignment, target):
            references = [item["Reference"] for package in consignment["Packages"] for item in package["Items"]]
            if wanted.item_reference.lower() not in references:
                message = f"There is no item {wanted.item_reference} in the consignment {consignment['Reference']}."
                raise Refusal(404, "NotFound", message, (Detail("ItemReference", message, "NotFound"),))
            source = next(
                package
                for package in consignment["Packages"]
                if wanted.item_reference.lower() in (item["Reference"] for item in package["Items"])
            )
            item = _item(source, wanted.item_reference)
            source["Items"].remove(item)
            target["Items"].append(item)
            self._keep(consignment, consignment["Packages"], f"Item moved to {target['Reference']}")
        return [links.consignment(consignment["Reference"], "Link")]

    @contextmanager
    def _edited(self, reference: str) -> Iterator[tuple[Document, Document]]:
        """Give the consignment that a package belongs to, and the package, to be edited in a transaction."""
        with self._storage.transaction():
            consignment = self._storage.consignment_with_package(reference)
            transitions.require(consignment, Action.EDIT)
            yield consignment, next(p for p in consignment["Packages"] if p["Reference"] == reference.upper())

    def _keep(self, consignment: Document, packages: list[Document], message: str) -> None:
        set_packages(consignment, packages)
        self._life.note(consignment, message, "Edit", "", self._clock.now())
        self._storage.save(consignment)


def _item(package: Document, reference: str) -> Document:
    found: Document | None = next((item for item in package["Items"] if item["Reference"] == reference.lower()), None)
    if found is None:
        raise Refusal.unknown(f"item of {package['Reference']}", reference)
    return found
