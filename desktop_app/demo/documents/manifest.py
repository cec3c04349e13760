"""Draws manifests as PDF.

Importing this module loads reportlab: it is imported when the first of them is asked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reportlab.lib.pagesizes import A4

from desktop_app.demo.documents.sheet import Sheet, number
from desktop_app.demo.times import parse


def manifest(row: dict[str, Any], lines: list[dict[str, Any]]) -> bytes:
    """Return a manifest as PDF: its row of the list, and what was handed over."""
    sheet = Sheet(A4, f"Manifest {row['ManifestReference']}")
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
        cells = (line["Reference"], line["Service"], tracking, str(line["Packages"]), number(line["Kg"]), to)
        sheet.row([*zip(cells, shares, strict=True)])
    sheet.rule()
    packages, kg = sum(line["Packages"] for line in lines), sum((line["Kg"] for line in lines), Decimal(0))
    sheet.line(f"{len(lines)} booking(s), {packages} package(s), {number(kg)} kg", 10, bold=True)
    sheet.line("Handed over: ______________________      Collected by: ______________________", 9)
    return sheet.finish()
