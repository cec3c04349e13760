"""Numbers as people and spreadsheets write them. A text that can be read in two ways has two readings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

_SPACE: Final = r"[ \u00a0\u2009\u202f'’]"
_BODY: Final = re.compile(rf"\d[\d.,]*(?:{_SPACE}\d{{3}}(?!\d)[\d.,]*)*|[.,]\d+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:(?P<mark>[.,])\d{2,3})?(?:(?P=mark)\d{3})*")
_LOST: Final = re.compile(
    r"[+-]?\d(?:[.,]\d+)?E[+-]\d{2,3}|#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|#+)", re.IGNORECASE
)
_MOST: Final = 40
"""Characters of a number; no longer text is one."""
EXACT_DIGITS: Final = 15
"""What a spreadsheet keeps of a number; the rest becomes zeros."""


class Number(NamedTuple):
    """A number's readings: one, or two where its only mark may be that of decimals or of thousands.

    `mark` is what it shows to be the decimal mark of its file («.» or «,»; empty: nothing). Of two readings the first
    takes the mark for that of decimals. `before` and `after` is what stands around it: a currency, a unit.
    """

    readings: tuple[Decimal, ...]
    mark: str
    sign: str
    """The only mark, where there are two readings."""
    before: str
    after: str

    def read(self, mark: str) -> Decimal | None:
        """Return the value where `mark` is that of decimals; None if that is not known and the readings differ."""
        if len(self.readings) == 1:
            return self.readings[0]
        return (self.readings[0] if mark == self.sign else self.readings[1]) if mark else None


def lost_digits(text: str) -> bool:
    """Say whether `text` is what a spreadsheet leaves of a long number («5.01E+12»), or of a formula («#N/A»)."""
    return _LOST.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def number(text: str) -> Number | None:
    """Return the number in `text` with what is around it, or None if there is none, or more than one."""
    if not text or len(text) > _MOST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip() if not text.isascii() else text.strip()
    plain = plain.replace("−", "-")
    found = _BODY.search(plain)
    if not found or re.search(r"\d", plain[: found.start()] + plain[found.end() :]):
        return None
    before, after = plain[: found.start()].strip(), plain[found.end() :].strip()
    negative = before.startswith("-") or before.endswith("-") or after == "-" or (before[:1], after[-1:]) == ("(", ")")
    before, after = before.strip("-+() "), after.strip("-() ")
    read = _readings(found[0])
    if read is None:
        return None
    values, mark, sign = read
    return Number(tuple(-v for v in values) if negative else values, mark, sign, before, after)


def _readings(body: str) -> tuple[tuple[Decimal, ...], str, str] | None:
    plain = re.sub(_SPACE, "", body)
    spaced = plain != body
    if re.search(rf"[.,].*{_SPACE}", body):
        return None
    dots, commas = plain.count("."), plain.count(",")
    if not dots and not commas:
        return (Decimal(plain),), "", ""
    last = "." if plain.rfind(".") > plain.rfind(",") else ","
    whole, _, rest = plain.rpartition(last)
    other = "," if last == "." else "."
    if plain.count(last) > 1:
        # «1.234.567»: only thousands are marked more than once.
        if plain.count(other) or not _GROUPED.fullmatch(plain):
            return None
        return (Decimal(plain.replace(last, "")),), other, ""
    if other in whole:
        if not _GROUPED.fullmatch(whole):
            return None
        return (Decimal(f"{whole.replace(other, '')}.{rest or 0}"),), last, ""
    decimal = Decimal(f"{whole or 0}.{rest or 0}")
    if spaced or len(rest) != 3 or len(whole) > 3 or whole.startswith("0") or not whole:
        return (decimal,), last, ""
    return (decimal, Decimal(whole + rest)), "", last


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark that these numbers share; empty: none shows one; «?»: some show one, some the other."""
    marks = {found.mark for found in map(number, texts) if found} - {""}
    return marks.pop() if len(marks) == 1 else "?" if marks else ""


@lru_cache(maxsize=4096)
def plain(value: Decimal) -> str:
    """Return a number without needless zeros, never in scientific notation."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
