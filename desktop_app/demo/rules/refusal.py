"""What the demo service answers when it will not do a thing: a status and the documented error body."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Self

from pydantic import ValidationError

_MOST_DETAILS = 50


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of `Details`: the property it is about (such as `Packages[0].Weight.Value`) and what is wrong."""

    target: str
    message: str
    code: str = "Invalid"


class Refusal(Exception):
    """A call that was refused; `status` is the HTTP status, the rest goes into the error body."""

    def __init__(self, status: int, code: str, message: str, details: tuple[Detail, ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    @classmethod
    def invalid(cls, *details: Detail) -> Self:
        """Return the 400 for a request whose parts are wrong; the message repeats the first detail."""
        first = details[0]
        more = f" ({len(details) - 1} more)" if len(details) > 1 else ""
        message = f"The request is not valid: {first.target} {first.message}{more}."
        return cls(400, "ValidationFailed", message, details[:_MOST_DETAILS])

    @classmethod
    def unreadable(cls, error: ValidationError) -> Self:
        """Return the 400 for a body that does not have the documented form."""
        return cls.invalid(
            *(
                Detail(_target(line["loc"]), _words(line["type"], line["msg"], line.get("ctx", {})))
                for line in error.errors(include_url=False, include_input=False)
            )
        )

    @classmethod
    def unknown(cls, what: str, reference: str) -> Self:
        """Return the 404 for a reference that leads nowhere; `what` is such as `consignment`."""
        return cls(404, "NotFound", f"There is no {what} with the reference {reference[:100]}.")

    def body(self) -> dict[str, Any]:
        """Return the documented error body, with a correlation id of its own."""
        return {
            "Code": self.code,
            "Message": self.message,
            "CorrelationId": str(uuid.uuid4()),
            "Details": [
                {"Code": detail.code, "Target": detail.target, "Message": detail.message} for detail in self.details
            ],
        }


def _target(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return path.lstrip(".") or "Body"


def _words(kind: str, message: str, context: dict[str, Any]) -> str:
    match kind:
        case "missing":
            return "is required"
        case "greater_than":
            return f"must be more than {context['gt']}"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "literal_error":
            return f"must be one of {context['expected']}"
        case "string_type" | "string_unicode":
            return "must be text"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "string_too_short":
            return "must not be empty"
        case "too_short":
            return f"must have at least {context['min_length']} entry"
        case "too_long":
            return f"must have at most {context['max_length']} entries"
        case "list_type":
            return "must be a list"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "must be an object"
        case "value_error":
            return str(context["error"])
        case _:
            return message[:1].lower() + message[1:]
