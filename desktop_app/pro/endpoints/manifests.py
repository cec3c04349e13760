"""«Manifests»: tell the carriers what to collect; in batches, near collection time."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.pro.endpoints.sending import Send, Settle
from desktop_app.pro.models import ManifestFile, ManifestQuery, ManifestQueued, Result
from desktop_app.pro.states import Action
from desktop_app.pro.wire import Accepted, Call, segments


class Manifests:
    """«Manifests»: it sends data to the carrier, and is not to be undone from here; raises a ProError."""

    def __init__(self, send: Send, settle: Settle) -> None:
        self._send = send
        self._settle = settle

    async def manifest(self, references: Sequence[str]) -> tuple[Result, ...]:
        """`PUT /consignments/manifest`: a result each, matched by `data`; after a 202 they are `Settled`."""
        call: Call[tuple[Result, ...] | Accepted] = Call(
            "PUT",
            "/consignments/manifest",
            tuple[Result, ...],
            body={"ConsignmentReferences": list(references)},
            may_go_on=True,
        )
        answer = await self._send(call)
        return await self._settle(Action.MANIFEST, references) if isinstance(answer, Accepted) else answer

    async def from_query(self, query: ManifestQuery) -> ManifestQueued:
        """`POST /consignments/manifestFromQuery`: queue all that fit; which ones, their states tell later."""
        return await self._send(Call("POST", "/consignments/manifestFromQuery", ManifestQueued, body=query.body()))

    async def files(self, shipping_location: str = "") -> tuple[ManifestFile, ...]:
        """`GET /consignments/customer/manifests?shippingLocationReference=`: what was sent to carriers."""
        params = (("shippingLocationReference", shipping_location),) if shipping_location else ()
        return await self._send(
            Call("GET", "/consignments/customer/manifests", tuple[ManifestFile, ...], params=params)
        )

    async def file(self, manifest: str) -> bytes:
        """`GET /consignments/customer/manifest/{manifestRef}`: the PDF, decoded."""
        return await self._send(Call[bytes]("GET", segments("consignments", "customer", "manifest", manifest), bytes))
