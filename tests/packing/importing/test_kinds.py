"""Each kind of mess by itself: what is read, what is said, what is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desktop_app.packing.importing.columns import Match, header_key, match, match_header
from desktop_app.packing.importing.orders import orders
from desktop_app.packing.importing.reading import read
from desktop_app.packing.importing.result import Import
from desktop_app.packing.importing.table import NotOrders

HEADER = "Order no,Date,Name,Street,Town,Postcode,Country,SKU,Item,Qty,Weight (kg),Price,Currency"
FIELDS = HEADER.split(",")
ROW = {
    "Order no": "1", "Date": "2026-11-02", "Name": "Ada Test", "Street": "1 Road", "Town": "Leeds",
    "Postcode": "LS1 1AA", "Country": "GB", "SKU": "A-1", "Item": "Mug", "Qty": "1", "Weight (kg)": "0.5",
    "Price": "5.00", "Currency": "GBP",
}  # fmt: skip


def imported(text: str | bytes, take: tuple[int, ...] = (), **decided: Any) -> Import:
    """Import a text as the bytes of a file."""
    table = read(text.encode() if isinstance(text, str) else text, "orders.csv")
    found = match(table)
    for name, value in decided.items():
        found = Match(**(found.as_data() | {name: value}))
    return orders(table, found, take)


def rows(*changes: dict[str, str], header: str = HEADER) -> str:
    """Return a file of rows that differ from the plain one in these cells, with tabs between them."""
    names = header.split(",")
    cells = [names, *([change.get(name, ROW.get(name, "")) for name in names] for change in changes)]
    return "".join("\t".join(row) + "\n" for row in cells)


def one(change: dict[str, str], header: str = HEADER, **decided: Any) -> dict[str, Any]:
    """Return the one order of a file of one row as JSON has it."""
    found = imported(rows(change, header=header), **decided).as_data()
    assert "set_aside" not in found
    (order,) = found["orders"]
    return dict(order)


def test_a_plain_row_is_an_order() -> None:
    order = one({})
    assert order["items"] == [
        {"sku": "A-1", "description": "Mug", "quantity": 1, "weight_kg": "0.5", "price_each": "5.00", "currency": "GBP"}
    ]
    assert "to_mend" not in order


@pytest.mark.parametrize(
    ("text", "kilograms"),
    [
        ("0.5", "0.5"), ("0,5", "0.5"), ("500 g", "0.5"), ("500g", "0.5"), ("8 oz", "0.2268"), ("1 lb 4 oz", "0.56699"),
        ("2lb", "0.90718"), ("1.5 kg", "1.5"), ("1 250,5 g", "1.2505"), ("1'250.5 g", "1.2505"),
        ("1.250,5 g", "1.2505"), ("1,250.5 g", "1.2505"), ("0,125", "0.125"), ("0.125", "0.125"), (".5", "0.5"),
        ("0.000001", "0.00001"), ("1.000.000 mg", "1"), ("12.3456", "12.3456"), ("5,", "5"), ("", None),
        ("１．５", "1.5"),
    ],
)  # fmt: skip
def test_a_weight_is_read_in_its_unit(text: str, kilograms: str | None) -> None:
    order = one({"Weight (kg)": text, "Price": "5"})
    assert order["items"][0]["weight_kg"] == kilograms
    assert "to_mend" not in order


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,800", "weight 1,800: 1.8 or 1800?"), ("1.800", "weight 1.800: 1.8 or 1800?"),
        ("1,800 g", "weight 1,800 g: 1.8 or 1800?"), ("0", "weight 0: not known"),
        ("heavy", "weight «heavy» cannot be read"), ("1 stone", "weight «1 stone» cannot be read"),
        ("-1", "weight «-1» cannot be read"), ("1-2", "weight «1-2» cannot be read"),
        ("1.2E+03", "weight 1.2E+03 lost its digits: not known"), ("1,2,3", "weight «1,2,3» cannot be read"),
        ("1.2.3,4", "weight «1.2.3,4» cannot be read"), ("1,2 345", "weight «1,2 345» cannot be read"),
        ("9" * 50, f"weight «{'9' * 50}» cannot be read"), ("ca 5", "weight «ca 5» cannot be read"),
        ("1,23.456.7", "weight «1,23.456.7» cannot be read"),
    ],
)  # fmt: skip
def test_a_weight_that_is_not_sure_is_asked_for(text: str, said: str) -> None:
    order = one({"Weight (kg)": text, "Price": "5"})
    assert order["items"][0]["weight_kg"] is None
    assert order["to_mend"] == [said]


@pytest.mark.parametrize(
    ("weights", "prices", "decimal", "expected"),
    [
        (("1,800", "0,5"), ("5", "5"), "", "1.8"),
        (("1,800", "1800"), ("5.50", "5"), "", None),  # the file says 1800 kg, which nobody sends
        (("1.800", "1800"), ("5.50", "5"), "", "1.8"),
        (("1,800", "1800"), ("5,50", "5"), "", "1.8"),
        (("1,800", "0,5"), ("5.50", "5"), "", "1.8"),  # the column's own mark comes before the file's
        (("1,800", "0.5"), ("5.50", "5"), "", "1800"),
        (("1,800", "0.5", "0,5"), ("5", "5", "5"), "", None),
        (("1,800", "1800"), ("5", "5"), ",", "1.8"),
        (("1,800", "1800"), ("5", "5"), ".", "1800"),
        (("1,800", "1800"), ("5.50", "5,50"), "", None),
    ],
)
def test_the_file_decides_what_a_mark_means(
    weights: tuple[str, ...], prices: tuple[str, ...], decimal: str, expected: str
) -> None:
    changes = [
        {"Order no": str(number), "Weight (kg)": weight, "Price": price}
        for number, (weight, price) in enumerate(zip(weights, prices, strict=True))
    ]
    first = imported(rows(*changes), decimal=decimal).orders[0]
    assert first.items[0].weight_kg == (expected and Decimal(expected))
    assert bool(first.to_mend) == (expected is None)


def test_a_weight_without_a_unit_is_asked_for_and_can_be_answered() -> None:
    header = HEADER.replace("Weight (kg)", "Weight")
    order = one({"Weight": "2"}, header)
    assert order["items"][0]["weight_kg"] is None
    assert order["to_mend"] == ["weight 2: in kg, g, lb or oz?"]
    assert one({"Weight": "2"}, header, unit="lb")["items"][0]["weight_kg"] == "0.90718"
    order = one({"Weight": "2", "Weight unit": "Pounds"}, f"{header},Weight unit")
    assert order["items"][0]["weight_kg"] == "0.90718"


@pytest.mark.parametrize(
    ("text", "quantity", "said"),
    [
        ("2", 2, ""), ("2.0", 2, ""), ("2 pcs", 2, ""), ("3x", 3, ""), ("1,800", None, "quantity 1,800: 1.8 or 1800?"),
        ("", None, "quantity missing"), ("two", None, "quantity «two» cannot be read"),
        ("2.5", None, "quantity «2.5» is no whole number"), ("1-Feb", None, "quantity «1-Feb» cannot be read"),
        ("2 kg", None, "quantity «2 kg» cannot be read"),
    ],
)  # fmt: skip
def test_a_quantity_is_whole_and_sure(text: str, quantity: int | None, said: str) -> None:
    order = one({"Qty": text, "Price": "5", "Weight (kg)": "1"})
    assert order["items"][0]["quantity"] == quantity
    assert order.get("to_mend", []) == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "price", "currency", "said"),
    [
        ("£5", "5.00", "GBP", ""), ("€ 5,50", "5.50", "EUR", ""), ("5,50 €", "5.50", "EUR", ""),
        ("US $12.50", "12.50", "USD", ""), ("EUR 5,5", "5.50", "EUR", ""), ("5.0125", "5.0125", "", ""),
        ("0.00", "0.00", "", "value 0"), ("", None, "", ""), ("1,250 kr", None, "", "price «1,250 kr» cannot be read"),
        ("1,250", None, "", "price 1,250: 1.25 or 1250?"), ("(5.00)", None, "", "price «(5.00)» is less than nothing"),
        ("5.00-", None, "", "price «5.00-» is less than nothing"), ("free", None, "", "price «free» cannot be read"),
        ("5E+10", None, "", "price «5E+10» cannot be read"),
    ],
)  # fmt: skip
def test_a_price_carries_its_currency(text: str, price: str | None, currency: str, said: str) -> None:
    item = one({"Price": text, "Weight (kg)": "1"}, HEADER.removesuffix(",Currency"))
    assert item["items"][0]["price_each"] == price
    assert item["items"][0]["currency"] == currency
    assert item.get("to_mend", []) == ([said] if said else [])


def test_amounts_have_the_decimals_of_their_currency() -> None:
    header = HEADER.replace("Price", "Line total")
    assert one({"Line total": "10.00", "Qty": "3"}, header)["items"][0]["price_each"] == "3.3333"
    assert one({"Line total": "10.00", "Qty": "?"}, header)["items"][0]["price_each"] is None
    assert one({"Price": "12500.00", "Currency": "JPY"})["items"][0]["price_each"] == "12500"
    assert one({"Price": "12.3", "Currency": "KWD"})["items"][0]["price_each"] == "12.300"
    order = one({"Price (EUR)": "5"}, HEADER.replace("Price,Currency", "Price (EUR)"))
    assert order["items"][0]["currency"] == "EUR"


@pytest.mark.parametrize(
    ("postcode", "country", "read_as", "said"),
    [
        ("'02138", "US", "02138", ""), ('="02138"', "US", "02138", ""),
        ("2138", "US", "02138", "postcode 2138 read as 02138: say so"),
        ("2138.0", "US", "02138", "postcode 2138 read as 02138: say so"),
        ("21381234", "US", "02138-1234", "postcode 21381234 read as 02138-1234: say so"),
        ("1067", "Germany", "01067", "postcode 1067 read as 01067: say so"),
        ("67", "DE", "67", "postcode «67» is not one of DE"),
        ("800", "AU", "0800", "postcode 800 read as 0800: say so"), ("bt91aa", "GB", "BT9 1AA", ""),
        ("1.23E+04", "DE", "", "postcode 1.23E+04 lost its digits: left empty, not sent"),
        ("ABC", "DE", "ABC", "postcode «ABC» is not one of DE"), ("'d02 x285", "Ireland (IE)", "D02 X285", ""),
        ("", "IE", "", ""), ("00-001", "Atlantis", "00-001", "country «Atlantis» is not known"),
        ("123", "", "123", "country missing"),
    ],
)  # fmt: skip
def test_a_postcode_is_mended_aloud_or_not_at_all(postcode: str, country: str, read_as: str, said: str) -> None:
    order = one({"Postcode": postcode, "Country": country})
    assert order["address"]["postcode"] == read_as
    assert order.get("to_mend", []) == ([said] if said else [])


@pytest.mark.parametrize(
    ("sku", "read_as", "said"),
    [
        ("0012", "0012", ""), ("1E5", "1E5", ""), ("TOTE-1E5", "TOTE-1E5", ""), ("A  B", "A  B", ""),
        ("A&amp;B", "A&B", ""), ("5.01E+12", "", "SKU 5.01E+12 lost its digits: not to be imported as it stands"),
        ("5,01E+12", "", "SKU 5,01E+12 lost its digits: not to be imported as it stands"),
        ("#N/A", "", "SKU #N/A lost its digits: not to be imported as it stands"),
        ("1-Feb", "1-Feb", "SKU «1-Feb» may be a date that Excel made"),
        ("01. Mrz", "01. Mrz", "SKU «01. Mrz» may be a date that Excel made"),
        ("Feb-01", "Feb-01", "SKU «Feb-01» may be a date that Excel made"),
        ("02.01.2026", "02.01.2026", "SKU «02.01.2026» may be a date that Excel made"), ("1-Rot", "1-Rot", ""),
        ("TEE-12", "TEE-12", ""),
        ("4012345678901230", "4012345678901230", "SKU 4012345678901230 may have lost its last digits"),
        ("=1+1", "=1+1", ""), ("'0012", "0012", ""),
    ],
)  # fmt: skip
def test_an_sku_is_never_silently_another(sku: str, read_as: str, said: str) -> None:
    order = one({"SKU": sku})
    assert order["items"][0]["sku"] == read_as
    assert order.get("to_mend", []) == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("2026-11-03", "2026-11-03"), ("2026-11-03 23:15:04 -0500", "2026-11-03"), ("2026/11/3", "2026-11-03"),
        ("20261103", "2026-11-03"), ("3.11.26", "2026-11-03"), ("Nov-03-26", "2026-11-03"), ("03-Nov-26", "2026-11-03"),
        ("10-Dez-25", "2025-12-10"), ("05-févr.-26", "2026-02-05"), ("3 November 2026", "2026-11-03"),
        ("November 3rd, 2026", "2026-11-03"), ("1er août 2026", "2026-08-01"), ("3. März 2026", "2026-03-03"),
        ("Tue, 3 Nov 2026 10:00", "2026-11-03"), ("13/11/2026", "2026-11-13"), ("11/13/2026", "2026-11-13"),
        ("5/5/26", "2026-05-05"), ("46329", "2026-11-03"),
    ],
)  # fmt: skip
def test_a_day_is_read(text: str, read_as: str) -> None:
    assert one({"Date": text})["date"] == read_as


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/04/2026", "date 03/04/2026: 2026-04-03 or 2026-03-04?"), ("soon", "date «soon» cannot be read"),
        ("31/31/2026", "date «31/31/2026» cannot be read"), ("3 Foo 2026", "date «3 Foo 2026» cannot be read"),
        ("2026-13-45", "date «2026-13-45» cannot be read"),
    ],
)  # fmt: skip
def test_a_day_that_is_not_sure_is_asked_for(text: str, said: str) -> None:
    order = one({"Date": text})
    assert order["date"] is None
    assert order["to_mend"] == [said]


def test_one_day_of_the_file_decides_for_all_and_two_kinds_for_none() -> None:
    found = imported(rows({"Date": "03-04-2026"}, {"Order no": "2", "Date": "13-04-2026"}))
    assert [str(order.date) for order in found.orders] == ["2026-04-03", "2026-04-13"]
    assert found.dates == "DD-MM-YYYY (13-04 decides)"
    found = imported(rows({"Date": "03/04/2026"}, {"Order no": "2", "Date": "4/13/2026"}))
    assert [str(order.date) for order in found.orders] == ["2026-03-04", "2026-04-13"]
    found = imported(
        rows({"Date": "03/04/2026"}, {"Order no": "2", "Date": "13/04/2026"}, {"Order no": "3", "Date": "04/13/2026"})
    )
    assert [str(order.date) for order in found.orders] == ["None", "2026-04-13", "2026-04-13"]
    assert str(imported(rows({"Date": "03/04/2026"}), first="M").orders[0].date) == "2026-03-04"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("cancelled", "cancelled"), ("Storniert", "cancelled"), ("annulée", "cancelled"), ("wc-refunded", "refunded"),
        ("Refunded", "refunded"), ("failed", "failed"), ("completed", "shipped"), ("Versandt", "shipped"),
        ("expédiée", "shipped"),
    ],
)  # fmt: skip
def test_what_is_over_is_set_aside_and_can_be_taken_after_all(status: str, why: str) -> None:
    text = rows({"Status": status}, header=f"{HEADER},Status")
    found = imported(text).as_data()
    assert found["orders"] == []
    assert found["set_aside"] == [{"reference": "1", "why": why}]
    assert len(imported(text, take=(2,)).orders) == 1


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("Financial Status", "pending", "not paid yet: pending"), ("Payment status", "completed", ""),
        ("Status", "processing", ""), ("Financial Status", "partially_refunded", "partly refunded: partially_refunded"),
        ("Fulfillment Status", "partial", "partly shipped: partial"), ("Cancelled at", "no", ""),
    ],
)  # fmt: skip
def test_what_is_not_over_is_taken_and_said(header: str, value: str, said: str) -> None:
    assert one({header: value}, f"{HEADER},{header}").get("to_mend", []) == ([said] if said else [])


@pytest.mark.parametrize(
    ("date", "why"), [("2026-11-05", "shipped on 2026-11-05"), ("yesterday", "shipped on yesterday")]
)
def test_what_was_shipped_is_set_aside_with_the_day(date: str, why: str) -> None:
    found = imported(rows({"Date shipped": date}, header=f"{HEADER},Date shipped"))
    assert [each.why for each in found.set_aside] == [why]
    partial = rows(
        {"Date shipped": date, "Fulfillment Status": "partial"}, header=f"{HEADER},Date shipped,Fulfillment Status"
    )
    assert len(imported(partial).orders) == 1


@pytest.mark.parametrize(
    ("header", "value", "why"),
    [
        ("Requires shipping", "FALSE", "needs no shipping"), ("Virtual", "yes", "needs no shipping"),
        ("Item status", "fulfilled", "shipped already"), ("Item status", "refunded", "refunded"),
        ("Qty", "0", "quantity 0"), ("Qty", "-1", "quantity -1"),
    ],
)  # fmt: skip
def test_an_item_that_is_not_sent_is_left_out(header: str, value: str, why: str) -> None:
    names = HEADER if header in FIELDS else f"{HEADER},{header}"
    text = rows({"SKU": "B"}, {"SKU": "C", header: value}, header=names)
    order = imported(text).orders[0]
    assert [item.sku for item in order.items] == ["B"]
    assert [(each.reference, each.why, each.row) for each in order.left_out] == [("C", why, 3)]
    assert [item.sku for item in imported(text, take=(3,)).orders[0].items] == ["B", "C"]
    alone = imported(rows({header: value}, header=names))
    assert [(each.reference, each.why) for each in alone.set_aside] == [("1", why)]


def test_what_amazon_has_sent_already_is_left_out() -> None:
    header = HEADER.replace("Qty", "quantity-to-ship,quantity-shipped")
    order = imported(
        rows(
            {"quantity-to-ship": "2", "quantity-shipped": "1"},
            {"quantity-to-ship": "0", "quantity-shipped": "1"},
            header=header,
        )
    ).orders[0]
    assert [item.quantity for item in order.items] == [2]
    assert [each.why for each in order.left_out] == ["shipped already"]


def test_a_match_is_corrected_by_hand_kept_and_used_again() -> None:
    text = rows({"Weight (kg)": "2"}).replace("SKU", "Thing").replace("Weight (kg)", "Heft")
    table = read(text.encode(), "orders.csv")
    found = match(table)
    assert orders(table, found).orders[0].items[0].sku == ""
    mended = found.with_column(7, "item.sku").with_column(10, "item.weight", "lb")
    assert Match.from_data(mended.as_data()) == mended
    again = read(text.upper().replace("\t", ";").encode("utf-16"), "another.txt")
    assert header_key(again) == header_key(table)
    item = orders(again, mended).orders[0].items[0]
    assert (item.sku, item.weight_kg) == ("A-1", Decimal("0.90718"))
    for wrong in ({"columns": ["item.nothing"]}, {"kind": 5}, {"units": [5]}):
        with pytest.raises(ValueError, match="not a match"):
            Match.from_data(mended.as_data() | wrong)


def test_a_cell_is_mended_in_place() -> None:
    table = read(rows({"Qty": "two"}).encode(), "orders.csv")
    mended = table.mended(0, FIELDS.index("Qty"), "2")
    assert orders(mended, match(mended)).orders[0].items[0].quantity == 2
    assert orders(table, match(table)).orders[0].items[0].quantity is None


def test_two_addresses_under_one_number_are_told() -> None:
    order = imported(rows({}, {"Town": "York", "SKU": "B"}, {"SKU": "C"})).orders[0]
    assert [each.words for each in order.to_mend] == ["row 3 has another address: that of row 2 is taken"]
    assert len(order.items) == 3


def test_an_order_without_an_address_is_told() -> None:
    order = one(dict.fromkeys(("Name", "Street", "Town", "Postcode", "Country"), ""))
    assert order["to_mend"] == ["country missing", "town missing"]


def test_the_same_row_twice_is_told() -> None:
    order = imported(rows({}, {})).orders[0]
    assert [each.words for each in order.to_mend] == ["row 3 is the same as row 2: both are taken"]


def test_rows_without_a_number_belong_to_the_order_above_or_are_orders_of_their_own() -> None:
    nothing = dict.fromkeys(FIELDS, "")
    made = imported(
        rows(
            nothing | {"SKU": "X", "Qty": "1"},
            {},
            nothing | {"SKU": "B", "Qty": "1"},
            {"Order no": "", "Town": "York"},
            nothing | {"Date": "2026-11-02"},
        )
    )
    assert [(each.row, each.why) for each in made.set_aside] == [
        (2, "no order number, no address and no item in it"), (6, "no order number, no address and no item in it"),
    ]  # fmt: skip
    assert [len(order.items) for order in made.orders] == [2, 1]
    assert [each.words for order in made.orders for each in order.to_mend] == [
        "row 4 has no order number: taken as part of the order above it", "row 5 has no order number",
    ]  # fmt: skip


def test_without_order_numbers_an_address_is_an_order() -> None:
    header = HEADER.removeprefix("Order no,")
    nothing = dict.fromkeys(FIELDS, "")
    made = imported(rows({}, {"SKU": "B"}, {"Town": "York"}, nothing | {"SKU": "C", "Qty": "1"}, header=header))
    assert [[item.sku for item in order.items] for order in made.orders] == [["A-1", "B"], ["A-1", "C"]]
    assert [each.words for each in made.orders[0].to_mend] == [
        "row 3 goes to the same address as row 2: taken as one order"
    ]


def test_a_header_that_comes_again_and_a_long_row_are_no_orders() -> None:
    text = rows({"Order no": "1"}) + rows({"Order no": "2"}) + rows({"Order no": "2"}).splitlines()[1] + "\textra\n"
    made = imported(text)
    assert [order.reference for order in made.orders] == ["1", "2"]
    assert [(each.row, each.why) for each in made.set_aside] == [(5, "it has 14 cells where the header has 13")]
    assert [each.words for each in made.orders[1].to_mend] == [
        "row 5 of it is not taken: it has 14 cells where the header has 13"
    ]
    assert [len(order.items) for order in imported(text, take=(5,)).orders] == [1, 2]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("Straße,Hausnummer,PLZ,Ort,Land", "Ring,5,20095,Hamburg,DE", ("Ring 5", "", "", "Hamburg", "20095")),
        ("Rue,N° de rue,CP,Ville,Pays", "Rue du Test,5,75001,Paris,FR", ("5 Rue du Test", "", "", "Paris", "75001")),
        ("Street,House number,PLZ,Ort,Land", "Ring 5,5,20095,Hamburg,DE", ("Ring 5", "", "", "Hamburg", "20095")),
        ("Straße,PLZ/Ort,Land", "Ring 5,20095 Hamburg,DE", ("Ring 5", "", "", "Hamburg", "20095")),
        ("Straße,PLZ Ort,Land", "Ring 5,Hamburg,DE", ("Ring 5", "", "", "Hamburg", "")),
        ("Address,Town,Postcode,Country", '"1\n2\n3\n4",Leeds,LS1 1AA,GB', ("1", "2", "3, 4", "Leeds", "LS1 1AA")),
        ("Address,Address 2,Town,Country", ",ebay:abc1234 5 Road,Leeds,GB", ("5 Road", "", "", "Leeds", "")),
    ],
)  # fmt: skip
def test_the_lines_of_an_address(columns: str, cells: str, expected: tuple[str, ...]) -> None:
    address = imported(f"Order no,{columns},Name,SKU,Qty\n1,{cells},A,B,1\n").orders[0].address
    assert (address.line1, address.line2, address.line3, address.town, address.postcode) == expected


def test_the_billing_address_where_there_is_no_other() -> None:
    header = (
        "order_number,billing_first_name,billing_last_name,billing_company,billing_address_1,billing_city,billing_postcode,billing_country,"
        "shipping_address_1,shipping_city,shipping_postcode,item_name,item_quantity"
    )
    order = imported(f"{header}\n1,Ada,Test,Acme,1 Road,Leeds,LS1 1AA,GB,,,,Mug,1\n").orders[0]
    assert (order.address.name, order.address.company, order.address.town) == ("Ada Test", "Acme", "Leeds")
    assert order.remarks == ("the billing address: there is no other",)
    header = "order no,buyer name,buyer address,buyer city,buyer postcode,buyer country,item,qty"
    assert imported(f"{header}\n1,Ada,1 Road,Leeds,LS1 1AA,GB,Mug,1\n").orders[0].remarks == ()


def test_two_columns_of_one_thing() -> None:
    header = f"{HEADER},Phone,Buyer phone,Email,Mail"
    made = imported(rows({"Buyer phone": "123", "Mail": "a@b.example"}, {"Phone": "4.5E+10"}, header=header)).orders[0]
    assert (made.address.telephone, made.address.email) == ("", "a@b.example") or made.address.telephone == "123"
    order = one({"Phone": "4.5E+10"}, f"{HEADER},Phone")
    assert order["to_mend"] == ["telephone 4.5E+10 lost its digits: left empty, not sent"]


def test_goods_for_customs() -> None:
    header = f"{HEADER},HS code,Country of origin"
    order = one({"HS code": "6403.99", "Country of origin": "Viet Nam"}, header)
    assert (order["items"][0]["hs"], order["items"][0]["origin"]) == ("640399", "VN")
    order = one({"HS code": "64", "Country of origin": "Moon"}, header)
    assert order["to_mend"] == ["HS code «64» has not 6, 8 or 10 digits", "country «Moon» is not known as an origin"]


def test_a_package_has_a_weight_of_its_own() -> None:
    order = one({"Total weight": "1,800"}, f"{HEADER},Total weight")
    assert order["to_mend"] == ["package weight 1,800: in kg, g, lb or oz?"] or order["to_mend"] == [
        "package weight 1,800: 1.8 or 1800?"
    ]
    order = one({"Parcel weight (g)": "1800"}, f"{HEADER},Parcel weight (g)")
    assert order["package_weight_kg"] == "1.8"
    assert match_header(("Order no", "Name", "Weight of parcel (kg)")).columns[2] == "order.packageweight"
    assert match_header(("Order no", "Name", "Town", "Weight (kg)")).columns[3] == "order.packageweight"


def test_a_variation_is_part_of_the_description() -> None:
    for variation, said in (
        ("[Colour:Red]", "Mug (Colour: Red)"),
        ("Red", "Mug (Red)"),
        ("Size: A, B,Colour: Red", "Mug (Size: A, B, Colour: Red)"),
    ):
        assert one({"Variation": variation}, f"{HEADER},Variation")["items"][0]["description"] == said
    text = 'Order no,Name,Town,Item,Qty\n1,A,Leeds,"Mug\nred",1\n'
    assert imported(text).orders[0].items[0].description == "Mug red"


def test_first_and_last_names_and_the_french_reference() -> None:
    found = match_header(
        ("Commande", "Prénom", "Nom", "Ville", "Référence", "Désignation", "Prix TTC", "Prix incl. TVA")
    )
    assert found.columns[:7] == (
        "order.reference",
        "plain.first",
        "plain.last",
        "plain.town",
        "item.sku",
        "item.description",
        "item.price",
    )
    assert match_header(("Name", "Vorname", "Ort")).columns == ("plain.last", "plain.first", "plain.town")
    assert match_header(("Ref", "Order no", "SKU", "Town")).columns == ("", "order.reference", "item.sku", "plain.town")


def test_items_side_by_side_are_rows_of_their_own() -> None:
    header = "Order Number,First Name (Shipping),Address 1&2 (Shipping),City (Shipping),Country Code (Shipping)"
    many = f"{header},SKU #1,Quantity #1,Item Cost #1,SKU #2,Quantity #2,Item Cost #2\n"
    made = imported(
        many
        + "1,Ada,1 Road,Leeds,GB,M1,2,5.00,C1,1,4.00\n2,Bo,2 Road,York,GB,M1,1,5.00,,,\n3,Cy,3 Road,York,GB,,,,,,\n"
    )
    assert [[(item.sku, item.quantity) for item in order.items] for order in made.orders] == [
        [("M1", 2), ("C1", 1)], [("M1", 1)], [],
    ]  # fmt: skip
    assert made.match.kind == "woocommerce, a row for each order"
    packed = (
        f"{header},line_item_1,line_item_2\n1,Ada,1 Road,Leeds,GB,name:Vase|id:9|sku:007|quantity:2|total:20.00,Card\n"
    )
    items = imported(packed).orders[0].items
    assert [(item.sku, item.description, item.quantity, item.price_each) for item in items] == [
        ("007", "Vase", 2, "10.00"), ("", "Card", None, None),
    ]  # fmt: skip


def test_an_export_of_etsy_without_items_invents_none() -> None:
    header = (
        "Order ID,Sale Date,Buyer User ID,Full Name,Number of Items,Street 1,Ship City,Ship Zipcode,Ship Country,SKU"
    )
    made = imported(f'{header}\n1,11/03/26,x,Pat Test,2,1 Road,Leeds,LS1 1AA,United Kingdom,"A,B"\n')
    assert (made.match.kind, made.orders[0].items, str(made.orders[0].date)) == ("etsy", (), "2026-11-03")


def test_what_is_nothing() -> None:
    with pytest.raises(NotOrders) as caught:
        imported("a,b,c\n1,2,3\n")
    assert caught.value.reason == "no-header"
    assert imported("Order no,Name,Town,Item\n").orders == ()
