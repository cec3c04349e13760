"""What a service and the gateways before it say when things go wrong: the same over a socket as in-process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from desktop_app.demo.decimal_json import dumps
from desktop_app.demo.faults.plan import Fault, Kind
from desktop_app.demo.rules.refusal import Refusal

DRIPS = 40
"""Pieces that a dripping body comes in."""
_BLOCK = b'"' + b"x" * 65_533 + b'",'
_PAGE = b"""<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>gateway</center></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Substitute:
    """An answer instead of the service's: for errors, and for right ones that are not what was asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def substitute(fault: Fault, skew: float, status: int = 200) -> Substitute | None:
    """Return what is answered instead of the service's own answer (of `status`), or None if that is not replaced.

    `skew` is in seconds; a Retry-After that is a date is one of the skewed clock's.
    """
    json = ("content-type", "application/json")
    match fault.kind:
        case Kind.UNAUTHORISED:
            return _refusal(401, "Unauthorized", "Access denied: the subscription key is missing or not valid.")
        case Kind.TOO_MANY:
            return _refusal(429, "TooManyRequests", "Rate limit is exceeded.", str(round(fault.amount)))
        case Kind.TOO_MANY_DATE:
            again = format_datetime(now(skew) + timedelta(seconds=fault.amount), usegmt=True)
            return _refusal(429, "TooManyRequests", "Rate limit is exceeded.", again)
        case Kind.FAILED | Kind.FAILED_AFTER:
            return _refusal(500, "InternalError", "An unexpected error occurred.")
        case Kind.UNAVAILABLE:
            return _refusal(503, "ServiceUnavailable", "The service is not available at the moment.")
        case Kind.GATEWAY | Kind.GATEWAY_AFTER:
            return Substitute(502, (("content-type", "text/html"),), _PAGE)
        case Kind.WRONG_JSON:
            return Substitute(status, (json,), b'{"Unexpected":[{"Reference":17},null],"Count":"many"}')
        case _:
            return None


def before(kind: Kind) -> bool:
    """Say whether a fault strikes before the service has heard of the call."""
    return kind in {
        Kind.REFUSED,
        Kind.RESET,
        Kind.UNAUTHORISED,
        Kind.TOO_MANY,
        Kind.TOO_MANY_DATE,
        Kind.FAILED,
        Kind.GATEWAY,
        Kind.UNAVAILABLE,
    }


def huge(size: int) -> Iterator[bytes]:
    """Yield JSON of `size` bytes at least: one list of strings, block by block."""
    yield b"["
    for _ in range(size // len(_BLOCK)):
        yield _BLOCK
    yield b'""]'


def huge_length(size: int) -> int:
    """Return how many bytes `huge` yields."""
    return 4 + size // len(_BLOCK) * len(_BLOCK)


def drips(body: bytes) -> Iterator[bytes]:
    """Yield `body` in at most `DRIPS` pieces."""
    step = max(1, -(-len(body) // DRIPS))
    for at in range(0, len(body), step):
        yield body[at : at + step]


def now(skew: float) -> datetime:
    """Return the moment that a clock shows which is `skew` seconds ahead."""
    return datetime.now(UTC) + timedelta(seconds=skew)


def date(skew: float) -> str:
    """Return the `Date` header of a service whose clock is `skew` seconds ahead."""
    return format_datetime(now(skew), usegmt=True)


def _refusal(status: int, code: str, message: str, again: str = "") -> Substitute:
    headers = [("content-type", "application/json")]
    if again:
        headers.append(("retry-after", again))
    return Substitute(status, tuple(headers), dumps(Refusal(status, code, message).body()).encode())
