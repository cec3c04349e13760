"""What the calls for customs documents do: all that go along with a consignment, or one of them."""

from __future__ import annotations

import base64

from desktop_app.demo.carriers.customs import Declaration, document_faults
from desktop_app.demo.decimal_json import Json
from desktop_app.demo.documents.enclosed import declaration_kind, goes_by_post, has_invoice, is_international
from desktop_app.demo.rules import transitions
from desktop_app.demo.rules.consignment import Document
from desktop_app.demo.rules.refusal import Detail, Refusal
from desktop_app.demo.storage.database import Storage
from desktop_app.pro.states import Action


class CustomsDocuments:
    """Draw the customs documents of international consignments, once they are allocated (409 before)."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def all(self, reference: str) -> Json:
        """`GET /consignments/docs/{ref}`: every document that goes along; a list may be empty."""
        consignment = self._consignment(reference)
        kind = declaration_kind(consignment)
        answer: Json = {"CommercialInvoiceDocuments": [], f"{kind}Documents": []}
        if has_invoice(consignment):
            name = f"INV_{consignment['Reference']}.pdf"
            answer["CommercialInvoiceDocuments"].append({"Key": name, "Value": _drawn(consignment)})
        for package in consignment["Packages"] if goes_by_post(consignment) else []:
            name = f"{kind}_{package['Reference']}.pdf"
            document = {"Key": name, "Value": _drawn(consignment, kind, package)}
            answer[f"{kind}Documents"].append(document)
        return answer

    def invoice(self, reference: str) -> str:
        """`GET /consignments/docs/commercialinvoice/{ref}`: base64. Raises the 404 if none goes along."""
        consignment = self._consignment(reference)
        if not has_invoice(consignment):
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
        if not goes_by_post(consignment) or declaration_kind(consignment) != kind:
            raise Refusal(404, "NotFound", f"No {kind} goes along with {consignment['Reference']}.")
        return _drawn(consignment, kind, package)

    def _consignment(self, reference: str) -> Document:
        """Return an international consignment that its documents can be drawn for."""
        consignment = self._storage.consignment(reference)
        transitions.require(consignment, Action.DOCUMENTS)
        if not is_international(consignment):
            message = f"{consignment['Reference']} is not international; no customs document goes along."
            raise Refusal(404, "NotInternational", message)
        if missing := document_faults(Declaration.of(consignment)):
            message = f"{consignment['Reference']} lacks what its customs documents need: {', '.join(missing)}."
            details = tuple(Detail(name, "is required for customs", "CustomsDataMissing") for name in missing)
            raise Refusal(400, "CustomsDataMissing", message, details)
        return consignment


def _drawn(consignment: Document, kind: str = "", package: Document | None = None) -> str:
    from desktop_app.demo.documents.customs import declaration, invoice  # it loads reportlab and its fonts

    drawn = declaration(consignment, package, kind) if package else invoice(consignment)
    return base64.b64encode(drawn).decode("ascii")
