"""The seven invented carriers of the demo, their services and rate cards, and the account's groups of services.

Prices are net pounds for one package by weight band and zone; VAT comes on top within the United Kingdom. Each
carrier keeps the rules of one column of the table in «International shipments from the UK».
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.demo.carriers import customs
from desktop_app.demo.carriers.services import Carrier, CarrierService


def _bands(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    pairs = (pair.split(":") for pair in text.split())
    return tuple((Decimal(kg), Decimal(price)) for kg, price in pairs)


QUILLMERE = Carrier("QUILLMERE", "Quillmere Post", "QM", customs.LETTER_POST)
WRENFOLD = Carrier("WRENFOLD", "Wrenfold Parcels", "WF", customs.ROAD_NETWORK)
TARNBRIDGE = Carrier("TARNBRIDGE", "Tarnbridge Express", "TB", customs.AIR_EXPRESS)
HOLLINMOOR = Carrier("HOLLINMOOR", "Hollinmoor Home Delivery", "HM", customs.HOME_COURIER)
CASTERLANE = Carrier("CASTERLANE", "Casterlane Parcels", "CL", customs.PARCEL_POST)
YARDLOW = Carrier("YARDLOW", "Yardlow Couriers", "YL", customs.STORE_COURIER)
PINHALLOW = Carrier("PINHALLOW", "Pinhallow Mail", "PH", customs.MAIL_CONSOLIDATOR)
CARRIERS = (QUILLMERE, WRENFOLD, TARNBRIDGE, HOLLINMOOR, CASTERLANE, YARDLOW, PINHALLOW)

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
        drop_off=True,
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
        drop_off=True,
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
        pick_up=True,
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
    CarrierService(
        "MPD_HMHOME",
        "Home Delivery",
        HOLLINMOOR,
        kg=Decimal(15),
        length=Decimal(120),
        girth=Decimal(225),
        value=Decimal(300),
        bands={"UK": _bands("2:4.60 5:5.45 10:7.20 15:9.80"), "Europe": _bands("2:10.60 5:14.90 15:24.00")},
        days={"UK": (2, 4), "Europe": (5, 9)},
        excluded_areas=frozenset({"HS", "KW", "ZE"}),
        excluded_countries=frozenset({"IM", "JE", "GG", "CH", "NO"}),
    ),
    CarrierService(
        "MPD_CLH48",
        "Heavy 48",
        CASTERLANE,
        kg=Decimal(30),
        length=Decimal(150),
        girth=Decimal(300),
        value=Decimal(2500),
        bands={"UK": _bands("10:11.90 20:18.40 30:24.00")},
        days={"UK": (2, 2)},
        tags=frozenset({"Fragile", "Liquid"}),
        least_kg=Decimal(5),
    ),
    CarrierService(
        "MPD_CLEPR",
        "Continental Road",
        CASTERLANE,
        kg=Decimal(30),
        length=Decimal(150),
        girth=Decimal(300),
        value=Decimal(2500),
        bands={"Europe": _bands("2:19.50 5:26.00 10:37.00 30:72.00")},
        days={"Europe": (2, 4)},
        tags=frozenset({"Fragile", "Liquid"}),
    ),
    CarrierService(
        "MPD_CLGLB",
        "Global Value",
        CASTERLANE,
        kg=Decimal(30),
        length=Decimal(150),
        girth=Decimal(300),
        value=Decimal(2500),
        bands={"World": _bands("2:41.00 5:68.00 10:96.00 30:198.00")},
        days={"World": (5, 9)},
        tags=frozenset({"Fragile"}),
        excluded_countries=frozenset({"RU", "BY"}),
    ),
    CarrierService(
        "MPD_YLDOOR",
        "Door to Door",
        YARDLOW,
        kg=Decimal(17),
        length=Decimal(100),
        girth=Decimal(230),
        value=Decimal(500),
        bands={"UK": _bands("3:5.15 10:7.40 17:10.60"), "Europe": _bands("3:13.10 10:23.50 17:33.00")},
        days={"UK": (2, 3), "Europe": (5, 8)},
        excluded_areas=frozenset({"HS", "ZE"}),
        excluded_countries=frozenset({"IM"}),
    ),
    CarrierService(
        "MPD_PHTRK",
        "Tracked Abroad",
        PINHALLOW,
        kg=Decimal(20),
        length=Decimal(105),
        girth=Decimal(200),
        value=Decimal(1000),
        bands={"Europe": _bands("2:10.90 5:16.20 20:36.00"), "World": _bands("2:38.50 5:66.00 20:141.00")},
        days={"Europe": (4, 8), "World": (7, 14)},
        excluded_countries=frozenset({"RU", "BY", "UA"}),
        drop_off=True,
    ),
)


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """A choice of services that the account has put together; a consignment goes to the cheapest of them."""

    reference: str
    name: str
    services: tuple[CarrierService, ...]


def service(reference: str) -> CarrierService | None:
    """Return the service with that reference (any case), or None."""
    return next((s for s in SERVICES if s.reference.casefold() == reference.casefold()), None)


def _group(reference: str, name: str, *references: str) -> ServiceGroup:
    return ServiceGroup(reference, name, tuple(each for each in SERVICES if each.reference in references))


GROUPS = (
    _group("SG_ECONOMY", "Economy", "MPD_QM48", "MPD_WFSTD", "MPD_HMHOME", "MPD_YLDOOR", "MPD_CLH48"),
    _group("SG_EXPRESS", "Next day and express", "MPD_QM24S", "MPD_TBND", "MPD_TBWW"),
    _group(
        "SG_ABROAD", "Abroad", "MPD_QM24S", "MPD_WFEUR", "MPD_HMHOME", "MPD_CLEPR", "MPD_CLGLB", "MPD_PHTRK", "MPD_TBWW"
    ),
)
"""The account's groups of carrier services (`GET /servicegroups`)."""


def group(reference: str) -> ServiceGroup | None:
    """Return the group with that reference (any case), or None."""
    return next((g for g in GROUPS if g.reference.casefold() == reference.casefold()), None)
