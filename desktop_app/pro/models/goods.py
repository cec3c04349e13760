"""What is shipped: packages, items, what is said of them, and the links that the service sends."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from desktop_app.pro.values import (
    Country,
    Dimensions,
    Flag,
    Json,
    Money,
    Number,
    Rows,
    Text,
    Weight,
    Whole,
    Wire,
    WireTime,
)


class Link(Wire):
    """A link of the service; the reference is the last path segment of `href`."""

    known_by = ("href",)

    rel: Text = ""
    href: Text = ""

    @property
    def reference(self) -> str:
        """The reference that the link leads to."""
        return self.href.rstrip("/").rsplit("/", 1)[-1]


class MetaDatum(Wire):
    """One entry of `MetaData`: at most one value of each type for a key («MetaData»)."""

    key_value: Text = ""
    string_value: str | None = None
    int_value: Whole | None = None
    decimal_value: Number | None = None
    date_time_value: WireTime | None = None
    bool_value: bool | None = None


class Barcode(Wire):
    """A code that the customer put on the goods."""

    code: Text = ""
    barcode_type: str | None = None


class Item(Wire):
    """One line of goods: `quantity` pieces of `weight` each («Item»)."""

    sku: str | None = None
    reference: str | None = None
    model: str | None = None
    description: str | None = None
    country_of_origin: Country | None = None
    harmonisation_code: str | None = None
    harmonisation_key_words: Annotated[tuple[str, ...], Rows] = ()
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    item_reference_provided_by_customer: str | None = None
    barcode: Barcode | None = None
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    quantity: Whole | None = None
    unit: str | None = None
    content_classification: str | None = None
    content_classification_details: str | None = None


class Package(Wire):
    """Items wrapped together: a weight and dimensions, or a `package_size_reference` instead of both («Package»)."""

    known_by = ("reference",)

    reference: str | None = None
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    package_size_reference: str | None = None
    description: str | None = None
    value: Money | None = None
    package_reference_provided_by_customer: str | None = None
    barcode: Barcode | None = None
    meta_data: Annotated[tuple[MetaDatum, ...], Rows] = ()
    items: Annotated[tuple[Item, ...], Rows] = ()
    charges: Annotated[tuple[Json, ...], Rows] = ()
    consignment_legs: Annotated[tuple[Json, ...], Rows] = ()


class RequestedDate(Wire):
    """The day on which the receiver wants it; an exact one narrows the choice of carrier services most."""

    date: WireTime | None = None
    is_to_be_exactly_on_the_date_specified: Flag = False
    delivery_window: Json = None


class CustomsDocumentation(Wire):
    """What customs wants to know («CustomsDocumentation»); the carrier and the route decide which of it is needed."""

    designated_person_responsible: str | None = None
    importers_vat_number: str | None = None
    category_type: str | None = None
    category_type_explanation: str | None = None
    shipper_customs_reference: str | None = None
    importers_tax_code: str | None = None
    importers_telephone: str | None = None
    importers_fax: str | None = None
    importers_email: str | None = None
    cn23_comments: str | None = Field(default=None, alias="CN23Comments")
    references_of_attached_invoices: Annotated[tuple[str, ...], Rows] = ()
    references_of_attached_certificates: Annotated[tuple[str, ...], Rows] = ()
    references_of_attached_licences: Annotated[tuple[str, ...], Rows] = ()
    declaration_date: WireTime | None = None
    office_of_posting: str | None = None
    reason_for_export: str | None = None
    shipping_terms: str | None = None
    shippers_vat_number: str | None = None
    receivers_tax_code: str | None = None
    receivers_vat_number: str | None = None
    receivers_shipping_cost: Json = None
    invoice_date: WireTime | None = None
