"""Text in the order and the forms in which it is drawn: scripts that run from right to left, letters that join.

Fonts are drawn here glyph by glyph, without an engine that would do this. What there is of it: the bidirectional
algorithm (Unicode standard annex 9, without explicit embeddings), and the joined forms of Arabic letters that Unicode
has code points for. Scripts that need more than that (those of India, N'Ko) are not drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

NON_JOINER, JOINER = "\u200c", "\u200d"
_JOINING = {"\u0640", JOINER}
_LAM = "\u0644"
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_STRONG = frozenset({"L", "R", "AL"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "ES", "ET", "CS", "LRE", "RLE", "LRO", "RLO", "PDF"})


def is_right_to_left(text: str) -> bool:
    """Say whether any of `text` runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text)


def visual(text: str) -> str:
    """Return `text` (one line) from left to right as it is drawn, Arabic letters in their joined forms."""
    if not is_right_to_left(text):
        return text.replace(NON_JOINER, "").replace(JOINER, "")
    clusters = [cluster for cluster in _clusters(_joined(text)) if cluster not in {NON_JOINER, JOINER}]
    kinds = [unicodedata.bidirectional(cluster[0]) or "L" for cluster in clusters]
    base = next((int(kind != "L") for kind in kinds if kind in _STRONG), 0)
    return "".join(_reordered(clusters, _levels(_with_brackets(clusters, kinds, base), base)))


def _clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks that stand on it, which stay behind it whichever way it is drawn."""
    cluster = ""
    for c in text:
        if cluster and not unicodedata.category(c).startswith("M"):
            yield cluster
            cluster = ""
        cluster += c
    if cluster:
        yield cluster


def _with_brackets(clusters: list[str], kinds: list[str], base: int) -> list[str]:
    """Return the kinds with numbers resolved, and pairs of brackets given the way of what they are around (N0)."""
    start = "R" if base else "L"
    found, opened = _numbers(kinds, start), list[tuple[str, int]]()
    pairs = []
    for at, cluster in enumerate(clusters):
        if cluster in _BRACKETS:
            opened.append((_BRACKETS[cluster], at))
        elif opened and cluster == opened[-1][0]:
            pairs.append((opened.pop()[1], at))
    for first, last in sorted(pairs):
        inside = {_way(kind) for kind in found[first + 1 : last] if kind not in _NEUTRAL}
        if not inside:
            continue
        way = start
        if start not in inside:
            way = next((_way(kind) for kind in reversed(found[:first]) if kind not in _NEUTRAL), start)
        found[first] = found[last] = way
    return found


def _levels(kinds: list[str], base: int) -> list[int]:
    """Return the embedding level of each cluster (rules N1, N2, I1, I2 and L1 of the annex)."""
    start = "R" if base else "L"
    levels = []
    for at, kind in enumerate(kinds):
        way = kind
        if kind in _NEUTRAL:
            before = next((_way(k) for k in reversed(kinds[:at]) if k not in _NEUTRAL), start)
            after = next((_way(k) for k in kinds[at + 1 :] if k not in _NEUTRAL), start)
            way = before if before == after else start
        levels.append(base + ((base + (way == "R")) % 2 if way in {"L", "R"} else 2 - base))
    for at in reversed(range(len(kinds))):
        if kinds[at] not in {"WS", "S", "B", "BN"}:
            break
        levels[at] = base
    return levels


def _numbers(kinds: list[str], start: str) -> list[str]:
    """Return the kinds with numbers and what belongs to them resolved (W2 to W7)."""
    found, strong = [], start
    for kind in kinds:
        if kind in _STRONG:
            strong = kind
        found.append("AN" if kind == "EN" and strong == "AL" else kind)
    found = ["R" if kind == "AL" else kind for kind in found]
    for at in range(1, len(found) - 1):
        around = {found[at - 1], found[at + 1]}
        if (found[at] in {"ES", "CS"} and around == {"EN"}) or (found[at] == "CS" and around == {"AN"}):
            found[at] = found[at - 1]
    for order in (range(len(found)), reversed(range(len(found)))):
        last = ""
        for at in order:
            if found[at] == "ET" and last == "EN":
                found[at] = "EN"
            last = found[at]
    strong = start
    for at, kind in enumerate(found):
        strong = kind if kind in {"L", "R"} else strong
        if kind == "EN" and strong == "L":
            found[at] = "L"
    return found


def _way(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _reordered(clusters: list[str], levels: list[int]) -> list[str]:
    """Return the clusters in the order in which they are drawn (L2, L4)."""
    shown = [_MIRRORED.get(c, c) if level % 2 else c for c, level in zip(clusters, levels, strict=True)]
    order = list(range(len(shown)))
    for level in range(max(levels), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return [shown[at] for at in order]


def _joined(text: str) -> str:
    """Return `text` with Arabic letters in the forms in which they join those beside them."""
    forms = _forms()
    letters = [at for at, c in enumerate(text) if not unicodedata.category(c).startswith("M")]
    shown = list(text)
    skipped: set[int] = set()
    for number, at in enumerate(letters):
        if at in skipped or text[at] not in forms:
            continue
        own = forms[text[at]]
        before = text[letters[number - 1]] if number else ""
        follower = number + 1
        if text[at] == _LAM and follower < len(letters) and (both := forms.get(_LAM + text[letters[follower]])):
            own = both
            skipped.add(letters[follower])
            shown[letters[follower]] = ""
            follower += 1
        after = text[letters[follower]] if follower < len(letters) else ""
        from_before = (before in _JOINING or "initial" in forms.get(before, {})) and "final" in own
        to_after = "initial" in own and (after in _JOINING or "final" in forms.get(after, {}))
        name = ("medial" if to_after else "final") if from_before else ("initial" if to_after else "isolated")
        shown[at] = own.get(name, text[at])
    return "".join(shown)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return for each Arabic letter, and for lam with each alef, its forms by name, as Unicode decomposes them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        name, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if name.startswith("<") and letters:
            forms.setdefault("".join(chr(int(each, 16)) for each in letters), {})[name.strip("<>")] = chr(code)
    return forms
