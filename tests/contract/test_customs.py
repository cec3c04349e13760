"""Customs documents: which go along, that they are PDFs that say what was declared, and what is missing where."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import httpx
import pypdf
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Settle = Callable[[str], str]


def words_of(content: str) -> str:
    """Return the text of a PDF in base64."""
    reader = pypdf.PdfReader(io.BytesIO(base64.b64decode(content, validate=True)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def booked(service: httpx.Client, settle: Settle, reference: str, carrier_service: str) -> str:
    """Allocate to one service."""
    body = {"MpdCarrierServiceReference": carrier_service, "ConsignmentReferences": [reference]}
    service.put("/allocation/allocatewithcarrierservice", json=body).raise_for_status()
    assert settle(reference) == "Allocated", service.get(f"/consignments/{reference}").json()["FailedAllocation"]
    return reference


def worth(abroad: Json, pounds: float, country: str = "PL") -> Json:
    """Return the body with packages worth that much, to that country."""
    value = {"Amount": pounds, "Currency": {"IsoCode": "GBP"}}
    destination = abroad["Addresses"][1] | {"Country": {"IsoCode": {"TwoLetterCode": country}}}
    return abroad | {
        "Packages": [abroad["Packages"][0] | {"Value": value}],
        "Addresses": [abroad["Addresses"][0], destination],
    }


@pytest.mark.demo_only
@pytest.mark.parametrize(
    ("pounds", "country", "carrier_service", "documents"),
    [
        (270, "PL", "MPD_QM24S", {"CN22Documents"}),
        (270.01, "PL", "MPD_QM24S", {"CN23Documents", "CommercialInvoiceDocuments"}),
        (50, "JP", "MPD_PHTRK", {"CN22Documents", "CommercialInvoiceDocuments"}),
        (50, "PL", "MPD_HMHOME", {"CommercialInvoiceDocuments"}),
        (50, "JP", "MPD_TBWW", {"CommercialInvoiceDocuments"}),
    ],
)
def test_destination_value_and_carrier_decide_which_go_along(
    service: httpx.Client,
    create: Create,
    settle: Settle,
    abroad: Json,
    pounds: float,
    country: str,
    carrier_service: str,
    documents: set[str],
) -> None:
    reference = booked(service, settle, create(worth(abroad, pounds, country)), carrier_service)
    answer = service.get(f"/consignments/docs/{reference}")
    assert answer.status_code == 200, answer.text
    assert {name for name, files in answer.json().items() if files} == documents
    package = service.get(f"/consignments/{reference}").json()["Packages"][0]["Reference"]
    for name, files in answer.json().items():
        for file in files:
            words = words_of(file["Value"])
            assert all(word in words for word in (reference, "Striped bamboo socks", "611595", "Owen Hartley"))
        single = "commercialinvoice/" + reference if name.startswith("C") and "Invoice" in name else ""
        path = single or f"{name[:4].lower()}/{reference}/{package}"
        assert [service.get(f"/consignments/docs/{path}").json()] * len(files) == [file["Value"] for file in files]
    for kind in ("CN22", "CN23"):
        there = f"{kind}Documents" in documents
        answer = service.get(f"/consignments/docs/{kind}/{reference}/{package}")
        assert answer.status_code == (200 if there else 404)


def test_what_is_not_international_has_none(
    service: httpx.Client, create: Create, allocate: Callable[[str], str], body: Json
) -> None:
    reference = allocate(create(body))
    for path in (reference, f"commercialinvoice/{reference}", f"CN22/{reference}/EP-000-000-000"):
        assert service.get(f"/consignments/docs/{path}").status_code == 404


def test_there_are_none_before_it_is_allocated(service: httpx.Client, create: Create, abroad: Json) -> None:
    reference = create(abroad)
    answer = service.get(f"/consignments/docs/{reference}")
    assert answer.status_code == 409
    assert answer.json()["Code"] == "ActionNotAllowed"
    assert service.get("/consignments/docs/EC-000-000-000").status_code == 404


CUSTOMS = "CustomsDocumentation"
EORI = "MetaData.ShippersEORI"
ITEM = "Packages.0.Items.0"
COLUMNS: dict[str, list[str]] = {
    "MPD_WFEUR": [
        f"{CUSTOMS}.CategoryType", f"{CUSTOMS}.ShippersVatNumber", f"{CUSTOMS}.ShippingTerms", EORI,
        "Packages.0.Description", "Packages.0.Value", "Packages.0.Items", f"{ITEM}.CountryOfOrigin",
        f"{ITEM}.Description", f"{ITEM}.Quantity", f"{ITEM}.HarmonisationCode", f"{ITEM}.Value", f"{ITEM}.Weight",
    ],
    "MPD_HMHOME": [
        f"{CUSTOMS}.ShippersVatNumber", f"{CUSTOMS}.ShippingTerms", EORI, "Packages.0.Items",
        f"{ITEM}.CountryOfOrigin", f"{ITEM}.Description", f"{ITEM}.Quantity", f"{ITEM}.HarmonisationCode",
        f"{ITEM}.Weight",
    ],
    "MPD_CLEPR": [
        f"{CUSTOMS}.CategoryType", f"{CUSTOMS}.InvoiceDate", f"{CUSTOMS}.ShippersVatNumber",
        f"{CUSTOMS}.ShippingTerms", EORI, "Packages.0.Description", "Packages.0.Value", "Packages.0.Items",
        f"{ITEM}.CountryOfOrigin", f"{ITEM}.Description", f"{ITEM}.Quantity", f"{ITEM}.HarmonisationCode",
        f"{ITEM}.Value", f"{ITEM}.Weight",
    ],
    "MPD_YLDOOR": [
        f"{CUSTOMS}.CategoryType", f"{CUSTOMS}.ReceiversShippingCost", f"{CUSTOMS}.ShippingTerms",
        "MetaData.CarriageCurrency", EORI, "Packages.0.Items", f"{ITEM}.CountryOfOrigin", f"{ITEM}.Description",
        f"{ITEM}.Quantity", f"{ITEM}.HarmonisationCode", f"{ITEM}.Value",
    ],
    "MPD_QM24S": [
        f"{CUSTOMS}.CategoryType", f"{CUSTOMS}.DesignatedPersonResponsible", "Addresses.1.Town",
        "MetaData.CarriageCurrency", EORI, f"{ITEM}.CountryOfOrigin", f"{ITEM}.Description", f"{ITEM}.Quantity",
        f"{ITEM}.HarmonisationCode", f"{ITEM}.Value", f"{ITEM}.Weight",
    ],
    "MPD_TBWW": [
        f"{CUSTOMS}.ShippingTerms", f"{ITEM}.Description", f"{ITEM}.Quantity", f"{ITEM}.HarmonisationCode",
        f"{ITEM}.Value",
    ],
    "MPD_PHTRK": [
        f"{CUSTOMS}.ShippingTerms", f"{ITEM}.CountryOfOrigin", f"{ITEM}.Description", f"{ITEM}.Quantity",
        f"{ITEM}.HarmonisationCode", f"{ITEM}.Value",
    ],
}  # fmt: skip
"""The columns of the table in «International shipments from the UK», by a service of the carrier that keeps each."""
TERMS = {"MPD_CLEPR": "DDU", "MPD_YLDOOR": "DDU"}


def without(body: Json, path: str) -> Json:
    """Return `body` without what lies at `path`; a word after `MetaData` is a key of it."""
    inner: Any = body
    *way, last = path.split(".")
    for part in way:
        inner = inner[int(part) if part.isdigit() else part]
    if way == ["MetaData"]:
        body["MetaData"] = [entry for entry in inner if entry["KeyValue"] != last]
    else:
        del inner[last]
    return body


@pytest.mark.demo_only
@pytest.mark.parametrize(
    ("carrier_service", "missing"), [(each, name) for each, names in COLUMNS.items() for name in ["", *names]]
)
def test_missing_customs_data_excludes_a_carrier_as_the_table_says(
    service: httpx.Client, abroad: Json, carrier_service: str, missing: str
) -> None:
    body = abroad | {CUSTOMS: abroad[CUSTOMS] | {"ShippingTerms": TERMS.get(carrier_service, "DAP")}}
    answer = service.post("/quotes", json=without(body, missing) if missing else body)
    assert answer.status_code == 200, answer.text
    reasons = {
        each["MpdCarrierServiceReference"]: each["ExclusionReason"] for each in answer.json()["UnqualifiedServices"]
    }
    if missing:
        assert reasons[carrier_service].startswith("Needs for customs: ")
        assert missing.rpartition(".")[2] in reasons[carrier_service]
    else:
        assert carrier_service not in reasons


@pytest.mark.demo_only
@pytest.mark.parametrize(
    ("country", "postcode", "excluded"),
    [
        ("GB", "BT9 6AW", {"MPD_YLDOOR", "MPD_HMHOME", "MPD_TBWW"}),
        ("JE", "JE2 3AB", {"MPD_YLDOOR", "MPD_WFSTD"}),
        ("GB", "M1 5WG", set()),
    ],
)
def test_northern_ireland_and_the_channel_islands_are_abroad_for_some(
    service: httpx.Client, body: Json, country: str, postcode: str, excluded: set[str]
) -> None:
    there = body["Addresses"][1] | {"Postcode": postcode, "Country": {"IsoCode": {"TwoLetterCode": country}}}
    answer = service.post("/quotes", json=body | {"Addresses": [body["Addresses"][0], there]}).json()
    assert {
        each["MpdCarrierServiceReference"]
        for each in answer["UnqualifiedServices"]
        if "customs" in each["ExclusionReason"]
    } == excluded
