"""«Orders»: make, read and change one, and pack consignments out of it."""

from __future__ import annotations

from desktop_app.pro.endpoints.sending import Send
from desktop_app.pro.models import Address, Link, Order, OrderPacking, Packed
from desktop_app.pro.wire import Call, segments


class Orders:
    """«Orders»: there is no search for them, so remember their references.

    Each raises a ProError: NotFound, or Rejected for what does not fit the order.
    """

    def __init__(self, send: Send) -> None:
        self._send = send

    async def create(self, order: Order) -> tuple[Link, ...]:
        """`POST /orders`: create one; the link leads to it."""
        return await self._send(Call("POST", "/orders", tuple[Link, ...], body=order.body()))

    async def get(self, order: str) -> Order:
        """`GET /orders/{EO}`: all of one."""
        return await self._send(Call("GET", segments("orders", order), Order))

    async def update(self, order: str, changed: Order) -> None:
        """`PUT /orders/{EO}`: packages are ignored; addresses, direction and tags only if given; the rest replaced."""
        await self._send(Call[None]("PUT", segments("orders", order), None, body=changed.body()))

    async def add_address(self, order: str, address: Address) -> None:
        """`POST /orders/{EO}/address`: one of a type that the order lacks."""
        await self._send(Call[None]("POST", segments("orders", order, "address"), None, body=address.body()))

    async def replace_address(self, order: str, address: Address) -> None:
        """`PUT /orders/{EO}/address`: in the place of the order's address of that type."""
        await self._send(Call[None]("PUT", segments("orders", order, "address"), None, body=address.body()))

    async def pack(self, order: str, packing: OrderPacking) -> Packed:
        """`POST /orders/{EO}/pack`: make a consignment of some of the items, and its return if wanted.

        The service does not check earlier packs: it packs the same goods twice without a word.
        """
        return await self._send(Call("POST", segments("orders", order, "pack"), Packed, body=packing.body()))
