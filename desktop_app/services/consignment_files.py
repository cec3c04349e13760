"""Consignments as a file: written from the bench, and read back from wherever the file came."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from desktop_app.packing.draft import new_id
from desktop_app.packing.limits import MOST_PIECES
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.saved import VERSION, Snapshot, read_data, to_data, version_of
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.errors import AppError
from desktop_app.services.threads import in_thread

ENDING: Final = ".consignment"
TABLES: Final = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods"})
"""Endings of files of orders, which this version does not import yet."""
MOST_BYTES: Final = 8 * 2**20
MOST_NODES: Final = 2000
"""Consignments, packages and lines of goods in one file: a day of a busy shop, and what the bench shows at once."""

_UNSENT: Final[dict[str, Any]] = {"submission": "", "created": "", "earlier": "", "sent_as": ""}
"""What was sent is known to the journal of the computer that sent it, and to no file."""
_NAMES: Final = frozenset({"loose_items", "loose_packages", "consignments"})


class Flaw(Enum):
    """Why a file cannot be opened as consignments."""

    NOT_READABLE = "not readable"
    """It is not there, or this person may not read it."""
    NO_FILE = "no file"
    """It is a folder or a device."""
    TOO_LARGE = "too large"
    OTHER_KIND = "other kind"
    """It holds something else, or only the beginning of what was saved."""
    TABLE = "table"
    """A table of orders, by its ending."""
    NEWER = "newer"
    """A newer version of the program wrote it."""
    EMPTY = "empty"


class CannotOpen(AppError):
    """The file called `name` cannot be opened as consignments, and nothing of it was taken over."""

    def __init__(self, flaw: Flaw, name: str) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.name = name


@dataclass(frozen=True, slots=True)
class FromFile:
    """What a file holds: each node with the container it goes into; `lost` names what of it could not be read."""

    name: str
    nodes: tuple[tuple[Node, str], ...]
    lost: tuple[str, ...]


async def read_file(path: Path) -> FromFile:
    """Read consignments from a file that may hold anything; raises CannotOpen.

    A thread of its own reads it: it may lie on a slow network drive.
    """
    return await in_thread(lambda: from_bytes(_bytes_of(path), path.name))


def from_bytes(content: bytes, name: str) -> FromFile:
    """Return what `content`, of the file called `name`, holds; raises CannotOpen."""
    data = _json_of(content, name)
    version = version_of(data)
    if version > VERSION:
        raise CannotOpen(Flaw.NEWER, name)
    if not version or _NAMES.isdisjoint(data):
        raise CannotOpen(Flaw.OTHER_KIND, name)
    if _count(data) > MOST_NODES:
        raise CannotOpen(Flaw.TOO_LARGE, name)
    whole = {each: [] for each in _NAMES} | data
    reading = read_data(whole)
    draft, lost = reading.draft, list(reading.lost)
    nodes = [
        *((_tamed(item, lost), LOOSE_ITEMS) for item in draft.loose_items),
        *((_tamed(package, lost), LOOSE_PACKAGES) for package in draft.loose_packages),
        *((_tamed(consignment, lost), CONSIGNMENTS) for consignment in draft.consignments),
    ]
    if not nodes:
        raise CannotOpen(Flaw.EMPTY, name)
    return FromFile(name, tuple(nodes), tuple(lost))


def to_bytes(kept: Snapshot, only: Collection[str] | None = None) -> bytes:
    """Return the file of what is on the bench and was not sent, or, of that, `only` the consignments with these ids."""
    unsent = [each for each in kept.consignments if not each.locked and (only is None or each.id in only)]
    chosen = replace(kept, consignments=[replace(each, **_UNSENT) for each in unsent])
    if only is not None:
        chosen = replace(chosen, loose_items=[], loose_packages=[])
    return json.dumps(to_data(chosen), ensure_ascii=False, indent=1).encode()


def _bytes_of(path: Path) -> bytes:
    if path.suffix.casefold() in TABLES:
        raise CannotOpen(Flaw.TABLE, path.name)
    try:
        # Looked at first: to open a pipe would wait for its other end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise CannotOpen(Flaw.NO_FILE, path.name)
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise CannotOpen(Flaw.TOO_LARGE, path.name)
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CannotOpen(Flaw.NOT_READABLE, path.name) from error
    if len(content) > MOST_BYTES:
        raise CannotOpen(Flaw.TOO_LARGE, path.name)
    return content


def _json_of(content: bytes, name: str) -> dict[str, Any]:
    try:
        data = json.loads(content, parse_constant=_refuse)
        # Half a character, written as an escape, could neither be kept nor sent.
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError, MemoryError) as error:
        raise CannotOpen(Flaw.OTHER_KIND, name) from error
    if not isinstance(data, dict):
        raise CannotOpen(Flaw.OTHER_KIND, name)
    return data


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _count(data: Any) -> int:
    """Return how many nodes there can be in `data`: every object in a list, however deep."""
    count, left = 0, [data]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += each.values()
        elif isinstance(each, list):
            count += sum(isinstance(inner, dict) for inner in each)
            left += each
    return count


def with_new_ids(node: Any) -> Any:
    """Return a copy of a node, and of all that is in it, as something else than what it was read from."""
    match node:
        case Item():
            return replace(node, id=new_id())
        case Package():
            return replace(node, id=new_id(), items=[with_new_ids(item) for item in node.items])
        case _:
            return replace(node, id=new_id(), packages=[with_new_ids(package) for package in node.packages])


def ids_in(node: Node) -> Iterator[str]:
    """Return the ids of a node and of all that is in it."""
    yield node.id
    inside: list[Package] | list[Item] = []
    if isinstance(node, Consignment):
        inside = node.packages
    elif isinstance(node, Package):
        inside = node.items
    for each in inside:
        yield from ids_in(each)


def _tamed(node: Any, lost: list[str]) -> Any:
    """Return a node without what only a hand can have put into its file."""
    known = {name: text for name, text in node.unread.items() if name in _TYPED[type(node)]}
    node = replace(node, unread=known)
    match node:
        case Item():
            if not 1 <= node.quantity <= MOST_PIECES:
                lost.append("quantity")
                return replace(node, quantity=1)
            return node
        case Package():
            return replace(node, items=[_tamed(item, lost) for item in node.items])
        case _:
            return replace(node, packages=[_tamed(package, lost) for package in node.packages], **_UNSENT)


_TYPED: Final[dict[type, frozenset[str]]] = {
    Item: frozenset({"quantity", "weight", "value", "dimensions", "country_of_origin"}),
    Package: frozenset({"weight", "value", "dimensions"}),
    Consignment: frozenset({"destination.country"}),
}
"""The fields that can hold what was typed and could not be read (`unread`)."""
