"""Makes the consignments that an empty demo is filled with, unallocated: who orders what, from which bench, for where.

A hundred thousand bodies need not each be read and checked: the service's own rules make one of each part, and every
consignment is copied together from those.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from desktop_app.demo.rules.account import Account
from desktop_app.demo.rules.bodies import Address, NewConsignment, Package
from desktop_app.demo.rules.consignment import Document, kept_addresses, new_draft, new_package, set_packages
from desktop_app.demo.seed.countries import COUNTRIES, Country, filled
from desktop_app.demo.seed.goods import GOODS, Goods

_GBP = {"IsoCode": "GBP"}
_TERMS = {"DAP": 6, "DDU": 3, "DDP": 1}


class ConsignmentGenerator:
    """Makes consignments, the same ones in the same order for the same `random`."""

    def __init__(self, account: Account, random: Random, reference: Callable[[str], str]) -> None:
        self._random = random
        self._reference = reference
        self._account = account
        self._origins = [location.address("Origin") for location in account.shipping_locations]
        self._shares = [country.share for country in COUNTRIES]
        example = NewConsignment.model_validate(
            {
                "Packages": [{"PackageSizeReference": account.package_sizes[0].reference}],
                "Addresses": [{"AddressType": "Origin"}],
                "RequiredDeliveryDate": {"Date": "2000-01-01"},
                "MetaData": [{"KeyValue": "-", "StringValue": "-"}],
                "CustomsDocumentation": {"ReceiversShippingCost": {"Amount": 1, "Currency": _GBP}},
            }
        )
        self._consignment = new_draft(example, account, "")
        self._wanted = self._consignment["RequestedDeliveryDate"]
        self._customs = self._consignment["CustomsDocumentation"]
        self._datum = self._consignment["MetaData"][0]
        self._package = self._consignment["Packages"][0] | {"PackageSizeReference": None}
        self._money = self._customs["ReceiversShippingCost"]
        self._destination = cache(self._new_destination)
        self._item = cache(self._new_item)

    def consignment(self, at: int, created: datetime, made: str) -> Document:
        """Return the consignment with the number `at`, created at `created` (on the wire: `made`)."""
        random = self._random
        country = random.choices(COUNTRIES, self._shares)[0]
        consignment = {
            **self._consignment,
            "ConsignmentLegs": [],
            "Reference": self._reference("EC"),
            "DateCreated": made,
            "ConsignmentReferenceProvidedByCustomer": f"WEB-{20_000 + at}" if random.random() < 0.9 else "",
            "Source": "Web" if random.random() < 0.2 else "Api",
            "MetaData": [self._text("OrderReference", f"{100_400_000 + at * 7}")],
            "Tags": ["Fragile"] if random.random() < 0.06 else [],
            "Addresses": [random.choice(self._origins), self._somebody(country)],
            "RequestedDeliveryDate": None,
            "CustomsDocumentation": None,
        }
        if country.code == "GB" and random.random() < 0.02:
            consignment["Direction"] = "Inbound"
            consignment["Addresses"] = [
                {**address, "AddressType": kind}
                for address, kind in zip(reversed(consignment["Addresses"]), ("Origin", "Destination"), strict=True)
            ]
        if random.random() < 0.25:
            wanted = created + timedelta(days=random.randint(12, 16))
            consignment["RequestedDeliveryDate"] = {**self._wanted, "Date": f"{wanted.date()}T00:00:00+00:00"}
        terms = ""
        if country.code != "GB":
            terms = random.choices(list(_TERMS), list(_TERMS.values()))[0]
            consignment["CustomsDocumentation"] = self._customs_documentation(terms, created)
            consignment["MetaData"].append(self._text("ShippersEORI", "GB987654321000"))
            consignment["MetaData"].append(self._text("CarriageCurrency", "GBP"))
        count = random.choices((1, 2, 3, 4), (66, 22, 9, 3))[0]
        set_packages(consignment, [self._parcel(duty_paid=terms == "DDP") for _ in range(count)])
        return consignment

    def make_unfit(self, consignment: Document) -> None:
        """Make a consignment such as no carrier service takes, by a tag or by its weight."""
        if self._random.random() < 0.5:
            consignment["Tags"] = [self._random.choice(("Hazardous", "Frozen"))]
            return
        first, *others = consignment["Packages"]
        sides = {"Width": Decimal(80), "Length": Decimal(120), "Height": Decimal(60)}
        first["Weight"] = {"Value": Decimal(self._random.randint(75, 120)), "Unit": "Kg"}
        first["Dimensions"] = {"Unit": "Cm", **sides}
        set_packages(consignment, [first, *others])

    def _somebody(self, country: Country) -> Document:
        random = self._random
        town = random.choice(country.towns)
        first, last = random.choice(country.first), random.choice(country.last)
        number, street = str(random.randint(1, 180)), random.choice(country.streets)
        telephone = filled(random, country.telephone)
        address = self._destination(country)
        return {
            **address,
            "Contact": {
                **address["Contact"],
                "FirstName": first,
                "LastName": last,
                "Telephone": telephone,
                "Mobile": telephone,
                "Email": f"customer{random.randint(1000, 9999)}@example.com",
            },
            "CompanyName": f"{last} & Co." if random.random() < 0.08 else None,
            "AddressLine1": f"{number} {street}" if country.number_first else f"{street} {number}",
            "Town": town.name,
            "Region": town.region,
            "Postcode": filled(random, town.postcode),
        }

    def make_fit(self, consignment: Document) -> None:
        """Leave of a consignment so little that some carrier service takes it: one piece of its first goods.

        A test holds that this is enough, for all goods to all places.
        """
        first = consignment["Packages"][0]
        thing = next(each for each in GOODS if each.sku == first["Items"][0]["Sku"])
        consignment.update(RequestedDeliveryDate=None, Tags=[])
        parcel = self._parcel_of([(thing, 1)], duty_paid=bool(first["MetaData"]))
        set_packages(consignment, [parcel | {"Reference": first["Reference"]}])

    def _parcel(self, *, duty_paid: bool) -> Document:
        random = self._random
        goods = random.choices(GOODS, k=random.choices((1, 2, 3), (60, 28, 12))[0])
        counts = random.choices((1, 2, 3), (80, 15, 5), k=len(goods))
        parcel = self._parcel_of(list(zip(goods, counts, strict=True)), duty_paid=duty_paid)
        return parcel | {"Reference": self._reference("EP")}

    def _parcel_of(self, lines: list[tuple[Goods, int]], *, duty_paid: bool) -> Document:
        goods = [thing for thing, _ in lines]
        kg = sum((Decimal(thing.kg) * count for thing, count in lines), Decimal("0.12"))
        worth = sum((Decimal(thing.price) * count for thing, count in lines), Decimal(0))
        longest, width, height = (max(Decimal(thing.sides[side]) for thing in goods) + 2 for side in range(3))
        height += sum(Decimal(thing.sides[2]) for thing in goods[1:])
        taxes = (("DutyPaidValue", "0.04"), ("VatValue", "0.2")) if duty_paid else ()
        return {
            **self._package,
            "ConsignmentLegs": [],
            "Charges": [],
            "Weight": {"Value": kg, "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Width": width, "Length": longest, "Height": height},
            "Description": goods[0].description if len(goods) == 1 else "Clothing",
            "Value": {**self._money, "Amount": worth},
            "MetaData": [
                self._datum | {"KeyValue": key, "StringValue": None, "DecimalValue": worth * Decimal(part)}
                for key, part in taxes
            ],
            "Items": [{**self._item(*line), "Reference": f"{self._random.getrandbits(128):032x}"} for line in lines],
        }

    def _customs_documentation(self, terms: str, created: datetime) -> Document:
        day = f"{created.date()}T00:00:00+00:00"
        return {
            **self._customs,
            "DesignatedPersonResponsible": "Owen Hartley",
            "CategoryType": "SaleOfGoods",
            "ShippingTerms": terms,
            "DeclarationDate": day,
            "InvoiceDate": day,
            "ShippersVatNumber": "GB987654321",
            "ReceiversShippingCost": {**self._money, "Amount": Decimal("9.5")} if terms == "DDU" else None,
        }

    def _text(self, key: str, value: str) -> Document:
        return {**self._datum, "KeyValue": key, "StringValue": value}

    def _new_destination(self, country: Country) -> Document:
        where = {"IsoCode": {"TwoLetterCode": country.code}}
        address = {"AddressType": "Destination", "Contact": {}, "Country": where}
        return kept_addresses([Address.model_validate(address)], self._account)[0]

    def _new_item(self, thing: Goods, count: int) -> Document:
        length, width, height = (Decimal(side) for side in thing.sides)
        item = {
            "Sku": thing.sku,
            "Description": thing.description,
            "CountryOfOrigin": {"IsoCode": {"TwoLetterCode": thing.origin}},
            "HarmonisationCode": thing.code,
            "Weight": {"Value": Decimal(thing.kg), "Unit": "Kg"},
            "Dimensions": {"Unit": "Cm", "Length": length, "Width": width, "Height": height},
            "Value": {"Amount": Decimal(thing.price), "Currency": _GBP},
            "Quantity": count,
        }
        package = Package.model_validate({"Items": [item]})
        made: Document = new_package(package, self._account, "")["Items"][0]
        return made
