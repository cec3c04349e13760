"""Every documented search term finds what was just created, and nothing that it does not describe."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
PACKAGE_REFERENCE = "PKG-Ω-17"


@pytest.fixture(scope="module")
def known(service: httpx.Client, settle: Callable[[str], str], made: list[str]) -> Json:
    """Create and allocate one consignment unlike all others; return it as read, and its row of a search."""
    body = {
        "ConsignmentReferenceProvidedByCustomer": "SEARCH-ME/1",
        "Source": "Web",
        "Direction": "Inbound",
        "ShippingDate": "2031-06-02T09:30:00+00:00",
        "RequiredDeliveryDate": {"Date": "2031-06-20T00:00:00+00:00"},
        "CustomsDocumentation": {"ShippingTerms": "DAP"},
        "Packages": [
            {
                "PackageReferenceProvidedByCustomer": PACKAGE_REFERENCE,
                "Weight": {"Value": 18.765, "Unit": "Kg"},
                "Dimensions": {"Unit": "Cm", "Width": 11, "Length": 12, "Height": 13},
                "Description": "Łódka",
                "Value": {"Amount": 4321.5, "Currency": {"IsoCode": "GBP"}},
            }
        ],
        "Addresses": [
            {"AddressType": "Origin", "ShippingLocationReference": "LeedsDC"},
            {
                "AddressType": "Destination",
                "Contact": {"FirstName": "Zdzisława", "LastName": "Brzęczyszczykiewicz"},
                "CompanyName": "Chrząszcz & Syn",
                "AddressLine1": "ul. Długa 7",
                "Town": "Szczebrzeszyn",
                "Region": "Łękołody",
                "Postcode": "22-460",
                "Country": {"IsoCode": {"TwoLetterCode": "PL"}},
            },
        ],
    }
    answer = service.post("/consignments", json=body)
    assert answer.status_code == 201, answer.text
    reference = answer.json()[0]["Href"].rsplit("/", 1)[1]
    made.append(reference)
    service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
    assert settle(reference) == "Allocated"
    until = time.monotonic() + 20
    while (consignment := service.get(f"/consignments/{reference}").json())["ConsignmentState"] == "Allocating":
        assert time.monotonic() < until
        time.sleep(0.02)
    found: Json = consignment
    return found


def references(service: httpx.Client, terms: dict[str, str]) -> list[str]:
    """Return what a search finds, all pages of it."""
    found: list[str] = []
    for skip in itertools.count(0, 500):
        answer = service.get(f"/consignments/500/{skip}", params=terms)
        assert answer.status_code == 200, answer.text
        found += [row["Reference"] for row in answer.json()["ConsignmentSummaries"]]
        if len(found) >= answer.json()["Count"]:
            assert len(found) == len(set(found)) == answer.json()["Count"]
            return found
    raise AssertionError


Terms = dict[str, str]
FINDS: list[tuple[Terms, Terms]] = [
    ({"reference": "{lower}"}, {"reference": "{reference}X"}),
    ({"consignmentNumber": "{reference}"}, {"consignmentNumber": "EC-1"}),
    ({"REFERENCEPROVIDEDBYCUSTOMER": "search-me/1"}, {"referenceProvidedByCustomer": "SEARCH-ME/2"}),
    ({"cReference": "SEARCH-ME/1"}, {"cReference": "SEARCH"}),
    ({"pReference": PACKAGE_REFERENCE}, {"pReference": "PKG"}),
    ({"packageNumber": "{package}"}, {"packageNumber": "EP-000-000-000"}),
    ({"trackingReference": "{tracking}"}, {"trackingReference": "XX"}),
    ({"state": "allocated"}, {"state": "Delivered,Cancelled"}),
    ({"state": "Delivered,Allocated"}, {"stateAttribute": "Shipped"}),
    ({"direction": "Inbound"}, {"direction": "Outbound"}),
    ({"source": "Web"}, {"source": "Api"}),
    ({"weightInGramsFrom": "18765"}, {"weightInGramsFrom": "18766"}),
    ({"weightInGramsTo": "18765"}, {"weightInGramsTo": "18764"}),
    ({"valueFrom": "4321.5"}, {"valueFrom": "4321.51"}),
    ({"valueTo": "4321.50"}, {"valueTo": "4321.49"}),
    ({"carrierService": "{service}"}, {"carrierService": "MPD_QM48"}),
    ({"postCode": "22 460"}, {"postCode": "22-461"}),
    ({"labelsPrinted": "false"}, {"labelsPrinted": "true"}),
    ({"shippingLocationReference": "LeedsDC"}, {"shippingLocationReference": "Bench1"}),
    ({"destinationCountryCode": "PL"}, {"destinationCountryCode": "GB"}),
    ({"destinationRegion": "łękołody"}, {"destinationRegion": "Kent"}),
    ({"shippingDateFrom": "2031-06-02"}, {"shippingDateFrom": "2031-06-03"}),
    ({"shippingDateTo": "2031-06-02"}, {"shippingDateTo": "2031-06-01"}),
    ({"requestedDeliveryDateFrom": "2031-06-20"}, {"requestedDeliveryDateFrom": "2031-06-21"}),
    ({"requestedDeliveryDateTo": "2031-06-20"}, {"requestedDeliveryDateTo": "2031-06-19"}),
    ({"scheduledDeliveryDateFrom": "{latest}"}, {"scheduledDeliveryDateTo": "{earliest}"}),
    ({"scheduledDeliveryDateTo": "{latest}"}, {"shippedDateFrom": "2000-01-01"}),
    ({"createdDateFrom": "{created}", "createdDateTo": "{created}"}, {"createdDateTo": "{day}T00:00:00Z"}),
    ({"startFrom": "{day}", "endAt": "{day}"}, {"endAt": "2020-01-01"}),
    *(
        ({"searchTerm": words}, {"searchTerm": "Szczecin"})
        for words in ("search-me", "BRZECZYSZCZ", "zdzisława brz", "chrząszcz", "szczebrz", "22-460", "22460", "rz ze")
    ),
    ({"searchTerm": "{reference}"}, {"searchTerm": '" OR 1 --'}),
    ({"searchTerm": "{tracking}"}, {"searchTerm": "%"}),
]


@pytest.mark.parametrize(("finds", "misses"), FINDS, ids=[str(finds) for finds, _ in FINDS])
def test_a_term_finds_what_it_describes_and_nothing_else(
    service: httpx.Client, known: Json, finds: Terms, misses: Terms
) -> None:
    facts = {
        "reference": known["Reference"],
        "lower": known["Reference"].lower(),
        "package": known["Packages"][0]["Reference"],
        "tracking": known["ConsignmentLegs"][0]["TrackingReferences"][0],
        "service": known["Allocation"]["MpdCarrierServiceReference"],
        "earliest": known["EarliestDeliveryDate"],
        "latest": known["LatestDeliveryDate"],
        "created": known["DateCreated"],
        "day": known["DateCreated"][:10],
    }
    assert facts["reference"] in references(service, {name: value.format(**facts) for name, value in finds.items()})
    assert facts["reference"] not in references(
        service, {name: value.format(**facts) for name, value in misses.items()}
    )


@pytest.mark.parametrize(
    "words", ['"', '"""', "*", "abc\0def", "NEAR(a b)", "a' OR 1=1 --", "%%%", "\u0301\u0301", "x" * 9000]
)
def test_no_words_are_a_query_of_their_own(service: httpx.Client, words: str) -> None:
    answer = service.get("/consignments/10/0", params={"searchTerm": words})
    assert answer.status_code == 200, answer.text
    assert answer.json()["Count"] == 0


def test_terms_narrow_each_other(service: httpx.Client, known: Json) -> None:
    both = {"postCode": "22-460", "state": "Allocated", "direction": "Inbound", "searchTerm": "szczebrzeszyn"}
    assert references(service, both) == [known["Reference"]]
    assert references(service, both | {"direction": "Outbound"}) == []


def test_pages_are_cut_from_one_list_the_newest_first(service: httpx.Client) -> None:
    everything = service.get("/consignments/5000/0").json()
    assert everything["Count"] == len(everything["ConsignmentSummaries"])
    rows = everything["ConsignmentSummaries"]
    assert rows == sorted(rows, key=lambda row: row["DateCreated"], reverse=True)
    page = service.get("/consignments/7/11").json()
    assert page["Count"] == everything["Count"]
    assert page["ConsignmentSummaries"] == rows[11:18]
    assert service.get(f"/consignments/7/{everything['Count']}").json()["ConsignmentSummaries"] == []


@pytest.mark.parametrize(
    "terms",
    [
        {"state": "Lots"},
        {"createdDateFrom": "yesterday"},
        {"createdDateTo": "2026-02-30"},
        {"shippedDateFrom": "0001-01-01T00:00:00+14:00"},
        {"weightInGramsFrom": "NaN"},
        {"valueTo": "1e999"},
        {"labelsPrinted": "perhaps"},
        {"direction": "Up"},
        {"stateAttribute": "Shiny"},
    ],
)
def test_a_term_that_cannot_be_read_is_named(service: httpx.Client, terms: dict[str, str]) -> None:
    answer = service.get("/consignments/10/0", params=terms)
    assert answer.status_code == 400
    assert answer.json()["Details"][0]["Target"].casefold() == next(iter(terms)).casefold()


@pytest.mark.parametrize("page", ["-1/0", "ten/0", "1/1.5", f"{'9' * 5000}/0", "5001/0", "٣/0"])
def test_a_page_that_cannot_be_read_is_refused(service: httpx.Client, page: str) -> None:
    assert service.get(f"/consignments/{page}").status_code == 400
