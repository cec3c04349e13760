"""What the service says it did: a result for each consignment, and what allocation booked."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.models.goods import Link
from desktop_app.pro.values import Flag, Rows, Text, Whole, Wire


class Result(Wire):
    """One line of a bulk answer; `data` is the consignment's reference: match by it, never by position."""

    known_by = ("data", "message", "is_success")

    is_success: Flag = False
    message: Text = ""
    data: Text = ""
    api_links: Annotated[tuple[Link, ...], Rows] = ()


class Settled(Result):
    """A result that no answer told: the service said 202 and its state was looked at until it came to rest.

    `is_success`: the state shows that it was done, or that it is being done; `state` is a wire name, empty where
    looking failed; `moving`: it had not come to rest when the patience for it ended, so look again later.
    """

    state: Text = ""
    moving: Flag = False


class Leg(Wire):
    """One carrier's part of the way, with the carrier's own references."""

    leg: Whole | None = None
    tracking_references: Annotated[tuple[str, ...], Rows] = ()
    carrier_reference: str | None = None
    carrier_service_reference: str | None = None
    carrier_name: str | None = None


class AllocationSummary(Wire):
    """What allocation says of one consignment; its reference is in the `detail` link."""

    known_by = ("status_code", "description", "api_links")

    status_code: Whole | None = None
    api_links: Annotated[tuple[Link, ...], Rows] = ()
    description: Text = ""
    consignment_legs: Annotated[tuple[Leg, ...], Rows] = ()
    carrier_reference: str | None = None
    carrier_name: str | None = None
    carrier_service_reference: str | None = None
    carrier_service_name: str | None = None

    @property
    def reference(self) -> str:
        """The consignment's reference, or an empty string where no link tells."""
        links = sorted(self.api_links, key=lambda link: link.rel.casefold() != "detail")
        return links[0].reference if links else ""
