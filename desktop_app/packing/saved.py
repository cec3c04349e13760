"""A draft as JSON-ready data and back: tolerant of what another version of the program wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar, get_args, get_type_hints

from pydantic import ValidationError

from desktop_app.packing.draft import Draft, new_id
from desktop_app.packing.nodes import Consignment, Item, Node, Package
from desktop_app.packing.tree import CONSIGNMENTS, LOOSE_ITEMS, LOOSE_PACKAGES
from desktop_app.pro.values import Address, Wire

VERSION: Final = 1
"""Of the shape of the data; raised when the meaning of what is there already changes, not when a field comes along."""

_N = TypeVar("_N", bound=Node)
_CONTAINERS: Final[tuple[tuple[str, str, type[Node]], ...]] = (
    ("loose_items", LOOSE_ITEMS, Item),
    ("loose_packages", LOOSE_PACKAGES, Package),
    ("consignments", CONSIGNMENTS, Consignment),
)
_HINTS: Final[dict[type, dict[str, Any]]] = {kind: get_type_hints(kind) for _, _, kind in _CONTAINERS}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a draft held at one moment. Its nodes are copies; the values in them, which never change, are shared."""

    loose_items: list[Item]
    loose_packages: list[Package]
    consignments: list[Consignment]


def snapshot(draft: Draft) -> Snapshot:
    """Return what `to_data` needs of a draft, to be called in another thread while the draft goes on changing."""
    return Snapshot(
        [copy(item) for item in draft.loose_items],
        [_copied(package) for package in draft.loose_packages],
        [replace(each, packages=list(map(_copied, each.packages))) for each in draft.consignments],
    )


def to_data(draft: Draft | Snapshot) -> dict[str, Any]:
    """Return all of the draft as data that JSON takes: decimals as strings, dates in ISO 8601, values by wire name."""
    return {"version": VERSION} | {name: _plain(getattr(draft, name)) for name, _, _ in _CONTAINERS}


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft that was read; `lost` names each part that could not be, such as `consignments.tags`."""

    draft: Draft
    lost: tuple[str, ...]


def version_of(data: Mapping[str, Any]) -> int:
    """Return the version that wrote `data`, 0 where it does not say: then it is no whole draft."""
    version = data.get("version")
    return version if type(version) is int and version > 0 else 0


def from_data(data: object) -> Draft:
    """Return the draft that `to_data` wrote, as `read_data` does."""
    return read_data(data).draft


def read_data(data: object) -> Reading:
    """Return the draft that `to_data` wrote, and what of it could not be read.

    Never raises: a field that is unknown is passed over, one that is missing or cannot be read has its
    default, a node that is no object is left out. Ids stay; one that is missing or there twice is replaced.
    """
    draft, lost = Draft(), _Lost("")
    taken: set[str] = {container for _, container, _ in _CONTAINERS}
    held = data if isinstance(data, Mapping) else {}
    lost.unknown(held, {"version"} | {name for name, _, _ in _CONTAINERS})
    for name, container, kind in _CONTAINERS:
        for row in _rows(held.get(name), inside := lost.at(name)):
            draft.add(_node(kind, row, taken, inside), container)
    return Reading(draft, tuple(lost.parts))


class _Lost:
    """Gathers what could not be read, under the name of where it was."""

    def __init__(self, place: str, parts: list[str] | None = None) -> None:
        self._place = place
        self.parts: list[str] = [] if parts is None else parts

    def at(self, name: str) -> _Lost:
        """Return what gathers the same, further in."""
        return _Lost(f"{self._place}.{name}" if self._place else name, self.parts)

    def note(self) -> None:
        """Note that what is here could not be read."""
        self.parts.append(self._place)

    def unknown(self, row: Mapping[str, Any], known: Collection[str]) -> None:
        """Note each field with something in it that this version does not know."""
        for name, value in row.items():
            if name not in known and value not in (None, "", [], {}):
                self.at(name).note()


def _copied(package: Package) -> Package:
    return replace(package, items=list(map(copy, package.items)))


def _plain(value: Any) -> Any:
    match value:
        case Wire():
            return _plain(value.model_dump(by_alias=True, exclude_unset=True, exclude_none=True))
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Item() | Package() | Consignment():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return value


def _rows(value: object, lost: _Lost) -> Iterator[Mapping[str, Any]]:
    if not isinstance(value, list):
        lost.note()
        return
    for row in value:
        if isinstance(row, Mapping):
            yield row
        else:
            lost.note()


def _node(kind: type[_N], row: Mapping[str, Any], taken: set[str], lost: _Lost) -> _N:
    node_id = row.get("id")
    if not isinstance(node_id, str) or not node_id or node_id in taken:
        node_id = new_id()
    taken.add(node_id)
    values: dict[str, Any] = {}
    hints = _HINTS[kind]
    lost.unknown(row, hints)
    for name, hint in hints.items():
        inner = next((a for a in get_args(hint) if a in {Item, Package}), None)
        inside = lost.at(name)
        if inner is not None:
            values[name] = [_node(inner, child, taken, inside) for child in _rows(row.get(name), inside)]
        elif name != "id" and row.get(name) is not None:
            try:
                values[name] = _read(hint, row[name], inside)
            except (TypeError, ValueError):
                inside.note()
    return kind(node_id, **values)


def _read(hint: Any, value: Any, lost: _Lost) -> Any:
    """Read the value of a field that is annotated with `hint`; raises TypeError or ValueError if it is none."""
    if hint == tuple[str, ...]:
        return tuple(_exactly(str, text) for text in _exactly(list, value))
    if hint == dict[str, str]:
        return {name: _exactly(str, text) for name, text in _exactly(dict, value).items()}
    kind = next(k for k in (get_args(hint) or (hint,)) if k is not type(None))
    if kind is date:
        return date.fromisoformat(value)
    if kind is Address:
        return _address(value, lost)
    return kind.model_validate(value) if issubclass(kind, Wire) else _exactly(kind, value)


def _exactly(kind: type, value: Any) -> Any:
    # bool passes for int, and a number must not turn into the text of one.
    if type(value) is not kind:
        raise TypeError
    return value


def _address(value: Any, lost: _Lost) -> Address:
    """Read an address without those of its lines that cannot be read; raises ValueError if it is none at all."""
    try:
        return Address.model_validate(value)
    except ValidationError as error:
        kept = _plain(value)
        for problem in error.errors():
            _drop(kept, problem["loc"])
            lost.at(".".join(map(str, problem["loc"]))).note()
        return Address.model_validate(kept)


def _drop(data: dict[str, Any], path: tuple[int | str, ...]) -> None:
    *steps, last = path
    for step in steps:
        data = data.get(str(step), {})
    data.pop(str(last), None)
