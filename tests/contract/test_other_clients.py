"""What other people's programs send and call: names in any case, older names, older calls, XML."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Create = Callable[[Json], str]
Read = Callable[[str], Json]


def in_case(body: Any, change: Callable[[str], str]) -> Any:
    """Return a body with the case of every property name changed."""
    if isinstance(body, dict):
        return {change(name): in_case(value, change) for name, value in body.items()}
    return [in_case(value, change) for value in body] if isinstance(body, list) else body


@pytest.fixture
def full(abroad: Json) -> Json:
    """Return the body of a create that says something of everything."""
    said = {"KeyValue": "Picked", "StringValue": "Josh", "IntValue": 3, "BoolValue": True}
    wanted = {"Date": "2031-06-05T00:00:00+00:00", "IsToBeExactlyOnTheDateSpecified": True}
    return abroad | {
        "MetaData": [*abroad["MetaData"], said],
        "Source": "Web",
        "Direction": "Inbound",
        "Tags": ["Fragile"],
        "ShippingDate": "2031-06-02T00:00:00+00:00",
        "RequiredDeliveryDate": wanted,
        "Packages": [abroad["Packages"][0] | {"Barcode": {"Code": "0988", "BarcodeType": "Code39"}}],
    }


def told(whole: Json) -> Json:
    """Return what a consignment says, without what it was given: references and the moment of its creation."""
    left = {"Reference", "DateCreated"}
    packages = [
        {name: value for name, value in package.items() if name not in left}
        | {"Items": [{n: v for n, v in item.items() if n not in left} for item in package["Items"]]}
        for package in whole["Packages"]
    ]
    return {name: value for name, value in whole.items() if name not in left} | {"Packages": packages}


@pytest.mark.parametrize("change", [str.lower, str.upper, str.swapcase, lambda name: name[0].lower() + name[1:]])
def test_property_names_are_matched_whatever_their_case(
    create: Create, read: Read, full: Json, change: Callable[[str], str]
) -> None:
    assert told(read(create(in_case(full, change)))) == told(read(create(full)))


def test_a_name_in_its_documented_case_goes_before_another(create: Create, read: Read, body: Json) -> None:
    both = {"direction": "Outbound", "Direction": "Inbound", "tags": ["Oil"], "Tags": None}
    whole = read(create(body | both))
    assert (whole["Direction"], whole["Tags"]) == ("Inbound", ["Oil"])


def test_every_body_is_read_in_any_case(service: httpx.Client, create: Create, read: Read, body: Json) -> None:
    reference, other = create(body), create(body)
    answer = service.put("/allocation/allocate", json={"consignmentReferences": [reference, other]})
    assert answer.json()[0]["StatusCode"] in {200, 202}, answer.text
    service.put("/consignments/deallocatelist", json=[reference, other]).raise_for_status()
    update = in_case(read(reference) | {"Tags": ["Fragile"]}, str.lower)
    service.put("/consignments", json=update).raise_for_status()
    assert read(reference)["Tags"] == ["Fragile"]
    package = in_case(body["Packages"][0] | {"Description": "more"}, str.upper)
    assert service.post(f"/consignments/{reference}/addpackage", json=package).json()["Description"] == "more"


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("CategoryType", "Sales", "SaleOfGoods"),
        ("CategoryType", "Sample", "CommercialSample"),
        ("CategoryType", "Commercial Sample", "CommercialSample"),
        ("CategoryType", "commercialsample", "CommercialSample"),
        ("CategoryType", "Sale Of Goods", "SaleOfGoods"),
        ("CategoryType", "RETURNED GOODS", "ReturnedGoods"),
        ("ShippingTerms", "dap", "DAP"),
    ],
)
def test_words_of_customs_are_taken_in_any_form(
    create: Create, read: Read, abroad: Json, name: str, value: str, kept: str
) -> None:
    customs = abroad["CustomsDocumentation"] | {name: value}
    assert read(create(abroad | {"CustomsDocumentation": customs}))["CustomsDocumentation"][name] == kept


def test_words_of_a_choice_are_taken_in_any_case(create: Create, read: Read, body: Json, goods: Any) -> None:
    package = body["Packages"][0] | {
        "Weight": {"Value": 0.5, "Unit": "kg"},
        "Dimensions": {"Unit": "CM", "Width": 10, "Length": 10, "Height": 10},
        "Value": {"Amount": 5.99, "Currency": {"IsoCode": "gbp"}},
        "Items": [goods(ContentClassification="dangerous", ContentClassificationDetails="nail varnish")],
    }
    origin, destination = body["Addresses"]
    addresses = [origin | {"AddressType": "origin"}, destination | {"AddressType": "DESTINATION"}]
    whole = read(
        create(
            body
            | {"Packages": [package], "Addresses": addresses, "Source": "API", "Direction": "outbound", "MetaData": []}
        )
    )
    (made,) = whole["Packages"]
    assert (made["Weight"]["Unit"], made["Dimensions"]["Unit"]) == ("Kg", "Cm")
    assert made["Value"]["Currency"] == {"Name": "Pound Sterling", "IsoCode": "GBP"}
    item = made["Items"][0]
    assert (item["ContentClassification"], item["ContentClassificationDetails"]) == ("Dangerous", "NailVarnish")
    assert [each["AddressType"] for each in whole["Addresses"]] == ["Origin", "Destination"]
    assert (whole["Source"], whole["Direction"]) == ("Api", "Outbound")


def test_a_states_name_may_have_spaces(service: httpx.Client) -> None:
    for name, spaced in (("ManifestFailed", "Manifest Failed"), ("ReadyToShip", "ready to ship")):
        found = [service.get("/consignments/5/0", params={"state": state}).json() for state in (name, spaced)]
        assert found[0] == found[1]
        assert found[0]["Count"]
    query = {"States": ["Manifest Failed"], "ShippingLocationReferences": ["nowhere"]}
    assert service.put("/consignments/manifestFromQuery", json=query).status_code == 200


def test_what_older_clients_say_is_kept(create: Create, read: Read, body: Json) -> None:
    charges = [{"Key": "Duty", "Value": 3.25}, {"Key": "Insurance", "Value": 1}]
    place = {"Latitude": 53.47422, "Longitude": -2.24605}
    item = {"Sku": "A", "UnitOfQuantity": 3, "ItemUnit": "Box", "ItemReferenceAssignedByCustomer": "MINE-1"}
    package = body["Packages"][0] | {"Charges": charges, "BarCode": "0988-1", "Items": [item]}
    destination = {name: value for name, value in body["Addresses"][1].items() if name != "Contact"}
    destination |= {"ContactName": "Ana María Ruiz", "LatitudeLongitude": place}
    reference = create(body | {"Packages": [package], "Addresses": [body["Addresses"][0], destination]})
    whole = read(reference)
    (made,) = whole["Packages"]
    assert made["Charges"] == charges
    assert made["Barcode"] == {"Code": "0988-1", "BarcodeType": None}
    kept = made["Items"][0]
    assert (kept["Quantity"], kept["UnitOfQuantity"], kept["Unit"]) == (3, 3, "Box")
    assert kept["ItemReferenceProvidedByCustomer"] == kept["ItemReferenceAssignedByCustomer"] == "MINE-1"
    to = whole["Addresses"][1]
    assert to["LatLong"] == to["LatitudeLongitude"] == place
    assert to["ContactName"] == "Ana María Ruiz"
    assert (to["Contact"]["FirstName"], to["Contact"]["LastName"]) == ("Ana María", "Ruiz")


def test_what_was_kept_goes_back_and_forth(service: httpx.Client, create: Create, read: Read, body: Json) -> None:
    package = body["Packages"][0] | {"Charges": [{"Key": "Duty", "Value": 3.25}], "Items": [{"UnitOfQuantity": 3}]}
    reference = create(body | {"Packages": [package]})
    before = read(reference)
    service.put("/consignments", json=before).raise_for_status()
    assert read(reference) == before


def test_a_program_that_knows_nothing_of_a_quantity_says_0(create: Create, read: Read, body: Json) -> None:
    package = body["Packages"][0] | {"Items": [{"Sku": "A", "UnitOfQuantity": 0}]}
    assert read(create(body | {"Packages": [package]}))["Packages"][0]["Items"][0]["Quantity"] is None


@pytest.mark.parametrize(
    "charge", [{"Value": 10**30}, "x" * 3000, [[[[[[[[[[1]]]]]]]]]]], ids=["number", "text", "deep"]
)
def test_charges_that_could_not_be_given_back_are_refused(service: httpx.Client, body: Json, charge: Any) -> None:
    answer = service.post("/consignments", json=body | {"Packages": [body["Packages"][0] | {"Charges": [charge]}]})
    assert answer.status_code == 400
    assert answer.json()["Details"][0]["Target"] == "Packages[0].Charges"


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "text/xml; charset=utf-8", "application/soap+xml"])
def test_xml_is_refused_with_a_sentence(service: httpx.Client, kind: str) -> None:
    sent = service.post("/consignments", content=b"<Consignment/>", headers={"content-type": kind})
    asked = service.get("/packagesizes", headers={"accept": kind})
    assert (sent.status_code, asked.status_code) == (415, 406)
    for answer in (sent, asked):
        assert "XML is not served here" in answer.json()["Message"]
    bare = service.post("/consignments", content=b"<Consignment/>", headers={"content-type": "text/plain"})
    assert "XML" in bare.json()["Message"]


@pytest.mark.parametrize("accept", ["*/*", "application/xml, application/json;q=0.9", "text/html", ""])
def test_whoever_takes_json_too_gets_it(service: httpx.Client, accept: str) -> None:
    assert service.get("/packagesizes", headers={"accept": accept}).status_code == 200


def test_cancel_and_deallocate_answer_without_a_body(
    service: httpx.Client, create: Create, body: Json, allocate: Callable[[str], str]
) -> None:
    reference = allocate(create(body))
    for action in ("deallocate", "cancel"):
        answer = service.put(f"/consignments/{reference}/{action}", json="")
        assert (answer.status_code, answer.content) == (200, b"")


def test_labels_are_had_by_every_path_that_there_is(
    service: httpx.Client, create: Create, body: Json, allocate: Callable[[str], str]
) -> None:
    reference = allocate(create(body | {"Packages": body["Packages"] * 2}))
    package = service.get(f"/consignments/{reference}").json()["Packages"][1]["Reference"]
    one = [
        service.get(f"/labels/{reference}/{package}"),
        service.get(f"/labels/{reference}/{package}/pdf"),
        service.get(f"/labels/package/{reference}/{package}"),
    ]
    both = [
        service.get(f"/labels/{reference}"),
        service.get(f"/documents/labels/{reference}"),
        service.post("/labels/GetLabels", json={"MpdConsignmentReference": reference, "AutoPrint": False}),
    ]
    for answers in (one, both):
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["File"] for answer in answers}) == 1
        assert base64.b64decode(answers[0].json()["File"]).startswith(b"%PDF")
    assert one[0].json() != both[0].json()
    assert service.get(f"/labels/{reference}/EP-000-000-000").status_code == 404
    assert service.get(f"/labels/{reference}/{package}/png").json()["ContentType"] == "image/png"


def test_quotes_are_had_again_by_their_requests_reference(service: httpx.Client, body: Json) -> None:
    given = service.post("/quotes", json=body).json()
    assert service.get(f"/quotes/{given['QuoteRequestReference'].upper()}").json() == given
    assert service.get("/quotes/5a182bf7-d17e-40f3-adb3-c7137c804f00").status_code == 404


def test_a_draft_is_allocated_by_its_quote_once_it_exists(
    service: httpx.Client, create: Create, settle: Callable[[str], str], body: Json
) -> None:
    quote = service.post("/quotes", json=body).json()["Quotes"][-1]
    other = create(body | {"Packages": body["Packages"] * 2})
    refused = service.put(f"/allocation/{other}/allocatewithquote/{quote['QuoteReference']}")
    assert (refused.status_code, refused.json()["Code"]) == (409, "QuoteOutdated")
    reference = create(body)
    answer = service.put(f"/allocation/{reference}/allocatewithquote/{quote['QuoteReference']}")
    assert answer.status_code in {200, 202}, answer.text
    assert settle(reference) == "Allocated"
    booked = service.get(f"/consignments/{reference}").json()["Allocation"]
    assert booked["MpdCarrierServiceReference"] == quote["MpdCarrierServiceReference"]
    assert booked["Price"] == quote["Price"]


@pytest.mark.parametrize("drop_off", [True, False, None])
def test_service_filters_narrow_the_choice(
    service: httpx.Client, create: Create, settle: Callable[[str], str], body: Json, drop_off: bool | None
) -> None:
    references = [create(body), create(body)]
    filters = {"ServiceDirection": "Outbound", "IsPickup": False} | (
        {} if drop_off is None else {"IsDropOff": drop_off}
    )
    wanted = {"ConsignmentReferences": references, "Filters": filters}
    answer = service.put("/allocation/allocateConsignmentsWithServiceFilters", json=wanted)
    assert [line["StatusCode"] for line in answer.json()] == [answer.status_code] * 2
    assert [settle(reference) for reference in references] == ["Allocated"] * 2
    booked = service.get(f"/consignments/{references[0]}").json()["Allocation"]["MpdCarrierServiceReference"]
    services = {
        quote["MpdCarrierServiceReference"]: quote["Legs"][0]["CarrierService"]
        for quote in service.post("/quotes", json=body).json()["Quotes"]
    }
    assert services[booked]["IsPickUp"] is False
    assert drop_off is None or services[booked]["IsDropOff"] is drop_off


def test_all_that_is_due_is_allocated_by_a_date(
    service: httpx.Client, create: Create, settle: Callable[[str], str], body: Json
) -> None:
    early = create(body | {"ShippingDate": "2031-06-02T00:00:00+00:00"})
    late = create(body | {"ShippingDate": "2032-06-02T00:00:00+00:00"})
    for word, more, date in (
        ("allocate", "", "2031-06-10T00:00:00Z"),
        ("allocateWithServiceGroup", {"MpdCarrierServiceGroupReference": "SG_ECONOMY"}, "06/10/2031 12:00:00"),
    ):
        answer = service.put(f"/allocation/{word}/{date}", json=more)
        assert answer.status_code in {200, 202}, answer.text
        assert (early in [line["Data"] for line in answer.json()]) == (word == "allocate")
        assert late not in [line["Data"] for line in answer.json()]
    assert settle(early) == "Allocated"
    one = {"MpdCarrierServiceReference": "MPD_TBND", "ShippingLocationReference": "Sorted1"}
    answer = service.put("/allocation/allocateWithCarrierService/2032-06-10", json=one)
    assert late in [line["Data"] for line in answer.json()]
    assert settle(late) == "Allocated"
    booked = service.get(f"/consignments/{late}").json()["Allocation"]["MpdCarrierServiceReference"]
    assert booked == "MPD_TBND"
    assert service.put("/allocation/allocate/soon", json="").status_code == 400


def test_a_list_is_allocated_to_the_cheapest_of_a_group(
    service: httpx.Client, create: Create, settle: Callable[[str], str], body: Json
) -> None:
    reference = create(body)
    wanted = {"ConsignmentReferences": [reference], "MpdCarrierServiceGroupReference": "sg_express"}
    answer = service.put("/allocation/allocatewithservicegroup", json=wanted)
    assert answer.json()[0]["Data"] == reference
    assert settle(reference) == "Allocated"
    assert service.get(f"/consignments/{reference}").json()["Allocation"]["MpdCarrierServiceGroupName"]
    unknown = wanted | {"MpdCarrierServiceGroupReference": "none"}
    assert service.put("/allocation/allocatewithservicegroup", json=unknown).status_code == 400


def test_packages_are_added_and_removed_by_the_older_calls(
    service: httpx.Client, create: Create, read: Read, body: Json
) -> None:
    reference = create(body)
    assert service.put(f"/consignments/{reference}/addpackages/2", json="").json() == 3
    assert service.post(f"/consignments/{reference}/addpackages/1").json() == 4
    packages = [each["Reference"] for each in read(reference)["Packages"]]
    other = create(body)
    assert service.post(f"/consignments/{other}/removepackage/{packages[0]}", json="").status_code == 404
    answer = service.post(f"/consignments/{reference}/removepackage/{packages[0]}", json="")
    assert (answer.status_code, answer.content) == (200, b"")
    assert [each["Reference"] for each in read(reference)["Packages"]] == packages[1:]
    assert service.put(f"/consignments/{reference}/addpackages/1000").status_code == 400


def test_the_account_is_told_one_by_one(service: httpx.Client) -> None:
    sizes = {size["Reference"]: size for size in service.get("/packagesizes").json()}
    default = service.get("/packageSizes/default").json()
    assert default["IsDefault"] is True
    assert sizes[default["Reference"]] == default
    assert service.get("/packagesizes/tube").json() == sizes["TUBE"]
    for location in service.get("/shippinglocations").json():
        assert service.get(f"/shippingLocations/{location['Reference']}").json() == location
    assert service.get("/shippinglocations/nowhere").status_code == 404
    assert service.get("/shippinglocations/Sorted1/available").json() is False
    groups = service.get("/servicegroups").json()
    assert service.get("/servicegroups/summaries").json() == groups
    for group in groups:
        for path in (f"/servicegroups/{group['Reference']}", f"/servicegroups/summary/{group['Reference']}"):
            found = service.get(path).json()
            assert group.items() <= found.items()
            assert found["MpdCarrierServiceProfiles"]
    assert service.get("/servicegroups/none/available").json() is True
    assert service.get("/carrierservices/carrierservices").json() == service.get("/carriers").json()


def test_a_consignment_is_found_by_the_customers_own_reference(
    service: httpx.Client, create: Create, body: Json
) -> None:
    reference = create(body)
    theirs = body["ConsignmentReferenceProvidedByCustomer"]
    assert service.get(f"/consignments/clientReference/{theirs}").json()["Reference"] == reference
    status = service.get(f"/consignments/clientReference/{theirs}/status").json()
    assert status["ConsignmentReferenceForAllLegsAssignedByMpd"] == reference
    assert service.get("/consignments/clientReference/NO-SUCH-ONE").status_code == 404
    assert service.get(f"/consignments/getconsignmentonly/{reference}").json()["Reference"] == reference
    found = service.get("/consignments", params={"ReferenceProvidedByCustomer": theirs}).json()
    assert [row["Reference"] for row in found["ConsignmentSummaries"]] == [reference]


def test_an_address_is_set_by_the_older_call(service: httpx.Client, create: Create, read: Read, body: Json) -> None:
    reference = create(body)
    address = body["Addresses"][1] | {"AddressLine1": "14 Porter Street"}
    answer = service.post(f"/consignments/{reference}/updateconsignmentaddress", json=address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert [each["AddressLine1"] for each in read(reference)["Addresses"]] == ["Third Floor", "14 Porter Street"]


@pytest.mark.demo_only
def test_allocating_says_with_whom_when_it_is_done_in_time(start: Any, headers: Json, body: Json) -> None:
    with start("--consignments", "0") as url, httpx.Client(base_url=url, headers=headers) as service:
        one, two = (
            service.post("/consignments", json=body).json()[0]["Href"].rsplit("/", 1)[1] for _ in ("one", "two")
        )
        single = service.put(f"/allocation/{one}/allocatewithcheapestquote")
        many = service.put("/allocation/allocate", json={"ConsignmentReferences": [two]})
    assert (single.status_code, many.status_code) == (200, 200)
    for summary in (single.json(), many.json()[0]):
        assert [link["Rel"] for link in summary["ApiLinks"]] == ["detail", "label"]
        assert summary["ConsignmentLegs"][0]["TrackingReferences"]
        assert summary["CarrierServiceReference"]
        assert "successfully allocated" in summary["Description"]
