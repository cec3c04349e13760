"""One's own secrets, taken out of what comes in: a key that a service repeats is not shown, logged or kept."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Final

REDACTED: Final = b"[redacted]"
"""What stands in the place of a secret in text."""

SHORTEST: Final = 8
"""Characters. A shorter secret is replaced only as a word of its own: as a part of words it would change every text."""

_WINDOW: Final = 256 * 1024
"""Bytes that are searched at a time: other threads get their turn in between."""

_HTML: Final = {'"': "quot", "&": "amp", "'": "apos", "<": "lt", ">": "gt"}
_STARS: Final = b64encode(b"***")
_BASE64: Final = re.compile(rb'\s*"?[A-Za-z0-9+/=\\\s]*"?\s*')


class Redactor:
    """Finds secrets in any letter case, and as URLs, JSON, HTML, hexadecimal and base64 write them.

    The cost grows with the length of what is searched, whatever stands in it.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._words: list[re.Pattern[bytes]] = []
        self._text: list[re.Pattern[bytes]] = []
        self._base64: list[re.Pattern[bytes]] = []
        self._longest = 0
        """Bytes of the longest way to write a secret."""
        for secret in sorted({each for each in secrets if each}):
            raw = secret.encode()
            if len(secret) < SHORTEST:
                self._words.append(re.compile(rb"(?<![A-Za-z0-9])" + re.escape(raw) + rb"(?![A-Za-z0-9])"))
                continue
            self._longest = max(self._longest, 16 * len(raw))
            self._text += [re.compile(b"".join(map(way, raw))) for way in (_either_case, _escaped, _hexadecimal)]
            self._base64 += [re.compile(pattern) for pattern in _base64_patterns(raw)]

    def clean(self, said: bytes) -> bytes:
        """Return text without the secrets; the same object where there are none in it.

        JSON stays JSON. What was base64 stays base64 of the same length, with only the secret in it overwritten.
        """
        said = _replaced(said, self._spans(self._base64, said), _stars_in_base64)
        return _replaced(said, self._spans_in_text(said), lambda _found: REDACTED)

    def clean_text(self, said: str) -> str:
        """Return text without the secrets."""
        raw = said.encode(errors="surrogatepass")
        cleaned = self.clean(raw)
        return said if cleaned is raw else cleaned.decode(errors="surrogatepass")

    def clean_answer(self, body: bytes, *, document: bool) -> bytes:
        """Return an answer's body without the secrets; a `document` in base64 is left to `clean_document`."""
        return body if document and _BASE64.fullmatch(body) else self.clean(body)

    def clean_document(self, document: bytes) -> bytes:
        """Return a file without the secrets: each is overwritten by stars, so that nothing else in the file moves.

        A file that holds none as text is returned as it came, byte for byte; what is compressed in it is not looked at.
        """
        spans = sorted(self._spans_in_text(document) + self._spans(self._base64, document))
        return _replaced(document, spans, lambda found: b"*" * len(found))

    def clean_error(self, error: BaseException) -> None:
        """Take the secrets out of the words of an error, and of the errors that it came from."""
        seen: set[int] = set()
        left: list[BaseException | None] = [error]
        while left:
            each = left.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            each.args = tuple(map(self._clean_argument, each.args))
            left += [each.__cause__, each.__context__]

    def _clean_argument(self, part: object) -> object:
        if isinstance(part, str):
            return self.clean_text(part)
        said = repr(part)
        cleaned = self.clean_text(said)
        return part if cleaned == said else cleaned

    def _spans_in_text(self, said: bytes) -> list[tuple[int, int]]:
        spans = self._spans(self._text, said)
        spans += [found.span() for pattern in self._words for found in pattern.finditer(said)]
        # What begins within an escape would leave half of it: that goes too.
        return sorted((start - _escapes(said, start), end) for start, end in spans)

    def _spans(self, patterns: Iterable[re.Pattern[bytes]], said: bytes) -> list[tuple[int, int]]:
        return sorted(
            found.span()
            for start in range(0, len(said), _WINDOW)
            for pattern in patterns
            for found in pattern.finditer(said, start, start + _WINDOW + self._longest)
        )


def _replaced(said: bytes, spans: Iterable[tuple[int, int]], substitute: Callable[[bytes], bytes]) -> bytes:
    """Return `said` with each of the sorted `spans` replaced; those that overlap are one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    if not merged:
        return said
    parts, at = [], 0
    for start, end in merged:
        parts += [said[at:start], substitute(said[start:end])]
        at = end
    return b"".join([*parts, said[at:]])


def _stars_in_base64(found: bytes) -> bytes:
    length = len(found) - found.count(b"\\")
    return (_STARS * (length // len(_STARS) + 1))[:length]


def _escapes(said: bytes, start: int) -> int:
    """Return how many bytes in front of `start` are the beginning of a JSON escape that goes on there, mostly 0."""
    for length in range(1, 6):
        at = start - length
        if at >= 0 and said[at] == ord("\\") and (length == 1 or said[at + 1] == ord("u")):
            first = at
            while first > max(0, at - 64) and said[first - 1] == ord("\\"):
                first -= 1
            if (at - first) % 2 == 0:
                return length
    return 0


def _cases(byte: int) -> bytes:
    return bytes(sorted({*bytes([byte]).lower(), *bytes([byte]).upper()}))


def _either_case(byte: int) -> bytes:
    return b"[" + b"".join(re.escape(bytes([each])) for each in _cases(byte)) + b"]"


def _hexadecimal(byte: int) -> bytes:
    return b"(?:" + b"|".join(_digits(each) for each in _cases(byte)) + b")"


def _digits(byte: int) -> bytes:
    return b"".join(b"[%c%c]" % (digit, bytes([digit]).upper()) for digit in b"%02x" % byte)


def _escaped(byte: int) -> bytes:
    """Return a pattern for a character itself or as URLs, JSON strings (in one another too) and HTML escape it.

    Each alternative begins with a literal: that is what lets a search skip all that cannot begin a match.
    """
    cases = _cases(byte)
    hexadecimal = b"(?:" + b"|".join(map(_digits, cases)) + b")"
    decimal = b"(?:" + b"|".join(b"%d" % each for each in cases) + b")"
    ways = [re.escape(bytes([each])) for each in cases]
    ways += [
        rb"%(?:25){0,3}" + hexadecimal,
        rb"\\\\{0,7}(?:u00|x)" + hexadecimal,
        b"&#0{0,4}" + decimal + b";?",
        b"&#[xX]0{0,4}" + hexadecimal + b";?",
    ]
    if chr(byte) in '"/\\':
        ways.append(rb"\\\\{0,7}" + re.escape(bytes([byte])))
    if name := _HTML.get(chr(byte)):
        ways.append(b"&%s;" % name.encode())
    return b"(?:" + b"|".join(ways) + b")"


def _base64_patterns(raw: bytes) -> list[bytes]:
    """Return a pattern for each of the three places that a secret can have in the groups of base64 (RFC 4648).

    Only the characters that the secret alone decides are in it. Upper and lower case of a letter differ in one bit,
    and no character of base64 holds that bit of two letters, so each has at most two forms.
    """
    patterns = []
    for before in range(3):
        first = -(-before * 8 // 6)
        last = (before + len(raw)) * 8 // 6
        written = [b64encode(bytes(before) + form + b"\0\0")[first:last] for form in (raw, raw.lower(), raw.upper())]
        patterns.append(b"".join(map(_base64_class, zip(*written, strict=True))))
    return patterns


def _base64_class(characters: Iterable[int]) -> bytes:
    ways = set()
    for each in characters:
        ways |= {b"+": {rb"\+", b"-"}, b"/": {b"/", rb"\\/", b"_"}}.get(bytes([each]), {bytes([each])})
    return b"(?:" + b"|".join(sorted(ways)) + b")"
