"""Text as it is sent: without what nobody sees."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Unicode 16, DerivedCoreProperties, Default_Ignorable_Code_Point: drawn as nothing. With them the marks of
# interlinear annotation, halves of surrogate pairs (which cannot be sent at all) and what is no character.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS: Final = "\u200c\u200d"
_SHAPED: Final = re.compile(
    r"ARABIC|SYRIAC|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA"
)
_BREAKS: Final = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_SPACE: Final = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def seen(text: str) -> str:
    """Return `text` without what is not seen, and without blanks around it; any kind of blank is a plain space.

    A line break is a space as well: the fields of an address and of goods have one line. The zero-width joiners stay
    where they shape a letter (between two of an Arabic or Indic script); anywhere else they are nothing.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _BREAKS.sub(" ", text)
    text = _UNSEEN.sub(_joiner_or_nothing, _SPACE.sub(" ", text))
    return _CONTROLS.sub("", text).strip()


def _joiner_or_nothing(found: re.Match[str]) -> str:
    mark, text, at = found[0], found.string, found.start()
    if mark not in _JOINERS or not 0 < at < len(text) - 1:
        return ""
    return mark if all(_SHAPED.match(unicodedata.name(near, "")) for near in (text[at - 1], text[at + 1])) else ""
