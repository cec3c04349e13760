"""Labels, documents for customs, and manifests."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from desktop_app.pro.values import Json, Rows, Text, Whole, Wire, WireTime


class Label(Wire):
    """A label: `file` is base64, of the type that `content_type` names."""

    known_by = ("file",)

    file: Text = ""
    content_type: Text = ""


class NamedDocument(Wire):
    """A document for customs: `key` is the service's name for the file, `value` its content in base64."""

    key: Text = ""
    value: Text = ""


class CustomsDocuments(Wire):
    """The documents that the service made for one consignment; which of them, the service decides."""

    known_by = ("commercial_invoice_documents", "cn22_documents", "cn23_documents")

    commercial_invoice_documents: Annotated[tuple[NamedDocument, ...], Rows] = ()
    cn22_documents: Annotated[tuple[NamedDocument, ...], Rows] = Field(default=(), alias="CN22Documents")
    cn23_documents: Annotated[tuple[NamedDocument, ...], Rows] = Field(default=(), alias="CN23Documents")


class DateRange(Wire):
    """From one time to another, both included."""

    start: WireTime | None = None
    end: WireTime | None = None


class ManifestQuery(Wire):
    """Which consignments to manifest: those that fit everything that is given."""

    shipping_location_references: Annotated[tuple[str, ...], Rows] = ()
    states: Annotated[tuple[str, ...], Rows] = ()
    carriers: Annotated[tuple[str, ...], Rows] = ()
    labels_printed: bool | None = None
    shipping_date: WireTime | None = None
    shipping_date_ranges: Annotated[tuple[DateRange, ...], Rows] = ()


class ManifestQueued(Wire):
    """Answer of `manifestFromQuery`: how many were found and queued, in the service's words."""

    known_by = ("message", "failed_consignments")

    message: Text = ""
    failed_consignments: Annotated[tuple[Json, ...], Rows] = ()


class ManifestFile(Wire):
    """One manifest that was sent to a carrier; its PDF is fetched by `manifest_reference`."""

    known_by = ("manifest_reference",)

    manifest_reference: Text = ""
    manifest_file_name: str | None = None
    manifest_file_storage_container: str | None = None
    manifest_file_name_sent_to_carrier: str | None = None
    shipping_location_reference: str | None = None
    shipping_location_name: str | None = None
    created: WireTime | None = None
    carrier_name: str | None = None
    bookings_count: Whole | None = None
