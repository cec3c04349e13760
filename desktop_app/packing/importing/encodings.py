"""Bytes of a text file → its text, and the name of the encoding that it is written in."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16 with BOM"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16 with BOM"),
)
_PROBE: Final = 4096
"""Bytes in which zeros tell UTF-16 without a mark."""
_LEGACY: Final = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1251", "cp1253", "cp1254")
"""What spreadsheets save without saying so, the likeliest first."""
_MOST_PIECES: Final = 4000
_PIECE: Final = re.compile(rb"[ -~]{0,2}[\x80-\xff]+[ -~]?")
_USUAL: Final = frozenset("äöüßéèêëàâçñáíóúîïôûùœæåøãõìòÄÖÜÉÀÈÇÅØÑÁÓÚÍ")
_LESS_USUAL: Final = frozenset("łńąęśźżćŁŚŹŻčřšžěůýďťňČŘŠŽőűİıŞşğ")
_SIGNS: Final = frozenset("€£°º§«»„“”‚‘’–—…®™·×½¼¿¡\xa0")
_APOSTROPHES: Final = frozenset("’‘")


class Decoded(NamedTuple):
    """A file's text, the name of its encoding, and whether it ends in the middle of a character."""

    text: str
    encoding: str
    cut: bool = False


def decode(content: bytes) -> Decoded | None:
    """Return the text of `content`, or None if it is no text."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _with_mark(content.removeprefix(mark) if codec == "utf-8" else content, codec, name)
    if b"\0" in content[:_PROBE]:
        return _wide(content)
    if content.isascii():
        return None if b"\0" in content else Decoded(content.decode("ascii"), "ascii")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(content) - 3 and error.start and error.reason == "unexpected end of data":
            return Decoded(content[: error.start].decode("utf-8"), "utf-8", cut=True)
    return None if b"\0" in content else _legacy(content)


def _with_mark(content: bytes, codec: str, name: str) -> Decoded | None:
    try:
        text, read = codecs.getdecoder(codec)(content, "strict")
    except UnicodeDecodeError as error:
        if error.start < len(content) - 4:
            return None
        return Decoded(content[: error.start].decode(codec), name, cut=True)
    return Decoded(text, name, cut=read < len(content))


def _wide(content: bytes) -> Decoded | None:
    probe = content[:_PROBE]
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    for more, less, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if more > len(probe) // 5 and less < more // 20 + 1:
            return _with_mark(content, codec, codec)
    return None


def _legacy(content: bytes) -> Decoded:
    pieces = sorted(set(_PIECE.findall(content)))[:_MOST_PIECES]
    scores = {codec: sum(_likeness(piece, codec) for piece in pieces) for codec in _LEGACY}
    best = max(_LEGACY, key=lambda codec: scores[codec])
    return Decoded(content.decode(best, errors="replace"), best)


@lru_cache(maxsize=8192)
def _likeness(piece: bytes, codec: str) -> float:
    """Return how much a few bytes, read in that encoding, look like something that people write."""
    try:
        text = piece.decode(codec)
    except UnicodeDecodeError:
        return -20
    score = 0.0
    for at, c in enumerate(text):
        if c.isascii():
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if c in _SIGNS:
            inside = before.isalpha() and after.isalpha()
            score += -2 if inside and c not in _APOSTROPHES else 1
        elif c.isalpha():
            score += 2 if c in _USUAL else 1.5 if c in _LESS_USUAL else 0.5
            score -= 3 * (c.isupper() and (before.islower() or (before.isalpha() and after.islower())))
            foreign = not c.isascii() and ord(c) >= 0x370
            score -= 2 * any(near.isalpha() and (ord(near) >= 0x370) != foreign for near in (before, after))
            score -= 1.5 * (not foreign and before.isalpha() and not before.isascii())
            score += foreign and before.isalpha() and ord(before) >= 0x370
        else:
            score -= 4
    return score
