"""What the chapters are given to work with: what sends a call, and what waits for one to come to rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from desktop_app.pro.models import Settled
from desktop_app.pro.states import Action
from desktop_app.pro.wire import Call

T = TypeVar("T")


class Send(Protocol):
    """What carries a Call: it returns what `Call.read` makes of the answer, or raises a ProError."""

    async def __call__(self, call: Call[T], /) -> T:
        """Send the call and return its answer."""
        ...


class Settle(Protocol):
    """What follows a 202: it looks at the consignments' states until they have come to rest, or for long enough."""

    async def __call__(self, action: Action, references: Sequence[str], /) -> tuple[Settled, ...]:
        """Return a line for each consignment; never raises a ProError."""
        ...
