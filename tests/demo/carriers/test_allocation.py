"""Which service a consignment goes to, for how much, on which days, and why it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from desktop_app.demo.carriers.allocation import Unfit, choose, tracking_reference
from desktop_app.demo.carriers.customs import Declaration, Declared
from desktop_app.demo.carriers.rate_card import CARRIERS, GROUPS, SERVICES, service
from desktop_app.demo.carriers.services import Parcel, Shipment

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def parcel(kg: str = "0.5", sides: tuple[int, int, int] = (10, 10, 10)) -> Parcel:
    """Return a small parcel, or another."""
    longest, middle, shortest = (Decimal(side) for side in sides)
    return Parcel(Decimal(kg), (longest, middle, shortest))


ITEM = frozenset({"CountryOfOrigin", "Description", "Quantity", "HarmonisationCode", "Value", "Weight"})
CUSTOMS = Declaration(
    {
        "CategoryType": "SaleOfGoods",
        "DesignatedPersonResponsible": "Owen Hartley",
        "Town": "Łódź",
        "InvoiceDate": "2026-03-02",
        "ReceiversShippingCost": "3.50",
        "CarriageCurrency": "GBP",
        "ShippersVatNumber": "GB987654321",
        "ShippersEORI": "GB987654321000",
        "ReceiversEORI": "PL123456789000",
        "ShippingTerms": "DAP",
    },
    business=True,
    packages=(Declared(frozenset({"Description", "Value"}), (ITEM,)),),
)
SOCKS = Shipment((parcel(),), Decimal("5.99"), "GB", "M1 5WG", frozenset(), MONDAY, declaration=CUSTOMS)


def named(reference: str) -> Any:
    """Return the service with that reference, which there has to be."""
    found = service(reference)
    assert found
    return found


def test_each_of_seven_carriers_has_a_service_and_every_service_is_in_a_group() -> None:
    assert len({carrier.reference for carrier in CARRIERS}) == 7
    assert len({carrier.customs for carrier in CARRIERS}) == 7
    assert {each.carrier for each in SERVICES} == set(CARRIERS)
    assert {"QUILLMERE", "WRENFOLD", "TARNBRIDGE"} <= {carrier.reference for carrier in CARRIERS}
    assert {each for group in GROUPS for each in group.services} == set(SERVICES)
    assert all(group.services for group in GROUPS)


@pytest.mark.parametrize(
    ("change", "reference"),
    [
        ({}, "MPD_QM48"),
        ({"parcels": (parcel("2"),)}, "MPD_QM48"),
        ({"parcels": (parcel("2.00001"),)}, "MPD_WFSTD"),
        ({"parcels": (parcel(), parcel("25"))}, "MPD_WFSTD"),
        ({"parcels": (parcel(sides=(62, 10, 10)),)}, "MPD_WFSTD"),
        ({"parcels": (parcel(sides=(40, 33, 33)),)}, "MPD_WFSTD"),
        ({"parcels": (parcel("31"),)}, "MPD_TBND"),
        ({"value": Decimal("100.01")}, "MPD_WFSTD"),
        ({"tags": frozenset({"Fragile"})}, "MPD_WFSTD"),
        ({"tags": frozenset({"Fragile", "Documents"})}, "MPD_QM24S"),
        ({"tags": frozenset({"Alcohol"})}, "MPD_TBND"),
        ({"country": "PL", "postcode": "90-001"}, "MPD_WFEUR"),
        ({"country": "JP", "postcode": "100-0005"}, "MPD_TBWW"),
        ({"country": "GB", "postcode": "ZE1 0AA", "value": Decimal(200)}, "MPD_QM24S"),
        ({"wanted": date(2026, 3, 3)}, "MPD_TBND"),
        ({"wanted": date(2026, 3, 3), "exactly": True}, "MPD_QM24S"),
        ({"wanted": date(2026, 3, 12), "exactly": True}, "MPD_QM48"),
    ],
)
def test_the_cheapest_service_that_may_take_it_is_chosen(change: dict[str, Any], reference: str) -> None:
    shipment = replace(SOCKS, **change)
    chosen = choose(shipment)
    assert chosen.reference == reference
    others = [each for each in SERVICES if each.refuses(shipment) is None]
    assert chosen.price(shipment).gross == min(each.price(shipment).gross for each in others)


@pytest.mark.parametrize(
    ("reference", "change", "reason"),
    [
        ("MPD_QM48", {"parcels": (parcel(), parcel("2.5"))}, "takes a weight of 2 kg at most, a package has 2.5"),
        (
            "MPD_QM48",
            {"parcels": (parcel(sides=(62, 1, 1)),)},
            "takes a longest side of 61 cm at most, a package has 62",
        ),
        ("MPD_QM48", {"parcels": (parcel(sides=(61, 40, 26)),)}, "takes a girth of 130 cm at most, a package has 132"),
        ("MPD_QM48", {"value": Decimal(200)}, "carries goods worth 100 GBP at most, these are worth 200"),
        ("MPD_QM48", {"country": "IE"}, "does not deliver to IE"),
        ("MPD_TBND", {"postcode": "BT9 6AW"}, "does not deliver to the postcode area BT"),
        ("MPD_WFSTD", {"tags": frozenset({"Fragile", "Oil"})}, "does not carry what is tagged Oil"),
        ("MPD_QM48", {"wanted": date(2026, 3, 4)}, "cannot deliver by 2026-03-04"),
        ("MPD_TBND", {"wanted": MONDAY, "exactly": True}, "cannot deliver exactly on 2026-03-02"),
        ("MPD_TBND", {"shipping": date(2026, 3, 1)}, "cannot leave on 2026-03-01, which is past"),
    ],
)
def test_a_service_says_why_it_refuses(reference: str, change: dict[str, Any], reason: str) -> None:
    assert named(reference).refuses(SOCKS) is None
    assert named(reference).refuses(replace(SOCKS, **change)) == reason


def test_when_none_fits_each_says_why() -> None:
    with pytest.raises(Unfit) as caught:
        choose(replace(SOCKS, parcels=(parcel("80"),)))
    assert all(each.name in str(caught.value) for each in SERVICES)
    assert str(caught.value).count("80") >= 5


@pytest.mark.parametrize(
    ("reference", "kgs", "country", "net", "tax", "gross"),
    [
        ("MPD_QM48", ["0.25"], "GB", "2.10", "0.42", "2.52"),
        ("MPD_QM48", ["0.25001"], "GB", "2.65", "0.53", "3.18"),
        ("MPD_WFSTD", ["2", "5", "30"], "GB", "21.85", "4.37", "26.22"),
        ("MPD_QM24S", ["2"], "FR", "11.40", "0.00", "11.40"),
    ],
)
def test_a_price_is_the_sum_of_its_bands_with_tax_at_home(
    reference: str, kgs: list[str], country: str, net: str, tax: str, gross: str
) -> None:
    price = named(reference).price(replace(SOCKS, parcels=tuple(parcel(kg) for kg in kgs), country=country))
    assert [price.net, price.tax, price.gross] == [Decimal(net), Decimal(tax), Decimal(gross)]


def test_days_are_working_days() -> None:
    transit = named("MPD_TBND").transit(replace(SOCKS, earliest=FRIDAY))
    assert (transit.leaves, transit.first, transit.last) == (FRIDAY, date(2026, 3, 9), date(2026, 3, 9))
    assert named("MPD_TBND").transit(replace(SOCKS, earliest=date(2026, 3, 7))).leaves == date(2026, 3, 9)


def test_tracking_references_have_the_check_digit_of_upu_s10() -> None:
    assert tracking_reference(named("MPD_QM48"), 47312482) == "QM473124829GB"


def test_one_service_that_refuses_fails_the_allocation_and_another_mends_it(
    service: httpx.Client, create: Callable[..., str]
) -> None:
    reference = create(Tags=["Fragile"])
    call = {"MpdCarrierServiceReference": "mpd_qm48", "ConsignmentReferences": [reference]}
    answer = service.put("/allocation/allocatewithcarrierservice", json=call).json()[0]
    assert answer["StatusCode"] == 400
    failed = service.get(f"/consignments/{reference}").json()
    assert failed["ConsignmentState"] == "AllocationFailed"
    assert failed["FailedAllocation"]["MpdCarrierServiceName"] == "Letterbox 48"
    assert "tagged Fragile" in failed["FailedAllocation"]["Message"]
    call["MpdCarrierServiceReference"] = "MPD_WFSTD"
    answer = service.put("/allocation/allocatewithcarrierservice", json=call).json()[0]
    assert (answer["StatusCode"], answer["CarrierName"]) == (200, "Wrenfold Parcels")
    mended = service.get(f"/consignments/{reference}").json()
    assert mended["FailedAllocation"] is None
    assert mended["CollectionDate"] == "2026-03-02T00:00:00+00:00"
    assert mended["LatestDeliveryDate"] == "2026-03-05T23:59:00+00:00"


def test_without_a_destination_nothing_is_allocated(service: httpx.Client, create: Callable[..., str]) -> None:
    reference = create()
    service.put("/consignments", json={"Reference": reference}).raise_for_status()
    answer = service.put(f"/allocation/{reference}/allocatewithcheapestquote")
    assert answer.status_code == 400
    assert answer.json()["Message"] == "The consignment has no destination."
    assert service.get(f"/consignments/{reference}/status").json()["Status"] == "AllocationFailed"


def test_what_is_overdue_is_late(service: httpx.Client, create: Callable[..., str], clock: Any) -> None:
    reference = create()
    service.put(f"/allocation/{reference}/allocatewithcheapestquote").raise_for_status()
    assert service.get(f"/consignments/{reference}").json()["IsLate"] is False
    before = clock.moment
    clock.moment = before.replace(day=9)
    late = service.get(f"/consignments/{reference}").json()["IsLate"]
    clock.moment = before
    assert late is True
