"""Documents for customs: CN22, CN23 or a commercial invoice, as the service decides."""

from __future__ import annotations

from typing import Literal

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import CustomsDocuments
from desktop_app.pro.wire import MAX_ANSWER, Call, segments


class CustomsDocs:
    """Documents for customs: only once allocated, and only where the route needs them; raises NotFound otherwise.

    A file that is not whole raises BadAnswer.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    async def all(self, reference: str) -> CustomsDocuments:
        """`GET /consignments/docs/{ref}`: every document of a consignment, each named and in base64."""
        return await self._send(
            Call("GET", segments("consignments", "docs", reference), CustomsDocuments, largest=MAX_ANSWER)
        )

    async def commercial_invoice(self, reference: str) -> bytes:
        """`GET /consignments/docs/commercialinvoice/{ref}`: the file, decoded."""
        path = segments("consignments", "docs", "commercialinvoice", reference)
        return await self._send(Call[bytes]("GET", path, bytes))

    async def declaration(self, kind: Literal["CN22", "CN23"], reference: str, package: str) -> bytes:
        """`GET /consignments/docs/{CN22 or CN23}/{ref}/{EP}`: the file of one package, decoded."""
        path = segments("consignments", "docs", kind, reference, package)
        return await self._send(Call[bytes]("GET", path, bytes))
