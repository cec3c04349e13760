"""The parts of an address that have a form of their own: postcode, country, telephone, lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from desktop_app.packing.countries import address_rules, find_country, sent_as
from desktop_app.packing.importing.numbers import lost_digits
from desktop_app.packing.postcodes import bare_postcode, national_form
from desktop_app.packing.territories import areas_of, part_of

_MOST_LOST: Final = 2
"""Leading zeros that a spreadsheet may have taken from a postcode."""
_MARKET_CODE: Final = re.compile(r"^ebay:? ?[a-z0-9]{7}\b[ ,]*", re.IGNORECASE)
_PARTS: Final = re.compile(r"[()\[\]/,]| [-–] ")
_POSTCODE_TOWN: Final = re.compile(r"((?:[A-Z]{1,3}-)?\d[\d ]{2,5}\d)\s+(\D.*)")
_NUMBER_FIRST: Final = frozenset({"FR", "GB", "US", "IE", "LU", "CA", "AU", "NZ", "MC", "JE", "GG", "IM"})


class Said(NamedTuple):
    """A value, and what is to be said of it: an empty string for nothing."""

    value: str
    words: str = ""


@lru_cache(maxsize=16384)
def postcode(text: str, country: str) -> Said:
    """Return a postcode in its country's form; zeros that a spreadsheet took are put back, and that is said."""
    if not text:
        return Said("")
    if lost_digits(text):
        return Said("", f"postcode {text} lost its digits: left empty, not sent")
    text = text.lstrip("'").removesuffix(".0")
    form = national_form(text, country) if country else " ".join(text.split())
    if form is not None:
        return Said(form)
    bare = bare_postcode(text)
    rules = address_rules(sent_as(country))
    examples = [bare_postcode(example) for example in rules.examples] if rules else []
    if bare.isdigit():
        for length in sorted({len(example) for example in examples if example.isdigit()}):
            if 0 < length - len(bare) <= _MOST_LOST and (whole := national_form(bare.zfill(length), country)):
                return Said(whole, f"postcode {text} read as {whole}: say so")
    return Said(text, f"postcode «{text}» is not one of {country}")


@lru_cache(maxsize=2048)
def country(text: str) -> Said:
    """Return the two-letter code of the country that is named, in any of three languages; «Germany (DE)» too."""
    if not text:
        return Said("")
    if code := find_country(text):
        return Said(code)
    found = {find_country(part) for part in _PARTS.split(text) if part.strip()} - {None}
    if len(found) == 1:
        return Said(str(found.pop()))
    return Said("", f"country «{text}» is not known")


@lru_cache(maxsize=4096)
def telephone(text: str) -> Said:
    """Return a telephone number, unless a spreadsheet took its digits."""
    if lost_digits(text):
        return Said("", f"telephone {text} lost its digits: left empty, not sent")
    return Said(text.removesuffix(".0"))


def email(text: str) -> str:
    """Return an address of e-mail, unless it is a marketplace's own, which reaches nobody but the shop."""
    return "" if "@members." in text else text


def lines(texts: list[str], number: str, country_code: str) -> list[str]:
    """Return the three lines of an address without gaps, a house number with the street that it belongs to.

    A marketplace's code in a line is left out. What is more than three lines stands in the third.
    """
    if number and texts[0] and number not in texts[0].split():
        pair = (number, texts[0]) if country_code in _NUMBER_FIRST else (texts[0], number)
        texts = [" ".join(pair), *texts[1:]]
    joined = " ".join(texts)
    if "\n" not in joined and "ebay" not in joined.casefold():
        kept = [text for text in texts if text]
        return kept + [""] * (3 - len(kept))
    split = [_MARKET_CODE.sub("", line).strip() for text in texts for line in text.split("\n")]
    kept = [line for line in split if line]
    if len(kept) > 3:
        kept[2:] = [", ".join(kept[2:])]
    return kept + [""] * (3 - len(kept))


def postcode_and_town(text: str) -> tuple[str, str]:
    """Return both out of «20095 Hamburg»; without a postcode all is the town."""
    found = _POSTCODE_TOWN.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


@lru_cache(maxsize=4096)
def customs_remark(country_code: str, code: str) -> str:
    """Return what is to be known of a place that has customs of its own within its country, or an empty string."""
    part = part_of(country_code, bare_postcode(code)) if code else None
    apart = part is not None and not part.code and part.areas.isdisjoint(areas_of(country_code))
    return f"{part.name}: customs" if part and apart else ""
