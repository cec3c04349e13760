"""The bodies of calls about orders, checked. Source: «Orders» of the API page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from desktop_app.demo.rules.bodies import (
    Addresses,
    CustomsDocumentation,
    Dimensions,
    Direction,
    MetaData,
    NewConsignment,
    RequestedDate,
    Weight,
)
from desktop_app.demo.rules.fields import Blank, Body, Key, Text, Texts, Whole, WireTime


class NewOrder(NewConsignment):
    """The body of `POST /orders`: that of a consignment, and the customer's own reference."""

    order_reference_provided_by_customer: Text | None = None


class OrderUpdate(Body):
    """The body of `PUT /orders/{EO}`: packages are not looked at; what is left out is erased but the last three.

    An empty list of addresses or tags counts as left out. The order's reference is required.
    """

    other_names: ClassVar[Mapping[str, str]] = {"RequestedDeliveryDate": "RequiredDeliveryDate"}

    order_reference: Annotated[str, Field(min_length=1, max_length=100)]
    order_reference_provided_by_customer: Text | None = None
    shipping_date: WireTime | None = None
    required_delivery_date: RequestedDate | None = None
    meta_data: MetaData = Field(default_factory=list)
    customs_documentation: CustomsDocumentation | None = None
    addresses: Addresses = Field(default_factory=list)
    direction: Direction | None = None
    tags: Texts = Field(default_factory=list)


class PackedItem(Body):
    """So many pieces of one item of the order; by its SKU, its reference or the customer's own reference for it."""

    other_names: ClassVar[Mapping[str, str]] = {
        "ItemReferenceAssignedByCustomer": "ItemReferenceProvidedByCustomer",
        "UnitOfQuantity": "Quantity",
    }

    sku: Key = None
    reference: Key = None
    item_reference_provided_by_customer: Key = None
    quantity: Annotated[Whole, Field(ge=1, le=1_000_000)] = 1


class PackedPackage(Body):
    """A package that items of an order were put into."""

    weight: Weight | None = None
    dimensions: Dimensions | None = None
    package_size_reference: Key = None
    package_reference_provided_by_customer: Blank = ""
    description: Text | None = None
    meta_data: MetaData = Field(default_factory=list)
    items: Annotated[list[PackedItem], Field(min_length=1, max_length=1000)]


class PackedOrder(Body):
    """The body of `POST /orders/{EO}/pack`."""

    order_reference: Text | None = None
    order_reference_provided_by_customer: Text | None = None
    generate_return: Annotated[bool, Field(strict=True)] = False
    packages: Annotated[list[PackedPackage], Field(min_length=1, max_length=200)]
    meta_data: MetaData = Field(default_factory=list)
    customs_documentation: CustomsDocumentation | None = None
    tags: Texts | None = None
