"""The demo service's calls: for each, its path, its status, and which part of the service answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.demo.http.asgi import Call
from desktop_app.demo.service import Service

Answer = Callable[[Service, Call], Any]
Row = tuple[str, str, int, Answer]
"""Method, path in lower case, status of the answer, and what answers."""

_CONSIGNMENTS: tuple[Row, ...] = (
    ("POST", "/consignments", 201, lambda s, c: s.consignments.create(c.body, c.links)),
    ("PUT", "/consignments", 200, lambda s, c: s.consignments.update(c.body, c.links)),
    ("GET", "/consignments/getconsignmentreferences", 200, lambda s, c: s.overview.references(c.query)),
    ("GET", "/consignments/count", 200, lambda s, c: s.overview.count(c.query)),
    ("GET", "/consignments/summary", 200, lambda s, c: s.overview.summary(c.query)),
    ("GET", "/consignments/late", 200, lambda s, c: s.overview.late(c.query, c.links)),
    (
        "GET",
        "/consignments/getconsignmentwithmetadata/{ref}",
        200,
        lambda s, c: s.consignments.read(c.path["ref"], metadata=True),
    ),
    ("PUT", "/consignments/cancellist", 200, lambda s, c: s.consignments.each(c.body, s.consignments.cancel)),
    ("PUT", "/consignments/deallocatelist", 200, lambda s, c: s.consignments.each(c.body, s.consignments.deallocate)),
    (
        "PUT",
        "/consignments/setreadytoship",
        200,
        lambda s, c: s.consignments.each(c.body, lambda ref: s.consignments.set_ready(ref, c.links)),
    ),
    (
        "PUT",
        "/consignments/setnotreadytoship",
        200,
        lambda s, c: s.consignments.each(c.body, lambda ref: s.consignments.set_not_ready(ref, c.links)),
    ),
    ("PUT", "/consignments/dispatch", 200, lambda s, c: s.consignments.dispatch(c.body, c.links)),
    ("GET", "/consignments/{ref}/status", 200, lambda s, c: s.consignments.status(c.path["ref"], c.links)),
    ("GET", "/consignments/{ref}/audit", 200, lambda s, c: s.overview.audit(c.path["ref"])),
    ("PUT", "/consignments/{ref}/cancel", 200, lambda s, c: s.consignments.cancel_one(c.path["ref"])),
    ("PUT", "/consignments/{ref}/deallocate", 200, lambda s, c: s.consignments.deallocate_one(c.path["ref"])),
)

_SEARCH: tuple[Row, ...] = (
    (
        "GET",
        "/consignments/{take}/{skip}",
        200,
        lambda s, c: s.consignments.search(c.path["take"], c.path["skip"], c.query, c.links),
    ),
    ("GET", "/consignments/{ref}", 200, lambda s, c: s.consignments.read(c.path["ref"], metadata=False)),
)

_PACKAGES: tuple[Row, ...] = (
    ("POST", "/consignments/{ref}/addpackage", 201, lambda s, c: s.packages.add(c.path["ref"], c.body)),
    ("PUT", "/packages/{package}", 200, lambda s, c: s.packages.update(c.path["package"], c.body, c.links)),
    ("DELETE", "/packages/{package}", 200, lambda s, c: s.packages.delete(c.path["package"])),
    ("PUT", "/packages/{package}/split", 200, lambda s, c: s.packages.split(c.path["package"], c.links)),
    ("PUT", "/items/move", 200, lambda s, c: s.packages.move_item(c.body, c.links)),
    ("PUT", "/items/{package}", 200, lambda s, c: s.packages.add_item(c.path["package"], c.body, c.links)),
    (
        "DELETE",
        "/items/{package}/{item}",
        200,
        lambda s, c: s.packages.remove_item(c.path["package"], c.path["item"], c.links),
    ),
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
        "/allocation/allocateconsignmentswithservicefilters",
        200,
        lambda s, c: s.allocations.with_filters(c.body, c.links),
    ),
    (
        "PUT",
        "/allocation/{ref}/allocatewithcheapestquote",
        200,
        lambda s, c: s.allocations.cheapest(c.path["ref"], c.links),
    ),
    (
        "PUT",
        "/allocation/{ref}/allocatewithservicegroup/{group}",
        200,
        lambda s, c: s.allocations.in_group(c.path["ref"], c.path["group"], c.links),
    ),
    (
        "PUT",
        "/allocation/{ref}/allocatewithquote/{quote}",
        200,
        lambda s, c: s.allocations.with_quote(c.path["ref"], c.path["quote"], c.links),
    ),
    ("POST", "/quotes", 200, lambda s, c: s.quotes.draft(c.body)),
    ("POST", "/quotes/servicegroups", 200, lambda s, c: s.quotes.by_group(c.body)),
    ("GET", "/quotes/consignment/{ref}", 200, lambda s, c: s.quotes.of_consignment(c.path["ref"])),
)

_DOCUMENTS: tuple[Row, ...] = (
    ("GET", "/consignments/docs/{ref}", 200, lambda s, c: s.customs_documents.all(c.path["ref"])),
    ("GET", "/consignments/docs/commercialinvoice/{ref}", 200, lambda s, c: s.customs_documents.invoice(c.path["ref"])),
    (
        "GET",
        "/consignments/docs/{kind}/{ref}/{package}",
        200,
        lambda s, c: s.customs_documents.of_package(c.path["kind"], c.path["ref"], c.path["package"]),
    ),
    ("PUT", "/consignments/manifest", 200, lambda s, c: s.manifests.manifest(c.body, c.links)),
    ("POST", "/consignments/manifestfromquery", 200, lambda s, c: s.manifests.from_query(c.body, c.links)),
    ("PUT", "/consignments/manifestfromquery", 200, lambda s, c: s.manifests.from_query(c.body, c.links)),
    ("GET", "/consignments/customer/manifests", 200, lambda s, c: s.manifests.listed(c.query)),
    ("GET", "/consignments/customer/manifest/{manifest}", 200, lambda s, c: s.manifests.file(c.path["manifest"])),
    ("GET", "/tracking/flattened/{ref}", 200, lambda s, c: s.tracking.flattened(c.path["ref"])),
    ("GET", "/tracking/{ref}", 200, lambda s, c: s.tracking.by_leg(c.path["ref"])),
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
    ("GET", "/labels/{ref}/{other}", 200, lambda s, c: s.labels.label_or_package(c.path["ref"], c.path["other"])),
    (
        "GET",
        "/labels/{ref}/{package}/{format}",
        200,
        lambda s, c: s.labels.label(c.path["ref"], c.path["package"], c.path["format"]),
    ),
)

_ACCOUNT: tuple[Row, ...] = (
    ("GET", "/packagesizes", 200, lambda s, _: s.package_sizes()),
    ("GET", "/shippinglocations", 200, lambda s, _: s.shipping_locations()),
    ("GET", "/shippinglocations/assigned", 200, lambda s, _: s.shipping_locations()),
    ("GET", "/carrierservices", 200, lambda s, _: s.carrier_services()),
    ("GET", "/carriers/getcarriers", 200, lambda s, _: s.carriers()),
    ("GET", "/servicegroups", 200, lambda s, _: s.service_groups()),
    (
        "GET",
        "/collectioncalendar/{location}/{carrier}",
        200,
        lambda s, c: s.collection_calendar(c.path["location"], c.path["carrier"]),
    ),
)

_ORDERS: tuple[Row, ...] = (
    ("POST", "/orders", 201, lambda s, c: s.orders.create(c.body, c.links)),
    ("GET", "/orders/{order}", 200, lambda s, c: s.orders.read(c.path["order"])),
    ("PUT", "/orders/{order}", 200, lambda s, c: s.orders.update(c.path["order"], c.body, c.links)),
    ("POST", "/orders/{order}/address", 200, lambda s, c: s.orders.add_address(c.path["order"], c.body)),
    ("PUT", "/orders/{order}/address", 200, lambda s, c: s.orders.set_address(c.path["order"], c.body)),
    ("POST", "/orders/{order}/pack", 200, lambda s, c: s.orders.pack(c.path["order"], c.body, c.links)),
)

_OPTIONS: tuple[Row, ...] = (
    ("POST", "/deliveryoptions", 200, lambda s, c: s.options.deliveries(c.body)),
    ("POST", "/deliveryoptions/summary", 200, lambda s, c: s.options.days(c.body)),
    ("GET", "/deliveryoptions/details/{option}", 200, lambda s, c: s.options.details(c.path["option"])),
    ("POST", "/deliveryoptions/pickupoptions", 200, lambda s, c: s.options.pickups(c.body)),
    ("POST", "/deliveryoptions/reserve/{option}", 200, lambda s, c: s.options.reserve(c.path["option"])),
    ("POST", "/deliveryoptions/select/{option}", 200, lambda s, c: s.options.select(c.path["option"], c.links)),
    ("POST", "/deliveryoptions/selectorder", 200, lambda s, c: s.options.select_order(c.body, c.links)),
)

_OLDER: tuple[Row, ...] = (
    ("PUT", "/consignments/update", 200, lambda s, c: s.consignments.update(c.body, c.links)),
    (
        "GET",
        "/consignments/getconsignmentonly/{ref}",
        200,
        lambda s, c: s.consignments.read(c.path["ref"], metadata=False),
    ),
    (
        "GET",
        "/consignments/clientreference/{ref}",
        200,
        lambda s, c: s.consignments.read(s.consignments.called(c.path["ref"]), metadata=False),
    ),
    (
        "GET",
        "/consignments/clientreference/{ref}/status",
        200,
        lambda s, c: s.consignments.status(s.consignments.called(c.path["ref"]), c.links),
    ),
    ("GET", "/consignments", 200, lambda s, c: s.consignments.search("100", "0", c.query, c.links)),
    (
        "POST",
        "/consignments/{ref}/updateconsignmentaddress",
        200,
        lambda s, c: s.consignments.set_address(c.path["ref"], c.body),
    ),
    *(
        (
            method,
            "/consignments/{ref}/addpackages/{count}",
            200,
            lambda s, c: s.packages.add_many(c.path["ref"], c.path["count"]),
        )
        for method in ("PUT", "POST")
    ),
    *(
        (
            method,
            "/consignments/{ref}/removepackage/{package}",
            200,
            lambda s, c: s.packages.delete(c.path["package"], c.path["ref"]),
        )
        for method in ("PUT", "POST")
    ),
    ("GET", "/consignmentcustomers/manifests", 200, lambda s, c: s.manifests.listed(c.query)),
    ("GET", "/consignmentcustomers/manifest/{manifest}", 200, lambda s, c: s.manifests.file(c.path["manifest"])),
    ("GET", "/documents/labels/{ref}", 200, lambda s, c: s.labels.label(c.path["ref"])),
    ("POST", "/labels/getlabels", 200, lambda s, c: s.labels.wanted(c.body)),
    ("GET", "/quotes/{request}", 200, lambda s, c: s.quotes.given(c.path["request"])),
    ("POST", "/deliveryoptions/heartbeat", 200, lambda s, c: s.options.heartbeat(c.body)),
    ("GET", "/deliveryoptions/consignment/{ref}", 200, lambda s, c: s.options.of_consignment(c.path["ref"])),
    (
        "GET",
        "/deliveryoptions/pickupoptions/consignment/{ref}",
        200,
        lambda s, c: s.options.pickups_of_consignment(c.path["ref"]),
    ),
    ("GET", "/deliveryoptions/{reference}", 200, lambda s, c: s.options.existing(c.path["reference"])),
    ("PUT", "/allocation/allocatewithservicegroup", 200, lambda s, c: s.allocations.in_group_each(c.body, c.links)),
    *(
        (
            "PUT",
            f"/allocation/{word}/{{date:path}}",
            200,
            lambda s, c: s.allocations.due(c.path["date"], c.body, c.links),
        )
        for word in ("allocate", "allocatewithcarrierservice", "allocatewithservicegroup")
    ),
    ("GET", "/packagesizes/{size}", 200, lambda s, c: s.package_size(c.path["size"])),
    ("GET", "/shippinglocations/{location}", 200, lambda s, c: s.shipping_location(c.path["location"])),
    (
        "GET",
        "/shippinglocations/{location}/available",
        200,
        lambda s, c: s.is_location_reference_free(c.path["location"]),
    ),
    ("GET", "/servicegroups/summaries", 200, lambda s, _: s.service_groups()),
    ("GET", "/servicegroups/summary/{group}", 200, lambda s, c: s.service_group(c.path["group"])),
    ("GET", "/servicegroups/{group}", 200, lambda s, c: s.service_group(c.path["group"])),
    ("GET", "/servicegroups/{group}/available", 200, lambda s, c: s.is_group_reference_free(c.path["group"])),
    ("GET", "/carriers", 200, lambda s, _: s.carrier_services()),
    ("GET", "/carrierservices/carrierservices", 200, lambda s, _: s.carrier_services()),
)
"""What older clients call: the service's own SDK for .NET and a client for PHP, both public."""

ROUTES = (
    *_CONSIGNMENTS,
    *_DOCUMENTS,
    *_ACCOUNT,
    *_OLDER,
    *_SEARCH,
    *_PACKAGES,
    *_ALLOCATION,
    *_LABELS,
    *_ORDERS,
    *_OPTIONS,
)
"""Every call; the first that fits is taken, so that searches come after the calls whose paths look like theirs."""
