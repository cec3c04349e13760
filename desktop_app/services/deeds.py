"""What can be done to a consignment that the service has, one call each, and how its state tells whether it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.endpoints import Allocated
from desktop_app.pro.errors import BadAnswer, NotFound, Sent
from desktop_app.pro.models import AllocationSummary, Result, Settled
from desktop_app.pro.states import Action, State, known

CHEAPEST: Final = "\0cheapest-quote"
"""As `service` of an allocation: the cheapest quote. No carrier service can have this reference."""

_AFTER_DISPATCH: Final = frozenset(list(State)[list(State).index(State.DISPATCHED) :])
REACHED: Final[dict[Action, frozenset[State]]] = {
    Action.ALLOCATE: frozenset({State.ALLOCATING, State.ALLOCATED, State.ALLOCATION_FAILED}),
    Action.DEALLOCATE: frozenset({State.UNALLOCATED}),
    Action.CANCEL: frozenset({State.CANCELLING, State.CANCELLED}),
    Action.MANIFEST: frozenset({State.MANIFESTING, State.MANIFESTED, State.MANIFEST_FAILED}) | _AFTER_DISPATCH,
    Action.SET_READY_TO_SHIP: frozenset({State.READY_TO_SHIP}),
    Action.SET_NOT_READY_TO_SHIP: frozenset({State.ALLOCATED}),
    Action.DISPATCH: _AFTER_DISPATCH,
}
"""The states that show that an action was done, when no answer says so."""
_FAILED: Final = frozenset({State.ALLOCATION_FAILED, State.MANIFEST_FAILED})


@dataclass(frozen=True, slots=True)
class Deed:
    """One action on one consignment.

    `service` is for ALLOCATE: empty for the account's rules, CHEAPEST, or a carrier service's reference.
    """

    action: Action
    reference: str
    service: str = ""

    def body(self) -> dict[str, Any]:
        """Return it as the journal keeps it."""
        said = {"Action": self.action.value, "ConsignmentReference": self.reference}
        if self.service == CHEAPEST:
            return said | {"CheapestQuote": True}
        return said | {"MpdCarrierServiceReference": self.service} if self.service else said

    @staticmethod
    def of(body: dict[str, Any]) -> Deed:
        """Return what `body` was made of."""
        service = CHEAPEST if body.get("CheapestQuote") else str(body.get("MpdCarrierServiceReference", ""))
        return Deed(Action(body["Action"]), str(body["ConsignmentReference"]), service)


@dataclass(frozen=True, slots=True)
class Seen:
    """What looking told of a deed: done or not (None: its state does not tell), and the state, a wire name."""

    done: bool | None
    state: str = ""
    gone: NotFound | None = None


class Deeds:
    """Does them, without a journal: that is for who calls."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def do(self, deed: Deed) -> tuple[bool, str]:
        """Do it; return whether the service did, and its words. Raises a ProError, ValueError for another action."""
        api, ref = self._client.consignments, deed.reference
        alone: dict[Action, Callable[[], Awaitable[None]]] = {
            Action.CANCEL: lambda: api.cancel(ref),
            Action.DEALLOCATE: lambda: api.deallocate(ref),
        }
        listed: dict[Action, Callable[[], Awaitable[Allocated | tuple[Result, ...]]]] = {
            Action.ALLOCATE: lambda: self._allocate(ref, deed.service),
            Action.MANIFEST: lambda: self._client.manifests.manifest([ref]),
            Action.SET_READY_TO_SHIP: lambda: api.set_ready_to_ship([ref]),
            Action.SET_NOT_READY_TO_SHIP: lambda: api.set_not_ready_to_ship([ref]),
            Action.DISPATCH: lambda: api.dispatch([ref]),
        }
        if deed.action in alone:
            await alone[deed.action]()
            return True, ""
        if deed.action not in listed:
            raise ValueError(deed.action)
        return _line(ref, await listed[deed.action]())

    async def look(self, deed: Deed) -> Seen:
        """Tell from the consignment's state what became of a call that was not answered; raises a ProError."""
        try:
            status = await self._client.consignments.status(deed.reference)
        except NotFound as gone:
            return Seen(False, gone=gone)
        state = known(status.status)
        if state in REACHED[deed.action]:
            return Seen(state not in _FAILED, status.status)
        return Seen(None, status.status)

    async def _allocate(self, reference: str, service: str) -> Allocated:
        if service == CHEAPEST:
            return await self._client.allocation.with_cheapest_quote(reference)
        if service:
            return await self._client.allocation.with_carrier_service([reference], service)
        return await self._client.allocation.by_default_rules([reference])


def _line(reference: str, answer: Allocated | tuple[Result, ...]) -> tuple[bool, str]:
    for line in answer:
        if isinstance(line, AllocationSummary):
            about, ok, message = line.reference, (line.status_code or 200) < 300, line.description
        else:
            about, ok, message = line.data, line.is_success, line.message
        if about == reference:
            if isinstance(line, Settled) and line.moving and not ok:
                raise BadAnswer(message, code="not come to rest", sent=Sent.UNKNOWN)
            return ok, message
    raise BadAnswer(code="no line for the consignment", sent=Sent.UNKNOWN)
