"""Files in every encoding and dialect, workbooks, and what is neither: each is read, or told in a clear word."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_app.packing.importing import reading, workbook
from desktop_app.packing.importing.columns import match
from desktop_app.packing.importing.encodings import decode
from desktop_app.packing.importing.orders import orders
from desktop_app.packing.importing.reading import read
from desktop_app.packing.importing.result import Import
from desktop_app.packing.importing.table import WORDS, NotOrders, clean, text_of
from tests.bench.imports import make_workbook

TEXT = "Order no;Name;Town;Item;Qty\n1;Käthe Müller;Köln;Bürste „Größe 2“ – 5 €;1\n"


def imported(content: bytes) -> Import:
    table = read(content, "orders")
    return orders(table, match(table))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16 with BOM"), ("utf-32", "utf-32 with BOM"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("cp1252", "cp1252"), ("mac_roman", "mac_roman"),
    ],
)  # fmt: skip
def test_an_encoding_is_found(codec: str, name: str) -> None:
    found = decode(TEXT.encode(codec))
    assert found is not None
    assert (found.text, found.encoding, found.cut) == (TEXT, name, False)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Käthe Müller, Köln, Straße, François Lefèvre", "cp850"),
        ("Łódź, Wrocław, Gdańsk, Zielona Góra, ulica Świętego", "cp1250"), ("Москва, улица Ленина, дом 5", "cp1251"),
        ("Αθήνα, οδός Ερμού", "cp1253"), ("ÉCOLE à Nîmes; l’été", "mac_roman"), ("l’été – 5 €", "cp1252"),
    ],
)  # fmt: skip
def test_an_older_encoding_is_told_by_what_people_write(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert found is not None
    assert found.text == text


def test_a_text_that_ends_within_a_character_is_cut() -> None:
    for codec in ("utf-8", "utf-16"):
        found = decode("Order no;Näme\n1;Köl".encode(codec)[:-1] + b"\xc3"[: codec == "utf-8"])
        assert found is not None
        assert found.cut
    assert decode(b"\xff\xfea\x00\x00\xd8b\x00c\x00d\x00") is None
    assert decode(b"abc\0def" * 100) is None
    assert decode(b"a" * 5000 + b"\0") is None
    assert decode(b"\xe9" + b"a" * 5000 + b"\0") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("named", [False, True])
def test_a_delimiter_is_found(delimiter: str, end: str, named: bool) -> None:
    rows = [["Order no", "Name", "Town", "Item", "Qty"], ["1", "A, B; C", 'The "Inn"', "x|y", "1"]]
    text = end.join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    found = read(f"{f'sep={delimiter}{end}' if named else ''}{text}{end}".encode(), "orders")
    assert (found.delimiter, found.rows) == (delimiter, [rows[1]])
    assert found.numbers == [2]


def test_quotes_that_are_none() -> None:
    plain = 'Order no\tName\tTown\tItem\tQty\n1\tA\tLeeds\t"Blue" mug\t1\n2\tB\tYork\t12" LP\t1\n'
    assert [item.description for order in imported(plain.encode()).orders for item in order.items] == [
        '"Blue" mug',
        '12" LP',
    ]
    escaped = 'Order no,Name,Town,Item,Qty\n1,A,Leeds,"The \\"Inn\\", new",1\n'
    assert imported(escaped.encode()).orders[0].items[0].description == 'The "Inn", new'
    amazon = 'order-id\torder-item-id\tquantity-purchased\tproduct-name\tship-city\n1\t2\t1\t"Blue"\tLeeds\n'
    assert imported(amazon.encode()).orders[0].items[0].description == '"Blue"'


def test_a_quote_that_is_not_closed_is_told() -> None:
    lines = [f"{number},A,Leeds,Mug,1" for number in range(1, 8)]
    lines[2] = '3,A,Leeds,"Mug,1'
    lines[5] = '6,A,Leeds,"Mug" blue,1'
    made = imported("\n".join(["Order no,Name,Town,Item,Qty", *lines, ""]).encode())
    taken = {order.reference for order in made.orders if not order.to_mend}
    assert {"3", "4", "5"}.isdisjoint(taken)
    assert made.set_aside
    made = imported("\n".join(["Order no,Name,Town,Item,Qty", *lines[:5], ""]).encode())
    assert [order.reference for order in made.orders] == ["1", "2"]
    assert [(each.row, each.why) for each in made.set_aside] == [(4, "the file ends in the middle of this row")]


def test_a_row_that_is_cut_off_is_told() -> None:
    made = imported(b"Order no,Name,Town,Item,Qty\n1,A,Leeds,Mug,1\n2,B,Yo")
    assert [order.reference for order in made.orders] == ["1"]
    assert [(each.row, each.why) for each in made.set_aside] == [(3, "the file ends in the middle of this row")]
    short = imported(b"Order no,Name,Town,Item,Qty,Note\n1,A,Leeds,Mug,1\n2,B,York,Mug,1")
    assert [order.reference for order in short.orders] == ["1", "2"]


def test_the_header_is_found_under_a_title_and_rows_keep_their_numbers() -> None:
    found = read(b"Orders\n\nOrder no,Name,Town,Item,Qty,,\n\n1,A,Leeds,Mug,1,,\n", "orders")
    assert (found.header[-1], found.numbers) == ("Qty", [5])
    many = "Order no,Name,Town,Item,Qty\n" + "1,A,Leeds,Mug,1\n" * 6000
    assert len(read(many.encode(), "orders").rows) == 6000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"), (b" \r\n ", "empty"), (b"%PDF-1.7 and so on", "pdf"), (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0JFIF", "picture"), (b"\x1f\x8b\x08 packed", "archive"), (b"<!DOCTYPE html><html>", "web"),
        (b"\xef\xbb\xbf<table><tr>", "web"), (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03>\x01" * 99, "binary"),
        (b"PK\x03\x04 half of a workbook", "damaged"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "damaged"),
        (b"only words\nin here\n", "no-header"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_orders_is_told_so(content: bytes, reason: str) -> None:
    with pytest.raises(NotOrders) as caught:
        read(content, "orders")
    assert caught.value.reason == reason
    assert str(caught.value) == WORDS[reason]


def test_what_is_too_large_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(NotOrders, match="larger"):
        read(b"a" * 11, "orders")
    monkeypatch.setattr(reading, "LARGEST", 1000)
    monkeypatch.setattr(reading, "MOST_CELLS", 4)
    with pytest.raises(NotOrders, match="larger"):
        read(TEXT.encode(), "orders")


def _cell(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' if value else ""
    return f'<c r="{name}"><v>{value}</v></c>'


def _rows(*rows: tuple[object, ...]) -> str:
    made = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{chr(65 + column)}{number}", value) for column, value in enumerate(row))
        made.append(f'<row r="{number}">{cells}</row>')
    return "".join(made)


HEADER = (
    "Order no",
    "Name",
    "Town",
    "Postcode",
    "Country",
    "SKU",
    "Qty",
    "Weight (kg)",
    "Requires shipping",
    "Date",
    "",
    " ",
)


def test_a_workbook_is_read_with_its_numbers_and_merged_cells() -> None:
    one = (1001, "Ada", "Boston", 2138, "US", 412, 2, 1.125, True, 46329, "", "")
    content = make_workbook(
        {
            "Notes": _rows(("Ring the bell",)),
            "Orders": _rows(HEADER, one, ("", "", "", "", "", 1.5, 1, "1,800", "", ""), ("=1+1",)),
        },
        after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="A9:A12"/></mergeCells>',
    )
    made = imported(content)
    data = made.as_data()
    assert (data["encoding"], data["delimiter"]) == ("xlsx", None)
    order = data["orders"][0]
    assert (order["reference"], order["date"], order["address"]["postcode"]) == ("1001", "2026-11-03", "02138")
    assert [(item["sku"], item["quantity"], item["weight_kg"]) for item in order["items"]] == [
        ("412", 2, "1.125"),
        ("1.5", 1, None),
    ]
    assert order["to_mend"] == ["postcode 2138 read as 02138: say so", "weight 1,800: 1.8 or 1800?"]
    assert data["set_aside"] == [
        {"reference": "=1+1", "why": "no address and no item in it"},
        {"sheet": "Notes", "why": "another sheet: not read"},
    ]  # fmt: skip
    with pytest.raises(NotOrders, match="No row"):
        read(content, "orders", "Notes")


def test_yes_and_one_are_not_mixed_up_in_a_workbook() -> None:
    rows = (
        (number, "A", "Leeds", "LS1 1AA", "GB", sku, 1, 1) for number, sku in ((1, True), (2, 1), (3, 1.0), (4, False))
    )
    made = imported(make_workbook({"Orders": _rows(HEADER, *rows)}))
    assert [order.items[0].sku for order in made.orders] == ["true", "1", "1", "false"]


def test_a_workbook_that_would_not_fit_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    for far in ('<row r="1"><c r="XFD1"><v>1</v></c></row>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'):
        with pytest.raises(NotOrders, match="larger"):
            read(make_workbook({"Orders": _rows(HEADER) + far}), "orders")
    monkeypatch.setattr(workbook, "_MOST_UNPACKED", 1000)
    with pytest.raises(NotOrders, match="larger"):
        read(make_workbook({"Orders": " " * 10_000_000}), "orders")


def test_an_archive_that_lies_about_its_size_is_measured() -> None:
    content = make_workbook({"Orders": "<!--" + "x" * 3_000_000 + "-->" + _rows(HEADER)})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = content.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(NotOrders):
        read(lying, "orders")


def test_workbooks_that_are_none() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("orders.csv", TEXT)
    for content, reason in (
        (out.getvalue(), "archive"),
        (make_workbook({}), "empty"),
        (make_workbook({"Orders": ""}), "no-header"),
        (make_workbook({"Orders": _rows(HEADER)})[:-300], "damaged"),
        (make_workbook({"Orders": "<row><c></row>"}), "damaged"),
    ):
        with pytest.raises(NotOrders) as caught:
            read(content, "orders")
        assert caught.value.reason == reason, content[:40]


def test_a_workbook_with_a_password_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class Locked:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)
    with pytest.raises(NotOrders, match="password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "orders")


def test_what_cells_say() -> None:
    assert [text_of(cell) for cell in (1.0, 1.5, 0.0000001, True, False, 7, "a", date(2026, 1, 2))] == [
        "1", "1.5", "0.0000001", "true", "false", "7", "a", "2026-01-02",
    ]  # fmt: skip
    assert text_of(datetime(2026, 1, 2)) == "2026-01-02"  # noqa: DTZ001 - workbooks know no zones
    assert text_of(datetime(2026, 1, 2, 10)) == "2026-01-02 10:00:00"  # noqa: DTZ001 - workbooks know no zones
    assert clean(" a \u00a0 b&nbsp;c<br>d\r\ne ") == "a b c\nd\ne"
    assert clean("'s-Hertogenbosch") == "'s-Hertogenbosch"
    assert clean("Test & Sons; Ltd") == "Test & Sons; Ltd"


def test_files_are_read_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_app.services.imports import import_file, main

    path = tmp_path / "örders.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert len(import_file(path).orders) == 1
    assert main([str(path)]) == 0
    assert main([]) == 2
    with monkeypatch.context() as without_a_console:
        without_a_console.setattr("sys.stdout", None)
        assert main([str(path)]) == 0
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "none.csv")]) == 2
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(NotOrders, match="larger"):
        import_file(tmp_path / "huge.csv")


def test_a_file_that_is_open_elsewhere_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_app.services import imports

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(NotOrders, match="another program"):
        imports.read_file(tmp_path / "orders.csv")

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(NotOrders, match="Input/output"):
        imports.read_file(tmp_path / "orders.csv")
