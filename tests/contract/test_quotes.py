"""Quotes say what each service costs and why others will not do; one can be allocated with, as long as it is good."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{7})?[+-]\d\d:\d\d"


def quotes_of(answer: httpx.Response) -> dict[str, Json]:
    """Return the quotes of an answer by service, each held to the documented form."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert {"QuoteRequestReference", "Quotes", "Message", "UnqualifiedServices"} <= set(body)
    for quote in body["Quotes"]:
        assert str(uuid.UUID(quote["QuoteReference"])) == quote["QuoteReference"]
        price = {name: Decimal(str(quote["Price"][name])) for name in ("Net", "Gross", "VatAmount")}
        assert price["Gross"] == price["Net"] + price["VatAmount"]
        rate = Decimal(str(quote["Price"]["VatRate"]["Rate"]))
        assert abs(price["Net"] * rate - price["VatAmount"]) <= Decimal("0.005")
        times = ("CreationDate", "ExpiryDate", "CollectionDate", "EarliestDeliveryDate", "LatestDeliveryDate")
        assert all(re.fullmatch(TIME, quote[name]) for name in times)
        assert datetime.fromisoformat(quote["CreationDate"]) < datetime.fromisoformat(quote["ExpiryDate"])
        assert quote["CollectionDate"] < quote["EarliestDeliveryDate"] < quote["LatestDeliveryDate"]
    for other in body["UnqualifiedServices"]:
        assert other["ExclusionReason"]
        assert other["MpdCarrierServiceReference"]
    return {quote["MpdCarrierServiceReference"]: quote for quote in body["Quotes"]}


def allocate_with(service: httpx.Client, reference: str, quote: str) -> httpx.Response:
    """Allocate with a quote."""
    return service.put(f"/allocation/{reference}/allocatewithquote/{quote}")


@pytest.mark.safe
def test_a_draft_is_quoted_and_not_created(service: httpx.Client, body: Json) -> None:
    found = quotes_of(service.post("/quotes/", json=body))
    assert found
    assert all(quote["ConsignmentReference"] == "" for quote in found.values())
    theirs = {"referenceProvidedByCustomer": body["ConsignmentReferenceProvidedByCustomer"]}
    assert service.get("/consignments/1/0", params=theirs).json()["Count"] == 0


@pytest.mark.safe
def test_every_service_is_quoted_or_says_why_not(service: httpx.Client, body: Json) -> None:
    services = {each["Reference"] for each in service.get("/carrierservices").json()["MpdCarrierServices"]}
    answer = service.post("/quotes", json=body).json()
    named = [each["MpdCarrierServiceReference"] for each in answer["Quotes"] + answer["UnqualifiedServices"]]
    assert len(named) == len(set(named))
    assert services <= set(named)


@pytest.mark.safe
def test_a_quote_by_reference_is_that_of_the_draft(service: httpx.Client, create: Create, body: Json) -> None:
    draft = quotes_of(service.post("/quotes", json=body))
    reference = create(body)
    found = quotes_of(service.get(f"/quotes/consignment/{reference.lower()}"))
    assert {name: quote["Price"] for name, quote in found.items()} == {n: q["Price"] for n, q in draft.items()}
    assert {quote["ConsignmentReference"] for quote in found.values()} == {reference}


@pytest.mark.safe
def test_quotes_by_group_name_the_cheapest(service: httpx.Client, body: Json) -> None:
    groups = {each["Reference"]: each["Name"] for each in service.get("/servicegroups").json()}
    answer = service.post("/quotes/serviceGroups", json=body)
    assert answer.status_code == 200, answer.text
    assert {group["Reference"]: group["Name"] for group in answer.json()} == groups
    for group in answer.json():
        prices = [quote["Price"]["Gross"] for quote in group["Quotes"]]
        cheapest = group["CheapestQuote"]
        assert (cheapest and cheapest["Price"]["Gross"]) == min(prices, default=None)
        assert all(other["ExclusionReason"] for other in group["UnqualifiedServices"])


@pytest.mark.safe
def test_what_is_booked_is_what_was_quoted(
    service: httpx.Client, create: Create, settle: Callable[[str], str], body: Json
) -> None:
    reference = create(body)
    dearest = max(
        quotes_of(service.get(f"/quotes/consignment/{reference}")).values(), key=lambda quote: quote["Price"]["Gross"]
    )
    answer = allocate_with(service, reference, dearest["QuoteReference"])
    assert answer.status_code in {200, 202}, answer.text
    assert settle(reference) == "Allocated"
    booked = service.get(f"/consignments/{reference}").json()
    assert booked["Allocation"]["MpdCarrierServiceReference"] == dearest["MpdCarrierServiceReference"]
    assert booked["Allocation"]["Price"] == dearest["Price"]
    assert [booked[n] for n in ("CollectionDate", "LatestDeliveryDate")] == [
        dearest[n] for n in ("CollectionDate", "LatestDeliveryDate")
    ]
    again = allocate_with(service, reference, dearest["QuoteReference"])
    assert again.status_code == 409


def test_quotes_that_will_not_do_are_refused(service: httpx.Client, create: Create, body: Json) -> None:
    reference, another = create(body), create(body)

    def quoted(answer: httpx.Response) -> str:
        return str(answer.json()["Quotes"][0]["QuoteReference"])

    draft = quoted(service.post("/quotes", json=body))
    foreign = quoted(service.get(f"/quotes/consignment/{another}"))
    outdated = quoted(service.get(f"/quotes/consignment/{reference}"))
    whole = service.get(f"/consignments/getconsignmentwithmetadata/{reference}").json()
    whole["Packages"][0]["Weight"]["Value"] = 1.75
    service.put("/consignments", json=whole).raise_for_status()
    for quote, status in ((str(uuid.uuid4()), 404), ("no-guid", 404), (draft, 409), (foreign, 409), (outdated, 409)):
        answer = allocate_with(service, reference, quote)
        assert answer.status_code == status, answer.text
        assert answer.json()["Message"]
    assert service.get(f"/consignments/{reference}/status").json()["Status"] == "Unallocated"


@pytest.mark.demo_only
def test_a_quote_expires(start: Any, headers: Json, body: Json) -> None:
    with (
        start("--moment", "0", "--now", "2031-06-02T22:30:00Z", "--clock-speed", "20000") as url,
        httpx.Client(base_url=url, headers=headers) as service,
    ):
        reference = service.post("/consignments", json=body).json()[0]["Href"].rsplit("/", 1)[1]
        quote = service.get(f"/quotes/consignment/{reference}").json()["Quotes"][0]
        expires = datetime.fromisoformat(quote["ExpiryDate"])
        assert expires - datetime.fromisoformat(quote["CreationDate"]) < timedelta(hours=26)
        while True:  # the clock of this demo passes an hour in a fifth of a second
            asked = service.post("/quotes", json=body).json()["Quotes"][0]["CreationDate"]
            if datetime.fromisoformat(asked) > expires:
                break
        refused = allocate_with(service, reference, quote["QuoteReference"])
    assert refused.status_code == 409
    assert refused.json()["Code"] == "QuoteExpired"


@pytest.mark.safe
@pytest.mark.parametrize("path", ["/quotes", "/quotes/serviceGroups"])
def test_a_draft_that_could_not_be_created_is_not_quoted(service: httpx.Client, body: Json, path: str) -> None:
    answer = service.post(path, json=body | {"Packages": []})
    assert answer.status_code == 400
    assert answer.json()["Details"][0]["Target"] == "Packages"


def test_too_heavy_for_all_is_no_error_and_says_so(service: httpx.Client, body: Json) -> None:
    heavy = body["Packages"][0] | {"Weight": {"Value": 500, "Unit": "Kg"}}
    answer = service.post("/quotes", json=body | {"Packages": [heavy]}).json()
    assert answer["Quotes"] == []
    assert answer["Message"]
    assert all(
        "500" in each["ExclusionReason"] or "deliver" in each["ExclusionReason"]
        for each in answer["UnqualifiedServices"]
    )
