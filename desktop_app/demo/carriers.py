"""Three invented carriers and their six services: what they carry, where to, how fast, and what it costs.

Prices are net pounds for one package by weight band and zone; VAT comes on top within the United Kingdom.
Bounds are those of the account's rules («Allocation»): weight, girth, length, value, postcode areas, countries, tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desktop_app.demo.times import working_day

_PENNY = Decimal("0.01")
_VAT = Decimal("0.2")
_EUROPE = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE CH NO LI MC SM"


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


@dataclass(frozen=True, slots=True)
class Journey:
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
        """Return the price as quotes and allocations show it («Quotes»)."""
        return {
            "Net": self.net,
            "Gross": self.gross,
            "VatRate": {
                "Reference": f"{self.country}-{self.rate:.4f}",
                "CountryIsoCode": self.country,
                "Type": "Standard" if self.rate else "Zero",
                "Rate": self.rate,
            },
            "VatAmount": self.tax,
            "Currency": {"Name": "Pound Sterling", "IsoCode": "GBP"},
        }


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier; `prefix` starts its tracking references."""

    reference: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True, eq=False)
class CarrierService:
    """One service of a carrier. `days` are working days from leaving to arriving, fewest and most, for each zone."""

    reference: str
    name: str
    carrier: Carrier
    kg: Decimal
    length: Decimal
    girth: Decimal
    value: Decimal
    bands: Mapping[str, tuple[tuple[Decimal, Decimal], ...]]
    days: Mapping[str, tuple[int, int]]
    tags: frozenset[str] = field(default_factory=frozenset)
    excluded_areas: frozenset[str] = field(default_factory=frozenset)

    def refuses(self, shipment: Shipment) -> str | None:
        """Say why the service cannot take `shipment`, or return None if it can."""
        if zone(shipment.country) not in self.bands:
            return f"does not deliver to {shipment.country}"
        area = re.match(r"[A-Z]*", shipment.postcode)
        if shipment.country == "GB" and area and area[0] in self.excluded_areas:
            return f"does not deliver to the postcode area {area[0]}"
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
        return self._misses(shipment)

    def journey(self, shipment: Shipment) -> Journey:
        """Return the days on which `shipment` would travel: it leaves so as to arrive on the day that was asked for."""
        fewest, most = self.days[zone(shipment.country)]
        leaves = shipment.shipping or working_day(shipment.earliest, 0)
        if shipment.exactly and shipment.wanted and not shipment.shipping:
            leaves = max(leaves, working_day(shipment.wanted, -most))
        return Journey(leaves, working_day(leaves, fewest), working_day(leaves, most))

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

    def _misses(self, shipment: Shipment) -> str | None:
        journey = self.journey(shipment)
        if journey.leaves < shipment.earliest:
            return f"cannot leave on {journey.leaves}, which is past"
        if not shipment.wanted:
            return None
        if shipment.exactly and not journey.first <= shipment.wanted <= journey.last:
            return f"cannot deliver exactly on {shipment.wanted}"
        if not shipment.exactly and journey.last > shipment.wanted:
            return f"cannot deliver by {shipment.wanted}"
        return None


def _bands(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    pairs = (pair.split(":") for pair in text.split())
    return tuple((Decimal(kg), Decimal(price)) for kg, price in pairs)


QUILLMERE = Carrier("QUILLMERE", "Quillmere Post", "QM")
WRENFOLD = Carrier("WRENFOLD", "Wrenfold Parcels", "WF")
TARNBRIDGE = Carrier("TARNBRIDGE", "Tarnbridge Express", "TB")
CARRIERS = (QUILLMERE, WRENFOLD, TARNBRIDGE)

SERVICES = (
    CarrierService(
        "MPD_QM48",
        "Letterbox 48",
        QUILLMERE,
        kg=Decimal(2),
        length=Decimal(61),
        girth=Decimal(130),
        value=Decimal(100),
        bands={"UK": _bands("0.25:2.10 0.75:2.65 2:3.15")},
        days={"UK": (2, 3)},
    ),
    CarrierService(
        "MPD_QM24S",
        "Signed For 24",
        QUILLMERE,
        kg=Decimal(20),
        length=Decimal(100),
        girth=Decimal(260),
        value=Decimal(750),
        bands={"UK": _bands("1:5.20 2:5.95 5:8.40 10:11.90 20:17.60"), "Europe": _bands("2:11.40 5:17.80 20:34.50")},
        days={"UK": (1, 2), "Europe": (4, 7)},
        tags=frozenset({"Fragile", "Documents"}),
    ),
    CarrierService(
        "MPD_WFSTD",
        "Standard Parcel",
        WRENFOLD,
        kg=Decimal(30),
        length=Decimal(120),
        girth=Decimal(300),
        value=Decimal(1000),
        bands={"UK": _bands("2:4.35 5:5.10 10:6.75 15:8.90 30:12.40")},
        days={"UK": (2, 3)},
        tags=frozenset({"Fragile"}),
        excluded_areas=frozenset({"HS", "ZE"}),
    ),
    CarrierService(
        "MPD_WFEUR",
        "Europe Road",
        WRENFOLD,
        kg=Decimal(30),
        length=Decimal(120),
        girth=Decimal(300),
        value=Decimal(2500),
        bands={"Europe": _bands("2:9.80 5:13.20 10:18.60 30:31.00")},
        days={"Europe": (3, 6)},
        tags=frozenset({"Fragile"}),
    ),
    CarrierService(
        "MPD_TBND",
        "Next Day",
        TARNBRIDGE,
        kg=Decimal(40),
        length=Decimal(180),
        girth=Decimal(360),
        value=Decimal(5000),
        bands={"UK": _bands("1:7.60 5:8.95 10:11.20 20:15.80 40:24.50")},
        days={"UK": (1, 1)},
        tags=frozenset({"Fragile", "Alcohol", "Flammables", "Oil", "Documents"}),
        excluded_areas=frozenset({"BT", "HS", "KW", "ZE"}),
    ),
    CarrierService(
        "MPD_TBWW",
        "World Express",
        TARNBRIDGE,
        kg=Decimal(70),
        length=Decimal(200),
        girth=Decimal(400),
        value=Decimal(20000),
        bands={
            "UK": _bands("2:18.00 10:26.00 70:58.00"),
            "Europe": _bands("1:24.50 5:38.00 20:71.00 70:165.00"),
            "World": _bands("1:36.00 5:64.00 20:132.00 70:310.00"),
        },
        days={"UK": (1, 1), "Europe": (1, 3), "World": (2, 5)},
        tags=frozenset({"Fragile", "Documents", "Batteries"}),
    ),
)


def service(reference: str) -> CarrierService | None:
    """Return the service with that reference (any case), or None."""
    return next((s for s in SERVICES if s.reference.casefold() == reference.casefold()), None)
