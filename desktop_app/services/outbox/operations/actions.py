"""Actions on a consignment that the service has: allocate, cancel, manifest …; its state tells whether one was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from desktop_app.pro.client import ProClient
from desktop_app.pro.endpoints import Allocated
from desktop_app.pro.errors import BadAnswer, NotFound, ProError, Sent, Teller
from desktop_app.pro.models import AllocationSummary, Result, Settled
from desktop_app.pro.states import REACHED, Action, failed, reached, rules_out
from desktop_app.services.outbox.operations import Operation, Told
from desktop_app.store.outbox import Entry, New

CHEAPEST: Final = "\0cheapest-quote"
"""As `service` of an allocation: the cheapest quote. No carrier service can have this reference."""

KINDS: Final = tuple(action.value for action in REACHED)


def action_entry(slot: str, action: Action, reference: str, service: str = "") -> New:
    """Return what is journalled of an action; raises ValueError for one that is not carried out in one call.

    `service` is for ALLOCATE: empty for the account's rules, CHEAPEST, or a carrier service's reference.
    """
    if action not in REACHED:
        raise ValueError(action)
    body: dict[str, Any] = {"Action": action.value, "ConsignmentReference": reference}
    if service == CHEAPEST:
        body["CheapestQuote"] = True
    elif service:
        body["MpdCarrierServiceReference"] = service
    return New(action.value, slot, body, subject=reference)


class ConsignmentAction(Operation):
    """One action on one consignment."""

    def __init__(self, client: ProClient) -> None:
        self._client = client

    async def send(self, entry: Entry) -> Told:
        """Do it; raises NoKey or a ProError."""
        reference = entry.subject
        alone = self._alone(Action(entry.kind))
        if alone is not None:
            await alone(reference)
            return Told(True, reference)
        done, message = _line_about(Action(entry.kind), reference, await self._listed(entry))
        if not done and not message.strip():
            message = await self._reason(Action(entry.kind), reference)
        return Told(done, reference, message)

    async def _reason(self, action: Action, reference: str) -> str:
        """Return why the service did not do it, where the answer did not say and the consignment does.

        That is so after a 202, when only its state tells that it failed. Empty where nothing tells.
        """
        with suppress(ProError):
            found = await self._client.consignments.search((("reference", reference),), 1, 0)
            about = [row for row in found.consignment_summaries if row.reference == reference]
            allocating = action is Action.ALLOCATE
            said = (row.failed_allocation_message if allocating else row.failed_manifest_message for row in about)
            return next(filter(None, said), "")
        return ""

    async def look(self, entry: Entry) -> Told:
        """Tell from the consignment's state; raises NoKey or a ProError."""
        action = Action(entry.kind)
        try:
            state = (await self._client.consignments.status(entry.subject)).status
        except NotFound as gone:
            # Of one that there is not nothing can have been done; but it is a gateway that says so, sometimes.
            return Told(None, entry.subject, gone.message, ruled_out=gone.teller is not Teller.OTHER)
        done = reached(action, state) and await self._by_the_service_asked_for(entry)
        return Told(done or None, entry.subject, "" if done else state, ruled_out=rules_out(action, state))

    async def _by_the_service_asked_for(self, entry: Entry) -> bool:
        """Say whether it is with the carrier service that the entry names, if it names one: others allocate too."""
        wanted = entry.body.get("MpdCarrierServiceReference")
        if not wanted:
            return True
        allocation = (await self._client.consignments.get(entry.subject)).allocation
        return allocation is not None and allocation.mpd_carrier_service_reference == wanted

    def _alone(self, action: Action) -> Callable[[str], Awaitable[None]] | None:
        api = self._client.consignments
        return {Action.CANCEL: api.cancel, Action.DEALLOCATE: api.deallocate}.get(action)

    async def _listed(self, entry: Entry) -> Allocated | tuple[Result, ...]:
        api, references = self._client.consignments, [entry.subject]
        match Action(entry.kind):
            case Action.MANIFEST:
                return await self._client.manifests.manifest(references)
            case Action.SET_READY_TO_SHIP:
                return await api.set_ready_to_ship(references)
            case Action.SET_NOT_READY_TO_SHIP:
                return await api.set_not_ready_to_ship(references)
            case Action.DISPATCH:
                return await api.dispatch(references)
            case _:
                return await self._allocate(entry)

    async def _allocate(self, entry: Entry) -> Allocated:
        api = self._client.allocation
        if entry.body.get("CheapestQuote"):
            return await api.with_cheapest_quote(entry.subject)
        if service := entry.body.get("MpdCarrierServiceReference"):
            return await api.with_carrier_service([entry.subject], str(service))
        return await api.by_default_rules([entry.subject])


def _line_about(action: Action, reference: str, answer: Allocated | tuple[Result, ...]) -> tuple[bool, str]:
    """Return whether it was done, and the service's words; raises BadAnswer, outcome unknown, if nothing tells."""
    for line in answer:
        if isinstance(line, AllocationSummary):
            about, ok, message = line.reference, (line.status_code or 200) < 300, line.description
        else:
            about, ok, message = line.data, bool(line.is_success), line.message
        if about == reference:
            if isinstance(line, Settled) and not ok and not _failed(action, line):
                raise BadAnswer(message, code=f"state is {line.state or 'not known'}", sent=Sent.UNKNOWN)
            return ok, message
    raise BadAnswer(code="no line for the consignment", sent=Sent.UNKNOWN)


def _failed(action: Action, settled: Settled) -> bool:
    """Say whether the state in which it came to rest shows that the action was not done, or in vain."""
    return not settled.moving and (failed(action, settled.state) or rules_out(action, settled.state))
