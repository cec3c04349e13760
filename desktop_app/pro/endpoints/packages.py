"""«Consignments», the edits of packages and items that the older SDK has."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import Item, Package
from desktop_app.pro.wire import Call, segments


class Packages:
    """Edits of one package, and of items in it; the answers are not documented: read the consignment again.

    Each raises a ProError: NotFound, or Conflict or Rejected once its consignment is allocated.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    async def update(self, package: str, changed: Package) -> None:
        """`PUT /packages/{EP}`: replace one package."""
        await self._send(Call[None]("PUT", segments("packages", package), None, body=changed.body()))

    async def split(self, package: str) -> None:
        """`PUT /packages/{EP}/split`: make a package of each of its items."""
        await self._send(Call[None]("PUT", segments("packages", package, "split"), None))

    async def add_item(self, package: str, item: Item) -> None:
        """`PUT /items/{EP}`: put an item into a package."""
        await self._send(Call[None]("PUT", segments("items", package), None, body=item.body()))

    async def remove_item(self, package: str, item: str) -> None:
        """`DELETE /items/{EP}/{item}`: take an item, by its reference, out of a package."""
        await self._send(Call[None]("DELETE", segments("items", package, item), None))

    async def move_item(self, item: str, target: str) -> None:
        """`PUT /items/move`: put an item, by its reference, into another package."""
        body = {"ItemReference": item, "TargetPackageReference": target}
        await self._send(Call[None]("PUT", "/items/move", None, body=body))
