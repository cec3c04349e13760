"""The demo service's calls: for each, its path, its status, and which part of the service answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop_app.demo.service import Service
from desktop_app.demo.shapes import Links


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read: what its path, query and body say, and the links that its answer may carry."""

    path: dict[str, str]
    query: list[tuple[str, str]]
    body: Any
    links: Links


Answer = Callable[[Service, Call], Any]
Row = tuple[str, str, int, Answer]
"""Method, path in lower case, status of the answer, and what answers."""

_CONSIGNMENTS: tuple[Row, ...] = (
    ("POST", "/consignments", 201, lambda s, c: s.consignments.create(c.body, c.links)),
    ("PUT", "/consignments", 200, lambda s, c: s.consignments.update(c.body, c.links)),
    (
        "GET",
        "/consignments/getconsignmentwithmetadata/{ref}",
        200,
        lambda s, c: s.consignments.read(c.path["ref"], metadata=True),
    ),
    ("PUT", "/consignments/cancellist", 200, lambda s, c: s.consignments.each(c.body, s.consignments.cancel)),
    ("PUT", "/consignments/deallocatelist", 200, lambda s, c: s.consignments.each(c.body, s.consignments.deallocate)),
    ("GET", "/consignments/{ref}/status", 200, lambda s, c: s.consignments.status(c.path["ref"], c.links)),
    (
        "GET",
        "/consignments/{take}/{skip}",
        200,
        lambda s, c: s.consignments.search(c.path["take"], c.path["skip"], c.query, c.links),
    ),
    ("GET", "/consignments/{ref}", 200, lambda s, c: s.consignments.read(c.path["ref"], metadata=False)),
    ("POST", "/consignments/{ref}/addpackage", 201, lambda s, c: s.consignments.add_package(c.path["ref"], c.body)),
    ("PUT", "/consignments/{ref}/cancel", 200, lambda s, c: s.consignments.cancel(c.path["ref"])),
    ("PUT", "/consignments/{ref}/deallocate", 200, lambda s, c: s.consignments.deallocate(c.path["ref"])),
    ("DELETE", "/packages/{package}", 200, lambda s, c: s.consignments.delete_package(c.path["package"], c.links)),
)

_ALLOCATION: tuple[Row, ...] = (
    ("PUT", "/allocation/allocate", 200, lambda s, c: s.allocations.by_rules(c.body, c.links)),
    (
        "PUT",
        "/allocation/allocatewithcarrierservice",
        200,
        lambda s, c: s.allocations.with_service(c.body, c.links),
    ),
    (
        "PUT",
        "/allocation/{ref}/allocatewithcheapestquote",
        200,
        lambda s, c: s.allocations.cheapest(c.path["ref"], c.links),
    ),
)

_LABELS: tuple[Row, ...] = (
    ("GET", "/labels/package/{ref}/{package}", 200, lambda s, c: s.labels.label(c.path["ref"], c.path["package"])),
    (
        "GET",
        "/labels/package/{ref}/{package}/{format}",
        200,
        lambda s, c: s.labels.label(c.path["ref"], c.path["package"], c.path["format"]),
    ),
    ("GET", "/labels/{ref}", 200, lambda s, c: s.labels.label(c.path["ref"])),
    ("GET", "/labels/{ref}/{format}", 200, lambda s, c: s.labels.label(c.path["ref"], form=c.path["format"])),
)

_ACCOUNT: tuple[Row, ...] = (
    ("GET", "/packagesizes", 200, lambda s, _: s.package_sizes()),
    ("GET", "/shippinglocations", 200, lambda s, _: s.shipping_locations()),
    ("GET", "/shippinglocations/assigned", 200, lambda s, _: s.shipping_locations()),
    ("GET", "/carrierservices", 200, lambda s, _: s.carrier_services()),
    ("GET", "/carriers/getcarriers", 200, lambda s, _: s.carriers()),
)

ROUTES = (*_CONSIGNMENTS, *_ALLOCATION, *_LABELS, *_ACCOUNT)
"""Every call; the first that fits is taken."""

NEEDS_NO_BODY = re.compile(r"/(cancel|deallocate|allocatewithcheapestquote)$")
"""Paths of calls that may come without a body."""
