"""The bodies of calls that do not bring a consignment: draft to quote, items to move, what to manifest."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from desktop_app.demo.rules.bodies import Body, Empty, NewConsignment, RequestedDate, Text, Texts, WireTime


class Draft(NewConsignment):
    """The body of a quote: a consignment that is not created; the date may have either of its names."""

    requested_delivery_date: RequestedDate | None = None


class ItemMove(Body):
    """`{ItemReference, TargetPackageReference}`."""

    item_reference: Annotated[str, Field(min_length=1, max_length=100)]
    target_package_reference: Annotated[str, Field(min_length=1, max_length=100)]


class DateRange(Body):
    """From one day to another, both included."""

    start: WireTime | None = None
    end: WireTime | None = None


class ManifestQuery(Body):
    """The body of `manifestFromQuery`; the location's term is accepted by both of its names."""

    shipping_location_references: Texts = Field(default_factory=list)
    shipping_location_reference: Text | Texts | None = None
    states: Texts = Field(default_factory=list)
    carriers: Texts = Field(default_factory=list)
    labels_printed: Annotated[bool, Field(strict=True)] | None = None
    shipping_date: WireTime | None = None
    shipping_date_ranges: Annotated[list[DateRange], Empty, Field(max_length=50)] = Field(default_factory=list)
