"""Which call goes wrong, and how: the grammar of `--faults`, and the plan that is made of it (README.md, «Faults»)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from random import Random

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_SIZES = {"kB": 1_000, "MB": 1_000_000}
_NUMBER = r"\d+(?:\.\d+)?"
_TIME = rf"(-?{_NUMBER})(ms|s|m|h)"
_METHODS = ("GET", "POST", "PUT", "DELETE")
_MOST_SECONDS = 24 * 3600.0
_MOST_BYTES = 1_000_000_000


class Kind(StrEnum):
    """What can go wrong. Those that end in `-after` go wrong when the service has already done what was asked."""

    LATENCY = "latency"
    SKEW = "skew"
    REFUSED = "refused"
    RESET = "reset"
    RESET_AFTER = "reset-after"
    HALF = "half"
    DRIP = "drip"
    WRONG_JSON = "wrong-json"
    HUGE = "huge"
    UNAUTHORISED = "401"
    TOO_MANY = "429"
    TOO_MANY_DATE = "429-date"
    FAILED = "500"
    FAILED_AFTER = "500-after"
    GATEWAY = "502"
    GATEWAY_AFTER = "502-after"
    UNAVAILABLE = "503"


_ALONGSIDE = frozenset({Kind.LATENCY, Kind.SKEW})
_SECONDS = {Kind.DRIP: 2.0, Kind.TOO_MANY: 1.0, Kind.TOO_MANY_DATE: 1.0}
_BYTES = {Kind.HUGE: 64 * 1_000_000}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call; `amount` is in seconds, for `huge` in bytes."""

    kind: Kind
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Faults:
    """All that goes wrong with one call: a delay and a clock's skew in seconds, and at most one fault beside them."""

    delay: float = 0.0
    skew: float = 0.0
    fault: Fault | None = None


class Plan:
    """Says for one call after another what goes wrong with it; the same for the same spec, seed and order of calls."""

    def __init__(self, spec: str, seed: int = 1) -> None:
        """Read `spec`. Raises ValueError with one line that says which part of it is wrong, and how to write it."""
        rules = [text.strip() for text in re.split(r"[;\n]", spec)]
        self._rules = [_Rule(text, Random(f"{seed}/{at}")) for at, text in enumerate(rules) if text]  # noqa: S311
        if not self._rules:
            raise ValueError("no fault is named")

    def next(self, method: str, path: str) -> Faults:
        """Return what goes wrong with this call; it counts for every rule that fits it."""
        path = path.lower().rstrip("/") or "/"
        struck = [fault for rule in self._rules if (fault := rule.strikes(method, path))]
        return Faults(
            delay=sum(fault.amount for fault in struck if fault.kind == Kind.LATENCY),
            skew=sum(fault.amount for fault in struck if fault.kind == Kind.SKEW),
            fault=next((fault for fault in struck if fault.kind not in _ALONGSIDE), None),
        )


class _Rule:
    """`FAULT[=AMOUNT] [WHEN] [METHOD] [PATH]`."""

    def __init__(self, text: str, random: Random) -> None:
        self._random = random
        self._seen = 0
        self._share = 1.0
        self._numbers: list[tuple[int, int | None]] = []
        self._method = self._path = "*"
        name, *others = text.split()
        self._kind, self._amount = _what(name)
        for word in others:
            self._read(word)

    def strikes(self, method: str, path: str) -> Fault | None:
        """Return the fault if this call is one that it strikes."""
        if self._method not in ("*", method) or not fnmatchcase(path, self._path):
            return None
        self._seen += 1
        if self._numbers:
            struck = any(first <= self._seen and (last is None or self._seen <= last) for first, last in self._numbers)
        else:
            struck = self._random.random() < self._share
        return Fault(self._kind, self._amount(self._random)) if struck else None

    def _read(self, word: str) -> None:
        if found := re.fullmatch(rf"({_NUMBER})%", word):
            self._share = float(found[1]) / 100
            if self._share > 1:
                raise ValueError(f"“{word}” is more than all calls; write 100% at most")
        elif word.startswith("#"):
            self._numbers = [_numbers(part, word) for part in word[1:].split(",")]
        elif word.startswith("/"):
            self._path = word.lower().rstrip("/") or "/"
        elif word == "*" or word in _METHODS:
            self._method = word
        else:
            raise ValueError(
                f"“{word}” is neither a share (10%), nor numbers of calls (#3 or #2,5-7), "
                f"nor a method ({', '.join(_METHODS)}), nor a path (/consignments/*)"
            )


def _what(text: str) -> tuple[Kind, Callable[[Random], float]]:
    name, given, amount = text.partition("=")
    if name not in set(Kind):
        raise ValueError(f"“{name}” is no fault; there are {', '.join(Kind)}")
    kind = Kind(name)
    if kind == Kind.LATENCY:
        return kind, _distribution(amount)
    if kind == Kind.SKEW or kind in _SECONDS:
        seconds = _seconds(amount, least=-_MOST_SECONDS if kind == Kind.SKEW else 0.0) if given else _SECONDS.get(kind)
        if seconds is None:
            raise ValueError("“skew” needs an amount of time, such as skew=-2h")
        return kind, lambda _: seconds
    if kind in _BYTES:
        size = _bytes(amount) if given else _BYTES[kind]
        return kind, lambda _: float(size)
    if given:
        raise ValueError(f"“{name}” has no amount; write {name} alone")
    return kind, lambda _: 0.0


def _distribution(text: str) -> Callable[[Random], float]:
    """Read `200ms`, `100ms..2s` (even), `200ms+-50ms` (normal) or `~300ms` (exponential, that on average)."""
    if ".." in text:
        first, last = (_seconds(part) for part in text.split("..", 1))
        return lambda random: random.uniform(first, last)
    if "+-" in text:
        middle, spread = (_seconds(part) for part in text.split("+-", 1))
        return lambda random: max(0.0, random.gauss(middle, spread))
    if text.startswith("~"):
        mean = _seconds(text[1:])
        return lambda random: min(random.expovariate(1 / mean), 20 * mean) if mean else 0.0
    fixed = _seconds(text)
    return lambda _: fixed


def _seconds(text: str, least: float = 0.0) -> float:
    found = re.fullmatch(_TIME, text)
    if not found:
        raise ValueError(f"“{text}” is no amount of time; write such as 200ms, 1.5s, 3m or 2h")
    seconds = float(found[1]) * _UNITS[found[2]]
    if not least <= seconds <= _MOST_SECONDS:
        raise ValueError(f"“{text}” is out of bounds: {'less than nothing' if seconds < least else 'more than 24h'}")
    return seconds


def _bytes(text: str) -> int:
    found = re.fullmatch(rf"({_NUMBER})(kB|MB)", text)
    if not found:
        raise ValueError(f"“{text}” is no size; write such as 500kB or 64MB")
    size = int(float(found[1]) * _SIZES[found[2]])
    if size > _MOST_BYTES:
        raise ValueError(f"“{text}” is out of bounds: more than 1000MB")
    return size


def _numbers(part: str, word: str) -> tuple[int, int | None]:
    found = re.fullmatch(r"(\d{1,9})(?:(-)(\d{1,9})?)?", part)
    if not found or int(found[1]) < 1 or (found[3] and int(found[3]) < int(found[1])):
        raise ValueError(f"“{word}” numbers no calls; write such as #3, #2,5-7 or #4- (the fourth and all after it)")
    first = int(found[1])
    return first, (int(found[3]) if found[3] else None) if found[2] else first
