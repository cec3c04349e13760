"""Draws customs documents as PDF: CN22, CN23 and commercial invoices.

Importing this module loads reportlab: it is imported when the first of them is asked for.
"""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm

from desktop_app.demo.documents.sheet import MARGIN, Sheet, number
from desktop_app.demo.documents.typesetting import address_lines
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.rules.currencies import written
from desktop_app.demo.times import parse


def declaration(consignment: Document, package: Document, kind: str) -> bytes:
    """Return the CN22 (A6) or CN23 (A4) of one package as PDF."""
    small = kind == "CN22"
    country = country_of(address_of(consignment, "Destination"))
    size, margin = (A6, 6 * mm) if small else (A4, MARGIN)
    sheet = Sheet(size, f"{kind} {package['Reference']}", country, margin)
    customs = consignment["CustomsDocumentation"]
    sheet.line(f"CUSTOMS DECLARATION {kind}", 12, bold=True)
    sheet.line(f"{consignment['Reference']}   {package['Reference']}   {_tracking(package)}")
    sheet.rule()
    _addresses(sheet, consignment)
    sheet.rule()
    sheet.line(f"Category: {customs['CategoryType']} {customs['CategoryTypeExplanation'] or ''}", bold=True)
    _goods(sheet, [package], small=small)
    sheet.line(
        f"Total weight {number(package['Weight']['Value'])} kg   total value {_money(package['Value'])}", bold=True
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
    sheet = Sheet(A4, f"Commercial invoice {consignment['Reference']}", country)
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
        f"Total value {' + '.join(f'{written(amount, code)} {code}' for code, amount in totals.items())}", 10, bold=True
    )
    sheet.line(f"Total weight {number(consignment['Weight']['Value'])} kg in {len(consignment['Packages'])} package(s)")
    sheet.rule()
    sheet.line("I declare that the particulars given in this invoice are true and correct.", 8)
    sheet.line(f"{_day(customs['DeclarationDate'])}   {customs['DesignatedPersonResponsible']}", bold=True)
    return sheet.finish()


def _addresses(sheet: Sheet, consignment: Document) -> None:
    for title, kind in (("From", "Origin"), ("To", "Destination")):
        sheet.row([(title, 0.1), (" · ".join(address_lines(address_of(consignment, kind) or {})), 0.9)])


def _goods(sheet: Sheet, packages: list[Document], *, small: bool) -> None:
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


def _money(value: Document | None) -> str:
    if not value:
        return ""
    code = value["Currency"]["IsoCode"]
    return f"{written(value['Amount'], code)} {code}"
