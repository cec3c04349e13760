"""The columns by which consignments are found, and the text that a free search looks through."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from desktop_app.demo.rules.consignment import Document, address_of, country_of
from desktop_app.demo.times import micros

Value = str | int | float | None
_UNSPLIT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


@lru_cache(4096)
def fold(words: str) -> str:
    """Return `words` as they are compared: without case and accents, so that «lukasz» finds «Łukasz»."""
    if words.isascii() and words.isprintable():
        return words.lower()
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_UNSPLIT))
    return "".join(c for c in plain if c.isprintable() and not unicodedata.combining(c))


def squeeze(text: str) -> str:
    """Return a postcode as it is compared: upper case, letters and digits alone."""
    return "".join(c for c in text.upper() if c.isalnum())


def columns(consignment: Document) -> dict[str, Value]:
    """Return the columns by which `consignment` is found; kept beside it at every write."""
    destination = address_of(consignment, "Destination") or {}
    origin = address_of(consignment, "Origin") or {}
    allocation = consignment["Allocation"] or {}
    wanted = consignment["RequestedDeliveryDate"]
    value = consignment["Value"]
    return {
        "state": consignment["ConsignmentState"],
        "created": micros(consignment["DateCreated"]),
        "shipping": micros(consignment["ShippingDate"] or consignment["CollectionDate"]),
        "shipped": micros(consignment["DateShipped"]),
        "scheduled": micros(consignment["LatestDeliveryDate"]),
        "requested": micros(wanted["Date"]) if wanted else None,
        "customer_reference": fold(consignment["ConsignmentReferenceProvidedByCustomer"]),
        "grams": float(consignment["Weight"]["Value"] * 1000),
        "value": float(value["Amount"]) if value else None,
        "service": allocation.get("MpdCarrierServiceReference"),
        "source": consignment["Source"],
        "direction": consignment["Direction"],
        "labels_printed": int(consignment["LabelsPrinted"]),
        "postcode": squeeze(destination.get("Postcode") or ""),
        "country": country_of(destination or None),
        "region": fold(destination.get("Region") or ""),
        "origin": fold(origin.get("ShippingLocationReference") or ""),
        "target": fold(destination.get("ShippingLocationReference") or ""),
    }


def text(consignment: Document) -> str:
    """Return what a free-text search looks through, folded; kept beside the columns at every write."""
    return "\n".join(_texts(consignment))


def _texts(consignment: Document) -> Iterable[str]:
    yield fold(consignment["Reference"])
    yield fold(consignment["ConsignmentReferenceProvidedByCustomer"])
    for address in consignment["Addresses"]:
        if address["AddressType"] != "Destination":
            continue
        contact = address["Contact"] or {}
        yield fold(" ".join(contact.get(part) or "" for part in ("FirstName", "LastName")))
        yield fold(address["CompanyName"] or "")
        yield fold(address["Town"] or "")
        postcode = address["Postcode"] or ""
        yield f"{fold(postcode)} {squeeze(postcode).casefold()}"
    for leg in consignment["ConsignmentLegs"]:
        yield fold(" ".join(leg["TrackingReferences"]))
