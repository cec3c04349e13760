"""What a carrier service is: what it carries, where to, how fast, what it costs, and why it refuses a shipment.

Bounds are those of the account's rules («Allocation»): weight, girth, length, value, postcode areas, countries, tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from desktop_app.demo.carriers.customs import Column, Declaration
from desktop_app.demo.times import working_day

_PENNY = Decimal("0.01")
_VAT = Decimal("0.2")
_EUROPE = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE CH NO LI MC SM"


def postcode_area(postcode: str) -> str:
    """Return the letters that a British postcode begins with."""
    area = re.match(r"[A-Z]*", postcode.strip().upper())
    return area[0] if area else ""


@cache
def zone(country: str) -> str:
    """Return the zone of the rate cards that a country lies in: UK, Europe or World."""
    if country in {"GB", "IM", "JE", "GG"}:
        return "UK"
    return "Europe" if country in _EUROPE.split() else "World"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a carrier measures of one package: kilograms, and its sides in centimetres, longest first."""

    kg: Decimal
    sides: tuple[Decimal, Decimal, Decimal]

    @property
    def length(self) -> Decimal:
        """The longest side, in centimetres."""
        return self.sides[0]

    @property
    def girth(self) -> Decimal:
        """The way round the two shorter sides, in centimetres."""
        return 2 * (self.sides[1] + self.sides[2])


@dataclass(frozen=True, slots=True)
class Shipment:
    """What decides about a consignment's carrier service. `wanted` is the requested day, `exactly` if no other will do.

    `shipping` is the day that it was said to leave on, or else None; `earliest` the first day on which it can leave.
    """

    parcels: tuple[Parcel, ...]
    value: Decimal
    country: str
    postcode: str
    tags: frozenset[str]
    earliest: date
    shipping: date | None = None
    wanted: date | None = None
    exactly: bool = False
    declaration: Declaration = field(default_factory=Declaration)


@dataclass(frozen=True, slots=True)
class Transit:
    """The days of a consignment: when it leaves, and between which days it arrives."""

    leaves: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Price:
    """What a consignment costs, in pounds; `rate` is the part that tax adds."""

    net: Decimal
    rate: Decimal
    country: str

    @property
    def tax(self) -> Decimal:
        """The tax, rounded to the penny."""
        return (self.net * self.rate).quantize(_PENNY, ROUND_HALF_UP)

    @property
    def gross(self) -> Decimal:
        """What is to be paid in all."""
        return self.net + self.tax

    def wire(self) -> dict[str, Any]:
        """Return the price as quotes, options and allocations show it, the tax by both of the names that it has there.

        Source: the pages on quotes, on delivery options and on tracking; each has it in its own way.
        """
        rate = {
            "Reference": f"{self.country}-{self.rate:.4f}",
            "CountryIsoCode": self.country,
            "Type": "Standard" if self.rate else "Zero",
            "Rate": self.rate,
        }
        return {
            "Net": self.net,
            "Gross": self.gross,
            "VatRate": rate,
            "TaxRate": rate,
            "VatAmount": self.tax,
            "TaxAmount": self.tax,
            "Currency": {"Name": "Pound Sterling", "IsoCode": "GBP"},
        }


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier; `prefix` starts its tracking references, `customs` is what it asks of an international shipment."""

    reference: str
    name: str
    prefix: str
    customs: Column


@dataclass(frozen=True, slots=True, eq=False)
class CarrierService:
    """One service of a carrier. `days` are working days from leaving to arriving, fewest and most, for each zone.

    `drop_off`: the sender takes the goods to a counter; `pick_up`: the receiver may have them at a shop.
    """

    reference: str
    name: str
    carrier: Carrier
    kg: Decimal
    length: Decimal
    girth: Decimal
    value: Decimal
    bands: Mapping[str, tuple[tuple[Decimal, Decimal], ...]]
    days: Mapping[str, tuple[int, int]]
    tags: frozenset[str] = frozenset()
    excluded_areas: frozenset[str] = frozenset()
    excluded_countries: frozenset[str] = frozenset()
    least_kg: Decimal = Decimal(0)
    drop_off: bool = False
    pick_up: bool = False

    def refuses(self, shipment: Shipment) -> str | None:
        """Say why the service cannot take `shipment`, or return None if it can."""
        if zone(shipment.country) not in self.bands or shipment.country in self.excluded_countries:
            return f"does not deliver to {shipment.country}"
        area = postcode_area(shipment.postcode)
        if shipment.country == "GB" and area in self.excluded_areas:
            return f"does not deliver to the postcode area {area}"
        if missing := shipment.tags - self.tags:
            return f"does not carry what is tagged {', '.join(sorted(missing))}"
        if shipment.value > self.value:
            return f"carries goods worth {self.value} GBP at most, these are worth {shipment.value.normalize():f}"
        for parcel in shipment.parcels:
            for what, unit, has, most in (
                ("weight", "kg", parcel.kg, self.kg),
                ("longest side", "cm", parcel.length, self.length),
                ("girth", "cm", parcel.girth, self.girth),
            ):
                if has > most:
                    return f"takes a {what} of {most} {unit} at most, a package has {has.normalize():f}"
            if parcel.kg < self.least_kg:
                return f"takes a weight of {self.least_kg} kg at least, a package has {parcel.kg.normalize():f}"
        return self._misses(shipment) or self._customs_faults(shipment)

    def transit(self, shipment: Shipment) -> Transit:
        """Return the days on which `shipment` would travel: it leaves so as to arrive on the day that was asked for."""
        fewest, most = self.days[zone(shipment.country)]
        leaves = shipment.shipping or working_day(shipment.earliest, 0)
        if shipment.exactly and shipment.wanted and not shipment.shipping:
            leaves = max(leaves, working_day(shipment.wanted, -most))
        return Transit(leaves, working_day(leaves, fewest), working_day(leaves, most))

    def price(self, shipment: Shipment) -> Price:
        """Return what a shipment that the service does not refuse costs: the sum of its packages' bands."""
        bands = self.bands[zone(shipment.country)]
        net = sum((next(price for kg, price in bands if parcel.kg <= kg) for parcel in shipment.parcels), Decimal(0))
        home = zone(shipment.country) == "UK"
        return Price(net, _VAT if home else Decimal(0), "GB" if home else shipment.country)

    def wire(self) -> dict[str, Any]:
        """Return one row of `GET /carrierservices`."""
        return {
            "Name": self.name,
            "Reference": self.reference,
            "MpdCarrierReference": self.carrier.reference,
            "CarrierName": self.carrier.name,
            "IsConfigured": True,
        }

    def _customs_faults(self, shipment: Shipment) -> str | None:
        column = self.carrier.customs
        if not column.applies(shipment.country, shipment.postcode):
            return None
        faults = column.faults(shipment.declaration, self.reference)
        more = f" and {len(faults) - 8} more" if len(faults) > 8 else ""
        return f"needs for customs: {', '.join(faults[:8])}{more}" if faults else None

    def _misses(self, shipment: Shipment) -> str | None:
        transit = self.transit(shipment)
        if transit.leaves < shipment.earliest:
            return f"cannot leave on {transit.leaves}, which is past"
        if not shipment.wanted:
            return None
        if shipment.exactly and not transit.first <= shipment.wanted <= transit.last:
            return f"cannot deliver exactly on {shipment.wanted}"
        if not shipment.exactly and transit.last > shipment.wanted:
            return f"cannot deliver by {shipment.wanted}"
        return None
