"""The bodies of calls about consignments, checked; dumped by wire name they are what is kept and given back.

Source: «Consignment (create)», «Package», «Item», «Address», «MetaData», «CustomsDocumentation» of the API page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from desktop_app.demo.rules.currencies import currency_name
from desktop_app.demo.rules.fields import (
    Amount,
    AnyCase,
    Blank,
    Body,
    Count,
    Empty,
    Kept,
    Key,
    Number,
    Positive,
    Text,
    Texts,
    Whole,
    WireTime,
)


class Weight(Body):
    """A weight in kilograms."""

    value: Positive
    unit: Annotated[Literal["Kg"], AnyCase()] = "Kg"


class Dimensions(Body):
    """An outer size in centimetres."""

    unit: Annotated[Literal["Cm"], AnyCase()] = "Cm"
    width: Positive
    length: Positive
    height: Positive


class Currency(Body):
    """A currency; its name is the service's own."""

    name: str | None = None
    iso_code: Annotated[str, Field(pattern=r"^[A-Za-z]{3}$"), AfterValidator(str.upper)]

    @model_validator(mode="after")
    def _named(self) -> Currency:
        return self.model_copy(update={"name": currency_name(self.iso_code)})


class Money(Body):
    """An amount of a currency's major unit (pounds, not pence)."""

    amount: Amount
    currency: Currency


class CountryCode(Body):
    """ISO 3166."""

    two_letter_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$"), AfterValidator(str.upper)]


class Country(Body):
    """A country by its code; the name sent along does not matter."""

    name: Text | None = None
    iso_code: CountryCode


class MetaDatum(Body):
    """One entry of metadata: a key with at most one value of each type."""

    key_value: Annotated[str, Field(min_length=1, max_length=200)]
    string_value: Text | None = None
    int_value: Whole | None = None
    decimal_value: Number | None = None
    date_time_value: WireTime | None = None
    bool_value: Annotated[bool, Field(strict=True)] | None = None


def _keys_once(entries: list[MetaDatum]) -> list[MetaDatum]:
    seen: set[str] = set()
    for entry in entries:
        if entry.key_value in seen:
            raise ValueError(f"has the key {entry.key_value[:100]!r} more than once")
        seen.add(entry.key_value)
    return entries


MetaData = Annotated[list[MetaDatum], Empty, Field(max_length=200), AfterValidator(_keys_once)]


class Barcode(Body):
    """A code that the customer put on the goods."""

    code: Text
    barcode_type: Text | None = None


def _barcode(value: Any) -> Any:
    """Return a barcode that older clients send as its text alone as the object that it is."""
    if isinstance(value, str):
        return {"Code": value} if value.strip() else None
    return value


AnyBarcode = Annotated[Barcode | None, BeforeValidator(_barcode)]


class Remembering(Body):
    """A body that older clients know by other names, which are given back to who sent them, and to nobody else."""

    remembered: ClassVar[frozenset[str]] = frozenset()
    """The wire names of the properties that are left out where they were not sent."""

    @model_serializer(mode="wrap")
    def _without_the_unsaid(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        return {
            name: value for name, value in written.items() if value is not None or name not in type(self).remembered
        }


def _unsaid_if_nothing(value: Any) -> Any:
    """Read 0 as nothing: what a program says that has never heard of a property."""
    return None if value == 0 and not isinstance(value, bool) else value


class Item(Remembering):
    """One line of goods."""

    other_names: ClassVar[Mapping[str, str]] = {"ItemUnit": "Unit"}
    remembered: ClassVar[frozenset[str]] = frozenset({"ItemReferenceAssignedByCustomer", "UnitOfQuantity"})

    reference: Annotated[str, Field(max_length=100)] | None = None
    sku: Text | None = None
    model: Text | None = None
    description: Text | None = None
    country_of_origin: Country | None = None
    harmonisation_code: Text | None = None
    harmonisation_key_words: Texts = Field(default_factory=list)
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    item_reference_provided_by_customer: Blank = ""
    item_reference_assigned_by_customer: Text | None = None
    barcode: AnyBarcode = None
    meta_data: MetaData = Field(default_factory=list)
    status: Text | None = None
    quantity: Count | None = None
    unit_of_quantity: Annotated[Count | None, BeforeValidator(_unsaid_if_nothing)] = None
    unit: Text | None = None
    content_classification: (
        Annotated[Literal["NotSpecified", "Unrestricted", "Dangerous", "Restricted", "Liquid"], AnyCase()] | None
    ) = None
    content_classification_details: (
        Annotated[
            Literal[
                "NotSpecified",
                "Explosive",
                "Flammable",
                "Toxic",
                "Aerosols",
                "Alcohol",
                "Batteries",
                "Electronics",
                "Guns",
                "Lighters",
                "NailVarnish",
                "PerfumeOrAftershave",
                "Medicine",
                "LiveAnimals",
            ],
            AnyCase(),
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _by_older_names(self) -> Item:
        changes: dict[str, Any] = {}
        if self.quantity is None and self.unit_of_quantity:
            changes["quantity"] = self.unit_of_quantity
        if not self.item_reference_provided_by_customer and self.item_reference_assigned_by_customer:
            changes["item_reference_provided_by_customer"] = self.item_reference_assigned_by_customer
        return self.model_copy(update=changes) if changes else self


class Package(Body):
    """A package: weight and dimensions, or a package size; whether the size is known is checked by the rules."""

    reference: Text | None = None
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    package_size_reference: Key = None
    description: Text | None = None
    value: Money | None = None
    package_reference_provided_by_customer: Blank = ""
    barcode: AnyBarcode = None
    meta_data: MetaData = Field(default_factory=list)
    items: Annotated[list[Item], Empty, Field(max_length=1000)] = Field(default_factory=list)
    charges: Kept = Field(default_factory=list)


class AddedPackage(Package):
    """A package to add to a consignment: the documentation requires more of it than of a first one."""

    description: Text
    value: Money


class Contact(Body):
    """The person at an address."""

    reference: Text | None = None
    title: Text | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    position: Text | None = None
    telephone: Text | None = None
    mobile: Text | None = None
    land_line: Text | None = None
    email: Text | None = None


class LatLong(Body):
    """A place on the globe, in degrees."""

    latitude: Number
    longitude: Number


class Address(Remembering):
    """One of a consignment's addresses."""

    remembered: ClassVar[frozenset[str]] = frozenset({"ContactName", "LatitudeLongitude"})

    address_type: Annotated[
        Literal["Origin", "Destination", "Return", "Sender", "Recipient", "Importer", "Exporter"], AnyCase()
    ]
    shop_location_reference: Text | None = None
    contact: Contact | None = None
    contact_name: Text | None = None
    company_name: Text | None = None
    shipping_location_reference: Key = None
    customer_name: Text | None = None
    address_line1: Text | None = None
    address_line2: Text | None = None
    address_line3: Text | None = None
    town: Text | None = None
    region: Text | None = None
    postcode: Text | None = None
    country: Country | None = None
    region_code: Blank = ""
    special_instructions: Text | None = None
    lat_long: LatLong | None = None
    latitude_longitude: LatLong | None = None
    is_cached: Annotated[bool, Field(strict=True)] | None = False

    @model_validator(mode="after")
    def _by_older_names(self) -> Address:
        changes: dict[str, Any] = {}
        if self.lat_long is None and self.latitude_longitude:
            changes["lat_long"] = self.latitude_longitude
        if self.contact is None and (self.contact_name or "").strip():
            first, _, last = (self.contact_name or "").strip().rpartition(" ")
            changes["contact"] = Contact(FirstName=first, LastName=last)
        return self.model_copy(update=changes) if changes else self


class DeliveryWindow(Body):
    """The hours within which the receiver wants it."""

    start: Text | None = None
    end: Text | None = None
    utc_offset: Text | None = None


class RequestedDate(Body):
    """The day on which the receiver wants it."""

    date: WireTime
    is_to_be_exactly_on_the_date_specified: Annotated[bool, Field(strict=True)] = False
    delivery_window: DeliveryWindow | None = None


class CustomsDocumentation(Body):
    """What customs wants to know."""

    designated_person_responsible: Text | None = None
    importers_vat_number: Text | None = None
    category_type: (
        Annotated[
            Literal[
                "Gift", "CommercialSample", "Documents", "Other", "ReturnedGoods", "SaleOfGoods", "None", "Personal"
            ],
            AnyCase(Sales="SaleOfGoods", Sale="SaleOfGoods", Sample="CommercialSample"),
        ]
        | None
    ) = None
    category_type_explanation: Text | None = None
    shipper_customs_reference: Text | None = None
    importers_tax_code: Text | None = None
    importers_telephone: Text | None = None
    importers_fax: Text | None = None
    importers_email: Text | None = None
    cn23_comments: Annotated[Text | None, Field(alias="CN23Comments")] = None
    references_of_attached_invoices: Texts = Field(default_factory=list)
    references_of_attached_certificates: Texts = Field(default_factory=list)
    references_of_attached_licences: Texts = Field(default_factory=list)
    declaration_date: WireTime | None = None
    office_of_posting: Text | None = None
    reason_for_export: Text | None = None
    shipping_terms: (
        Annotated[
            Literal["None", "EXW", "FCA", "CPT", "CIP", "DAT", "DAP", "DDP", "DDU", "FAS", "FOB", "CFR", "CIF"],
            AnyCase(),
        ]
        | None
    ) = None
    shippers_vat_number: Text | None = None
    receivers_tax_code: Text | None = None
    receivers_vat_number: Text | None = None
    receivers_shipping_cost: Money | Number | None = None
    invoice_date: WireTime | None = None


def _types_once(addresses: list[Address]) -> list[Address]:
    types = [address.address_type for address in addresses]
    for kind in types:
        if types.count(kind) > 1:
            raise ValueError(f"has more than one address of the type {kind}")
    return addresses


Direction = Annotated[Literal["Outbound", "Inbound"], AnyCase()]
Packages = Annotated[list[Package], Field(min_length=1, max_length=200)]
Addresses = Annotated[list[Address], Empty, Field(max_length=7), AfterValidator(_types_once)]


class NewConsignment(Body):
    """The body of create; the date is named `RequiredDeliveryDate` here and `RequestedDeliveryDate` ever after."""

    other_names: ClassVar[Mapping[str, str]] = {"RequestedDeliveryDate": "RequiredDeliveryDate"}

    packages: Packages
    addresses: Addresses
    consignment_reference_provided_by_customer: Blank = ""
    source: Annotated[Literal["Api", "Web"], AnyCase()] | None = None
    shipping_date: WireTime | None = None
    required_delivery_date: RequestedDate | None = None
    direction: Direction | None = None
    meta_data: MetaData = Field(default_factory=list)
    tags: Texts = Field(default_factory=list)
    customs_documentation: CustomsDocumentation | None = None


class ConsignmentUpdate(Body):
    """The body of update: what is left out is erased, but `Packages` and `Tags` («Update replaces, …»).

    A list of packages or of tags that is empty counts as left out: «if no values are provided, PRO makes no changes».
    """

    other_names: ClassVar[Mapping[str, str]] = {"RequiredDeliveryDate": "RequestedDeliveryDate"}

    reference: Annotated[str, Field(min_length=1, max_length=100)]
    consignment_reference_provided_by_customer: Blank = ""
    shipping_date: WireTime | None = None
    requested_delivery_date: RequestedDate | None = None
    meta_data: MetaData = Field(default_factory=list)
    addresses: Addresses = Field(default_factory=list)
    customs_documentation: CustomsDocumentation | None = None
    packages: Annotated[list[Package], Empty, Field(max_length=200)] = Field(default_factory=list)
    tags: Texts = Field(default_factory=list)
