"""Sans-I/O: a call becomes the parts of a request; status, headers and body become a model or an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter, ValidationError

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
    Unauthorised,
)

T = TypeVar("T")

API_VERSION: Final = "1.1"
MAX_ANSWER: Final = 64 * 1024 * 1024
"""Bytes; a larger answer is refused unread."""

_BY_STATUS: Final[dict[int, type[ProError]]] = {401: Unauthorised, 403: Forbidden, 404: NotFound, 409: Conflict}


@dataclass(frozen=True)
class Call(Generic[T]):
    """One call of the API: what to send, and how its answer is read.

    `path` is made with `segments`; `body` is the JSON to send or None; `answer` is the type of the
    answer's JSON, None for a call whose answer says nothing that is used.
    """

    method: str
    path: str
    answer: Any
    params: tuple[tuple[str, str], ...] = ()
    body: Any = None

    @property
    def write(self) -> bool:
        """Whether it changes something, so that it must not simply be sent again."""
        return self.method != "GET"

    def content(self) -> bytes | None:
        """Return the body as JSON bytes."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False, allow_nan=False).encode()

    def read(self, status: int, headers: Mapping[str, str], body: bytes) -> T:
        """Return the answer's model; raises the ProError that the answer stands for (`pro-api.md`, «errors»)."""
        if not 200 <= status < 300:
            raise error_of(status, headers, body, write=self.write)
        if self.answer is None:
            return None  # type: ignore[return-value]
        kind = headers.get("content-type", "application/json")
        if "json" not in kind.lower():
            raise self._unreadable("not-json", status, headers)
        try:
            return _adapter(self.answer).validate_json(body)  # type: ignore[no-any-return]
        except ValidationError as bad:
            raise self._unreadable(_where(bad), status, headers) from None

    def _unreadable(self, code: str, status: int, headers: Mapping[str, str]) -> BadAnswer:
        sent = Sent.UNKNOWN if self.write else Sent.YES
        return BadAnswer(status=status, code=code, correlation_id=_correlation(headers, None), sent=sent)


def headers(key: str, *, with_body: bool) -> dict[str, str]:
    """Return the headers of a request («Calling it»); the key is in this one alone."""
    made = {"ocp-apim-subscription-key": key, "electio-api-version": API_VERSION, "accept": "application/json"}
    if with_body:
        made["content-type"] = "application/json"
    return made


def segments(*parts: str) -> str:
    """Return a path of `parts`; each is quoted, so that text can never become another path."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def error_of(status: int, headers: Mapping[str, str], body: bytes, *, write: bool) -> ProError:
    """Return the error that an answer outside 2xx stands for; its body may be empty, HTML, or not what it should be."""
    try:
        told = _ErrorBody.model_validate_json(body)
    except ValidationError:
        told = _ErrorBody()
    details = tuple(
        Detail(str(d.get("Code") or ""), str(d.get("Target") or ""), str(d.get("Message") or ""))
        for d in (told.Details if isinstance(told.Details, list) else [])
        if isinstance(d, dict)
    )
    fields: dict[str, Any] = {
        "status": status,
        "code": _said(told.Code),
        "details": details,
        "correlation_id": _correlation(headers, told),
    }
    message = _said(told.Message)
    if status == 429:
        return RateLimited(message, retry_after=retry_after(headers.get("retry-after", "")), **fields)
    if status >= 500:
        return ServiceFailed(message, sent=Sent.UNKNOWN if write else Sent.YES, **fields)
    if status < 400:
        return BadAnswer(message, sent=Sent.UNKNOWN if write else Sent.YES, **fields)
    return _BY_STATUS.get(status, Rejected)(message, **fields)


def retry_after(text: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for (it is seconds or a date), None if it says neither."""
    if text.strip().isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


class _ErrorBody(BaseModel):
    Code: Any = None
    Message: Any = None
    CorrelationId: Any = None
    Details: Any = None


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _correlation(headers: Mapping[str, str], told: _ErrorBody | None) -> str:
    inside = _said(told.CorrelationId) if told else ""
    return inside or headers.get("x-correlation-id", "") or headers.get("request-id", "")


def _where(bad: ValidationError) -> str:
    first = bad.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return f"{first['type']} at {place}" if place else str(first["type"])


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)
