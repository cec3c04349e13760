"""The bodies that the demo service accepts, checked; dumped by wire name they are what it keeps and gives back.

Source: «Consignment (create)», «Package», «Item», «Address», «MetaData», «CustomsDocumentation» of the API page.
Properties that are not documented are passed over, as the service does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_pascal
from pydantic_core import PydanticCustomError

from desktop_app.demo.times import parse

PLACES = Decimal("0.00001")
_MOST_TEXT = 2000
_CURRENCY_NAMES = {
    "GBP": "Pound Sterling",
    "EUR": "Euro",
    "USD": "US Dollar",
    "PLN": "Zloty",
    "JPY": "Yen",
    "SEK": "Swedish Krona",
    "NOK": "Norwegian Krone",
    "DKK": "Danish Krone",
    "CHF": "Swiss Franc",
    "CAD": "Canadian Dollar",
    "AUD": "Australian Dollar",
}


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "must be a number")
    if isinstance(value, int) and value.bit_length() > 63:
        raise PydanticCustomError("number", "is out of all bounds")
    return value


def _five_places(value: Decimal) -> Decimal:
    return value.quantize(PLACES)


def _more_than_nothing(value: Decimal) -> Decimal:
    if not value:
        raise ValueError("must be at least 0.00001")
    return value


def _time(value: str) -> str:
    parse(value)
    return value.strip()


def _nothing_is_empty(value: Any) -> Any:
    return [] if value is None else value


def _empty_is_nothing(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _nothing_is_blank(value: Any) -> Any:
    return "" if value is None else value


def _capitalised(value: Any) -> Any:
    return value.capitalize() if isinstance(value, str) else value


Number = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=-10_000_000, le=10_000_000), AfterValidator(_five_places)
]
Positive = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(gt=0, le=100_000),
    AfterValidator(_five_places),
    AfterValidator(_more_than_nothing),
]
Amount = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=10_000_000), AfterValidator(_five_places)]
Whole = Annotated[int, BeforeValidator(_number), Field(ge=-(2**31), le=2**31 - 1)]
Text = Annotated[str, Field(max_length=_MOST_TEXT)]
Blank = Annotated[str, BeforeValidator(_nothing_is_blank), Field(max_length=_MOST_TEXT)]
"""Text that comes back as an empty string where it was not given."""
Key = Annotated[Annotated[str, Field(max_length=200)] | None, BeforeValidator(_empty_is_nothing)]
WireTime = Annotated[str, Field(max_length=40), AfterValidator(_time)]
Empty = BeforeValidator(_nothing_is_empty)
Texts = Annotated[list[Annotated[str, Field(max_length=200)]], Empty, Field(max_length=200)]


class Body(BaseModel):
    """A JSON object with PascalCase names."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="ignore", frozen=True, defer_build=True)

    def wire(self) -> dict[str, Any]:
        """Return the object by its wire names, every property present, numbers exact."""
        return self.model_dump(by_alias=True)


class Weight(Body):
    """A weight in kilograms."""

    value: Positive
    unit: Literal["Kg"] = "Kg"


class Dimensions(Body):
    """An outer size in centimetres."""

    unit: Literal["Cm"] = "Cm"
    width: Positive
    length: Positive
    height: Positive


class Currency(Body):
    """A currency; its name is the service's own."""

    name: str | None = None
    iso_code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    @model_validator(mode="after")
    def _named(self) -> Currency:
        return self.model_copy(update={"name": _CURRENCY_NAMES.get(self.iso_code)})


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


class Item(Body):
    """One line of goods."""

    reference: Annotated[str, Field(max_length=100)] | None = None
    sku: Text | None = None
    model: Text | None = None
    description: Text | None = None
    country_of_origin: Country | None = None
    harmonisation_code: Text | None = None
    harmonisation_key_words: Texts = []
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    value: Money | None = None
    item_reference_provided_by_customer: Blank = ""
    barcode: Barcode | None = None
    meta_data: MetaData = []
    quantity: Annotated[int, BeforeValidator(_number), Field(ge=1, le=1_000_000)] | None = None
    unit: Text | None = None
    content_classification: Literal["NotSpecified", "Unrestricted", "Dangerous", "Restricted", "Liquid"] | None = None
    content_classification_details: (
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
        ]
        | None
    ) = None


class Package(Body):
    """A package: weight and dimensions, or a package size; whether the size is known is checked by the rules."""

    reference: Text | None = None
    weight: Weight | None = None
    dimensions: Dimensions | None = None
    package_size_reference: Key = None
    description: Text | None = None
    value: Money | None = None
    package_reference_provided_by_customer: Blank = ""
    barcode: Barcode | None = None
    meta_data: MetaData = []
    items: Annotated[list[Item], Empty, Field(max_length=1000)] = []


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


class Address(Body):
    """One of a consignment's addresses."""

    address_type: Literal["Origin", "Destination", "Return", "Sender", "Recipient", "Importer", "Exporter"]
    shop_location_reference: Text | None = None
    contact: Contact | None = None
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
    is_cached: Annotated[bool, Field(strict=True)] | None = False


class DeliveryWindow(Body):
    """The hours within which the receiver wants it."""

    start: Text | None = None
    end: Text | None = None


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
        Literal["Gift", "CommercialSample", "Documents", "Other", "ReturnedGoods", "SaleOfGoods", "None", "Personal"]
        | None
    ) = None
    category_type_explanation: Text | None = None
    shipper_customs_reference: Text | None = None
    importers_tax_code: Text | None = None
    importers_telephone: Text | None = None
    importers_fax: Text | None = None
    importers_email: Text | None = None
    cn23_comments: Annotated[Text | None, Field(alias="CN23Comments")] = None
    references_of_attached_invoices: Texts = []
    references_of_attached_certificates: Texts = []
    references_of_attached_licences: Texts = []
    declaration_date: WireTime | None = None
    office_of_posting: Text | None = None
    reason_for_export: Text | None = None
    shipping_terms: (
        Literal["None", "EXW", "FCA", "CPT", "CIP", "DAT", "DAP", "DDP", "DDU", "FAS", "FOB", "CFR", "CIF"] | None
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


Packages = Annotated[list[Package], Field(min_length=1, max_length=200)]
Addresses = Annotated[list[Address], Empty, Field(max_length=7), AfterValidator(_types_once)]


class NewConsignment(Body):
    """The body of create; the date is named `RequiredDeliveryDate` here and `RequestedDeliveryDate` ever after."""

    packages: Packages
    addresses: Addresses
    consignment_reference_provided_by_customer: Blank = ""
    source: Annotated[Literal["Api", "Web"], BeforeValidator(_capitalised)] | None = None
    shipping_date: WireTime | None = None
    required_delivery_date: RequestedDate | None = None
    direction: Literal["Outbound", "Inbound"] | None = None
    meta_data: MetaData = []
    tags: Texts = []
    customs_documentation: CustomsDocumentation | None = None


class ConsignmentUpdate(Body):
    """The body of update: what is left out is erased, but `Packages` and `Tags` («Update replaces, …»)."""

    reference: Annotated[str, Field(min_length=1, max_length=100)]
    consignment_reference_provided_by_customer: Blank = ""
    shipping_date: WireTime | None = None
    requested_delivery_date: RequestedDate | None = None
    meta_data: MetaData = []
    addresses: Addresses = []
    customs_documentation: CustomsDocumentation | None = None
    packages: Packages | None = None
    tags: Texts | None = None


ReferenceList = Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=5000)]


class References(Body):
    """`{ConsignmentReferences}`, the body of a bulk call."""

    consignment_references: ReferenceList


class ReferencesForService(References):
    """`{MpdCarrierServiceReference, ConsignmentReferences}`."""

    mpd_carrier_service_reference: Annotated[str, Field(min_length=1, max_length=200)]
