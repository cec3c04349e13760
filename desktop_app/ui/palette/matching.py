"""How well a few letters fit some words.

Our own and not a library's: a window offers some hundred things at most, and a compiled one would cost more to load
than all of them take to be looked through.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from typing import Final

TYPO: Final = 0.8
"""How alike a mistyped word must be to one that is offered, of 1."""
_LONG_ENOUGH: Final = 4
"""Letters below which a mistyped word could be any."""
LOOKED_AT: Final = 100
"""Letters of what is typed or offered that are looked at."""


class Fit(IntEnum):
    """How something fits, best first."""

    BEGINS = 0
    """The words begin with it."""
    WORD = 1
    """One of the words begins with it."""
    INITIALS = 2
    """It is made of the beginnings of words: «sbf» for «Save the bench to a file»."""
    WITHIN = 3
    """It stands somewhere in them."""
    TYPO = 4
    """It is nearly one of the words."""
    SCATTERED = 5
    """Its letters come in them, in their order."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A fit, and how spread it is; what sorts first is better. `places`: the letters of the words that were met."""

    fit: Fit
    spread: int
    places: tuple[int, ...] = ()


def match(typed: str, words: str) -> Match | None:
    """Return how `typed` fits `words`, whatever the case and the marks on letters, or None."""
    wanted, offered = plain(typed).split(), plain(words)
    if not wanted:
        return Match(Fit.BEGINS, 0)
    sought = " ".join(wanted)
    starts = [n for n, letter in enumerate(offered) if letter != " " and (n == 0 or not offered[n - 1].isalnum())]
    if offered.startswith(sought):
        return Match(Fit.BEGINS, 0, _run(0, sought))
    for start in starts:
        if offered.startswith(sought, start):
            return Match(Fit.WORD, start, _run(start, sought))
    return _loosely("".join(wanted), sought, offered, starts)


def _loosely(letters: str, sought: str, offered: str, starts: list[int]) -> Match | None:
    initials = _in_order(letters, offered, starts)
    if initials:
        return Match(Fit.INITIALS, initials[-1] - initials[0], initials)
    at = offered.find(sought)
    if at >= 0:
        return Match(Fit.WITHIN, at, _run(at, sought))
    for start in starts:
        word = offered[start:].split(maxsplit=1)[0]
        if len(letters) >= _LONG_ENOUGH and SequenceMatcher(None, letters, word).ratio() >= TYPO:
            return Match(Fit.TYPO, start, _run(start, word))
    scattered = _in_order(letters, offered, list(range(len(offered))))
    if scattered and len(letters) >= _LONG_ENOUGH:
        return Match(Fit.SCATTERED, scattered[-1] - scattered[0], scattered)
    return None


def plain(text: str) -> str:
    """Return the first letters of a text in lower case and without marks, one for one."""
    decomposed = (unicodedata.normalize("NFD", letter)[0] for letter in text[:LOOKED_AT])
    return "".join(letter.lower()[:1] or letter for letter in decomposed)


def _run(start: int, letters: str) -> tuple[int, ...]:
    return tuple(range(start, start + len(letters)))


def _in_order(letters: str, offered: str, places: list[int]) -> tuple[int, ...]:
    met: list[int] = []
    rest = iter(places)
    for letter in letters:
        at = next((place for place in rest if offered[place] == letter), None)
        if at is None:
            return ()
        met.append(at)
    return tuple(met)
