"""Text from outside as it is shown: what it says stays within it, and it hides and turns round nothing.

What is copied, compared, sent or saved is never this text, but the text as it came.
"""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE: Final = "\N{POP DIRECTIONAL ISOLATE}"
PLACEHOLDER: Final = "\N{REPLACEMENT CHARACTER}"
"""Shown for a character that would turn text round, or that cannot be seen: one for one."""

_LOOKED_AT: Final = re.compile(
    # Right-to-left scripts (Unicode's blocks for them), which move the neutral characters beside them;
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
    # direction, joiners and other format characters; fillers that have no ink; tags.
    "\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_HARMFUL: Final = re.compile(
    "[\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2067\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARKS: Final = re.compile("[\u061c\u200e\u200f]")
"""They are needed among right-to-left letters, and cannot reach out of an isolate."""
_JOINERS: Final = re.compile("(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])")
"""Those that do not stand between letters of scripts, or parts of a picture, that are joined by them."""
_ISOLATES: Final = re.compile("[\u2068\u2069]")
_ISOLATES_AND_LINES: Final = re.compile("[\u2068\u2069\n]")
_IN_JSON: Final = re.compile(f"{_HARMFUL.pattern}|{_MARKS.pattern}|[\u2066-\u2069]")


def isolated(text: str) -> str:
    """Return `text` as it is to be shown; most texts are that already, and the same object is returned.

    Whatever has a direction of its own is put into an isolate (Unicode Standard Annex #9, section 6.1), so that
    nothing beside it moves. Overrides, embeddings and what cannot be seen become placeholders, one for one.
    """
    if text.isascii() or not _LOOKED_AT.search(text):
        return text
    if _is_isolated(text):
        return text
    cleaned = _JOINERS.sub(PLACEHOLDER, _HARMFUL.sub(PLACEHOLDER, text))
    if not _RIGHT_TO_LEFT.search(_MARKS.sub("", cleaned)):
        cleaned = _MARKS.sub(PLACEHOLDER, cleaned)
    if not _is_balanced(cleaned):
        cleaned = _ISOLATES.sub(PLACEHOLDER, cleaned)
    # An isolate ends with its paragraph.
    return "\n".join(
        line
        if not _LOOKED_AT.search(line) and PLACEHOLDER not in line
        else f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"
        for line in cleaned.split("\n")
    )


def tooltip(text: str) -> str:
    """Return `text` for a tooltip, which Qt would read as markup where it looks like some."""
    return isolated(text).replace("<", "&lt;")


def json_as_shown(text: str) -> str:
    """Return JSON that says the same, with the characters escaped that would turn it round or cannot be seen."""
    return text if text.isascii() else _IN_JSON.sub(_escape, text)


def original_part(original: str, start: int, length: int) -> str:
    """Return what a selection in `isolated(original)` stands for; `start` and `length` as Qt counts (UTF-16 units)."""
    shown = isolated(original)
    units = shown.encode("utf-16-le", errors="surrogatepass")
    before, chosen = units[: 2 * start], units[2 * start : 2 * (start + length)]
    first = len(before.decode("utf-16-le", errors="replace"))
    last = first + len(chosen.decode("utf-16-le", errors="replace"))
    return "".join(original[place] for place in _places(original, shown)[first:last] if place >= 0)


def _places(original: str, shown: str) -> list[int]:
    """Return, for each character that is shown, where it is in the original; -1 for those that were put round it."""
    places, at = [], 0
    for character in shown:
        added = character in (FIRST_STRONG_ISOLATE, POP_ISOLATE)
        if added and (at >= len(original) or original[at] != character):
            places.append(-1)
        else:
            places.append(at)
            at += 1
    return places


def _escape(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))


def _is_isolated(text: str) -> bool:
    """Say whether this is what `isolated` returns."""
    if _HARMFUL.search(text) or _JOINERS.search(text) or not _is_balanced(text):
        return False
    if _MARKS.search(text) and not _RIGHT_TO_LEFT.search(_MARKS.sub("", text)):
        return False
    return all(
        not _LOOKED_AT.search(line) or (line.startswith(FIRST_STRONG_ISOLATE) and _closes_last(line))
        for line in text.split("\n")
    )


def _closes_last(line: str) -> bool:
    """Say whether the isolate that begins `line` ends with it."""
    depth = 0
    for found in _ISOLATES.finditer(line):
        depth += 1 if found.group() == FIRST_STRONG_ISOLATE else -1
        if depth == 0:
            return found.end() == len(line)
    return False


def _is_balanced(text: str) -> bool:
    """Say whether each isolate is closed in its line, and nothing is closed that was not opened."""
    depth = 0
    for found in _ISOLATES_AND_LINES.finditer(text):
        if found.group() != "\n":
            depth += 1 if found.group() == FIRST_STRONG_ISOLATE else -1
        elif depth:
            return False
        if depth < 0:
            return False
    return depth == 0
