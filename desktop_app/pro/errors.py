"""What can go wrong on the way to the service: the tree of errors that a person can read and mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sent(Enum):
    """Whether a failed call can have reached the service: what decides if a write may be sent again."""

    NO = "no"
    """It provably never left: nothing happened."""
    YES = "yes"
    """It was answered."""
    UNKNOWN = "unknown"
    """A write left, or may have left, and no whole answer came back: it may have been done. A read changes nothing."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of an error body's `Details`: a code, what it is about, and the service's words."""

    code: str
    target: str
    message: str


class AppError(Exception):
    """An error that a person can read and mend; anything else that is raised is a bug.

    The words on the screen are made from the class and its fields by the window, in the user's
    language; `str()` of it is for the log and carries no personal data.
    """


class NoKey(AppError):
    """The environment wants an API key and none is kept for it."""


class ProError(AppError):
    """A call to the service failed.

    `message`, `code` and `details` are the service's own words (plain text, never markup);
    `correlation_id` finds the call in the service's log; `sent` says what is known of the request. `write`: the call
    would have changed something; that one which only asks has failed says nothing of what was done.
    """

    def __init__(
        self,
        message: str = "",
        *,
        status: int | None = None,
        code: str = "",
        details: tuple[Detail, ...] = (),
        correlation_id: str = "",
        sent: Sent = Sent.YES,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.details = details
        self.correlation_id = correlation_id
        self.sent = sent
        self.write = sent is Sent.UNKNOWN

    def __str__(self) -> str:
        return f"{type(self).__name__}(status={self.status}, code={self.code!r}, correlation={self.correlation_id!r})"


class Offline(ProError):
    """The service could not be reached: no network, no such host, refused, TLS not to be trusted. Never sent."""


class ProxyFailed(Offline):
    """The proxy on the way gave none; `code` is `password-wanted`, `refused`, or why its address cannot be used."""


class Interrupted(ProError):
    """The request left and the answer did not come whole: time ran out, or the connection broke."""


class Unauthorised(ProError):
    """401: the key is missing, wrong or withdrawn."""


class Forbidden(ProError):
    """403: the account's licence does not cover this call."""


class Teller(Enum):
    """Who says that something is not there."""

    SERVICE = "service"
    """The service, in the form of its errors, of a call that names a reference."""
    NOBODY = "nobody"
    """An answer without words: the service, or whatever else is at that address."""
    OTHER = "other"
    """Another server, or another part of one: not in that form, or of a call that is always there."""


class NotFound(ProError):
    """404: the service knows nothing by that reference, if `teller` is the service."""

    def __init__(self, message: str = "", *, teller: Teller = Teller.SERVICE, **fields: object) -> None:
        super().__init__(message, **fields)  # type: ignore[arg-type]
        self.teller = teller


class Conflict(ProError):
    """409: not in this state."""


class Rejected(ProError):
    """400 and every other 4xx: the service refused what it was sent, and says why in `details`."""


class RateLimited(ProError):
    """429: asked too fast; `retry_after` is in seconds, None when the service named no time."""

    def __init__(self, message: str = "", *, retry_after: float | None = None, **fields: object) -> None:
        super().__init__(message, **fields)  # type: ignore[arg-type]
        self.retry_after = retry_after


class ServiceFailed(ProError):
    """5xx, or a gateway in between: the service itself is in trouble. A write may have been done."""


class BadAnswer(ProError):
    """The answer is not what the documentation promises (not JSON, too large, of other types)."""


class OutcomeUnknown(AppError):
    """A write may or may not have been done, and looking did not tell; `submission` is its row in the journal."""

    def __init__(self, submission: str, cause: AppError | None = None) -> None:
        super().__init__(submission)
        self.submission = submission
        self.cause = cause
