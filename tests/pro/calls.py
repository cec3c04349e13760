"""Every call of the API: how it is made here, what must go out, and an answer of the documented shape."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from desktop_app.pro.client import ProClient
from desktop_app.pro.environments import DEMO
from desktop_app.pro.models import (
    Address,
    ChosenOption,
    Consignment,
    Item,
    ManifestQuery,
    Order,
    OrderPacking,
    Package,
    PickupRequest,
)
from desktop_app.pro.wire import Call

SAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
"""Requests and answers in the shapes of the documentation's examples, with people and carriers of our own."""

DRAFT = SAMPLES["create-consignments.request"]
QUOTED = SAMPLES["get-service-group-quotes.request"]
LISTED = ["EC-1", "EC-2"]
MANY = {"ConsignmentReferences": LISTED}


class Reader(ProClient):
    """A client whose calls are answered with what lies in `answer`; `sent` keeps the calls."""

    def __init__(self) -> None:
        super().__init__(DEMO, "key", transport=httpx.MockTransport(lambda _: httpx.Response(500)))
        self.sent: list[Call[Any]] = []
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"")

    async def send(self, call: Call[Any]) -> Any:
        """Keep the call and read the answer, as the real one does with what comes over the network."""
        self.sent.append(call)
        return call.read(*self.answer)


@dataclass(frozen=True)
class Endpoint:
    """One call; `answer` is the name of a sample, or None where nothing of the answer is used."""

    request: str
    do: Callable[[ProClient], Awaitable[Any]]
    answer: str | None
    body: Any = None
    params: tuple[tuple[str, str], ...] = ()

    @property
    def sample(self) -> Any:
        """The answer's JSON."""
        return SAMPLES[self.answer] if self.answer else None


def _draft(model: type[Any], sample: str) -> Any:
    return model.model_validate(SAMPLES[sample])


_CREATE = _draft(Consignment, "create-consignments.request")
_QUOTED = _draft(Consignment, "get-service-group-quotes.request")
_UPDATE = _draft(Consignment, "update-consignments.request")
_PACKAGE = _draft(Package, "add-package.request")
_ORDER = _draft(Order, "create-order.request")
_CHANGED = _draft(Order, "update-order.request")
_PACKING = _draft(OrderPacking, "pack-order.request")
_PICKUP = _draft(PickupRequest, "get-pickup-options.request")
_QUERY = _draft(ManifestQuery, "manifest-from-query.request")
_ADDRESS = _draft(Address, "example-address-object")
_CHOSEN = ChosenOption.model_validate(SAMPLES["select-option-as-order.request"]["DeliveryOptions"][0])
_ITEM = Item(sku="A", quantity=2)
_FROM, _TO = datetime(2020, 2, 1, tzinfo=UTC), datetime(2020, 2, 10, tzinfo=UTC)
_TERMS = (("state", "Allocated"), ("postCode", "M1 5WG"))

E = Endpoint
ENDPOINTS = (
    # Consignments
    E("POST /consignments", lambda c: c.consignments.create(_CREATE), "create-consignments.response", DRAFT),
    E("GET /consignments/EC-1", lambda c: c.consignments.get("EC-1"), "get-consignment.response"),
    E(
        "GET /consignments/getconsignmentwithmetadata/EC-1",
        lambda c: c.consignments.get_with_metadata("EC-1"),
        "get-consignment.response",
    ),
    E("GET /consignments/EC-1/status", lambda c: c.consignments.status("EC-1"), "get-consignment-status.response"),
    E(
        "GET /consignments/50/100",
        lambda c: c.consignments.search(_TERMS, 50, 100),
        "search-consignments.response",
        params=_TERMS,
    ),
    E(
        "PUT /consignments/",
        lambda c: c.consignments.update(_UPDATE),
        "update-consignments.response",
        SAMPLES["update-consignments.request"],
    ),
    E(
        "POST /consignments/EC-1/addpackage",
        lambda c: c.consignments.add_package("EC-1", _PACKAGE),
        "add-package.response",
        SAMPLES["add-package.request"],
    ),
    E("DELETE /packages/EP-1", lambda c: c.consignments.delete_package("EP-1"), None),
    E("PUT /consignments/EC-1/cancel", lambda c: c.consignments.cancel("EC-1"), None),
    E(
        "PUT /consignments/cancellist",
        lambda c: c.consignments.cancel_many(LISTED),
        "cancel-consignments.response",
        LISTED,
    ),
    E("PUT /consignments/EC-1/deallocate", lambda c: c.consignments.deallocate("EC-1"), None),
    E(
        "PUT /consignments/deallocatelist",
        lambda c: c.consignments.deallocate_many(LISTED),
        "deallocate-consignments.response",
        LISTED,
    ),
    E(
        "PUT /consignments/setreadytoship",
        lambda c: c.consignments.set_ready_to_ship(LISTED),
        "ready-to-ship.response",
        LISTED,
    ),
    E(
        "PUT /consignments/setnotreadytoship",
        lambda c: c.consignments.set_not_ready_to_ship(LISTED),
        "not-ready-to-ship.response",
        LISTED,
    ),
    E("PUT /consignments/Dispatch", lambda c: c.consignments.dispatch(LISTED), "ready-to-ship.response", MANY),
    E(
        "GET /consignments/getConsignmentReferences",
        lambda c: c.overviews.references(_TERMS),
        "get-consignments-references.response",
        params=_TERMS,
    ),
    E(
        "GET /consignments/count",
        lambda c: c.overviews.count("Allocated"),
        "get-count.response",
        params=(("state", "Allocated"),),
    ),
    E(
        "GET /consignments/summary",
        lambda c: c.overviews.summary(_FROM, _TO),
        "get-summary.response",
        params=(("startFrom", "2020-02-01T00:00:00+00:00"), ("endAt", "2020-02-10T00:00:00+00:00")),
    ),
    E("GET /consignments/late", lambda c: c.overviews.late(_TERMS), "search-consignments.response", params=_TERMS),
    E("GET /consignments/EC-1/audit", lambda c: c.overviews.audit("EC-1"), "get-audit.response"),
    E("PUT /packages/EP-1", lambda c: c.packages.update("EP-1", _PACKAGE), None, SAMPLES["add-package.request"]),
    E("PUT /packages/EP-1/split", lambda c: c.packages.split("EP-1"), None),
    E("PUT /items/EP-1", lambda c: c.packages.add_item("EP-1", _ITEM), None, {"Sku": "A", "Quantity": 2}),
    E("DELETE /items/EP-1/i1", lambda c: c.packages.remove_item("EP-1", "i1"), None),
    E(
        "PUT /items/move",
        lambda c: c.packages.move_item("i1", "EP-2"),
        None,
        {"ItemReference": "i1", "TargetPackageReference": "EP-2"},
    ),
    # Allocation
    E("PUT /allocation/allocate", lambda c: c.allocation.by_default_rules(LISTED), "allocation-summary", MANY),
    E(
        "PUT /allocation/EC-1/allocatewithcheapestquote",
        lambda c: c.allocation.with_cheapest_quote("EC-1"),
        "allocation-summary",
    ),
    E(
        "PUT /allocation/EC-1/allocatewithservicegroup/G",
        lambda c: c.allocation.with_service_group("EC-1", "G"),
        "select-option.response",
    ),
    E(
        "PUT /allocation/allocatewithcarrierservice",
        lambda c: c.allocation.with_carrier_service(LISTED, "S"),
        "allocation-summary",
        {"MpdCarrierServiceReference": "S", **MANY},
    ),
    E(
        "PUT /allocation/EC-1/allocatewithquote/q",
        lambda c: c.allocation.with_quote("EC-1", "q"),
        "cancel-consignments.response",
    ),
    # Quotes
    E("POST /quotes/", lambda c: c.quotes.of_draft(_CREATE), "get-quote.response", DRAFT),
    E(
        "GET /quotes/consignment/EC-1",
        lambda c: c.quotes.of_consignment("EC-1"),
        "get-quotes-by-consignment-reference.response",
    ),
    E(
        "POST /quotes/serviceGroups",
        lambda c: c.quotes.by_group(_QUOTED),
        "get-service-group-quotes.response",
        QUOTED,
    ),
    # Orders
    E("POST /orders", lambda c: c.orders.create(_ORDER), "create-order.response", SAMPLES["create-order.request"]),
    E("GET /orders/EO-1", lambda c: c.orders.get("EO-1"), "get-order.response"),
    E("PUT /orders/EO-1", lambda c: c.orders.update("EO-1", _CHANGED), None, SAMPLES["update-order.request"]),
    E(
        "POST /orders/EO-1/address",
        lambda c: c.orders.add_address("EO-1", _ADDRESS),
        None,
        SAMPLES["example-address-object"],
    ),
    E(
        "PUT /orders/EO-1/address",
        lambda c: c.orders.replace_address("EO-1", _ADDRESS),
        None,
        SAMPLES["example-address-object"],
    ),
    E(
        "POST /orders/EO-1/pack",
        lambda c: c.orders.pack("EO-1", _PACKING),
        "pack-order.response",
        SAMPLES["pack-order.request"],
    ),
    # Delivery and pickup options
    E("POST /deliveryoptions", lambda c: c.options.delivery(_CREATE), "get-delivery-options.response", DRAFT),
    E(
        "POST /deliveryoptions/summary",
        lambda c: c.options.delivery_days(_CREATE),
        "delivery-options-summary.response",
        DRAFT,
    ),
    E(
        "POST /deliveryoptions/pickupoptions/",
        lambda c: c.options.pickup(_PICKUP),
        "get-pickup-options.response",
        SAMPLES["get-pickup-options.request"],
    ),
    E(
        "GET /deliveryoptions/details/EDO-1",
        lambda c: c.options.details("EDO-1"),
        "get-existing-delivery-options.response",
    ),
    E("POST /deliveryoptions/reserve/EDO-1", lambda c: c.options.reserve("EDO-1"), None),
    E("POST /deliveryoptions/select/EDO-1", lambda c: c.options.select("EDO-1"), "select-option.response"),
    E(
        "POST /deliveryoptions/selectorder",
        lambda c: c.options.select_orders([_CHOSEN]),
        "select-option-as-order.response",
        SAMPLES["select-option-as-order.request"],
    ),
    # Labels, customs documents, manifests, tracking
    E("GET /labels/EC-1", lambda c: c.labels.get("EC-1"), "label-object"),
    E("GET /labels/EC-1/ZPL", lambda c: c.labels.get("EC-1", "ZPL"), "label-object"),
    E("GET /labels/package/EC-1/EP-1", lambda c: c.labels.get("EC-1", package="EP-1"), "label-object"),
    E("GET /labels/package/EC-1/EP-1/PNG", lambda c: c.labels.get("EC-1", "PNG", "EP-1"), "label-object"),
    E("GET /consignments/docs/EC-1", lambda c: c.customs.all("EC-1"), "get-customs-documents.response"),
    E(
        "GET /consignments/docs/commercialinvoice/EC-1",
        lambda c: c.customs.commercial_invoice("EC-1"),
        "get-document.response",
    ),
    E(
        "GET /consignments/docs/CN23/EC-1/EP-1",
        lambda c: c.customs.declaration("CN23", "EC-1", "EP-1"),
        "get-document.response",
    ),
    E("PUT /consignments/manifest", lambda c: c.manifests.manifest(LISTED), "manifest-consignments.response", MANY),
    E(
        "POST /consignments/manifestFromQuery",
        lambda c: c.manifests.from_query(_QUERY),
        "manifest-from-query.response",
        SAMPLES["manifest-from-query.request"],
    ),
    E(
        "GET /consignments/customer/manifests",
        lambda c: c.manifests.files("D"),
        "get-customer-manifests.response",
        params=(("shippingLocationReference", "D"),),
    ),
    E("GET /consignments/customer/manifest/m1", lambda c: c.manifests.file("m1"), "get-document.response"),
    E("GET /tracking/EC-1", lambda c: c.tracking.by_leg("EC-1"), "get-tracking-events.response"),
    E("GET /tracking/flattened/EC-1", lambda c: c.tracking.flattened("EC-1"), "get-events-per-package.response"),
    # Account
    E("GET /packagesizes", lambda c: c.account.package_sizes(), "get-package-sizes.response"),
    E("GET /shippinglocations", lambda c: c.account.shipping_locations(), "get-shipping-locations.response"),
    E(
        "GET /shippinglocations/assigned",
        lambda c: c.account.assigned_shipping_locations(),
        "get-shipping-locations.response",
    ),
    E("GET /carriers/getcarriers", lambda c: c.account.carriers(), "get-carriers.response"),
    E("GET /carrierservices", lambda c: c.account.carrier_services(), "get-carrier-services.response"),
    E("GET /servicegroups", lambda c: c.account.service_groups(), "get-service-groups.response"),
    E(
        "GET /collectioncalendar/D/C",
        lambda c: c.account.collection_calendar("D", "C"),
        "get-collection-calendar.response",
    ),
)
