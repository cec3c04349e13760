"""Orders, and packing them."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.models.goods import CustomsDocumentation, Link, MetaDatum, Package, RequestedDate
from desktop_app.pro.values import Address, Money, Rows, Text, Weight, Wire, WireTime


class Order(Wire):
    """Items for one customer and one destination, as create and update take it and get returns it («Orders»)."""

    known_by = ("order_reference",)

    order_reference: str | None = None
    order_reference_provided_by_customer: str | None = None
    delivery_option_reference: str | None = None
    source: str | None = None
    direction: str | None = None
    date_created: WireTime | None = None
    shipping_date: WireTime | None = None
    required_delivery_date: RequestedDate | None = None
    earliest_delivery_date: WireTime | None = None
    latest_delivery_date: WireTime | None = None
    weight: Weight | None = None
    value: Money | None = None
    addresses: Annotated[tuple[Address, ...], Rows] = ()
    packages: Annotated[tuple[Package, ...], Rows] = ()
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    tags: Annotated[tuple[str, ...], Rows] = ()
    customs_documentation: CustomsDocumentation | None = None


class OrderPacking(Wire):
    """What is packed now of an order: packages whose items are named by `sku`, `reference` or the customer's reference.

    `generate_return` makes a second, inbound consignment with the addresses swapped.
    """

    order_reference: Text = ""
    order_reference_provided_by_customer: str | None = None
    generate_return: bool = False
    packages: tuple[Package, ...] = ()
    meta_data: tuple[MetaDatum, ...] = ()
    tags: tuple[str, ...] = ()
    customs_documentation: CustomsDocumentation | None = None


class PackedResult(Wire):
    """One thing that packing did, such as `ConsignmentCreated`, with links to it."""

    known_by = ("result", "api_links")

    result: Text = ""
    api_links: Annotated[tuple[Link, ...], Rows] = ()


class Packed(Wire):
    """Answer of pack: a line for each consignment that it made."""

    known_by = ("results",)

    results: Annotated[tuple[PackedResult, ...], Rows] = ()
