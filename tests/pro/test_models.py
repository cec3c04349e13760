"""The wire models: exact decimals, times with all their decimals, nulls, the unknown, and bodies that lose nothing."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from desktop_app.pro import models
from desktop_app.pro.endpoints import Allocated
from desktop_app.pro.models import (
    AllocationSummary,
    Consignment,
    ConsignmentSummary,
    Dimensions,
    Link,
    MetaDatum,
    Money,
    Price,
    Result,
    SearchPage,
    TaxRate,
    Timestamp,
    Weight,
)
from desktop_app.pro.values import Wire
from desktop_app.pro.wire import Call

ASKED = {models.ChosenOption, models.OrderPacking, models.PickupRequest, models.ManifestQuery, models.Settled}
"""What is sent and never read."""

GET = {
    "Reference": "EC-000-05C-ZB4",
    "ConsignmentState": "Unallocated",
    "DateCreated": "2020-02-10T11:21:07.8156519+00:00",
    "ShippingDate": "2020-03-18T00:00:00",
    "RequestedDeliveryDate": None,
    "MetaData": None,
    "Allocation": None,
    "LabelsPrinted": None,
    "Weight": {"Value": 0.5, "Unit": "Kg"},
    "Value": {"Amount": 5.99, "Currency": {"Name": "Pound Sterling", "IsoCode": "GBP"}},
    "SomethingNew": {"Deep": [1, None]},
    "Tags": ["Oil"],
    "Addresses": [{"AddressType": "Destination", "Postcode": "M1 5WG", "Country": None, "IsCached": False}],
    "Packages": [
        {
            "Reference": "EP-000-05E-YRQ",
            "Weight": {"Value": 0.12345, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Width": 10.0, "Length": 10.0, "Height": 10.25},
            "Items": [{"Quantity": 2, "Weight": None, "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": "GB"}}}],
        }
    ],
}


def parse(model: Any, data: Any) -> Any:
    return Call[Any]("GET", "/", model).read(200, {}, json.dumps(data).encode())


def test_what_was_read_goes_back_as_it_came() -> None:
    sent = parse(Consignment, GET).body()
    assert sent == GET
    assert json.dumps(sent["Packages"][0]["Weight"]) == '{"Value": 0.12345, "Unit": "Kg"}'


MODELS = [
    model
    for model in (getattr(models, name) for name in models.__all__)
    if isinstance(model, type) and issubclass(model, Wire) and model not in ASKED
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_null_and_absent_go_back_as_they_came(model: type[Wire]) -> None:
    """Each property of each answer, null alone or absent, in the object and in a list; and what nobody knows."""
    needed: dict[Any, Any] = {info.alias: "x" for info in model.model_fields.values() if info.is_required()}
    if model is models.StateCount:
        needed["Value"] = 1  # how many there are is what it is for; none is no answer
    assert parse(model, needed).body() == needed if needed else parse_loosely(model, {}).body() == {}
    for info in model.model_fields.values():
        said = needed | {str(info.alias): None, "SomethingNew": None}
        if info.alias not in needed:
            assert parse_loosely(model, said).body() == said


def parse_loosely(model: type[Wire], data: Any) -> Wire:
    """Read a part of an answer, which alone would be none."""
    return model.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("links", [None, [], ..., [{"Rel": "Link", "Href": "https://x/EC-1"}, {"Rel": None}]])
def test_links_that_are_null_stay_null(links: Any) -> None:
    line = {"IsSuccess": True, "Message": None, "Data": "EC-1"} | ({} if links is ... else {"ApiLinks": links})
    (read,) = parse(tuple[Result, ...], [line])
    assert read.body() == line
    assert (read.message, list(read.api_links)) == ("", list(read.api_links))
    assert read.model_copy(deep=True).body() == line


def test_what_was_not_set_is_not_sent() -> None:
    assert Consignment(reference="EC-1").body() == {"Reference": "EC-1"}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2020-02-10T11:21:07.8156519+00:00", datetime(2020, 2, 10, 11, 21, 7, 815651, UTC)),
        ("2020-02-10T11:21:07.81Z", datetime(2020, 2, 10, 11, 21, 7, 810000, UTC)),
        ("2020-06-02T14:20:11+01:00", datetime(2020, 6, 2, 13, 20, 11, tzinfo=UTC)),
        ("2020-02-10T00:00:00", datetime(2020, 2, 10, tzinfo=UTC)),
    ],
)
def test_times_keep_their_text_and_are_aware(text: str, at: datetime) -> None:
    time = Timestamp.parse(text)
    assert time == at
    assert time.text == text
    assert time.utcoffset() is not None


@given(st.datetimes(timezones=st.sampled_from([UTC])), st.integers(0, 9))
def test_every_time_with_seven_decimals_is_read(at: datetime, seventh: int) -> None:
    text = f"{at:%Y}".zfill(4) + f"{at:-%m-%dT%H:%M:%S}.{at.microsecond:06}{seventh}+00:00"
    assert Timestamp.parse(text) == at


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2020-02-30T00:00:00Z", "2020-02-10", "2020-W07-1T11:21:07+00:00"],
)
def test_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"time|day"):
        Timestamp.parse(text)


def test_a_date_of_ours_becomes_a_wire_time() -> None:
    day = Consignment(shipping_date=datetime(2026, 1, 2, tzinfo=UTC))  # type: ignore[arg-type]
    assert day.body() == {"ShippingDate": "2026-01-02T00:00:00+00:00"}
    naive = Timestamp.of(datetime(2026, 1, 2))  # noqa: DTZ001 - what is tested
    assert naive.utcoffset() == timedelta(0)
    with pytest.raises(ValidationError):
        Consignment(shipping_date=7)  # type: ignore[arg-type]


def test_the_service_s_never_stays_at_the_edge_of_the_calendar() -> None:
    never = Timestamp.parse("0001-01-01T00:00:00")
    west = timezone(timedelta(hours=-5))
    assert never.astimezone(west) is never
    here = Timestamp.parse("2020-02-10T11:21:07.8156519+00:00").astimezone(west)
    assert (here.hour, here.text) == (6, "2020-02-10T06:21:07.815651-05:00")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/St_Johns"])
@pytest.mark.parametrize("day", [date.min, date(1850, 1, 1), date(1969, 12, 31), date(3500, 1, 1), date.max])
def test_any_day_of_the_calendar_is_a_time(monkeypatch: pytest.MonkeyPatch, zone: str, day: date) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        start, end = Timestamp.here(day), Timestamp.here(day, datetime.max.time())
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()
    assert Timestamp.parse(start.text) == start
    assert (start.date(), end.date(), end > start) == (day, day, True)
    assert start.text.startswith(f"{day}T00:00:00")


def test_a_copy_of_a_model_keeps_the_decimals_of_its_times() -> None:
    copied = parse(Consignment, GET).model_copy(deep=True)
    assert copied.body()["DateCreated"] == GET["DateCreated"]
    assert Consignment(date_created=copied.date_created).date_created is copied.date_created


@given(st.decimals(min_value=0, max_value=9_999_999, places=5))
def test_five_places_survive_the_wire(value: Decimal) -> None:
    weight = Weight.kg(value)
    assert parse(Weight, weight.body()).value == value
    assert weight.value == value


def test_values_are_made_in_the_service_s_units() -> None:
    assert Weight.kg("1.2345678").body() == {"Value": 1.23457, "Unit": "Kg"}
    assert Dimensions.cm(30, 20, "10.5").body() == {"Unit": "Cm", "Length": 30, "Width": 20, "Height": 10.5}
    assert Money.of("5.99").body() == {"Amount": 5.99, "Currency": {"IsoCode": "GBP"}}


def test_numbers_that_are_none_are_refused() -> None:
    for value in ("NaN", "Infinity", "1e999", '"1E+999999999"', "1e30"):
        for name in ("Value", "NobodyKnowsThis") if value[0] in "NI" or value == "1e999" else ("Value",):
            with pytest.raises(ValidationError):
                Weight.model_validate_json(f'{{"{name}": {value}}}')
    with pytest.raises(ValidationError):
        SearchPage.model_validate_json('{"Count": 9999999999999999999999}')


def test_unknown_states_and_missing_parts_survive() -> None:
    row = parse(SearchPage, {"ConsignmentSummaries": [{"Reference": "EC-1", "State": "Teleported", "Value": None}]})
    assert row.count is None
    assert row.consignment_summaries == (ConsignmentSummary(reference="EC-1", state="Teleported", value=None),)


def test_a_row_without_a_reference_is_no_row() -> None:
    with pytest.raises(ValidationError):
        ConsignmentSummary.model_validate({"State": "Allocated"})


def test_links_lead_to_references() -> None:
    assert Link(href="https://api.example/consignments/EC-1/").reference == "EC-1"
    links = [{"Rel": "label", "Href": "/labels/EC-2"}, {"Rel": "Detail", "Href": "/consignments/EC-1"}]
    assert AllocationSummary.model_validate({"ApiLinks": links}).reference == "EC-1"
    assert AllocationSummary().reference == ""


def test_allocation_answers_of_both_kinds_are_told_apart() -> None:
    rows = parse(
        Allocated,
        [
            {"StatusCode": 200, "ApiLinks": [], "Description": "done", "ConsignmentLegs": [], "CarrierName": "X"},
            {"IsSuccess": False, "Message": "no", "Data": "EC-1", "ApiLinks": None},
        ],
    )
    assert [type(row) for row in rows] == [AllocationSummary, Result]


def test_metadata_and_addresses_are_found_by_name() -> None:
    consignment = parse(Consignment, GET)
    assert consignment.address("destination").postcode == "M1 5WG"
    assert consignment.address("Origin") is None
    marked = Consignment(meta_data=(MetaDatum(key_value="A", string_value="1"), MetaDatum(key_value="B", int_value=2)))
    assert [marked.metadata(key) for key in "ABC"] == ["1", "", ""]


def test_a_price_has_one_tax_under_either_name() -> None:
    old = parse(Price, {"Net": 10, "Gross": 12.0, "VatAmount": 2.0, "VatRate": {"Rate": 0.2}})
    new = parse(Price, {"Net": 10, "Gross": 12.0, "TaxAmount": 2.0, "TaxRate": {"Rate": 0.2}})
    assert (old.tax, new.tax) == (2, 2)
    assert old.rate == new.rate == TaxRate(rate=Decimal("0.2"))
    assert (Price().tax, Price().rate) == (None, None)
