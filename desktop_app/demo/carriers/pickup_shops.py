"""The invented shops where consignments can be picked up, in some towns of the United Kingdom."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.demo.carriers.services import postcode_area
from desktop_app.demo.decimal_json import Json

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop; `kilometres` from the middle of the postcode area that it serves."""

    reference: str
    name: str
    street: str
    town: str
    postcode: str
    kilometres: float
    opens: str
    closes: str
    saturdays: bool

    def serves(self, postcode: str) -> bool:
        """Say whether a postcode lies in the shop's postcode area."""
        area = postcode_area(postcode)
        return bool(area) and area == postcode_area(self.postcode)

    def address(self) -> Json:
        """Return the shop's address."""
        return {
            "AddressLine1": self.street,
            "AddressLine2": "",
            "AddressLine3": self.name,
            "Town": self.town,
            "Region": "",
            "Postcode": self.postcode,
            "Country": {"Name": "United Kingdom", "IsoCode": {"TwoLetterCode": "GB"}},
            "RegionCode": "",
            "IsCached": False,
        }

    def wire(self, options: list[Json]) -> Json:
        """Return the shop as one of the locations of `POST /deliveryoptions/pickupoptions/`."""
        hours = [{"Start": self.opens, "End": self.closes, "UtcOffset": "0:00"}]
        address = self.address()
        address["Country"]["IsoCode"] |= {"ThreeLetterCode": "GBR", "NumericCode": "826"}
        opened = set(_WEEK[: 6 if self.saturdays else 5])
        return {
            "Name": self.name,
            "ShopReference": self.reference,
            "Address": address,
            "Distance": self.kilometres,
            "OpeningTimes": {day: hours if day in opened else [] for day in _WEEK},
            "DeliveryOptions": options,
            "Reservation": {"IsReservationRequired": False, "ExpiryDate": None},
            "AdditionalInformation": [{"Key": "Language", "Value": "en"}, {"Key": "DisabledAccess", "Value": "True"}],
        }


def _shop(line: str) -> Shop:
    reference, name, street, town, postcode, far, hours = (part.strip() for part in line.split("|"))
    opens, closes, *saturdays = hours.split()
    return Shop(reference, name, street, town, postcode, float(far), f"{opens}:00", f"{closes}:00", bool(saturdays))


SHOPS = tuple(
    _shop(line)
    for line in """
        GB14002 | Lockside News | 41 Whitworth Street West | Manchester | M1 5BD | 0.15 | 11:00 18:00
        GB14017 | The Paper Round | 8 Oldham Street | Manchester | M1 1JN | 0.8 | 07:00 19:30 Saturdays
        GB14031 | Fallowfield Minimart | 202 Wilmslow Road | Manchester | M14 6LE | 4.6 | 06:30 22:00 Saturdays
        GB21004 | Headingley Stationers | 17 Otley Road | Leeds | LS6 3AA | 2.9 | 09:00 17:30 Saturdays
        GB21009 | Kirkgate Keys & Heels | 55 Kirkgate | Leeds | LS2 7DJ | 0.4 | 08:30 18:00
        GB30011 | Brixton Corner Store | 300 Coldharbour Lane | London | SW9 8SE | 0.9 | 07:00 23:00 Saturdays
        GB30045 | Dalston Dry Cleaners | 12 Kingsland High Street | London | E8 2JP | 0.7 | 08:00 19:00 Saturdays
        GB40003 | Five Ways Post Counter | 6 Calthorpe Road | Birmingham | B15 1QT | 1.1 | 09:00 17:30
        GB51002 | Cotham Hill Books | 29 Cotham Hill | Bristol | BS6 6JY | 1.6 | 09:30 18:00 Saturdays
        GB60008 | Leith Walk Hardware | 180 Leith Walk | Edinburgh | EH6 5EA | 1.9 | 08:00 17:00 Saturdays
        GB61001 | Byres Road Grocer | 230 Byres Road | Glasgow | G12 8UB | 2.2 | 07:30 21:00 Saturdays
        GB70002 | Lisburn Road Flowers | 400 Lisburn Road | Belfast | BT9 6GN | 2.4 | 09:00 17:00
    """.strip().splitlines()
)
