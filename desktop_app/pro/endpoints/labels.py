"""«Labels»: of a consignment, or of one of its packages."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import Label
from desktop_app.pro.wire import MAX_ANSWER, Call, segments


class Labels:
    """«Labels»: only once allocated; before that it raises the ProError that the service answers with."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def get(self, reference: str, label_format: str = "", package: str = "") -> Label:
        """`GET /labels/{ref}[/{format}]`, `/labels/package/{ref}/{EP}[/{format}]`: PDF unless told, PNG, ZPL, ZPLII."""
        where = ["labels", "package", reference, package] if package else ["labels", reference]
        return await self._send(
            Call("GET", segments(*where, *([label_format] if label_format else [])), Label, largest=MAX_ANSWER)
        )
