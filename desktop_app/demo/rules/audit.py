"""The audit messages of a consignment: how one looks, and which its dates tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.times import parse


def audit_message(at: str, message: str, category: str, details: str, severity: str = "Info") -> dict[str, Any]:
    """Return an audit message as `GET /consignments/{ref}/audit` has it, written at the wire time `at`."""
    return {
        "Timestamp": at,
        "Message": message,
        "Severity": severity,
        "Category": category,
        "Username": "API user",
        "Details": details,
    }


def notes_told(consignment: Document, noted: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the audit messages of a consignment: those that were written, before them those its dates tell of."""
    noted = list(noted)
    allocated = (consignment["Allocation"] or {}).get("AllocationDate")
    told = [
        audit_message(at, message, category, "")
        for message, category, at in (
            ("Consignment created", "Consignment", consignment["DateCreated"]),
            ("Consignment allocated", "Allocation", allocated),
            ("Labels printed", "Label", consignment["DateLabelsWereFirstPrinted"]),
            ("Consignment manifested", "Manifest", consignment.get("DateManifested")),
        )
        if at and not any(note["Category"] == category for note in noted)
    ]
    return sorted([*told, *noted], key=lambda note: parse(note["Timestamp"]))
