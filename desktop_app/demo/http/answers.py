"""The documented shapes of answers, made from consignments as they are kept; links, and statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from desktop_app.demo.decimal_json import Json
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.rules.lateness import is_late
from desktop_app.demo.rules.refusal import Refusal
from desktop_app.demo.times import parse

PATIENCE = 0.3
"""Seconds that a call waits for what it began, if that is to be done so soon."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer whose status is not the usual one of its call.

    `later` gives the answer anew, where what was begun is to be done so soon that the call can wait for it.
    """

    status: int
    content: Any
    later: Callable[[], Any] | None = None


class Links:
    """Makes the links of the answers; `base` is the address by which the service was called."""

    def __init__(self, base: str) -> None:
        self._base = base

    def consignment(self, reference: str, rel: str = "detail") -> Json:
        """Return the link to a consignment."""
        return {"Rel": rel, "Href": f"{self._base}/consignments/{quote(reference, safe='')}"}

    def order(self, reference: str, rel: str = "Order") -> Json:
        """Return the link to an order."""
        return {"Rel": rel, "Href": f"{self._base}/orders/{reference}"}

    def label(self, reference: str) -> Json:
        """Return the link to a consignment's label."""
        return {"Rel": "label", "Href": f"{self._base}/labels/{reference}"}


def consignment(document: Document, now: datetime, *, metadata: bool) -> Json:
    """Return the answer of `GET /consignments/{ref}`; metadata is left empty unless asked for."""
    late = is_late(document, now)
    shown = {
        **document,
        "ShippingDate": document["ShippingDate"] or document["CollectionDate"],
        "LabelCount": len(document["Packages"]) if document["Allocation"] else 0,
        "IsLate": late,
        "LateForCustomer": late,
    }
    shown.pop("DateManifested", None)  # the service tells of it in the audit alone
    if not metadata:
        shown["MetaData"] = []
        shown["Packages"] = [
            {**package, "MetaData": [], "Items": [{**item, "MetaData": []} for item in package["Items"]]}
            for package in document["Packages"]
        ]
    return shown


def summary(document: Document, now: datetime, links: Links) -> Json:
    """Return one row of a search."""
    destination = address_of(document, "Destination") or {}
    allocation = document["Allocation"] or {}
    failed = document["FailedAllocation"] or {}
    wanted = document["RequestedDeliveryDate"] or {}
    value = document["Value"]
    return {
        "Source": document["Source"],
        "MpdCarrierServiceName": allocation.get("MpdCarrierServiceName"),
        "MpdCarrierServiceGroupName": allocation.get("MpdCarrierServiceGroupName"),
        "MpdCarrierServiceGroupReference": allocation.get("CarrierServiceGroupReference"),
        "DestinationAddressLine1": destination.get("AddressLine1"),
        "DestinationAddressTown": destination.get("Town"),
        "DestinationAddressPostcode": destination.get("Postcode"),
        "DestinationAddressCountry": country_of(destination or None) or None,
        "DestinationShippingLocationReference": destination.get("ShippingLocationReference"),
        "RequestedDeliveryDate": wanted.get("Date"),
        "RequestedDeliveryDateIsToBeExactlyOnTheDateSpecified": wanted.get("IsToBeExactlyOnTheDateSpecified", False),
        "LabelsPrinted": document["LabelsPrinted"],
        "DateLabelsWereFirstPrinted": document["DateLabelsWereFirstPrinted"],
        "EstimatedDeliveryDate": document["LatestDeliveryDate"],
        "ShippingTerms": (document["CustomsDocumentation"] or {}).get("ShippingTerms"),
        "FailedAllocationAttemptedAllocationDate": failed.get("AttemptedAllocationDate"),
        "FailedAllocationMessage": failed.get("Message"),
        "FailedAllocationMpdCarrierServiceReference": failed.get("MpdCarrierServiceReference"),
        "FailedAllocationMpdCarrierServiceGroupName": failed.get("MpdCarrierServiceGroupName"),
        "FailedAllocationMpdCarrierServiceGroupReference": failed.get("CarrierServiceGroupReference"),
        "FailedAllocationMpdCarrierServiceName": failed.get("MpdCarrierServiceName"),
        "IsLate": is_late(document, now),
        "DeliveryDate": document["DateDelivered"] or document["LatestDeliveryDate"],
        "CollectionDate": document["CollectionDate"],
        "AttemptedDeliveryDate": document["AttemptedDeliveryDate"],
        "Value": value and {**value, "Currency": {**value["Currency"], "Name": None}},
        "Weight": document["Weight"],
        "ApiLink": links.consignment(document["Reference"]),
        "FailedManifestMessage": document.get("FailedManifestMessage"),
        "FailedManifestTimeStamp": document.get("FailedManifestTimeStamp"),
        "Reference": document["Reference"],
        "ConsignmentReferenceProvidedByCustomer": document["ConsignmentReferenceProvidedByCustomer"],
        "DateCreated": document["DateCreated"],
        "State": document["ConsignmentState"],
        "ShippingDate": document["ShippingDate"] or document["CollectionDate"],
        "MpdCarrierReference": allocation.get("CarrierReference"),
        "MpdCarrierServiceReference": allocation.get("MpdCarrierServiceReference"),
        "AllocationDate": allocation.get("AllocationDate"),
        "ShippedDate": document["DateShipped"],
    }


def status(document: Document, links: Links) -> Json:
    """Return the answer of `GET /consignments/{ref}/status`."""
    return {
        "ConsignmentReferenceForAllLegsAssignedByMpd": document["Reference"],
        "Status": document["ConsignmentState"],
        "ExpectedDeliveryDate": document["LatestDeliveryDate"],
        "ApiLink": links.consignment(document["Reference"], "Link"),
    }


def result(reference: str, message: str, *, succeeded: bool, links: list[Json] | None = None) -> Json:
    """Return one line of a bulk answer; it is matched to its consignment by `Data`."""
    return {"IsSuccess": succeeded, "Message": message, "Data": reference, "ApiLinks": links}


def results(references: Iterable[str], do: Callable[[str], Json]) -> list[Json]:
    """Do one thing to each consignment; a refusal is that consignment's result, not the call's."""
    answers = []
    for reference in references:
        try:
            answers.append(do(reference))
        except Refusal as refusal:
            answers.append(result(reference, refusal.message, succeeded=False))
    return answers


def allocated(document: Document, links: Links) -> Json:
    """Return the allocation summary of a consignment that was just allocated."""
    reference, allocation = document["Reference"], document["Allocation"]
    name = f"{allocation['CarrierName']} {allocation['MpdCarrierServiceName']}"
    day = parse(document["CollectionDate"])
    return {
        "StatusCode": 200,
        "ApiLinks": [links.consignment(reference), links.label(reference)],
        "Description": f"Consignment {reference} has been successfully allocated with {name} for shipping on "
        f"{day:%d/%m/%Y %H:%M:%S} +00:00",
        "ConsignmentLegs": [{**leg, "CarrierServiceReference": None} for leg in document["ConsignmentLegs"]],
        "CarrierReference": allocation["CarrierReference"],
        "CarrierName": allocation["CarrierName"],
        "CarrierServiceReference": allocation["MpdCarrierServiceReference"],
        "CarrierServiceName": allocation["MpdCarrierServiceName"],
    }


def not_allocated(reference: str, status_code: int, reason: str, links: Links) -> Json:
    """Return the allocation summary of a consignment that is not allocated, or not yet (202); known or not."""
    return {
        "StatusCode": status_code,
        "ApiLinks": [links.consignment(reference)],
        "Description": reason,
        "ConsignmentLegs": [],
        "CarrierReference": None,
        "CarrierName": None,
        "CarrierServiceReference": None,
        "CarrierServiceName": None,
    }


def as_result(allocation: Json, reference: str) -> Json:
    """Return an allocation summary that is a result too, so that either reading of a bulk answer finds what it wants.

    The API page has both forms for many consignments at once; a client passes over what it does not know.
    """
    succeeded = allocation["StatusCode"] < 300
    return {**allocation, **result(reference, allocation["Description"], succeeded=succeeded)} | {
        "ApiLinks": allocation["ApiLinks"]
    }
