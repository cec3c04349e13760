"""A consignment copied from the service is sent as the first one was, but for what is its own."""

from datetime import UTC, date, datetime

from desktop_app.packing.body import to_wire
from desktop_app.packing.copying import LeftOut, from_wire, left_out
from desktop_app.packing.nodes import Consignment, Item, Package
from desktop_app.pro import models
from desktop_app.pro.models import Address, Country, Dimensions, Money, Weight


def test_a_copy_is_sent_as_the_first_was() -> None:
    item = Item("i", "Coat", "C-1", 2, Weight.kg("1.8"), Dimensions.cm(60, 40, 10), Money.of(90), "PT", "6201", "L-1")
    package = Package("p", [item], "Coats", weight=Weight.kg(4), dimensions=Dimensions.cm(60, 40, 25), reference="B-1")
    there = Address(address_type="Destination", town="Leeds", postcode="LS1 1AA", country=Country.of("GB"))
    first = Consignment("c", [package], "ORDER-7", "LOC-1", there, tags=("cold", "fragile"))
    copied = from_wire(to_wire(first))
    assert to_wire(copied) == to_wire(first)
    assert {copied.id, copied.packages[0].id, copied.packages[0].items[0].id}.isdisjoint({"c", "p", "i"})


def test_what_belongs_to_the_first_stays_with_it() -> None:
    first = Consignment(
        "c", [Package("p")], "CD-0123456789AB", shipping_date=date(2026, 1, 2), created="EC-AAA-BBB-CCC"
    )
    sent = to_wire(first).model_copy(
        update={"reference": "EC-AAA-BBB-CCC", "date_created": datetime(2026, 1, 1, tzinfo=UTC)}
    )
    copied = from_wire(sent)
    assert (copied.reference, copied.shipping_date, copied.created, copied.locked) == ("", None, "", False)


def test_what_the_bench_has_no_place_for_is_named() -> None:
    plain = models.Consignment.model_validate(
        {
            "Direction": "Outbound",
            "Addresses": [{"AddressType": "Origin", "ShippingLocationReference": "LOC-1"}],
            "MetaData": [{"KeyValue": "ConsignmentDeskSubmission", "StringValue": "1"}],
            "Packages": [{"Items": [{"ContentClassification": "Unrestricted"}]}],
        }
    )
    assert left_out(plain) == ()
    assert left_out(models.Consignment()) == ()
    rich = models.Consignment.model_validate(
        {
            "Direction": "Inbound",
            "Addresses": [{"AddressType": "Origin", "AddressLine1": "1 Mill Lane"}],
            "MetaData": [{"KeyValue": "ShippersEORI", "StringValue": "GB1"}],
            "CustomsDocumentation": {"CategoryType": "Gift"},
            "Packages": [{"Items": [{"ContentClassificationDetails": "Batteries"}]}],
        }
    )
    assert left_out(rich) == tuple(LeftOut)
