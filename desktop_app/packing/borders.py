"""Between which places goods meet customs: a matter of customs territories, which are not the countries.

What a single carrier asks for besides, such as for Northern Ireland, is no matter of the places alone.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from desktop_app.packing.countries import sent_as
from desktop_app.packing.postcodes import bare_postcode, national_form
from desktop_app.packing.territories import areas_of, part_of
from desktop_app.pro.models import Address


class Place(NamedTuple):
    """Where an address is, as far as customs care: the country's two-letter code, and the postcode as typed."""

    country: str
    postcode: str = ""

    @classmethod
    def of(cls, address: Address) -> Self:
        """Return the place of an address; its country is empty if the address has none."""
        code = "" if address.country is None else address.country.iso_code.two_letter_code
        return cls(code.strip().upper(), address.postcode or "")


def crosses_customs_border(origin: Place, destination: Place) -> bool:
    """Say whether goods meet customs between two places, whichever way they go.

    There is no border between two places that share a customs area. Northern Ireland lies in two: it has none with
    Great Britain, and none with the European Union. Without a postcode a place counts as the main part of its country.
    """
    return customs_areas(origin).isdisjoint(customs_areas(destination))


def customs_areas(place: Place) -> frozenset[str]:
    """Return the names of the customs areas that a place lies in: at least one."""
    country = sent_as(place.country)
    part = part_of(country, _bare(place, country))
    if part is not None:
        return areas_of(part.code) if part.code else part.areas
    # A code that stands for a part alone, such as that of the Canary Islands, is an area of its own.
    return areas_of(place.country)


def territory_of(postcode: str, country: str) -> str | None:
    """Return the code of the territory that a postcode of `country` belongs to, if it has a code of its own.

    «JE» for JE2 3AB in GB, «GP» for 97110 in FR; None for any other.
    """
    code = sent_as(country)
    part = part_of(code, _bare(Place(code, postcode), code))
    return part.code or None if part else None


def _bare(place: Place, country: str) -> str:
    return bare_postcode(national_form(place.postcode, country) or place.postcode)
