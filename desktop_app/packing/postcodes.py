"""Postcodes: what a person types → the national form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from string import ascii_uppercase
from typing import Final

from desktop_app.packing.characters import seen
from desktop_app.packing.countries import AddressRules, address_rules, distinguishing_sign, sent_as, three_letter_code
from desktop_app.packing.territories import parents, part_of

_MARKS: Final = re.compile(r"[\s.,·・_〒−ー]|[\u2010-\u2015]|-")
"""What may stand between the letters and digits, or before them, and says nothing."""
_SEPARATORS: Final = ("", " ", "-")
_ALIKE: Final = {"O": "0", "0": "O", "I": "1", "1": "I"}
_MOST_ALIKE: Final = 5
_LONGEST: Final = 40
"""Characters; no postcode comes near."""


@lru_cache(maxsize=1024)
def national_form(text: str, country: str) -> str | None:
    """Return a postcode as it is written in `country` (two-letter code), such as «SW1A 1AA» for «sw1a1aa».

    Blanks and marks do not matter, nor does a country's sign before it («D-50667»), or that it lacks one («LV-1073»).
    None if it cannot be read as one of that country's. Where the country's postcodes have no known form, it is the
    text without what is not seen.
    """
    rules = address_rules(sent_as(country))
    plain = " ".join(seen(text).split())
    if rules is None or rules.postcode is None:
        return plain
    bare = bare_postcode(plain)
    if not bare.isascii() or not bare.isalnum() or len(bare) > _LONGEST:
        return None
    for reading in _readings(bare, sent_as(country), rules):
        forms = [form for form in _separated(reading) if rules.postcode.fullmatch(form)]
        if forms:
            return min(forms, key=lambda form: _unlikeness(form, rules))
    return None


@lru_cache(maxsize=256)
def meant_form(text: str, country: str) -> str:
    """Return the one postcode of `country` that is read if O is 0, I is 1 or the other way; empty if none or several.

    For what `national_form` cannot read: «M1 IAA», «LS1 O4X».
    """
    bare = bare_postcode(text)
    places = [at for at, letter in enumerate(bare) if letter in _ALIKE]
    if not places or len(places) > _MOST_ALIKE:
        return ""
    found = set()
    for chosen in product((False, True), repeat=len(places)):
        swapped = dict(zip(places, chosen, strict=True))
        tried = "".join(_ALIKE[c] if swapped.get(at) else c for at, c in enumerate(bare))
        if form := national_form(tried, country):
            found.add(form)
    return found.pop() if len(found) == 1 else ""


def bare_postcode(text: str) -> str:
    """Return the letters and digits of a postcode, in capitals; digits of any script are 0 to 9."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", seen(text)).upper())
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _readings(bare: str, country: str, rules: AddressRules) -> Iterator[str]:
    """Yield what may be meant: as typed, without the prefix of a country or region, with the one that it lacks."""
    yield bare
    prefixes = {rules.prefix, *rules.regions}
    for code in (country, *parents(country)):
        prefixes |= {code, three_letter_code(code), distinguishing_sign(code)}
    if part := part_of(country, bare.lstrip(ascii_uppercase)):
        prefixes.add(part.code)
    for prefix in sorted(prefixes - {""}, key=len, reverse=True):
        if bare.startswith(prefix):
            yield bare.removeprefix(prefix)
    if rules.examples and all(example.startswith(country) for example in rules.examples):
        yield country + bare


def _separated(bare: str) -> Iterator[str]:
    yield bare
    for at in range(1, len(bare)):
        for mark in _SEPARATORS[1:]:
            yield bare[:at] + mark + bare[at:]


def _unlikeness(form: str, rules: AddressRules) -> tuple[bool, bool, int]:
    """Return how little a form looks like the country's examples: first by its shape, then by what separates it."""
    mark = _mark(form)
    strange = mark not in {_mark(example) for example in rules.examples}
    # Where no example has as many characters, as the longer form of an American one, a hyphen is the usual mark.
    return _shape(form) not in {_shape(example) for example in rules.examples}, strange, -_SEPARATORS.index(mark)


def _shape(postcode: str) -> str:
    return re.sub(r"\d", "9", re.sub("[A-Z]", "A", postcode))


def _mark(postcode: str) -> str:
    return next((c for c in postcode if c in " -"), "")
