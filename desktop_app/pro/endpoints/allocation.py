"""«Allocation»: the five ways to book consignments with carrier services."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.pro.endpoints.sending import Send, Settle
from desktop_app.pro.models import AllocationSummary, Result
from desktop_app.pro.states import Action
from desktop_app.pro.wire import Accepted, Call, segments

Allocated = tuple[Result | AllocationSummary, ...]
"""A line for each consignment: an allocation summary, or (older answers, and after a 202) a result."""


class Allocation:
    """«Allocation»: each way answers 200, or 202 while it goes on; then the states are looked at until they rest.

    After a 202 the lines are `Settled` results; one that is still `moving` is worth a look later. A line says what
    became of its consignment; a ProError is raised for the call as a whole: NotFound, Conflict, RateLimited.
    """

    def __init__(self, send: Send, settle: Settle) -> None:
        self._send = send
        self._settle = settle

    async def by_default_rules(self, references: Sequence[str]) -> Allocated:
        """`PUT /allocation/allocate`: each to the cheapest service that the account's rules allow."""
        return await self._allocate(references, "/allocation/allocate", {"ConsignmentReferences": list(references)})

    async def with_carrier_service(self, references: Sequence[str], service: str) -> Allocated:
        """`PUT /allocation/allocatewithcarrierservice`: all to the service with that reference."""
        body = {"MpdCarrierServiceReference": service, "ConsignmentReferences": list(references)}
        return await self._allocate(references, "/allocation/allocatewithcarrierservice", body)

    async def with_cheapest_quote(self, reference: str) -> Allocated:
        """`PUT /allocation/{ref}/allocatewithcheapestquote`: one, by the account's rules."""
        return await self._allocate([reference], segments("allocation", reference, "allocatewithcheapestquote"))

    async def with_service_group(self, reference: str, group: str) -> Allocated:
        """`PUT /allocation/{ref}/allocatewithservicegroup/{groupRef}`: one, to the cheapest service in a group."""
        return await self._allocate([reference], segments("allocation", reference, "allocatewithservicegroup", group))

    async def with_quote(self, reference: str, quote: str) -> Allocated:
        """`PUT /allocation/{ref}/allocatewithquote/{quoteRef}`: one, as quoted; an expired quote is refused."""
        return await self._allocate([reference], segments("allocation", reference, "allocatewithquote", quote))

    async def _allocate(self, references: Sequence[str], path: str, body: object = None) -> Allocated:
        """Send it; the answer to one may come without a list around it."""
        call: Call[Allocated | AllocationSummary | Result | Accepted] = Call(
            "PUT", path, Allocated | AllocationSummary | Result, body=body, may_go_on=True
        )
        answer = await self._send(call)
        if isinstance(answer, Accepted):
            return await self._settle(Action.ALLOCATE, references)
        return answer if isinstance(answer, tuple) else (answer,)
