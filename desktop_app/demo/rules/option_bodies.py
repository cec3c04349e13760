"""The bodies of calls about delivery and pickup options, checked. Source: «Delivery and pickup options»."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from desktop_app.demo.rules.bodies import MetaData, NewConsignment
from desktop_app.demo.rules.fields import Body, Empty, Positive, Text, Whole, WireTime


class WantedOptions(NewConsignment):
    """The body of `POST /deliveryoptions` and its summary: a consignment that is not created."""

    delivery_date: WireTime | None = None
    guaranteed_only: Annotated[bool, Field(strict=True)] = False


class Distance(Body):
    """How far a shop may be away."""

    unit: Literal["Km", "Miles"] = "Km"
    value: Positive


class WantedPickups(WantedOptions):
    """The body of `POST /deliveryoptions/pickupoptions/`."""

    distance: Distance | None = None
    max_results: Annotated[Whole, Field(ge=1, le=50)] = 10


class ChosenOption(Body):
    """One delivery option that an order is to be made of."""

    reference: Annotated[str, Field(min_length=1, max_length=100)]
    order_reference_provided_by_customer: Text | None = None
    meta_data: MetaData = Field(default_factory=list)


class ChosenOptions(Body):
    """The body of `POST /deliveryoptions/selectorder`."""

    delivery_options: Annotated[list[ChosenOption], Empty, Field(min_length=1, max_length=100)]
