"""Draws what goes along with goods on paper: CN22 and CN23, commercial invoices, and manifests.

Importing this module loads reportlab: it is imported when the first of them is asked for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop_app.demo.documents.typesetting import address_lines, draw_text, plain
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.times import parse

_NOTE = "DEMO · not for carriage"
_MARGIN = 12 * mm


class _Sheet:
    """A page written from the top down, and the next one where it ends."""

    def __init__(self, size: tuple[float, float], title: str, country: str = "", margin: float = _MARGIN) -> None:
        self._target = io.BytesIO()
        self._canvas = Canvas(self._target, pagesize=size, invariant=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Consignment Desk demo")
        self._width, self._height = size
        self._country = country
        self._margin = margin
        self._y = self._height - margin

    def line(self, text: str, size: float = 8, *, bold: bool = False) -> None:
        """Write one line."""
        self.row([(text, 1.0)], size, bold=bold)

    def row(self, cells: Sequence[tuple[str, float]], size: float = 8, *, bold: bool = False) -> None:
        """Write texts side by side; each with its share of the width."""
        if self._y - size * 1.5 < self._margin + 10:
            self._turn()
        self._y -= size * 1.4
        x, whole = self._margin, self._width - 2 * self._margin
        for text, share in cells:
            room = whole * share - 4
            draw_text(self._canvas, x, self._y, plain(text), size, room, bold=bold, country=self._country)
            x += whole * share

    def rule(self) -> None:
        """Draw a line across."""
        self._y -= 4
        self._canvas.line(self._margin, self._y, self._width - self._margin, self._y)

    def finish(self) -> bytes:
        """Return the file."""
        self._turn()
        self._canvas.save()
        return self._target.getvalue()

    def _turn(self) -> None:
        draw_text(self._canvas, self._margin, self._margin - 2, _NOTE, 6, self._width - 2 * self._margin)
        self._canvas.showPage()
        self._y = self._height - self._margin


def declaration(consignment: Document, package: Document, kind: str) -> bytes:
    """Return the CN22 (A6) or CN23 (A4) of one package as PDF."""
    small = kind == "CN22"
    country = country_of(address_of(consignment, "Destination"))
    size, margin = (A6, 6 * mm) if small else (A4, _MARGIN)
    sheet = _Sheet(size, f"{kind} {package['Reference']}", country, margin)
    customs = consignment["CustomsDocumentation"]
    sheet.line(f"CUSTOMS DECLARATION {kind}", 12, bold=True)
    sheet.line(f"{consignment['Reference']}   {package['Reference']}   {_tracking(package)}")
    sheet.rule()
    _addresses(sheet, consignment)
    sheet.rule()
    sheet.line(f"Category: {customs['CategoryType']} {customs['CategoryTypeExplanation'] or ''}", bold=True)
    _goods(sheet, [package], small=small)
    sheet.line(
        f"Total weight {_number(package['Weight']['Value'])} kg   total value {_money(package['Value'])}", bold=True
    )
    if not small:
        for name, text in _statements(consignment):
            sheet.row([(name, 0.35), (text, 0.65)])
        sheet.line(f"Comments: {customs['CN23Comments'] or 'none'}")
    sheet.rule()
    sheet.line("I certify that the particulars given are correct and that nothing dangerous is enclosed.", 7)
    sheet.line(f"{_day(customs['DeclarationDate'])}   {customs['DesignatedPersonResponsible']}", bold=True)
    return sheet.finish()


def invoice(consignment: Document) -> bytes:
    """Return the commercial invoice of a consignment as PDF."""
    country = country_of(address_of(consignment, "Destination"))
    sheet = _Sheet(A4, f"Commercial invoice {consignment['Reference']}", country)
    customs = consignment["CustomsDocumentation"]
    sheet.line("COMMERCIAL INVOICE", 16, bold=True)
    theirs = consignment["ConsignmentReferenceProvidedByCustomer"]
    sheet.line(f"{consignment['Reference']}   {theirs}   {_day(customs['InvoiceDate'])}", 10)
    sheet.rule()
    _addresses(sheet, consignment)
    sheet.rule()
    for name, text in _statements(consignment):
        sheet.row([(name, 0.35), (text, 0.65)])
    sheet.rule()
    _goods(sheet, consignment["Packages"], small=False)
    totals: dict[str, Decimal] = {}
    for package in consignment["Packages"]:
        code = package["Value"]["Currency"]["IsoCode"]
        totals[code] = totals.get(code, Decimal(0)) + package["Value"]["Amount"]
    sheet.line(
        f"Total value {' + '.join(f'{_amount(amount)} {code}' for code, amount in totals.items())}", 10, bold=True
    )
    sheet.line(
        f"Total weight {_number(consignment['Weight']['Value'])} kg in {len(consignment['Packages'])} package(s)"
    )
    sheet.rule()
    sheet.line("I declare that the particulars given in this invoice are true and correct.", 8)
    sheet.line(f"{_day(customs['DeclarationDate'])}   {customs['DesignatedPersonResponsible']}", bold=True)
    return sheet.finish()


def manifest(row: dict[str, Any], lines: list[dict[str, Any]]) -> bytes:
    """Return a manifest as PDF: its row of the list, and what was handed over."""
    sheet = _Sheet(A4, f"Manifest {row['ManifestReference']}")
    shares = (0.16, 0.18, 0.24, 0.1, 0.1, 0.22)
    sheet.line(f"MANIFEST · {row['CarrierName']}", 16, bold=True)
    sheet.line(f"{row['ManifestReference']}   {parse(row['Created']):%d/%m/%Y %H:%M}", 9)
    sheet.line(f"From {row['ShippingLocationName'] or 'the customer'} ({row['ShippingLocationReference'] or '–'})", 9)
    sheet.rule()
    titles = ("Consignment", "Service", "Tracking", "Packages", "kg", "To")
    sheet.row([*zip(titles, shares, strict=True)], bold=True)
    for line in lines:
        tracking = line["Tracking"][0] + (f" + {len(line['Tracking']) - 1}" if len(line["Tracking"]) > 1 else "")
        to = f"{line['Town']} {line['Postcode']}"
        cells = (line["Reference"], line["Service"], tracking, str(line["Packages"]), _number(line["Kg"]), to)
        sheet.row([*zip(cells, shares, strict=True)])
    sheet.rule()
    packages, kg = sum(line["Packages"] for line in lines), sum((line["Kg"] for line in lines), Decimal(0))
    sheet.line(f"{len(lines)} booking(s), {packages} package(s), {_number(kg)} kg", 10, bold=True)
    sheet.line("Handed over: ______________________      Collected by: ______________________", 9)
    return sheet.finish()


def _addresses(sheet: _Sheet, consignment: Document) -> None:
    for title, kind in (("From", "Origin"), ("To", "Destination")):
        sheet.row([(title, 0.1), (" · ".join(address_lines(address_of(consignment, kind) or {})), 0.9)])


def _goods(sheet: _Sheet, packages: list[Document], *, small: bool) -> None:
    shares = (0.4, 0.1, 0.16, 0.12, 0.22) if small else (0.42, 0.08, 0.16, 0.1, 0.24)
    sheet.row([*zip(("Goods", "Qty", "HS code", "Origin", "Value each"), shares, strict=True)], 7, bold=True)
    for package in packages:
        for item in package["Items"]:
            cells = (
                item["Description"] or "",
                str(item["Quantity"] or 1),
                item["HarmonisationCode"] or "",
                item["CountryOfOrigin"]["IsoCode"]["TwoLetterCode"] if item["CountryOfOrigin"] else "",
                _money(item["Value"]),
            )
            sheet.row([*zip(cells, shares, strict=True)], 7)


def _statements(consignment: Document) -> list[tuple[str, str]]:
    customs = consignment["CustomsDocumentation"]
    said = [
        ("Reason for export", customs["ReasonForExport"] or customs["CategoryType"]),
        ("Shipping terms", customs["ShippingTerms"]),
        ("Shipper's VAT number", customs["ShippersVatNumber"]),
        ("Shipper's EORI", _metadatum(consignment, "ShippersEORI")),
        ("Receiver's VAT number", customs["ReceiversVatNumber"]),
        ("Receiver's EORI", _metadatum(consignment, "ReceiversEORI")),
        ("Importer's VAT number", customs["ImportersVatNumber"]),
        ("Office of posting", customs["OfficeOfPosting"]),
    ]
    return [(name, text) for name, text in said if text]


def _metadatum(consignment: Document, key: str) -> str | None:
    return next((entry["StringValue"] for entry in consignment["MetaData"] if entry["KeyValue"] == key), None)


def _tracking(package: Document) -> str:
    return next((t for leg in package["ConsignmentLegs"] for t in leg["TrackingReferences"]), "")


def _day(wire_time: str) -> str:
    return f"{parse(wire_time):%d/%m/%Y}"


def _number(value: Decimal) -> str:
    return f"{Decimal(value).normalize():f}"


def _money(value: Document | None) -> str:
    return f"{_amount(value['Amount'])} {value['Currency']['IsoCode']}" if value else ""


def _amount(value: Decimal) -> str:
    pence = Decimal(value).quantize(Decimal("0.01"))
    return f"{pence:f}" if pence == value else _number(value)
