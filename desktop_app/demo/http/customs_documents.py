"""What the calls for customs documents do: CN22, CN23 or commercial invoice, as destination, value and carrier decide.

Carriers of the post stick a CN22 on a package worth up to 270 pounds and a CN23 on one worth more; to a destination
outside Europe, or with a CN23, an invoice goes along. The other carriers take an invoice alone.
"""

from __future__ import annotations

import base64
from decimal import Decimal

from desktop_app.demo.carriers.customs import Declaration, paper_faults
from desktop_app.demo.carriers.rate_card import service
from desktop_app.demo.carriers.services import CarrierService, zone
from desktop_app.demo.http.answers import Json
from desktop_app.demo.rules import consignment as rules
from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.pro.states import Action

_CN22_UP_TO = Decimal(270)


class CustomsPapers:
    """Draw the customs documents of international consignments, once they are allocated (409 before)."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def all(self, reference: str) -> Json:
        """`GET /consignments/docs/{ref}`: every document that goes along."""
        consignment = self._consignment(reference)
        answer: Json = {"CommercialInvoiceDocuments": []}
        if _has_invoice(consignment):
            name = f"INV_{consignment['Reference']}.pdf"
            answer["CommercialInvoiceDocuments"].append({"Key": name, "Value": _drawn(consignment)})
        for package in consignment["Packages"] if _by_post(consignment) else []:
            kind = _kind(consignment)
            name = f"{kind}_{package['Reference']}.pdf"
            document = {"Key": name, "Value": _drawn(consignment, kind, package)}
            answer.setdefault(f"{kind}Documents", []).append(document)
        return answer

    def invoice(self, reference: str) -> str:
        """`GET /consignments/docs/commercialinvoice/{ref}`: base64. Raises the 404 if none goes along."""
        consignment = self._consignment(reference)
        if not _has_invoice(consignment):
            raise Refusal(404, "NotFound", f"No commercial invoice goes along with {consignment['Reference']}.")
        return _drawn(consignment)

    def of_package(self, kind: str, reference: str, package_reference: str) -> str:
        """`GET /consignments/docs/{CN22 or CN23}/{ref}/{EP}`: base64. Raises the 404 if it has the other, or none."""
        kind = kind.upper()
        if kind not in {"CN22", "CN23"}:
            raise Refusal.unknown("kind of customs document", kind)
        consignment = self._consignment(reference)
        wanted = package_reference.upper()
        package = next((each for each in consignment["Packages"] if each["Reference"] == wanted), None)
        if not package:
            raise Refusal.unknown(f"package of {consignment['Reference']}", wanted)
        if not _by_post(consignment) or _kind(consignment) != kind:
            raise Refusal(404, "NotFound", f"No {kind} goes along with {consignment['Reference']}.")
        return _drawn(consignment, kind, package)

    def _consignment(self, reference: str) -> Document:
        """Return an international consignment that its documents can be drawn for."""
        consignment = self._storage.consignment(reference)
        rules.require(consignment, Action.DOCUMENTS)
        destination = address_of(consignment, "Destination")
        country = country_of(destination)
        postcode = ((destination or {}).get("Postcode") or "").strip().upper()
        booked = _service(consignment)
        if not booked or not booked.carrier.customs.applies(country, postcode):
            message = f"{consignment['Reference']} is not international; no customs document goes along."
            raise Refusal(404, "NotInternational", message)
        if missing := paper_faults(Declaration.of(consignment)):
            message = f"{consignment['Reference']} lacks what its customs documents need: {', '.join(missing)}."
            details = tuple(Detail(name, "is required for customs", "CustomsDataMissing") for name in missing)
            raise Refusal(400, "CustomsDataMissing", message, details)
        return consignment


def _service(consignment: Document) -> CarrierService | None:
    return service((consignment["Allocation"] or {}).get("MpdCarrierServiceReference") or "")


def _by_post(consignment: Document) -> bool:
    booked = _service(consignment)
    return bool(booked and booked.carrier.customs.post)


def _kind(consignment: Document) -> str:
    worth = max(package["Value"]["Amount"] for package in consignment["Packages"])
    return "CN22" if worth <= _CN22_UP_TO else "CN23"


def _has_invoice(consignment: Document) -> bool:
    far = zone(country_of(address_of(consignment, "Destination"))) == "World"
    return not _by_post(consignment) or far or _kind(consignment) == "CN23"


def _drawn(consignment: Document, kind: str = "", package: Document | None = None) -> str:
    from desktop_app.demo.documents.customs import declaration, invoice  # it loads reportlab and its fonts

    drawn = declaration(consignment, package, kind) if package else invoice(consignment)
    return base64.b64encode(drawn).decode("ascii")
