"""Where packages have been seen."""

from __future__ import annotations

from typing import Annotated

from desktop_app.pro.values import Rows, Text, Wire, WireTime


class TrackingEvent(Wire):
    """One thing that a carrier saw happen, in the carrier's words."""

    time_stamp: WireTime | None = None
    code: str | None = None
    description: str | None = None
    signed_by: str | None = None
    location: str | None = None
    carrier_service_name: str | None = None


class TrackedLeg(Wire):
    """One carrier's part of the way."""

    carrier_service_name: str | None = None
    events: Annotated[tuple[TrackingEvent, ...], Rows] = ()


class TrackedPackage(Wire):
    """One package: its events by leg, or (flattened) in one row."""

    package_reference_for_all_legs_assigned_by_mpd: Text = ""
    legs: Annotated[tuple[TrackedLeg, ...], Rows] = ()
    events: Annotated[tuple[TrackingEvent, ...], Rows] = ()


class TrackedConsignment(Wire):
    """Answer of both forms of tracking."""

    known_by = ("consignment_reference_for_all_legs_assigned_by_mpd", "tracked_packages")

    consignment_reference_for_all_legs_assigned_by_mpd: Text = ""
    tracked_packages: Annotated[tuple[TrackedPackage, ...], Rows] = ()
