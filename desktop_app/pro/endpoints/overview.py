"""«Consignments», seen from above: counts, what is late, references alone, and the history of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import AuditMessage, ConsignmentSummary, Overview, SearchPage
from desktop_app.pro.values import Count
from desktop_app.pro.wire import Call, segments


class Overviews:
    """«Consignments»: what can be asked about many without reading them."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def references(self, terms: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """`GET /consignments/getConsignmentReferences?…`: the references of all that match all `terms`."""
        path = "/consignments/getConsignmentReferences"
        return await self._send(Call("GET", path, tuple[str, ...], params=tuple(terms)))

    async def count(self, state: str = "") -> int:
        """`GET /consignments/count?state=`: how many there are, or are in one state (a wire name)."""
        params = (("state", state),) if state else ()
        return await self._send(Call[int]("GET", "/consignments/count", Count, params=params))

    async def summary(self, start_from: datetime, end_at: datetime) -> Overview:
        """`GET /consignments/summary?startFrom=&endAt=`: how many are in each state; both times aware."""
        params = (("startFrom", start_from.isoformat()), ("endAt", end_at.isoformat()))
        return await self._send(Call("GET", "/consignments/summary", Overview, params=params))

    async def late(self, terms: Iterable[tuple[str, str]] = ()) -> SearchPage:
        """`GET /consignments/late?…`: what is late; its form is not documented: a page, or rows alone, are read."""
        answer: SearchPage | tuple[ConsignmentSummary, ...] = await self._send(
            Call("GET", "/consignments/late", tuple[ConsignmentSummary, ...] | SearchPage, params=tuple(terms))
        )
        if isinstance(answer, SearchPage):
            return answer
        return SearchPage(count=len(answer), consignment_summaries=answer)

    async def audit(self, reference: str) -> tuple[AuditMessage, ...]:
        """`GET /consignments/{ref}/audit`: the history of one, in the service's words."""
        return await self._send(Call("GET", segments("consignments", reference, "audit"), tuple[AuditMessage, ...]))
