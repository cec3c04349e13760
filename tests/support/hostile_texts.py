"""Texts that Qt lays out slowly, each by a way of its own."""

from __future__ import annotations

from typing import Final

LONG: Final = 20_000
"""Code points in each."""

TEXTS: Final[dict[str, str]] = {
    name: (part * (LONG // len(part) + 1))[:LONG]
    for name, part in {
        "word": "x",
        "marks": "a" + "\u0301" * 19_999,
        "breaks": "ab\n",
        "empty lines": "\n",
        "right to left": "\u05d0",
        "mixed directions": "\u05d0\u05d1 abc ",
        "overrides": "\u202eab",
        "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "flags": "\U0001f1ec\U0001f1e7",
        "joiners": "\u200d",
        "tabs": "\t",
        "words": "word ",
        "no-break spaces": "\u00a0",
        "line separators": "a\u2028",
        "carriage returns": "a\r",
        "controls": "\x01\x07",
        "han": "\u6f22",
        "thai": "\u0e01\u0e33\u0e49",
        "devanagari": "\u0915\u094d",
        "many scripts": "".join(chr(0x1000 + i * 37 % 0xA000) for i in range(4000)),
        "markup": "<b>&lt;",
    }.items()
}
"""By name; all of one length, but that of the controls: escaped in JSON they are six times as long, and refused."""
TEXTS["controls"] = TEXTS["controls"][:10_000]
