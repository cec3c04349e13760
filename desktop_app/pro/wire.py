"""Sans-I/O: a call becomes the parts of a request; status, headers and body become a model or an error."""

from __future__ import annotations

import base64
import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from desktop_app.pro.bounded import too_intricate
from desktop_app.pro.errors import (
    BadAnswer,
    Conflict,
    Detail,
    Forbidden,
    NotFound,
    ProError,
    RateLimited,
    Rejected,
    Sent,
    ServiceFailed,
    Teller,
    Unauthorised,
)
from desktop_app.pro.values import Wire

T = TypeVar("T")

API_VERSION: Final = "1.1"
MAX_ANSWER: Final = 24 * 1024 * 1024
"""Bytes of an answer that is a document; a larger one is refused unread. It is in memory twice while it is read."""
MAX_JSON: Final = 4 * 1024 * 1024
"""Bytes of any other answer: a consignment of a thousand items has one."""

LONGEST_TEXT: Final = 2000
"""Characters that are kept of each thing that an error says."""
MOST_DETAILS: Final = 100
MAX_SEARCHED: Final = 64 * 1024
"""Bytes of an answer in which its correlation id is looked for."""

_BY_STATUS: Final[dict[int, type[ProError]]] = {401: Unauthorised, 403: Forbidden, 409: Conflict}
_ALWAYS_THERE: Final = re.compile(
    r"/consignments(/\d+/\d+|/count|/summary|/late|/getConsignmentReferences|/customer/manifests)?"
    r"|/(orders|packagesizes|servicegroups|carrierservices|carriers/getcarriers|shippinglocations(/assigned)?)"
)
"""Paths that name nothing that could be missing: lists, and what makes something new."""
_DOTS: Final = {".": "%2E", "..": "%2E%2E"}
_CORRELATION: Final = re.compile(rb'"CorrelationId"\s*:\s*"([\w.:-]{1,100})"', re.IGNORECASE)
_CORRELATION_HEADERS: Final = ("x-correlation-id", "request-id", "x-request-id")


@dataclass(frozen=True, slots=True)
class Accepted:
    """In the place of an answer: 202, the service has begun and is not done; its state tells when."""


@dataclass(frozen=True)
class Call(Generic[T]):
    """One call of the API: what to send, and how its answer is read.

    `path` is made with `segments`; `body` is the JSON to send or None; `answer` is the type of the
    answer's JSON, `bytes` for a document in base64, None for a call whose answer says nothing that is used.
    `largest`: bytes that its answer may have; one with documents in it may have MAX_ANSWER.
    `asks`: it changes nothing though it is no GET. `may_go_on`: 202 is read as `Accepted`, whatever its body.
    """

    method: str
    path: str
    answer: Any
    params: tuple[tuple[str, str], ...] = ()
    body: Any = None
    asks: bool = False
    may_go_on: bool = False
    largest: int = MAX_JSON

    @property
    def limit(self) -> int:
        """How many bytes of its answer are taken in."""
        return MAX_ANSWER if self.answer is bytes else self.largest

    @property
    def write(self) -> bool:
        """Whether it changes something, so that it must not simply be sent again."""
        return self.method != "GET" and not self.asks

    def content(self) -> bytes | None:
        """Return the body as JSON bytes."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False, allow_nan=False).encode()

    def read(self, status: int, headers: Mapping[str, str], body: bytes | bytearray) -> T:
        """Return the answer, whole; raises the ProError that the answer stands for (`pro-api.md`, «errors»)."""
        if not 200 <= status < 300:
            error = error_of(status, headers, body, write=self.write)
            if isinstance(error, NotFound) and self.method != "PUT" and _ALWAYS_THERE.fullmatch(self.path):
                error.teller = Teller.OTHER
            raise error
        if status == 202 and self.may_go_on:
            return Accepted()  # type: ignore[return-value]
        if self.answer is None:
            return None  # type: ignore[return-value]
        kind = headers.get("content-type", "application/json").lower()
        try:
            if self.answer is bytes:
                return _document(kind, body)  # type: ignore[return-value]
            if "json" not in kind:
                raise _Unreadable("not-json")
            if too_intricate(body):
                raise _Unreadable("too-many-values")
            return self._whole(_adapter(self.answer).validate_json(_without_bom(body)))
        except (_Unreadable, ValidationError) as bad:
            code = _where(bad) if isinstance(bad, ValidationError) else str(bad)
            sent = Sent.UNKNOWN if self.write else Sent.YES
            raise BadAnswer(status=status, code=code, correlation_id=correlation(headers, body), sent=sent) from None

    def _whole(self, answer: T) -> T:
        for row in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(row, Wire) and not row.whole:
                raise _Unreadable(f"missing: {' or '.join(row.known_by)}")
        return answer


class _Unreadable(Exception):
    """An answer is not what was asked for; in words for the log, without anything out of it."""


def headers(key: str, *, with_body: bool) -> dict[str, str]:
    """Return the headers of a request («Calling it»); the key is in this one alone."""
    made = {"ocp-apim-subscription-key": key, "electio-api-version": API_VERSION, "accept": "application/json"}
    if with_body:
        made["content-type"] = "application/json"
    return made


def segments(*parts: str) -> str:
    """Return a path of `parts`; each is quoted, so that text can never become another path."""
    return "".join(f"/{_DOTS.get(part) or quote(part, safe='', errors='replace')}" for part in parts)


def error_of(status: int, headers: Mapping[str, str], body: bytes | bytearray, *, write: bool) -> ProError:
    """Return the error that an answer outside 2xx stands for; its body may be empty, HTML, or not what it should be."""
    try:
        told = _ErrorBody() if too_intricate(body) else _ErrorBody.model_validate_json(_without_bom(body))
    except ValidationError:
        told = _ErrorBody()
    details = tuple(
        Detail(_said(line.get("Code")), _said(line.get("Target")), _said(line.get("Message")))
        for line in (told.Details if isinstance(told.Details, list) else [])[:MOST_DETAILS]
        if isinstance(line, dict)
    )
    fields: dict[str, Any] = {
        "status": status,
        "code": _said(told.Code),
        "details": details,
        "correlation_id": correlation(headers, body),
    }
    message = _said(told.Message)
    if status == 429:
        wait = retry_after(headers.get("retry-after", ""), now=_time(headers.get("date", "")))
        return RateLimited(message, retry_after=wait, **fields)
    if status >= 500:
        return ServiceFailed(message, sent=Sent.UNKNOWN if write else Sent.YES, **fields)
    if status < 400:
        return BadAnswer(message, sent=Sent.UNKNOWN if write else Sent.YES, **fields)
    if status == 404:
        said = any((message, fields["code"], details, fields["correlation_id"]))
        return NotFound(message, teller=_teller(body, said=said), **fields)
    return _BY_STATUS.get(status, Rejected)(message, **fields)


def _teller(body: bytes | bytearray, *, said: bool) -> Teller:
    if said:
        return Teller.SERVICE
    return Teller.OTHER if body.strip() else Teller.NOBODY


def retry_after(text: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for (it is seconds or a date), None if it says neither.

    `now` is the service's own time where it told it: the clock of this computer may be wrong.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    at = _time(text)
    return None if at is None else max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


def correlation(headers: Mapping[str, str], body: bytes | bytearray = b"") -> str:
    """Return the id by which the service finds a call in its log: the body's, even of half a body, else a header's."""
    inside = _CORRELATION.search(body[:MAX_SEARCHED])
    found = inside[1].decode() if inside else next(filter(None, map(headers.get, _CORRELATION_HEADERS)), "")
    return found[:100]


def _time(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class _ErrorBody(BaseModel):
    model_config = ConfigDict(defer_build=True)

    Code: Any = None
    Message: Any = None
    Details: Any = None


def _said(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST_TEXT]


def _without_bom(body: bytes | bytearray) -> bytes | bytearray:
    # removeprefix copies a bytearray even where there is none, and the body may be large.
    return body[len(BOM_UTF8) :] if body.startswith(BOM_UTF8) else body  # noqa: FURB188


def _document(kind: str, body: bytes | bytearray) -> bytes:
    """Return the document that `body` is in base64, in quotes (a JSON string) or bare."""
    if too_intricate(body):
        raise _Unreadable("not-base64")
    if "html" in kind or "xml" in kind:
        raise _Unreadable("not-a-document")
    try:
        said = from_json(body)
    except ValueError:
        said = body.strip()
    if not isinstance(said, str | bytes | bytearray):
        raise _Unreadable("not-base64")
    try:
        document = base64.b64decode(said, validate=True)
    except ValueError:
        raise _Unreadable("not-base64") from None
    if not document:
        raise _Unreadable("empty-document")
    return document


def _where(bad: ValidationError) -> str:
    first = bad.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return (f"{first['type']} at {place}" if place else str(first["type"]))[:200]


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)
