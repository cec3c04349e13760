"""Codes of goods in the Harmonized System, as typed and as sent."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.packing.characters import seen
from desktop_app.packing.limits import HARMONISATION_LENGTHS

_MARKS: Final = re.compile(r"[\s.\-]|[\u2010-\u2015]|−")


def digits_of(text: str) -> str:
    """Return a code without the dots, blanks and hyphens that people set in it («711319» for «7113.19»)."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", seen(text)))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def is_code(text: str) -> bool:
    """Say whether `text` has the form of a code: 6, 8 or 10 digits."""
    digits = digits_of(text)
    return digits.isascii() and digits.isdigit() and len(digits) in HARMONISATION_LENGTHS
