"""Taking in an answer without being drowned by it: every stage has a limit, whatever the service sends or promises."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable
from typing import Final

ACCEPTED: Final = {"accept-encoding": "gzip"}
"""The header that asks for one coding at most; plain is always allowed (RFC 9110, 12.5.3)."""

MOST_MARKS: Final = 80_000
"""Commas and colons of an answer: some 35,000 values, more than a consignment of a thousand items has.

Each small object costs a kilobyte and three microseconds once it is a model, so that this is a bound on both.
"""

_GZIP: Final = {"gzip", "x-gzip"}
_WINDOW: Final = 16 + zlib.MAX_WBITS
"""Tells zlib that a gzip header comes first."""
_STEP: Final = 64 * 1024
"""Bytes that are unpacked at once."""


class TooLarge(Exception):
    """There is more of it than is taken in."""


class NotDecoded(Exception):
    """Its coding is not one that was asked for, or it is damaged; in words for the log."""


async def take_in(body: bytearray, parts: AsyncIterable[bytes], coding: str, limit: int) -> None:
    """Append to `body` what `parts` say, unpacked as `coding` (a Content-Encoding header, empty for none) tells.

    Raises TooLarge once there are more than `limit` bytes of it, packed or unpacked, and NotDecoded. What came before
    is in `body` then. Never are more than `limit` bytes and one step unpacked.
    """
    unpacker = _unpacker(coding)
    came = 0
    async for part in parts:
        came += len(part)
        if came > limit:
            raise TooLarge
        if unpacker is None:
            body += part
        else:
            unpacker.unpack(part, body, limit)
    if unpacker is not None and came:
        unpacker.end()


def too_intricate(body: bytes | bytearray) -> bool:
    """Say whether JSON has more values than are made objects of; it may count text as values, never the other way."""
    return body.count(b",") + body.count(b":") + body.count(b"[") + body.count(b"{") > MOST_MARKS


class _Gzip:
    """Unpacks gzip, one member after the other (RFC 1952, 2.2), a step at a time."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_WINDOW)

    def unpack(self, part: bytes, body: bytearray, limit: int) -> None:
        left = part
        while left:
            if self._member.eof:
                self._member = zlib.decompressobj(_WINDOW)
            try:
                body += self._member.decompress(left, _STEP)
            except zlib.error as error:
                raise NotDecoded(f"gzip: {error}") from error
            if len(body) > limit:
                raise TooLarge
            left = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def end(self) -> None:
        if not self._member.eof:
            raise NotDecoded("gzip: cut short")


def _unpacker(coding: str) -> _Gzip | None:
    named = [each for each in (name.strip().lower() for name in coding.split(",")) if each not in {"", "identity"}]
    if not named:
        return None
    if len(named) == 1 and named[0] in _GZIP:
        return _Gzip()
    raise NotDecoded(f"coding {', '.join(named)[:60]!r} was not asked for")
