"""The bodies of calls about delivery and pickup options, checked. Source: «Delivery and pickup options»."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from desktop_app.demo.rules.bodies import MetaData, NewConsignment
from desktop_app.demo.rules.fields import AnyCase, Body, Empty, Positive, Text, Whole, WireTime


class WantedOptions(NewConsignment):
    """The body of `POST /deliveryoptions` and its summary: a consignment that is not created."""

    delivery_date: WireTime | None = None
    guaranteed_only: Annotated[bool, Field(strict=True)] = False


class Distance(Body):
    """How far a shop may be away."""

    unit: Annotated[Literal["Km", "Miles"], AnyCase(Kilometres="Km", Kilometers="Km", Mile="Miles", Mi="Miles")] = "Km"
    value: Positive


def _in_kilometres(value: Any) -> Any:
    """Return a distance that older clients send as a number alone as the object that it is."""
    return {"Value": value} if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


class WantedPickups(WantedOptions):
    """The body of `POST /deliveryoptions/pickupoptions/`."""

    distance: Annotated[Distance, BeforeValidator(_in_kilometres)]
    max_results: Annotated[Whole, Field(ge=1, le=50)]


class ChosenOption(Body):
    """One delivery option that an order is to be made of."""

    reference: Annotated[str, Field(min_length=1, max_length=100)]
    order_reference_provided_by_customer: Text | None = None
    meta_data: MetaData = Field(default_factory=list)


class ChosenOptions(Body):
    """The body of `POST /deliveryoptions/selectorder`."""

    delivery_options: Annotated[list[ChosenOption], Empty, Field(min_length=1, max_length=100)]
