"""Codes of goods in the Harmonized System, as typed and as sent."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.packing.characters import seen
from desktop_app.packing.limits import HARMONISATION_LENGTHS

_MARKS: Final = re.compile(r"[\s.\-]|[\u2010-\u2015]|−")
_WRITTEN: Final = re.compile(r"(?<!\d)\d(?:[\s.\-\u2010-\u2015−]?\d)*")
"""A run of digits with what people set between them."""


def digits_of(text: str) -> str:
    """Return a code without the dots, blanks and hyphens that people set in it («711319» for «7113.19»)."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", seen(text)))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def code_within(text: str) -> str:
    """Return the code that is written in a longer text, such as its name and the code; empty if that is not plain."""
    found = {digits_of(part) for part in _WRITTEN.findall(unicodedata.normalize("NFKC", seen(text)))}
    codes = [code for code in found if is_code(code)]
    return codes[0] if len(found) == 1 and codes else ""


def is_code(text: str) -> bool:
    """Say whether `text` has the form of a code: 6, 8 or 10 digits."""
    digits = digits_of(text)
    return digits.isascii() and digits.isdigit() and len(digits) in HARMONISATION_LENGTHS
