"""«Consignments»: make, read, search, update, and the actions on one or many."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Final

from desktop_app.pro.endpoints.sending import Send, Settle
from desktop_app.pro.errors import BadAnswer, Interrupted, Sent
from desktop_app.pro.models import (
    Consignment,
    ConsignmentStatus,
    ConsignmentSummary,
    Link,
    Package,
    Result,
    SearchPage,
)
from desktop_app.pro.paging import each_row
from desktop_app.pro.states import Action
from desktop_app.pro.wire import Accepted, Call, segments

MOST_ROWS: Final = 1000
"""Of one page."""


class Consignments:
    """«Consignments»: create, read, search, update, packages, ready to ship, dispatch, deallocate, cancel.

    Each raises a ProError: NotFound for a reference that the service does not know, Rejected or Conflict for a body
    or a state that it does not take. What is done to a list says what became of each, and raises only for all.
    """

    def __init__(self, send: Send, settle: Settle) -> None:
        self._send = send
        self._settle = settle

    async def create(self, consignment: Consignment) -> tuple[Link, ...]:
        """`POST /consignments`: create one; the links lead to what was made."""
        return await self._send(Call("POST", "/consignments", tuple[Link, ...], body=consignment.body()))

    async def get(self, reference: str) -> Consignment:
        """`GET /consignments/{ref}`: all of one, its metadata left out."""
        return await self._send(Call("GET", segments("consignments", reference), Consignment))

    async def get_with_metadata(self, reference: str) -> Consignment:
        """`GET /consignments/getconsignmentwithmetadata/{ref}`: all of one."""
        return await self._send(
            Call("GET", segments("consignments", "getconsignmentwithmetadata", reference), Consignment)
        )

    async def status(self, reference: str) -> ConsignmentStatus:
        """`GET /consignments/{ref}/status`: the state and the expected date."""
        return await self._send(Call("GET", segments("consignments", reference, "status"), ConsignmentStatus))

    async def search(self, terms: Iterable[tuple[str, str]], take: int, skip: int) -> SearchPage:
        """`GET /consignments/{take}/{skip}?…`: at most `take` rows that match all `terms`, after `skip` of them.

        A service may have a page size of its own; more than MOST_ROWS at once raise BadAnswer.
        """
        path = segments("consignments", str(take), str(skip))
        call: Call[SearchPage] = Call("GET", path, SearchPage, params=tuple(terms))
        page = await self._send(call)
        if len(page.consignment_summaries) > max(take, MOST_ROWS):
            raise BadAnswer(code="too-many-rows")
        return page

    def each(self, terms: Iterable[tuple[str, str]], take: int = 100) -> AsyncIterator[ConsignmentSummary]:
        """Search to the end, `take` rows a call; each consignment comes once, though the list moves meanwhile."""
        kept = tuple(terms)
        return each_row(lambda most, skip: self.search(kept, most, skip), take)

    async def update(self, consignment: Consignment) -> tuple[Link, ...]:
        """`PUT /consignments/`: replace one; what is left out of the body may be deleted («Update replaces»)."""
        return await self._send(Call("PUT", "/consignments/", tuple[Link, ...], body=consignment.body()))

    async def add_package(self, reference: str, package: Package) -> Package:
        """`POST /consignments/{ref}/addpackage`: weight, dimensions, description and value are required."""
        path = segments("consignments", reference, "addpackage")
        return await self._send(Call("POST", path, Package, body=package.body()))

    async def delete_package(self, package: str) -> None:
        """`DELETE /packages/{EP}`: the last one of a consignment is refused."""
        await self._send(Call[None]("DELETE", segments("packages", package), None))

    async def cancel(self, reference: str) -> None:
        """`PUT /consignments/{ref}/cancel`: cancel one, for good; 200 or 201, or 202 and its state is waited for."""
        await self._one(Action.CANCEL, reference, "cancel")

    async def cancel_many(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/cancellist`: cancel many, for good; a result each, matched by `data`."""
        return await self._many(Action.CANCEL, references, "cancellist")

    async def deallocate(self, reference: str) -> None:
        """`PUT /consignments/{ref}/deallocate`: erase its allocation."""
        await self._one(Action.DEALLOCATE, reference, "deallocate")

    async def deallocate_many(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/deallocatelist`: a result each, matched by `data`."""
        return await self._many(Action.DEALLOCATE, references, "deallocatelist")

    async def set_ready_to_ship(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/setreadytoship`: a result each, matched by `data`."""
        return await self._send(_list_of("setreadytoship", references))

    async def set_not_ready_to_ship(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/setnotreadytoship`: back to Allocated; a result each, matched by `data`."""
        return await self._send(_list_of("setnotreadytoship", references))

    async def dispatch(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/Dispatch` (its body is inferred): a result each, matched by `data`."""
        body = {"ConsignmentReferences": list(references)}
        return await self._send(Call("PUT", "/consignments/Dispatch", tuple[Result, ...], body=body))

    async def _one(self, action: Action, reference: str, word: str) -> None:
        """Raises Interrupted, outcome unknown, when a 202 is not followed by a state that shows that it was done."""
        path = segments("consignments", reference, word)
        answer = await self._send(Call[Accepted | None]("PUT", path, None, may_go_on=True))
        if isinstance(answer, Accepted):
            (settled,) = await self._settle(action, [reference])
            if not settled.is_success:
                raise Interrupted(settled.message, status=202, code=f"state is {settled.state}", sent=Sent.UNKNOWN)

    async def _many(self, action: Action, references: Sequence[str], word: str) -> tuple[Result, ...]:
        call: Call[tuple[Result, ...] | Accepted] = Call(
            "PUT", segments("consignments", word), tuple[Result, ...], body=list(references), may_go_on=True
        )
        answer = await self._send(call)
        return await self._settle(action, references) if isinstance(answer, Accepted) else answer


def _list_of(word: str, references: Sequence[str]) -> Call[tuple[Result, ...]]:
    return Call("PUT", segments("consignments", word), tuple[Result, ...], body=list(references))
