"""Which column is what: by its header, in words of English, German and French. A match is a value, and can be kept."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final, Self

from desktop_app.packing.importing.table import Table
from desktop_app.paths import resource

UNITS: Final[Mapping[str, str]] = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "kilogramm": "kg",
    "kilogramme": "kg", "kilogrammes": "kg", "g": "g", "gr": "g", "gram": "g", "grams": "g", "gramm": "g",
    "gramme": "g", "grammes": "g", "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "oz": "oz",
    "ounce": "oz", "ounces": "oz", "unze": "oz", "unzen": "oz", "once": "oz", "onces": "oz", "mg": "mg", "t": "t",
}  # fmt: skip
CURRENCIES: Final[Mapping[str, str]] = {
    "€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "us $": "USD", "a$": "AUD", "au $": "AUD", "au$": "AUD",
    "c$": "CAD", "c $": "CAD", "ca$": "CAD", "nz$": "NZD", "¥": "JPY", "円": "JPY", "zł": "PLN", "euro": "EUR",
    "euros": "EUR", "fr.": "CHF", "sfr.": "CHF", "sfr": "CHF", "₹": "INR", "₩": "KRW", "kč": "CZK", "₺": "TRY",
}  # fmt: skip

_CONNECTORS: Final = {
    *("of", "the", "to", "and", "in", "a", "de", "des", "du", "la", "le", "les", "l", "d", "et", "au", "en"),
    *("der", "die", "das", "vom", "von", "am", "und"),
}
_TAXES: Final = frozenset(("mwst", "vat", "tva", "tax"))
_WITH: Final = frozenset(("incl", "inkl", "excl", "exkl", "zzgl", "inc", "ex"))
_NET: Final = frozenset(("ht", "ttc", "netto", "net"))
_CODE: Final = re.compile(r"[A-Z]{3}")
_IN_BRACKETS: Final = re.compile(r"[(\[]\s*(?:in |en )?([^)\]]+?)\s*[)\]]\s*$")
_AT_THE_END: Final = re.compile(r"[\s_/-]([^\s_/()-]+)\s*$")
_MANY: Final = frozenset({"order.status", "order.payment", "order.fulfilment", "order.note"})
_MANY_THINGS: Final = frozenset({"telephone", "email"})
_ADDRESSING: Final = ("line1", "street", "town", "postcode", "postcodetown", "name", "last")
CORE: Final = ("line1", "street", "number", "line2", "line3", "town", "region", "postcode", "postcodetown", "country")
"""What says where a place is."""
_LEAST: Final = 3
"""Columns that a header must have at least for its row to be one."""


@dataclass(frozen=True, slots=True)
class Match:
    """What each column is: a field such as «ship.postcode», «item.weight», or nothing.

    `kind` names the shop. `units` holds the unit or currency that a header names. The others decide what the file does
    not say by itself, as a person answered it: `decimal` («.» or «,»), `first` («D» or «M»: what a date begins with),
    `unit` of weights without one, `country` of addresses without one. Empty: not decided.
    """

    kind: str
    columns: tuple[str, ...]
    units: tuple[str, ...]
    decimal: str = ""
    first: str = ""
    unit: str = ""
    country: str = ""

    def with_column(self, at: int, field: str, unit: str = "") -> Self:
        """Return the match with that column being that field, in that unit."""
        columns, units = [*self.columns], [*self.units]
        columns[at], units[at] = field, unit
        return replace(self, columns=tuple(columns), units=tuple(units))

    def as_data(self) -> dict[str, Any]:
        """Return the match as JSON has it."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the match that `as_data` made; raises ValueError for what it did not make."""
        texts = {name: data.get(name, "") for name in ("kind", "decimal", "first", "unit", "country")}
        lists = {name: tuple(data.get(name, ())) for name in ("columns", "units")}
        known = {*fields(), ""}
        if not all(isinstance(text, str) for text in (*texts.values(), *lists["units"])) or not known >= set(
            lists["columns"]
        ):
            raise ValueError("not a match of columns")
        return cls(**{**texts, **lists})


def header_key(table: Table) -> tuple[str, ...]:
    """Return what tells a header: the same for the same columns, however they are written."""
    return tuple(map(squeezed, table.header))


def fields() -> tuple[str, ...]:
    """Return all fields that a column can be."""
    data = _data()
    people = [f"{role}.{thing}" for role in ("ship", "plain", "bill") for thing in data["people"]]
    return (*people, *(f"item.{thing}" for thing in data["items"]), *(f"order.{thing}" for thing in data["order"]))


def match(table: Table) -> Match:
    """Return what the columns of a table are by their headers."""
    found = match_header(table.header)
    return replace(found, kind=found.kind.replace("for each item", "for each order")) if table.unfolded else found


@lru_cache(maxsize=256)
def match_header(header: tuple[str, ...]) -> Match:
    """Return what columns with these headers are."""
    names = [squeezed(text) for text in header]
    kind, shop = _kind(frozenset(names))
    own = {squeezed(name): field for name, field in shop.get("columns", {}).items()}
    columns, units, ranks = [], [], []
    for text in header:
        bare, unit = _without_unit(text)
        name = squeezed(bare)
        given = own.get(squeezed(text), own.get(name))
        field, rank = (given, -1) if given is not None else _field(name)
        if unit and unit in UNITS.values() and name in {"", *_names("roles", "item")}:
            field, rank = "item.weight", 99
        columns.append(field)
        ranks.append(rank)
        units.append(unit)
    _settle(columns, ranks, names)
    return Match(kind, tuple(columns), tuple(units))


def known_columns(header: Sequence[str]) -> int:
    """Return how many columns of a row are known by what it says; 0 if it is no header of orders."""
    columns = match_header(tuple(header)).columns
    known = sum(map(bool, columns))
    useful = any(field.startswith("item.") or field.partition(".")[2] in _ADDRESSING for field in columns)
    return known if known >= _LEAST and useful else 0


def shop_of(kind: str) -> Mapping[str, Any]:
    """Return what is known of the exports of a kind of shop: `decimal`, `dates`, `units`, `country`, where it is."""
    kind = kind.replace("for each order", "for each item")
    return next((shop for shop in _data()["kinds"] if kind in (shop["kind"], shop.get("otherwise"))), {})


@cache
def words(*path: str) -> frozenset[str]:
    """Return the words of a list of the vocabulary, as `squeezed` writes them."""
    return frozenset(_names(*path))


@lru_cache(maxsize=4096)
def meaning_of(status: str) -> str:
    """Return what a status means («cancelled», «shipped», «unpaid»…), or an empty string."""
    name = squeezed(status)
    names = {name, name.removeprefix("wc")}
    return next((meaning for meaning in _data()["statuses"] if names & words("statuses", meaning)), "")


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Return letters and digits alone, without case, accents and small words: what headers are compared by."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("œ", "oe").replace("°", "o"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    tokens = [word for word in re.findall(r"[^\W_]+", plain) if word not in _CONNECTORS]
    if _WITH & {*tokens}:
        tokens = [word for word in tokens if word not in _TAXES and word not in _WITH]
    bare = [word for word in tokens if word not in _NET]
    joined = "".join(bare or tokens)
    return re.sub(r"(?<=[aou])e", "", joined)


def _kind(names: frozenset[str]) -> tuple[str, Mapping[str, Any]]:
    best: tuple[int, str, Mapping[str, Any]] = (0, "a list made by hand", {})
    for shop in _data()["kinds"]:
        hits = len(names & {squeezed(name) for name in shop["of"]})
        if hits >= shop["needs"] and hits > best[0]:
            whole = names >= {squeezed(name) for name in shop.get("whole", ())}
            best = (hits, str(shop["kind"]) if whole else str(shop["otherwise"]), shop)
    return best[1], best[2]


def _without_unit(text: str) -> tuple[str, str]:
    """Return a header without the unit or currency that it names, and that."""
    found = re.search(r"[(\[]\s*(?:in |en )?([^)\]]+?)\s*[)\]]\s*$", text) or re.search(
        r"[\s_/-]([^\s_/()-]+)\s*$", text
    )
    if not found:
        return text, ""
    word = found[1].strip(". ")
    unit = UNITS.get(word.casefold(), "") or currency(word)
    return (text[: found.start()], unit) if unit else (text, "")


@lru_cache(maxsize=1024)
def currency(text: str) -> str:
    """Return the code of a currency by its code, sign or name; an empty string for what is none."""
    plain = text.strip()
    code = plain.upper()
    return CURRENCIES.get(plain.casefold(), code if _CODE.fullmatch(code) and code in _codes() else "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(_data()["currencies"])


@lru_cache(maxsize=8192)
def _field(name: str) -> tuple[str, int]:
    """Return the field of a header, and how far down its list the name stands."""
    if name in _whole_names():
        return _whole_names()[name]
    for role, word in _role_words():
        for rest in {name.removeprefix(word), name.removesuffix(word), name.removesuffix(word + "s")} - {name, ""}:
            found = _role_things(role).get(rest)
            if found:
                return found
    return "", 0


@cache
def _whole_names() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {"": ("", 0)}
    for group, prefix in (("order", "order"), ("people", "plain"), ("items", "item")):
        for thing, names in _things(group).items():
            for name, rank in names.items():
                found.setdefault(name, (f"{prefix}.{thing}", rank))
    return found


@cache
def _role_words() -> tuple[tuple[str, str], ...]:
    roles = ("ship", "bill", "item", "package")
    return tuple((role, word) for role in roles for word in sorted(_names("roles", role), key=len, reverse=True))


@cache
def _role_things(role: str) -> dict[str, tuple[str, int]]:
    if role == "package":
        return dict.fromkeys(_names("order", "anyweight"), ("order.packageweight", 50))
    found: dict[str, tuple[str, int]] = {}
    for thing, names in _things("items" if role == "item" else "people").items():
        for name, rank in names.items():
            found.setdefault(name, (f"{role}.{thing}", 50 + rank))
    return found


def _settle(columns: list[str], ranks: list[int], names: list[str]) -> None:
    """Let each field be one column, the best of those that may be it, and say what a mere «weight» or «name» is."""
    for role in ("ship", "plain", "bill"):
        has = {field.partition(".")[2] for field in columns if field.startswith(f"{role}.")}
        if "first" in has and "last" not in has:
            columns[:] = [f"{role}.last" if field == f"{role}.name" else field for field in columns]
    where = {role: {thing for thing in CORE if f"{role}.{thing}" in columns} for role in ("ship", "plain")}
    if where["ship"] and where["ship"].isdisjoint(where["plain"]):
        # «Ville de livraison» beside «Code postal»: one address, not two.
        one = {f"plain.{thing}": f"ship.{thing}" for thing in CORE}
        columns[:] = [one.get(field, field) for field in columns]
    of_items = {"item.sku", "item.description", "item.quantity", "item.price"} & {*columns}
    weight = "order.packageweight" if "item.weight" in columns or not of_items else "item.weight"
    columns[:] = [weight if field == "order.anyweight" else field for field in columns]
    for field in {*columns} - _MANY - {""}:
        if field.partition(".")[2] in _MANY_THINGS:
            continue
        at = [number for number, other in enumerate(columns) if other == field]
        best = min(at, key=lambda number: (ranks[number], number))
        for number in at:
            if number != best:
                columns[number] = ""
                if names[number] in ("reference", "ref") and not {"item.sku"} & {*columns}:
                    columns[number] = "item.sku"


@cache
def _things(group: str) -> dict[str, dict[str, int]]:
    found = _data()[group]
    return {thing: {squeezed(name): rank for rank, name in reversed([*enumerate(found[thing])])} for thing in found}


@cache
def _names(*path: str) -> tuple[str, ...]:
    found = _data()
    for step in path:
        found = found[step]
    return tuple(squeezed(str(name)) for name in found)


@cache
def _data() -> Any:
    return json.loads(resource("import_columns.json").read_text(encoding="utf-8"))
