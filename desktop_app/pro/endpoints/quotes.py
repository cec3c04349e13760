"""«Quotes»: what carrier services would cost. Nothing is created by asking."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import Consignment, GroupQuotes, QuoteList
from desktop_app.pro.wire import Call, segments


class Quotes:
    """«Quotes»: of a draft, of a consignment, by group; each quote expires.

    Each raises a ProError: Rejected for a draft that could not be created, NotFound for an unknown reference. That no
    service can take it is no error: `unqualified_services` say why.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    async def of_draft(self, consignment: Consignment) -> QuoteList:
        """`POST /quotes/`: the quotes of a consignment as it would be created."""
        return await self._send(Call("POST", "/quotes/", QuoteList, body=consignment.body(), asks=True))

    async def of_consignment(self, reference: str) -> QuoteList:
        """`GET /quotes/consignment/{ref}`: the quotes of one that exists; these can be allocated with."""
        return await self._send(Call("GET", segments("quotes", "consignment", reference), QuoteList))

    async def by_group(self, consignment: Consignment) -> tuple[GroupQuotes, ...]:
        """`POST /quotes/serviceGroups`: the quotes of a draft, group by group of the account's services."""
        call: Call[tuple[GroupQuotes, ...]] = Call(
            "POST", "/quotes/serviceGroups", tuple[GroupQuotes, ...], body=consignment.body(), asks=True
        )
        return await self._send(call)
