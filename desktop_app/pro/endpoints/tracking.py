"""«Tracking»: where the packages of a consignment have been seen."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import TrackedConsignment
from desktop_app.pro.wire import Call, segments


class Tracking:
    """«Tracking»: the carriers' events; raises NotFound for a reference that the service does not know."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def by_leg(self, reference: str) -> TrackedConsignment:
        """`GET /tracking/{ref}`: the events of each package, leg by leg."""
        return await self._send(Call("GET", segments("tracking", reference), TrackedConsignment))

    async def flattened(self, reference: str) -> TrackedConsignment:
        """`GET /tracking/flattened/{ref}`: the events of each package in one row."""
        return await self._send(Call("GET", segments("tracking", "flattened", reference), TrackedConsignment))
