"""What customs and the carriers want to know of an international shipment, and what of it a consignment says.

Source: the table in «International shipments from the UK». Each column of it, here in its order, is the rule of one of
the demo's carriers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.demo.rules.consignment import Document, address_of

_HOME = frozenset({"GB", "IM"})
_CHANNEL_ISLANDS = frozenset({"JE", "GG"})
_TERMS = ["EXW", "FCA", "CPT", "CIP", "DAT", "DAP", "DDP", "DDU", "FAS", "FOB", "CFR", "CIF"]

_FULL_ITEM = ("CountryOfOrigin", "Description", "Quantity", "HarmonisationCode", "Value", "Weight")


@dataclass(frozen=True, slots=True)
class Declared:
    """What one package (or item) says: the names of the properties that are filled in."""

    says: frozenset[str] = frozenset()
    items: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a consignment says for customs. `says` maps the names that are filled in to what they say."""

    says: Mapping[str, str] = field(default_factory=dict)
    business: bool = False
    packages: tuple[Declared, ...] = ()

    @classmethod
    def of(cls, consignment: Document) -> Declaration:
        """Read the declaration of a consignment as it is kept; metadata keys with a meaning count as properties."""
        destination = address_of(consignment, "Destination") or {}
        says = {name: str(value) for name, value in (consignment["CustomsDocumentation"] or {}).items() if _said(value)}
        if says.get("CategoryType") == "None":
            del says["CategoryType"]
        says |= _metadata(consignment)
        if _said(destination.get("Town")):
            says["Town"] = destination["Town"]
        return cls(
            says,
            business=_said(destination.get("CompanyName")),
            packages=tuple(_declared(package) for package in consignment["Packages"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of the table. `post` carriers stick a CN22 or CN23 on, the others send an invoice along.

    `must` is wanted of the consignment, `of_business` if its receiver is a business, `of_service` for one service;
    `terms` are the shipping terms that will do (empty: no matter); `package` and `item` are wanted of each of them,
    `package_paid` of each package that is sent duty paid.
    """

    must: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    of_business: tuple[str, ...] = ()
    of_service: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_paid: tuple[str, ...] = ()
    package: tuple[str, ...] = ()
    package_paid: tuple[str, ...] = ()
    items: tuple[int, int] = (0, 10**6)
    item: tuple[str, ...] = ()
    post: bool = False
    northern_ireland: bool = False
    channel_islands: bool = False
    duty_free_documents: bool = False

    def applies(self, country: str, postcode: str) -> bool:
        """Say whether a shipment from Great Britain to there is international for this carrier."""
        if country in _CHANNEL_ISLANDS:
            return self.channel_islands
        return country not in _HOME or (self.northern_ireland and country == "GB" and postcode.startswith("BT"))

    def faults(self, declaration: Declaration, service: str) -> list[str]:
        """Return what is missing for the service with that reference, by the names of the properties."""
        return list(self._faults(declaration, service))

    def _faults(self, declaration: Declaration, service: str) -> Iterator[str]:
        says = declaration.says
        wanted = self.must + self.of_service.get(service, ())
        if declaration.business:
            wanted += self.of_business
        paid = says.get("ShippingTerms") == "DDP"
        if paid:
            wanted += self.of_paid
        yield from (name for name in wanted if name not in says)
        if self.terms and says.get("ShippingTerms") not in self.terms:
            yield "ShippingTerms" if len(self.terms) == len(_TERMS) else f"ShippingTerms {' or '.join(self.terms)}"
        least, most = self.items
        for at, package in enumerate(declaration.packages):
            where = f"Packages[{at}]"
            wanted = self.package + (self.package_paid if paid else ())
            yield from (f"{where}.{name}" for name in wanted if name not in package.says)
            if not least <= len(package.items) <= most:
                yield f"{where}.Items (from {least} to {most} of them)" if most < 10**6 else f"{where}.Items"
            for number, item in enumerate(package.items):
                yield from (f"{where}.Items[{number}].{name}" for name in self._of_item(says) if name not in item)

    def _of_item(self, says: Mapping[str, str]) -> Iterator[str]:
        dutiable = not (self.duty_free_documents and says.get("CategoryType") == "Documents")
        return (name for name in self.item if dutiable or name != "HarmonisationCode")


ROAD_NETWORK = Column(
    must=("CategoryType", "ShippersVatNumber", "ShippersEORI"),
    terms=("DAP", "DDP"),
    of_business=("ReceiversEORI",),
    package=("Description", "Value"),
    items=(1, 10**6),
    item=_FULL_ITEM,
    channel_islands=True,
)
"""The first column: a network of vans that also takes goods by road to the continent."""

HOME_COURIER = Column(
    must=("ShippersVatNumber", "ShippersEORI"),
    terms=("DDU", "DDP", "DAP"),
    package_paid=("DutyPaidValue", "VatValue"),
    items=(1, 10**6),
    item=("CountryOfOrigin", "Description", "Quantity", "HarmonisationCode", "Weight"),
    northern_ireland=True,
)
"""The second column: couriers who deliver to homes."""

PARCEL_POST = Column(
    must=("CategoryType", "ShippersVatNumber", "ShippersEORI"),
    terms=("DDU", "DDP"),
    of_business=("ReceiversEORI",),
    of_service={"MPD_CLEPR": ("InvoiceDate",)},
    package=("Description", "Value"),
    items=(1, 10**6),
    item=_FULL_ITEM,
    post=True,
)
"""The third column: parcels by post; the invoice date is wanted by one of its services alone."""

STORE_COURIER = Column(
    must=("CategoryType", "ReceiversShippingCost", "CarriageCurrency", "ShippersEORI"),
    terms=("DDU",),
    of_paid=("ShippersVatNumber",),
    items=(1, 10),
    item=("CountryOfOrigin", "Description", "Quantity", "HarmonisationCode", "Value"),
    northern_ireland=True,
    channel_islands=True,
)
"""The fourth column: couriers for shops."""

LETTER_POST = Column(
    must=("CategoryType", "DesignatedPersonResponsible", "Town", "CarriageCurrency", "ShippersEORI"),
    item=_FULL_ITEM,
    post=True,
)
"""The fifth column: letters and small parcels by post."""

AIR_EXPRESS = Column(
    terms=tuple(_TERMS),
    item=("Description", "Quantity", "HarmonisationCode", "Value"),
    northern_ireland=True,
    duty_free_documents=True,
)
"""The sixth column: express by air; documents are not dutiable."""

MAIL_CONSOLIDATOR = Column(
    terms=tuple(_TERMS),
    item=("CountryOfOrigin", "Description", "Quantity", "HarmonisationCode", "Value"),
    post=True,
)
"""The seventh column: mail of many senders, taken abroad together."""


def crosses_customs(country: str) -> bool:
    """Say whether goods from Great Britain pass customs on their way to that country."""
    return country not in _HOME


def document_faults(declaration: Declaration) -> list[str]:
    """Return what a customs document cannot be drawn without, and the declaration does not say."""
    column = Column(
        must=(
            "CategoryType",
            "DeclarationDate",
            "DesignatedPersonResponsible",
            "InvoiceDate",
            "ShippersVatNumber",
            "ShippersEORI",
        ),
        terms=tuple(_TERMS),
        package=("Description", "Value"),
        items=(1, 10**6),
        item=("CountryOfOrigin", "Description", "HarmonisationCode", "Value"),
    )
    return column.faults(declaration, "")


def _declared(package: Mapping[str, Any]) -> Declared:
    says = {name for name in ("Description", "Value") if _said(package[name])} | set(_metadata(package))
    items = tuple(frozenset(name for name in _FULL_ITEM if _said(item[name])) for item in package["Items"])
    return Declared(frozenset(says), items)


def _metadata(of: Mapping[str, Any]) -> dict[str, str]:
    """Return the metadata that says something, as text, by its keys."""
    kinds = ("StringValue", "DecimalValue", "IntValue", "DateTimeValue", "BoolValue")
    values = ((entry["KeyValue"], next((entry[k] for k in kinds if _said(entry[k])), None)) for entry in of["MetaData"])
    return {key: str(value) for key, value in values if value is not None}


def _said(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], False)
