"""An import of 50,000 rows of text beside `csv.reader` and Decimals; of a workbook beside calamine alone.

The processor's time is measured: nothing in it waits, and what else the machine does is no part of it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from time import process_time
from xml.sax.saxutils import escape

import python_calamine

from desktop_app.packing.importing.columns import match
from desktop_app.packing.importing.orders import orders
from desktop_app.packing.importing.reading import read
from desktop_app.services.imports import collection_paused
from tests.bench.figures import Figure

ROWS = 50_000
SHEET_ROWS = 10_000
TIMES = 10
SHEET_TIMES = 2
HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
    "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,"
    "Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,"
    "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,"
    "Tax 1 Name,Tax 1 Value,Phone,Billing Province Name,Shipping Province Name,Payment ID"
).split(",")
"""As Shopify exports orders; the billing address repeats the other, as it mostly does."""
NUMBERS = tuple(
    HEADER.index(name) for name in ("Subtotal", "Total", "Lineitem quantity", "Lineitem price", "Shipping", "Taxes")
)


def measure(runs: int) -> list[Figure]:
    """Import both, in turn with what they are measured against."""
    return [_text(runs), _sheet(runs)]


def _text(runs: int) -> Figure:
    content = text_file(ROWS)
    text = content.decode()

    def bare() -> None:
        rows = csv.reader(io.StringIO(text, newline=""))
        next(rows)
        for row in rows:
            for at in NUMBERS:
                if row[at]:
                    Decimal(row[at])

    return _figure(f"Import of {ROWS:,} rows", runs, lambda: _imported(content), bare, TIMES, "csv.reader and Decimals")


def _sheet(runs: int) -> Figure:
    content = workbook(SHEET_ROWS)

    def bare() -> None:
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    name = f"Import of {SHEET_ROWS:,} rows of a workbook"
    return _figure(name, runs, lambda: _imported(content), bare, SHEET_TIMES, "calamine alone")


def _imported(content: bytes) -> None:
    with collection_paused():
        table = read(content, "orders")
        found = orders(table, match(table))
    assert sum(len(order.items) for order in found.orders) == len(table.rows)


def _figure(
    name: str, runs: int, ours: Callable[[], None], bare: Callable[[], None], times: int, beside: str
) -> Figure:
    samples: dict[Callable[[], None], list[float]] = {ours: [], bare: []}
    for number in range(runs + 1):
        for work, taken in samples.items():
            begun = process_time()
            work()
            if number > 0:
                taken.append((process_time() - begun) * 1000)
    least = median(samples[bare])
    note = f"{times} × {least:.0f} ms for {beside}"
    return Figure(name, "ms", median(samples[ours]), times * least, tuple(samples[ours]), note)


def text_file(rows: int) -> bytes:
    """Return a shop's export of so many rows, two for each order, as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(_rows(rows))
    return out.getvalue().encode()


def _rows(rows: int) -> list[list[str]]:
    found = []
    for number in range(rows):
        order, later = divmod(number, 2)
        cells = dict.fromkeys(HEADER, "")
        cells |= {
            "Name": f"#{1000 + order}",
            "Email": f"buyer{order}@example.com",
            "Created at": f"2026-11-{order % 28 + 1:02} 09:{order % 60:02}:00 +0000",
            "Lineitem quantity": str(number % 5 + 1),
            "Lineitem name": f"Print {number % 400} - A{number % 6}",
            "Lineitem price": f"{number % 90 + 1}.{number % 100:02}",
            "Lineitem sku": f"{number % 3000:05}",
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "pending",
            "Vendor": "Example Shop",
        }
        if not later:
            cells |= {
                "Financial Status": "paid",
                "Fulfillment Status": "unfulfilled",
                "Currency": "GBP",
                "Subtotal": f"{order % 300}.50",
                "Total": f"{order % 300 + 3}.50",
                "Shipping Name": f"Käthe O'Sample {order}",
                "Shipping Address1": f"{order} Example Street",
                "Shipping City": f"Town {order % 700}",
                "Shipping Zip": f"NR{order % 9 + 1} {order % 9}AA",
                "Shipping Country": "GB",
                "Shipping Phone": f"'+44 1603 {order:06}",
                "Notes": "Leave with neighbour,\nplease" if order % 10 == 0 else "",
                "Shipping": "3.00",
                "Taxes": "4.58",
                "Accepts Marketing": "no",
                "Shipping Method": "Tracked 48",
                "Payment Method": "Shopify Payments",
                "Risk Level": "Low",
                "Source": "web",
                "Tax 1 Name": "GB VAT 20%",
                "Tax 1 Value": "4.58",
                "Paid at": f"2026-11-{order % 28 + 1:02} 09:{order % 60:02}:01 +0000",
                "Shipping Province Name": "Norfolk",
                "Id": str(5550000000000 + order),
            }
            for name in ("Name", "Address1", "City", "Zip", "Country", "Phone", "Province Name"):
                cells[f"Billing {name}"] = cells[f"Shipping {name}"]
        found.append(list(cells.values()))
    return found


def workbook(rows: int) -> bytes:
    """Return the same as the smallest workbook that holds it: numbers as numbers, text in its cells."""
    lines = []
    for at, row in enumerate([HEADER, *_rows(rows)], 1):
        cells = []
        for column, text in enumerate(row):
            name = f"{_letters(column)}{at}"
            if at > 1 and column in NUMBERS and text:
                cells.append(f'<c r="{name}"><v>{text}</v></c>')
            elif text:
                cells.append(f'<c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c>')
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    return make_workbook({"Orders": "".join(lines)})


def _letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def make_workbook(sheets: dict[str, str], *, after: str = "") -> bytes:
    """Return a workbook whose sheets have these rows, as XML; `after` is what follows them in each."""
    office = "http://schemas.openxmlformats.org"
    main, of = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    package = f"{office}/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        names = list(enumerate(sheets, 1))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n, _ in names
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml"'
            f' ContentType="{kind}.sheet.main+xml"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{of}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        tags = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in names)
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{of}"><sheets>{tags}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{of}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in names
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        )
        for n, name in names:
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{sheets[name]}</sheetData>{after}</worksheet>',
            )
    return out.getvalue()
