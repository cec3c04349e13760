"""Parts of countries that are told by their postcodes: some have a code of their own, some only customs of their own.

What belongs where, and where that is written, is in `resources/customs_borders.json`, with the day it was looked up.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop_app.paths import resource


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the country with that code: `postcode` matches letters and digits alone.

    `code` is its own two-letter code, an empty string where it has none; then it lies in `areas` for customs.
    """

    name: str
    country: str
    postcode: re.Pattern[str]
    code: str
    areas: frozenset[str]


def part_of(country: str, bare: str) -> Part | None:
    """Return the part of `country` that a postcode lies in, given as its letters and digits in capitals."""
    return next((part for part in _parts().get(country, ()) if part.postcode.fullmatch(bare)), None)


@cache
def parents(code: str) -> frozenset[str]:
    """Return the codes of the countries whose part the territory with that code is."""
    return frozenset(country for country, parts in _parts().items() if any(part.code == code for part in parts))


@cache
def areas_of(country: str) -> frozenset[str]:
    """Return the customs areas that a country lies in: one of its own where it shares none."""
    found = frozenset(str(area["name"]) for area in _data()["areas"] if country in area["of"])
    return found or frozenset({country})


@cache
def _parts() -> dict[str, tuple[Part, ...]]:
    found: dict[str, tuple[Part, ...]] = {}
    for row in _data()["parts"]:
        part = Part(
            row["name"], row["country"], re.compile(row["postcode"]), row.get("is", ""), frozenset(row.get("areas", ()))
        )
        found[part.country] = (*found.get(part.country, ()), part)
    return found


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("customs_borders.json").read_text(encoding="utf-8"))
    return found
