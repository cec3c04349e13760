"""Days of orders as shops and spreadsheets write them. Of 03/04 the file decides which is the day, or a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ,].*)?|(\d{4})(\d\d)(\d\d)")
_NUMBERS: Final = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})[-/.]\s?(\d{4}|\d\d)(?:[t ,].*)?")
_WORDS: Final = re.compile(
    r"(?:[a-z]{2,12}\.?,? )?"
    r"(?:(\d{1,2})(?:st|nd|rd|th|er)?[\s.\-]*([a-z]{3,9})|([a-z]{3,9})[\s.\-]*(\d{1,2}))"
    r"(?:st|nd|rd|th)?[\s.,\-]*(\d{4}|\d\d)(?:[t ,].*)?"
)
_SERIAL: Final = re.compile(r"([3-6]\d{4})(?:\.\d+)?")
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
_MONTHS: Final = {
    "jan": 1, "feb": 2, "fev": 2, "mar": 3, "maerz": 3, "mrz": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6,
    "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aou": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_MADE: Final = re.compile(
    r"\d{1,2}[-. ]{1,2}([a-z]{3,9})\.?|([a-z]{3,9})\.?[- ]\d{2,4}|"
    r"\d{4}-\d\d-\d\d(?: 00:00:00)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
)


class Day(NamedTuple):
    """A day's readings. Two if either number may be the month: the first takes the day first, the second the month.

    `first` says which is first where the numbers tell («D» or «M»); `form` is how it is written («DD/MM/YY»), with the
    first two letters that of the day and the month in whichever order they are found to be; empty where that is clear.
    """

    readings: tuple[date, ...]
    first: str = ""
    form: str = ""
    shown: str = ""

    def read(self, first: str) -> date | None:
        """Return the day where `first` («D» or «M») comes first; None if that is not known and it matters."""
        if len(self.readings) == 1:
            return self.readings[0]
        return {"D": self.readings[0], "M": self.readings[1]}.get(first)


@lru_cache(maxsize=16384)
def day(text: str) -> Day | None:
    """Return the day that `text` names, in the offset that it names; None if it names none."""
    plain = _plain(text)
    try:
        if found := _YEAR_FIRST.fullmatch(plain):
            year, month, number = (int(part) for part in found.groups() if part)
            return Day((date(year, month, number),))
        if found := _NUMBERS.fullmatch(plain):
            return _numbers(*found.groups())
        if found := _WORDS.fullmatch(plain):
            month = _month(found[2] or found[3])
            return Day((date(_year(found[5]), month, int(found[1] or found[4])),)) if month else None
    except ValueError:
        return None
    if found := _SERIAL.fullmatch(plain):
        return Day((_EPOCH + timedelta(days=int(found[1])),))
    return None


def day_first(texts: Iterable[str]) -> tuple[str, str]:
    """Return which comes first in these days («D», «M», «?» for both, or nothing), and what shows it."""
    shown: dict[str, str] = {}
    for found in map(day, texts):
        if found and found.first:
            shown.setdefault(found.first, found.shown)
    if len(shown) == 1:
        return next(iter(shown.items()))
    return ("?" if shown else "", "")


def made_by_a_spreadsheet(text: str) -> bool:
    """Say whether `text` may be a code that a spreadsheet took for a date («1-Feb» for 1-2)."""
    found = _MADE.fullmatch(_plain(text))
    month = found and (found[1] or found[2])
    return bool(found) and (not month or _month(month) != 0)


def _numbers(one: str, mark: str, two: str, end: str) -> Day:
    year, a, b = _year(end), int(one), int(two)
    if mark == ".":
        return Day((date(year, b, a),))
    letters = "{0}/{1}/" if mark == "/" else "{0}-{1}-"
    single = len(one) == 1 or len(two) == 1
    form = letters.format(*(("D", "M") if single else ("DD", "MM"))) + "Y" * len(end)
    if a > 12 or b > 12:
        first = "D" if a > 12 else "M"
        return Day((date(year, b, a) if a > 12 else date(year, a, b),), first, form, f"{one}{mark}{two}")
    if a == b:
        return Day((date(year, a, b),), "", form)
    return Day((date(year, b, a), date(year, a, b)), "", form)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(word: str) -> int:
    return next((_MONTHS[word[:n]] for n in (5, 4, 3) if word[:n] in _MONTHS), 0)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.strip().casefold().replace("ä", "ae"))
    return "".join(c for c in folded if not unicodedata.combining(c))
